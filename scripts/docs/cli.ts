import { verbs } from "../../packages/cli/src/verbs.ts";
import type { Verb } from "../../packages/cli/src/verb.ts";
import { anchorOf, code, fence, listOf, table } from "./markdown.ts";

/** Every verb with its options and examples, then those that this version does not have. */
export function describeVerbs(): string {
  const known = verbs.filter((verb) => verb.load !== undefined);
  const missing = verbs.filter((verb) => verb.load === undefined);
  return [
    table(["verb", "does"], known.map((verb) => [`[${code(verb.name)}](#${anchorOf(verb.name)})`, verb.summary])),
    ...known.map(describe),
    ...(missing.length === 0 ? [] : ["## Not in this version", `These verbs are reserved: each says that it is not there yet and exits with 2. ${listOf(missing.map((verb) => `${code(verb.name)} (${verb.summary})`))}.`]),
  ].join("\n\n");
}

function describe(verb: Verb): string {
  const usage = `groundplan ${verb.name}${(verb.options ?? []).length > 0 ? " [options]" : ""}${verb.arguments === undefined ? "" : ` ${verb.arguments}`}`;
  const summary = `${verb.summary[0]!.toUpperCase()}${verb.summary.slice(1)}.`;
  const options = (verb.options ?? []).map(([flags, text, fallback]) => [code(flags), fallback === undefined ? text : `${text} (default: ${fallback})`]);
  return [`## ${verb.name}`, summary, fence("text", usage), ...(verb.details ?? []), ...(options.length > 0 ? [table(["option", "means"], options)] : []), ...(verb.examples.length > 0 ? [fence("sh", verb.examples.join("\n"))] : [])].join("\n\n");
}
