import type { SecurityNeed, SecurityScheme } from "../api.ts";
import type { FormatProblem, Loss } from "../reading.ts";
import type { Member, Node } from "../tree/node.ts";
import { itemsOf, membersOf, setOwn, textOf, valueOf } from "../tree/node.ts";
import { follow } from "../tree/reference.ts";

type Flows = Extract<SecurityScheme, { kind: "oauth2" }>["flows"];

const SWAGGER_FLOWS: Readonly<Record<string, string>> = { implicit: "implicit", password: "password", application: "clientCredentials", accessCode: "authorizationCode" };

/** A security scheme of OpenAPI 3 (3.1.0, 4.8.27) or Swagger 2; undefined where it is of no known type, which is told. */
export function readSecurityScheme(root: Node, { key, value, from, to }: Member, problems: FormatProblem[], losses: Loss[]): SecurityScheme | undefined {
  const target = follow(root, value);
  if ("problem" in target) {
    problems.push(target.problem);
    return undefined;
  }
  const { node } = target;
  const doc = textOf(valueOf(node, "description"));
  const shared = { name: key, ...(doc === undefined || doc === "" ? {} : { doc }), at: { from, to } };
  for (const member of membersOf(node)) if (member.key.startsWith("x-")) losses.push({ what: `${member.key} of the security scheme ${key}`, at: { from: member.from, to: member.to } });
  const type = textOf(valueOf(node, "type")) ?? "";
  switch (type) {
    case "apiKey": {
      const place = textOf(valueOf(node, "in"));
      return { ...shared, kind: "apiKey", in: place === "query" || place === "cookie" ? place : "header", parameter: textOf(valueOf(node, "name")) ?? "" };
    }
    case "basic": return { ...shared, kind: "http", scheme: "basic" };
    case "http": {
      const bearerFormat = textOf(valueOf(node, "bearerFormat"));
      return { ...shared, kind: "http", scheme: textOf(valueOf(node, "scheme")) ?? "", ...(bearerFormat === undefined ? {} : { bearerFormat }) };
    }
    case "oauth2": {
      const flows: Record<string, Flows[string]> = {};
      const flow = textOf(valueOf(node, "flow"));
      if (flow !== undefined) setOwn(flows, SWAGGER_FLOWS[flow] ?? flow, readFlow(node));
      for (const member of membersOf(valueOf(node, "flows"))) if (!member.key.startsWith("x-")) setOwn(flows, member.key, readFlow(member.value));
      return { ...shared, kind: "oauth2", flows };
    }
    case "openIdConnect": return { ...shared, kind: "openIdConnect", url: textOf(valueOf(node, "openIdConnectUrl")) ?? "" };
    case "mutualTLS": return { ...shared, kind: "mutualTls" };
    default:
      problems.push({ code: "format/meaning", severity: "error", message: `The security scheme ${key.slice(0, 80)} is of no type that OpenAPI has.`, from, to });
      return undefined;
  }
}

/** `security`: one of these needs. Undefined where the text says nothing. */
export function readNeeds(node: Node | undefined, known: ReadonlySet<string>, problems: FormatProblem[]): readonly SecurityNeed[] | undefined {
  if (node === undefined || node.kind !== "array") return undefined;
  return node.items.map((item) => {
    const need: Record<string, readonly string[]> = {};
    for (const { key, value, from, to } of membersOf(item)) {
      setOwn(need, key, itemsOf(value).map(textOf).filter((scope) => scope !== undefined));
      if (!known.has(key)) problems.push({ code: "format/unknown-name", severity: "error", message: `The security scheme ${key.slice(0, 80)} is described nowhere.`, from, to });
    }
    return need;
  });
}

/** The scheme as OpenAPI 3.1 writes it; undefined where it has no such thing. */
export function writeSecurityScheme(scheme: SecurityScheme): object | undefined {
  const doc = scheme.doc === undefined ? {} : { description: scheme.doc };
  switch (scheme.kind) {
    case "apiKey": return scheme.in === "user" || scheme.in === "password" ? undefined : { type: "apiKey", ...doc, name: scheme.parameter, in: scheme.in };
    case "http": return { type: "http", ...doc, scheme: scheme.scheme, ...(scheme.bearerFormat === undefined ? {} : { bearerFormat: scheme.bearerFormat }) };
    case "oauth2": return { type: "oauth2", ...doc, flows: scheme.flows };
    case "openIdConnect": return { type: "openIdConnect", ...doc, openIdConnectUrl: scheme.url };
    case "mutualTls": return { type: "mutualTLS", ...doc };
    case "other": return undefined;
  }
}

function readFlow(node: Node): Flows[string] {
  const scopes: Record<string, string> = {};
  for (const { key, value } of membersOf(valueOf(node, "scopes"))) if (!key.startsWith("x-")) setOwn(scopes, key, textOf(value) ?? "");
  const urls: { authorizationUrl?: string; tokenUrl?: string; refreshUrl?: string } = {};
  for (const key of ["authorizationUrl", "tokenUrl", "refreshUrl"] as const) {
    const url = textOf(valueOf(node, key));
    if (url !== undefined) urls[key] = url;
  }
  return { ...urls, scopes };
}
