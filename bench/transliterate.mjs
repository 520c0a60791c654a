#!/usr/bin/env node
// Plan text of a folder of LikeC4 text, as the usual generator of synthetic models writes it: one .plan file for each system.
//   node bench/transliterate.mjs LIKEC4_FOLDER PLAN_FOLDER
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const KINDS = { system: "system", container: "service", component: "component" };

/** The plan text of one LikeC4 `model` file of systems, containers, components and relations; undefined for any other file. */
export function transliterate(text) {
  if (!/^model \{$/m.test(text)) return undefined;
  const lines = [];
  for (const line of text.split("\n")) {
    const indent = line.slice(0, Math.max(0, line.length - line.trimStart().length - 2));
    const element = /^\s*(system|container|component) (\w+) '([^']*)' \{$/.exec(line);
    const relation = /^\s*([\w.]+) (->|-\[async\]->) ([\w.]+) '([^']*)'$/.exec(line);
    const setting = /^\s*(description|technology) '([^']*)'$/.exec(line);
    const tag = /^\s*#(\w+)$/.exec(line);
    if (element) lines.push(`${indent}${KINDS[element[1]]} ${element[2]} ${JSON.stringify(element[3])} {`);
    else if (relation) lines.push(`${indent}${relation[1]} ${relation[2] === "->" ? "->" : "->>"} ${relation[3]} ${JSON.stringify(relation[4])}`);
    else if (setting) lines.push(indent + (setting[1] === "description" ? JSON.stringify(setting[2]) : `tech: ${setting[2].toLowerCase().replace(/[^a-z0-9]/g, "")}`));
    else if (tag) lines.push(`${indent}tags: ${tag[1]}`);
    else if (/^\s+\}$/.test(line)) lines.push(`${indent}}`);
  }
  return `${lines.join("\n")}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [from, to] = process.argv.slice(2);
  if (!from || !to) {
    console.error("node bench/transliterate.mjs LIKEC4_FOLDER PLAN_FOLDER");
    process.exit(2);
  }
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  let count = 0;
  for (const file of readdirSync(from).filter((name) => name.endsWith(".c4")).sort()) {
    const plan = transliterate(readFileSync(join(from, file), "utf8"));
    if (plan === undefined) continue;
    writeFileSync(join(to, file.replace(/\.c4$/, ".plan")), plan);
    count++;
  }
  console.log(`${count} files in ${to}`);
}
