// GraphQL, Avro and JSON Schema, each by the implementation that the field takes for the reference.
import { drive, npmTool } from "./tool.mjs";

// The newest line refuses Node 20.
const graphqlVersion = "16.11.0";
const avscVersion = "5.7.9";
const ajvVersion = "8.20.0";
const formatsVersion = "3.0.1";

export const graphql = {
  id: "graphql", title: "GraphQL.js", version: graphqlVersion, extension: "graphql",
  install: () => npmTool("graphql", graphqlVersion, [`graphql@${graphqlVersion}`]),
  judge: (folder, files) => drive("graphql.mjs", folder, files),
  // Well-formed; the type does not have the field that its interface asks for.
  broken: "interface Named { name: String! }\ntype A implements Named { id: ID! }\ntype Query { a: A }\n",
};

export const avro = {
  id: "avro", title: "avsc", version: avscVersion, extension: "avsc",
  install: () => npmTool("avsc", avscVersion, [`avsc@${avscVersion}`]),
  judge: (folder, files) => drive("avro.mjs", folder, files),
  // Well-formed; the default is no value of the first branch of the union.
  broken: '{"type":"record","name":"A","fields":[{"name":"a","type":["null","string"],"default":"none"}]}',
};

export const jsonSchema = {
  id: "json-schema", title: "Ajv, strict", version: ajvVersion, extension: "schema.json",
  install: () => npmTool("ajv", `${ajvVersion}-${formatsVersion}`, [`ajv@${ajvVersion}`, `ajv-formats@${formatsVersion}`]),
  judge: (folder, files) => drive("json-schema.mjs", folder, files),
  // Well-formed; the reference leads nowhere.
  broken: '{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"urn:example:a","$defs":{"A":{"type":"object","properties":{"b":{"$ref":"#/$defs/B"}}}}}',
};
