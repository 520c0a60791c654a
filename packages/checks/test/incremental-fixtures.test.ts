import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createWorkspace } from "@groundplan/model";
import { kinds } from "@groundplan/vocabulary";
import { describe, expect, it } from "vitest";
import { createChecker, readExample, rules } from "../src/index.ts";
import { AS_OF } from "./open.ts";
import { randomSource, type Random } from "./random-edits.ts";

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "fixtures");
const FAMILIES = ["flow", "api", "type", "field", "entity", "access", "data", "screen", "widget", "journey"];

/** What a kind becomes that nobody knows is the concern of the model's own tests. */
const KINDS: ReadonlySet<string> = new Set(kinds.map(({ name }) => name));

/** Whole texts in which a rule has something to find: random ones seldom are that. */
const texts = rules.filter(({ code }) => FAMILIES.includes(code.split("/")[0]!) || code === "relation/operation-agrees").flatMap(({ code }) =>
  ["valid", "invalid"].flatMap((sort) => {
    const folder = join(FOLDER, code.replace("/", "-"), sort);
    return readdirSync(folder).map((name) => ({ name: `${code} ${sort}`, text: readExample(readFileSync(join(folder, name), "utf8"))[0]!.text }));
  }),
);

describe("a checker that follows edits", () => {
  it.each(texts.map((each, seed) => [each.name, each.text, seed] as const))("finds what it finds from a fresh start: %s", (_, text, seed) => {
    const random = randomSource(seed);
    const whole = halves(text);
    const files = new Map(whole);
    const workspace = createWorkspace();
    workspace.update(whole.map(([file, part]) => ({ file, text: part })));
    const checker = createChecker(workspace, { asOf: AS_OF });
    for (let edit = 0; edit < 24; edit++) {
      const [file, original] = whole[random(whole.length)]!;
      // Now and then all stands as it stood, so that the faults do not pile up.
      const next = edit % 3 === 0 ? original : edited(files.get(file)!, random);
      files.set(file, next);
      workspace.update([{ file, text: next }]);
      const fresh = createWorkspace();
      fresh.update([...files].map(([name, part]) => ({ file: name, text: part })));
      expect({ edit, found: [...checker.diagnostics()] }).toEqual({ edit, found: [...createChecker(fresh, { asOf: AS_OF }).diagnostics()] });
    }
  });
});

/** A text as two files, parted between two of its items. */
function halves(text: string): [file: string, text: string][] {
  const lines = text.split("\n");
  const starts = lines.flatMap((line, at) => (at > 0 && /^[a-z]/.test(line) ? [at] : []));
  const middle = starts[starts.length >> 1] ?? lines.length;
  return [["a.plan", lines.slice(0, middle).join("\n")], ["b.plan", lines.slice(middle).join("\n")]];
}

/** A line less, two lines swapped, a part of a line less, or a word in place of another. */
function edited(text: string, random: Random): string {
  const lines = text.split("\n");
  const at = random(Math.max(1, lines.length - 1));
  switch (random(4)) {
    case 0:
      lines.splice(at, 1);
      return lines.join("\n");
    case 1:
      lines.splice(at, 2, ...lines.slice(at, at + 2).reverse());
      return lines.join("\n");
    case 2: {
      const parts = lines[at]!.split(";");
      parts.splice(random(parts.length), 1);
      lines[at] = parts.join(";");
      return lines.join("\n");
    }
    default: {
      const words = [...new Set(text.match(/\p{L}[\p{L}\d_]*/gu) ?? ["x"])].filter((word) => !KINDS.has(word));
      const [from, to] = [words[random(words.length)]!, words[random(words.length)]!];
      return text.replace(new RegExp(`(?<![\\p{L}\\d_])${from}(?![\\p{L}\\d_])`, "u"), to);
    }
  }
}
