// The reference implementation of GraphQL: builds the schema and validates it.
import { answerAll, toolRequire } from "./answers.mjs";

const { buildSchema, validateSchema } = toolRequire("graphql");

await answerAll((text) => {
  const schema = buildSchema(text);
  const errors = validateSchema(schema);
  if (errors.length > 0) return { error: errors.map(({ message }) => message).slice(0, 6).join("; ") };
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return { operations: roots.reduce((count, root) => count + Object.keys(root?.getFields() ?? {}).length, 0) };
});
