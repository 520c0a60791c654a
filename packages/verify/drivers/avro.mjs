// avsc: makes a type of the schema, writes a random value and reads it back; the defaults must be values of their fields.
import { answerAll, toolRequire } from "./answers.mjs";

const avro = toolRequire("avsc");

await answerAll((text) => {
  const type = avro.Type.forSchema(JSON.parse(text));
  let value;
  try {
    value = type.random();
  } catch (error) {
    // A type that holds itself in lists of many has no end in its examples.
    if (error instanceof RangeError) return {};
    throw error;
  }
  if (!type.isValid(type.fromBuffer(type.toBuffer(value)))) return { error: "a value does not come back from its bytes" };
  // What is given where a writer knows no field: only the resolution of schemas asks for it.
  const { schema } = { schema: JSON.parse(text) };
  if (schema.type === "record") type.createResolver(avro.Type.forSchema({ ...schema, fields: schema.fields.filter((field) => !("default" in field)) }));
  return {};
});
