// Ajv, JSON Schema 2020-12, in its strict mode: what it does not know, or cannot hold, is an error. Each definition is compiled.
import { answerAll, toolRequire } from "./answers.mjs";

const { default: Ajv } = toolRequire("ajv/dist/2020");
const { default: addFormats } = toolRequire("ajv-formats");

await answerAll((text) => {
  const schema = JSON.parse(text);
  const ajv = new Ajv({ strict: true, allErrors: true, validateFormats: true, allowUnionTypes: true });
  addFormats(ajv);
  if (!ajv.validateSchema(schema)) return { error: ajv.errorsText(ajv.errors) };
  ajv.addSchema(schema, "all");
  for (const name of Object.keys(schema.$defs ?? {})) ajv.compile({ $ref: `${schema.$id ?? "all"}#/$defs/${encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))}` });
  return { types: Object.keys(schema.$defs ?? {}).length };
});
