// AsyncAPI's parser, with its rules: warnings are refusals too.
import { answerAll, toolRequire } from "./answers.mjs";

const { Parser } = toolRequire("@asyncapi/parser");
const parser = new Parser();

await answerAll(async (text) => {
  const { document, diagnostics } = await parser.parse(text);
  // That a newer version of AsyncAPI exists is no fault of a document.
  const found = diagnostics.filter(({ severity, code }) => severity <= 1 && code !== "asyncapi-latest-version");
  if (found.length > 0 || !document) return { error: found.map(({ code, message, path }) => `${code} at ${path.join(".")}: ${message}`).slice(0, 6).join("; ") };
  return { channels: document.channels().length, operations: document.operations().length };
});
