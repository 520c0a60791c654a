import { readFileSync } from "node:fs";
import { join } from "node:path";
import { explainQuery } from "@groundplan/model";
import { describeVerbs } from "./cli.ts";
import { languageInserts } from "./language.ts";
import { describeRules } from "./rules.ts";
import { describeTechnologies } from "./technologies.ts";

/** A file of docs/ as it ought to be; `path` is relative to the root of the checkout. */
export interface DocFile {
  readonly path: string;
  readonly text: string;
}

/** The pages of docs/ that are made from the program. The rest of them is written by hand, in scripts/docs/templates. */
export function docPages(root: string): readonly DocFile[] {
  return [
    page("language", languageInserts()),
    page("rules", describeRules()),
    page("technologies", describeTechnologies()),
    page("cli", { verbs: describeVerbs() }),
    page("query", { language: explainQuery().trim().replace(/^## /gm, "### ") }),
  ];

  function page(name: string, inserts: Readonly<Record<string, string>>): DocFile {
    const template = readFileSync(join(root, "scripts/docs/templates", `${name}.md`), "utf8").replaceAll("\r\n", "\n");
    const note = `<!-- Made by \`npm run docs\`: change scripts/docs/templates/${name}.md, or what the program says, not this file. -->\n\n`;
    return { path: `docs/${name}.md`, text: note + fill(template, inserts, name) };
  }
}

/** Puts the inserts where the template names them, `<!-- insert: kinds -->` on a line of its own. Each is named exactly once. */
function fill(template: string, inserts: Readonly<Record<string, string>>, name: string): string {
  const left = new Set(Object.keys(inserts));
  const text = template.replace(/^<!-- insert: (\S+) -->$/gm, (_, key: string) => {
    const insert = inserts[key];
    if (insert === undefined || !left.delete(key)) throw new Error(`${name}.md names an insert ${key} that is not there, or names it twice`);
    return insert;
  });
  if (left.size > 0) throw new Error(`${name}.md does not name ${[...left].join(", ")}`);
  return text;
}
