import type { Kind } from "../kind.ts";
import { tags } from "../settings.ts";

export const source: Kind = {
  name: "source", group: "source", title: "Source", plural: "Sources",
  summary: "A file of the team's own that is adopted: what it declares has the source's name before it.",
  doc: "The file stands beside the plan or below its folder. It is read and never written; `api … from`, `entity … from`, `type … from` and `topic … from` give its parts a place in the system.",
  example: 'source shopdb sql "init.sql" dialect postgresql',
  within: ["workspace"],
  clauses: [
    { setting: { name: "format", grammar: { type: "word", values: ["proto", "openapi", "asyncapi", "graphql", "avro", "jsonschema", "sql"] }, doc: "The format of the file.", example: "proto" }, required: true },
    { setting: { name: "file", grammar: { type: "text" }, doc: "The file, from the folder of the plan.", example: '"demo.proto"' } },
    { keyword: "dialect", setting: { name: "dialect", grammar: { type: "word", values: ["postgresql"] }, doc: "The dialect of SQL.", example: "dialect postgresql" } },
  ],
  settings: [tags],
};

export const schema: Kind = {
  name: "schema", group: "source", title: "Schema", plural: "Schemas",
  summary: "A schema of an adopted database: its tables have its name before theirs.",
  doc: "It is never written in plan text; it comes with the file that is adopted.",
  example: 'source shopdb sql "init.sql"',
  within: [],
};
