// Judges that are packages of npm, read by a driver each.
import { drive } from "../drivers.ts";
import type { FieldJudge, Tool } from "../judge.ts";
import type { Place } from "../place.ts";

/** The package as a tool, where a `node_modules` holds it with all that its driver asks for beside it. */
function packageTool(place: Place, name: string, ...beside: readonly string[]): Tool | undefined {
  const found = place.package(name, ...beside);
  return found && { version: found.version, from: found.from, command: [process.execPath], folder: found.folder };
}

/** A judge that is a package of npm and a driver: `driver` reads the files with it. */
function packageJudge({ driver, packages, ...judge }: Pick<FieldJudge, "id" | "title" | "formats"> & { readonly driver: string; readonly packages: readonly [string, ...string[]] }): FieldJudge {
  const [name, ...beside] = packages;
  return { ...judge, install: `npm install --save-dev ${packages.join(" ")}`, find: async (place) => packageTool(place, name, ...beside), judge: (subjects, tool, bench) => drive(driver, subjects, tool, bench) };
}

/** The parser of the AsyncAPI initiative, with its rules. */
export const asyncapi = packageJudge({ id: "asyncapi", title: "AsyncAPI parser", formats: ["asyncapi"], driver: "asyncapi.mjs", packages: ["@asyncapi/parser"] });

/** The reference implementation of GraphQL: builds the schema and validates it. */
export const graphql = packageJudge({ id: "graphql", title: "GraphQL.js", formats: ["graphql"], driver: "graphql.mjs", packages: ["graphql"] });

/** JSON Schema 2020-12 in the strict mode: each definition is compiled. */
export const ajv = packageJudge({ id: "ajv", title: "Ajv, strict", formats: ["json-schema"], driver: "json-schema.mjs", packages: ["ajv", "ajv-formats"] });

/** Makes each type, writes a value and reads it back, and resolves the defaults. */
export const avsc = packageJudge({ id: "avsc", title: "avsc", formats: ["avro"], driver: "avro.mjs", packages: ["avsc"] });

/** Mermaid's own parser, with jsdom in place of a browser. */
export const mermaid = packageJudge({ id: "mermaid", title: "Mermaid", formats: ["mermaid"], driver: "mermaid.mjs", packages: ["mermaid", "jsdom"] });
