import type { SecurityNeed, SecurityScheme } from "../api.ts";
import type { Json, Loss } from "../reading.ts";
import { itemsOf, membersOf, setOwn, textOf, valueOf, type Member, type Node } from "../tree/node.ts";

type Flows = Extract<SecurityScheme, { kind: "oauth2" }>["flows"];

/** A security scheme of AsyncAPI (3.1.0, "Security Scheme Object"); `node` is what the member leads to. */
export function readScheme({ key, from, to }: Member, node: Node): SecurityScheme {
  const doc = textOf(valueOf(node, "description"));
  const shared = { name: key, ...(doc === undefined || doc === "" ? {} : { doc }), at: { from, to } };
  const type = textOf(valueOf(node, "type")) ?? "";
  const place = textOf(valueOf(node, "in"));
  switch (type) {
    case "apiKey":
      return { ...shared, kind: "apiKey", in: place === "password" ? "password" : "user", parameter: "" };
    case "httpApiKey":
      return { ...shared, kind: "apiKey", in: place === "query" || place === "cookie" ? place : "header", parameter: textOf(valueOf(node, "name")) ?? "" };
    case "http": {
      const bearerFormat = textOf(valueOf(node, "bearerFormat"));
      return { ...shared, kind: "http", scheme: textOf(valueOf(node, "scheme")) ?? "", ...(bearerFormat === undefined ? {} : { bearerFormat }) };
    }
    case "X509":
      return { ...shared, kind: "mutualTls" };
    case "openIdConnect":
      return { ...shared, kind: "openIdConnect", url: textOf(valueOf(node, "openIdConnectUrl")) ?? "" };
    case "oauth2": {
      const flows: Record<string, Flows[string]> = {};
      for (const flow of membersOf(valueOf(node, "flows"))) {
        const scopes: Record<string, string> = {};
        for (const scope of membersOf(valueOf(flow.value, "availableScopes") ?? valueOf(flow.value, "scopes"))) setOwn(scopes, scope.key, textOf(scope.value) ?? "");
        const urls: { authorizationUrl?: string; tokenUrl?: string; refreshUrl?: string } = {};
        for (const url of ["authorizationUrl", "tokenUrl", "refreshUrl"] as const) {
          const value = textOf(valueOf(flow.value, url));
          if (value !== undefined) urls[url] = value;
        }
        setOwn(flows, flow.key, { ...urls, scopes });
      }
      return { ...shared, kind: "oauth2", flows };
    }
    default:
      return { ...shared, kind: "other", word: type };
  }
}

export function writeScheme(scheme: SecurityScheme): Json {
  const doc: Readonly<Record<string, Json>> = scheme.doc === undefined ? {} : { description: scheme.doc };
  switch (scheme.kind) {
    case "apiKey":
      return scheme.in === "user" || scheme.in === "password" ? { type: "apiKey", ...doc, in: scheme.in } : { type: "httpApiKey", ...doc, name: scheme.parameter, in: scheme.in };
    case "http":
      return { type: "http", ...doc, scheme: scheme.scheme, ...(scheme.bearerFormat === undefined ? {} : { bearerFormat: scheme.bearerFormat }) } as Json;
    case "oauth2":
      return { type: "oauth2", ...doc, flows: Object.fromEntries(Object.entries(scheme.flows).map(([name, { scopes, ...urls }]) => [name, { ...(urls as Readonly<Record<string, string>>), availableScopes: scopes }])) };
    case "openIdConnect":
      return { type: "openIdConnect", ...doc, openIdConnectUrl: scheme.url };
    case "mutualTls":
      return { type: "X509", ...doc };
    case "other":
      return { type: scheme.word, ...doc };
  }
}

/** One of the schemes is enough. In AsyncAPI 3 they are referred to; in 2 they stand by name, with scopes. */
export function readNeeds(node: Node | undefined, nameOf: (item: Node) => string | undefined): readonly SecurityNeed[] | undefined {
  if (node === undefined) return undefined;
  return itemsOf(node).flatMap((item): SecurityNeed[] => {
    const name = nameOf(item);
    if (name !== undefined) return [{ [name]: [] }];
    const need: Record<string, readonly string[]> = {};
    for (const { key, value } of membersOf(item)) setOwn(need, key, itemsOf(value).flatMap((scope) => textOf(scope) ?? []));
    return Object.keys(need).length === 0 ? [] : [need];
  });
}

export function writeNeeds(needs: readonly SecurityNeed[], of: string, losses: Loss[]): Json {
  return needs.flatMap((need) => {
    const names = Object.keys(need);
    if (names.length > 1) losses.push({ what: `that ${names.join(" and ")} are needed together for ${of}` });
    if (Object.values(need).some((scopes) => scopes.length > 0)) losses.push({ what: `the scopes that ${of} needs` });
    return names.map((name) => ({ $ref: `#/components/securitySchemes/${name}` }));
  });
}
