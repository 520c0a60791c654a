import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readExample, rules } from "../src/index.ts";
import { isFault, open } from "./open.ts";

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "fixtures");

/**
 * What a fixture expects: `// expect: code` behind a line stands for that line, and `// expect: code file:line` on a line
 * of its own for a line of another file. Several fixtures of one file are parted as `readExample` says.
 */
function expectations(fixture: string): string[] {
  const expected: string[] = [];
  for (const { file, text } of readExample(fixture)) {
    for (const [index, line] of text.split("\n").entries()) {
      for (const [, code, place] of line.matchAll(/\/\/ expect: (\S+)(?: (\S+:\d+))?/g)) expected.push(`${code} ${place ?? `${file}:${index + 1}`}`);
    }
  }
  return expected.sort();
}

function findings(code: string, fixture: string): string[] {
  const { workspace, diagnostics } = open(fixture);
  expect(diagnostics.filter((diagnostic) => isFault(diagnostic.code)).map(({ message }) => message)).toEqual([]);
  return diagnostics.filter((diagnostic) => diagnostic.code === code).map(({ file, from }) => `${code} ${file}:${workspace.text(file)!.slice(0, from).split("\n").length}`).sort();
}

describe("the fixtures", () => {
  it.each(rules.map((rule) => [rule.code]))("of %s find nothing where it is kept, and each place where it is broken", (code) => {
    const folder = join(FOLDER, code.replace("/", "-"));
    for (const sort of ["valid", "invalid"]) {
      const names = existsSync(join(folder, sort)) ? readdirSync(join(folder, sort)).filter((name) => name.endsWith(".plan")) : [];
      expect({ code, sort, some: names.length > 0 }).toEqual({ code, sort, some: true });
      for (const name of names) {
        const fixture = readFileSync(join(folder, sort, name), "utf8");
        const expected = expectations(fixture).filter((line) => line.startsWith(`${code} `));
        expect(expected.length > 0).toBe(sort === "invalid");
        expect({ name, found: findings(code, fixture) }).toEqual({ name, found: expected });
      }
    }
  });

  it("are of rules that exist", () => {
    const known = new Set(rules.map((rule) => rule.code.replace("/", "-")));
    expect(readdirSync(FOLDER).filter((name) => !known.has(name))).toEqual([]);
  });
});
