/**
 * The readers alone, an entry of its own: whoever only reads files that a team has, such as the model, loads no writer.
 */
export { readProto, type ProtoReadOptions } from "./proto/read.ts";
export { readJsonSchema, type SchemaDocument } from "./json-schema/read.ts";
export { readOpenApi } from "./openapi/read.ts";
export { readSql, readSqlFiles, type ReadSqlOptions, type SqlFile } from "./sql/read.ts";
export { readGraphql } from "./graphql/read.ts";
export { readAvro, type AvroDocument } from "./avro/read.ts";
export { readAsyncApi } from "./asyncapi/read.ts";
