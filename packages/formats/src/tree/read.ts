import type { FormatProblem } from "../reading.ts";
import type { Node } from "./node.ts";
import { NOTHING } from "./node.ts";
import { readJson } from "./json.ts";
import { readYaml } from "./yaml.ts";

/** UTF-16 code units that are read of JSON, and of YAML, whose reader takes some ten times as long. */
const MOST_JSON = 40_000_000;
const MOST_YAML = 16_000_000;

/** A JSON or YAML text as nodes. */
export interface Tree {
  readonly root: Node;
  readonly language: "json" | "yaml";
  readonly problems: readonly FormatProblem[];
}

/**
 * Reads a text of either language. What begins with a bracket is JSON, unless its first key has no quotes, as in YAML's flow
 * style. It never throws: a broken text gives what could be read and problems with their places.
 */
export function readTree(text: string): Tree {
  const language = /^\uFEFF?\s*(?:\/[/*]|\[|\{\s*(?:["}/]|$))/.test(text) ? "json" : "yaml";
  const most = language === "json" ? MOST_JSON : MOST_YAML;
  if (text.length > most) {
    return { root: NOTHING, language, problems: [{ code: "format/too-large", severity: "error", message: `The text has ${text.length} characters; of ${language === "json" ? "JSON" : "YAML"} no more than ${most} are read.`, hint: "Split the document.", from: 0, to: 0 }] };
  }
  return { ...(language === "json" ? readJson(text) : readYaml(text)), language };
}
