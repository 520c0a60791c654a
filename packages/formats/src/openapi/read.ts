import type { ApiDocument, SecurityScheme } from "../api.ts";
import type { FormatProblem, Json, Loss, Reading } from "../reading.ts";
import { schemaReader } from "../json-schema/schemas.ts";
import type { Node } from "../tree/node.ts";
import { itemsOf, jsonOf, memberOf, membersOf, setOwn, textOf, valueOf } from "../tree/node.ts";
import { readTree } from "../tree/read.ts";
import { spdxOf } from "./licences.ts";
import { readOperations } from "./operations.ts";
import { readNeeds, readSecurityScheme } from "./security.ts";
import type { Source } from "./source.ts";

/**
 * Reads an OpenAPI 3.1 or 3.0 or Swagger 2.0 document, in JSON or YAML. The operations stand in one interface, named by the
 * title. Components of parameters, responses and headers are put where they are referred to; inline schemas become types.
 */
export function readOpenApi(text: string): Reading<ApiDocument> {
  const tree = readTree(text);
  const { root } = tree;
  const problems: FormatProblem[] = [...tree.problems];
  const losses: Loss[] = [];
  const version = versionOf(root, problems);
  const components = valueOf(root, "components");
  const schemas = schemaReader(root, problems, losses);
  const source: Source = { root, version, schemas, problems, losses, parameters: new Map(), responses: new Map(), examples: new Map(), used: new Set(), exampleNames: { count: 0 } };

  const [definitions, pointer] = version === "2" ? [valueOf(root, "definitions"), "#/definitions/"] : [valueOf(components, "schemas"), "#/components/schemas/"];
  for (const { key, value, from, to } of membersOf(definitions)) schemas.declare(key, value, { from, to }, pointer + key.replaceAll("~", "~0").replaceAll("/", "~1"));

  const schemes: SecurityScheme[] = [];
  for (const member of membersOf(version === "2" ? valueOf(root, "securityDefinitions") : valueOf(components, "securitySchemes"))) {
    const scheme = readSecurityScheme(root, member, problems, losses);
    if (scheme !== undefined) schemes.push(scheme);
  }
  const known = new Set(schemes.map(({ name }) => name));
  const produces = itemsOf(valueOf(root, "produces")).map(textOf).filter((media) => media !== undefined);
  const consumes = itemsOf(valueOf(root, "consumes")).map(textOf).filter((media) => media !== undefined);
  const paths = valueOf(root, "paths");
  const operations = readOperations(source, paths, { consumes, produces: produces.length === 0 ? ["application/json"] : produces, schemes: known });
  const security = readNeeds(valueOf(root, "security"), known, problems);

  const info = valueOf(root, "info");
  const title = textOf(valueOf(info, "title")) ?? "";
  const apiVersion = textOf(valueOf(info, "version")) ?? numberText(valueOf(info, "version"));
  const doc = textOf(valueOf(info, "description"));
  const { licence, extensions } = rest(root, info, losses);
  const tags = itemsOf(valueOf(root, "tags")).map((tag) => {
    const about = textOf(valueOf(tag, "description"));
    const name = textOf(valueOf(tag, "name")) ?? "";
    for (const { key, from, to } of membersOf(tag)) if (key !== "name" && key !== "description") losses.push({ what: `${key} of the tag ${name}`, at: { from, to } });
    return { name, ...(about === undefined || about === "" ? {} : { doc: about }) };
  });
  const pathExtensions: Record<string, Json> = {};
  for (const { key, value } of membersOf(paths)) if (key.startsWith("x-")) setOwn(pathExtensions, key, jsonOf(value));
  const types = schemas.finish();
  tellUnused(source, components);
  if (source.exampleNames.count > 0) losses.push({ what: `the names of ${source.exampleNames.count} examples`, ...(source.exampleNames.first === undefined ? {} : { at: source.exampleNames.first }) });

  const at = memberOf(root, "paths");
  const document: ApiDocument = {
    title,
    ...(apiVersion === undefined ? {} : { version: apiVersion }),
    ...(doc === undefined || doc === "" ? {} : { doc }),
    servers: version === "2" ? swaggerServers(root) : readServers(valueOf(root, "servers"), losses),
    interfaces: [{
      name: title, style: "rest", operations,
      ...(security === undefined ? {} : { security }),
      ...(Object.keys(pathExtensions).length === 0 ? {} : { extensions: pathExtensions }),
      ...(at === undefined ? {} : { at: { from: at.from, to: at.to } }),
    }],
    types, security: schemes,
    ...(tags.length === 0 ? {} : { tags }),
    ...(licence === undefined ? {} : { licence }),
    ...(extensions === undefined ? {} : { extensions }),
  };
  return { document, problems: problems.slice(0, 2_000), losses };
}

function versionOf(root: Node, problems: FormatProblem[]): Source["version"] {
  const swagger = valueOf(root, "swagger");
  const openapi = valueOf(root, "openapi");
  const text = textOf(openapi) ?? numberText(openapi);
  if (swagger !== undefined && openapi === undefined) {
    if (!/^2(?:\.0)?$/.test(textOf(swagger) ?? numberText(swagger) ?? "")) problems.push({ code: "format/version", severity: "error", message: "Of Swagger only version 2.0 is read.", from: swagger.from, to: swagger.to });
    return "2";
  }
  if (openapi === undefined) {
    if (root.kind === "object" || problems.length === 0) problems.push({ code: "format/version", severity: "error", message: "The document does not say that it is OpenAPI.", hint: "It begins with openapi: 3.1.0 or swagger: \"2.0\".", from: root.from, to: Math.min(root.to, root.from + 1) });
    return "3.1";
  }
  if (text?.startsWith("3.0") === true) return "3.0";
  if (text?.startsWith("3.1") !== true) problems.push({ code: "format/version", severity: text?.startsWith("3.") === true ? "warning" : "error", message: `Version ${(text ?? "").slice(0, 40)} of OpenAPI is not known; it is read as 3.1.`, from: openapi.from, to: openapi.to });
  return "3.1";
}

/** What the document says beyond its fields: kept as it is. `contact` and the like stand under `info`. */
function rest(root: Node, info: Node | undefined, losses: Loss[]): { readonly licence?: string; readonly extensions?: Record<string, Json> } {
  const extensions: Record<string, Json> = {};
  const about: Record<string, Json> = {};
  const license = valueOf(info, "license");
  const name = textOf(valueOf(license, "name"));
  const licence = textOf(valueOf(license, "identifier")) ?? (name === undefined ? undefined : spdxOf(name) ?? name);
  for (const { key, value } of membersOf(info)) {
    if (["title", "version", "description"].includes(key)) continue;
    if (key !== "license") setOwn(about, key, jsonOf(value));
    else if (valueOf(value, "url") !== undefined || (licence !== undefined && name !== licence) || membersOf(value).some((member) => member.key.startsWith("x-"))) setOwn(about, key, jsonOf(value));
  }
  if (Object.keys(about).length > 0) extensions["info"] = about;
  for (const { key, value, from, to } of membersOf(root)) {
    if (key === "x-webhooks" || key === "webhooks") losses.push({ what: membersOf(value).length === 1 ? "a webhook" : `${membersOf(value).length} webhooks`, at: { from, to } });
    else if (key.startsWith("x-") || key === "externalDocs") setOwn(extensions, key, jsonOf(value));
    else if (key === "jsonSchemaDialect") losses.push({ what: key, at: { from, to } });
  }
  return { ...(licence === undefined ? {} : { licence }), ...(Object.keys(extensions).length === 0 ? {} : { extensions }) };
}

function readServers(node: Node | undefined, losses: Loss[]): ApiDocument["servers"] {
  return itemsOf(node).map((server) => {
    let url = textOf(valueOf(server, "url")) ?? "";
    for (const { key, value, from, to } of membersOf(valueOf(server, "variables"))) {
      url = url.replaceAll(`{${key}}`, () => textOf(valueOf(value, "default")) ?? "");
      losses.push({ what: `the variable ${key} of a server, for which its default stands`, at: { from, to } });
    }
    const doc = textOf(valueOf(server, "description"));
    return { url, ...(doc === undefined || doc === "" ? {} : { doc }) };
  });
}

function swaggerServers(root: Node): ApiDocument["servers"] {
  const host = textOf(valueOf(root, "host"));
  const base = textOf(valueOf(root, "basePath")) ?? "";
  const schemes = itemsOf(valueOf(root, "schemes")).map(textOf).filter((scheme) => scheme !== undefined);
  if (host === undefined) return base === "" ? [] : [{ url: base }];
  return (schemes.length === 0 ? ["https"] : schemes).map((scheme) => ({ url: `${scheme}://${host}${base === "/" ? "" : base}` }));
}

/** Components that nothing refers to have no place in the document, as only types stand for themselves. */
function tellUnused(source: Source, components: Node | undefined): void {
  const holders = source.version === "2" ? (["parameters", "responses"] as const).map((key) => [key, valueOf(source.root, key)] as const) : (["parameters", "responses", "headers", "requestBodies", "examples"] as const).map((key) => [key, valueOf(components, key)] as const);
  for (const [kind, holder] of holders) {
    for (const { key, value, from, to } of membersOf(holder)) if (!source.used.has(value)) source.losses.push({ what: `${key} of the ${kind}, to which nothing refers`, at: { from, to } });
  }
  for (const kind of ["links", "callbacks", "pathItems"]) {
    for (const { key, from, to } of membersOf(valueOf(components, kind))) source.losses.push({ what: `${key} of the ${kind}`, at: { from, to } });
  }
}

function numberText(node: Node | undefined): string | undefined {
  return node !== undefined && node.kind === "scalar" && typeof node.value === "number" ? String(node.value) : undefined;
}
