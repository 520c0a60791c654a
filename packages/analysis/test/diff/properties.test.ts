import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { randomDecision, randomEdit, randomPlan, randomSource } from "../../../checks/test/random-edits.ts";
import { diffModels, renderDiffJson, renderDiffMarkdown, renderDiffText, type DiffSide, type PlanDiff } from "../../src/diff/index.ts";
import { said, sideOf, whole } from "./compare.ts";

const example = join(dirname(fileURLToPath(import.meta.url)), "../../../../examples/astronomy-shop");
const shop: Readonly<Record<string, string>> = Object.fromEntries(readdirSync(example, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/")).filter((path) => /\.plan$|\.sql$|^decisions\/.*\.md$|^proto\.lock$/.test(path)).map((path) => [path, readFileSync(join(example, path), "utf8")]));

const plain = (text: string): string => text;
const palette = { error: plain, warning: plain, info: plain, good: plain, strong: plain, faint: plain };

function tell(diff: PlanDiff, before: DiffSide, after: DiffSide): readonly string[] {
  const report = { diff, before, after, from: { name: "a", kind: "revision", errors: 0 }, to: { name: "b", kind: "working-tree", errors: 0 } } as const;
  return [renderDiffText(report, palette), renderDiffMarkdown(report), renderDiffJson(report)];
}

describe("the difference of a model with itself", () => {
  it("is empty, for the example and for whatever plan", () => {
    expect(said(diffModels(whole(shop), whole(shop)))).toEqual([]);
    const random = randomSource(11);
    for (let count = 0; count < 200; count++) {
      const files = { "a.plan": randomPlan(random), "b.plan": randomPlan(random), "decisions/0001-x.md": randomDecision(random) };
      expect(said(diffModels(sideOf(files), sideOf(files)))).toEqual([]);
    }
  });

  it("is empty where only the layout of the text is another one", () => {
    const moved = Object.fromEntries(Object.entries(shop).map(([file, text]) => [file, file.endsWith(".plan") ? `// A remark.\n\n${text.includes('"""') ? text : text.replace(/\n/g, "\n\n")}` : text]));
    expect(said(diffModels(whole(shop), whole(moved)))).toEqual([]);
  });
});

describe("random edits", () => {
  it("never make it throw or say the same twice, and the way back takes away what the way there adds", () => {
    const random = randomSource(5);
    let text = randomPlan(random);
    let before = sideOf(text);
    let seen = 0;
    for (let count = 0; count < 200; count++) {
      text = randomEdit(text, random);
      if (text.length > 12_000) text = randomPlan(random);
      const after = sideOf(text);
      const there = diffModels(before, after);
      const back = diffModels(after, before);
      const listed = (diff: PlanDiff, word: string): readonly string[] => {
        const found = diff.changes.filter(({ change, id }) => change === word && !id.includes("#"));
        // A part that went with what holds it is told by itself where it breaks somebody.
        const isPart = (id: string): boolean => found.some((other) => other.kind !== "relation" && id.startsWith(`${other.id}.`));
        return found.filter(({ id, kind }) => kind === "relation" || !isPart(id)).map(({ id, kind, what }) => `${what} ${kind} ${id}`).sort();
      };
      expect([count, listed(there, "added")]).toEqual([count, listed(back, "removed")]);
      expect([count, listed(there, "removed")]).toEqual([count, listed(back, "added")]);
      for (const [at, change] of there.changes.entries()) if (change.change !== "changed" && change.kind !== "relation") expect(there.changes.findIndex((other) => other.id === change.id && other.change === change.change)).toBe(at);
      for (const told of tell(there, before, after)) expect(told.length).toBeGreaterThan(0);
      seen += there.changes.length;
      before = after;
    }
    expect(seen).toBeGreaterThan(200);
  });

  it("of the example never make it throw, and give the same whatever the order of the files", () => {
    const random = randomSource(23);
    const before = whole(shop);
    const plans = Object.keys(shop).filter((file) => file.endsWith(".plan"));
    for (let count = 0; count < 6; count++) {
      const edited: Record<string, string> = { ...shop };
      for (let edits = 0; edits < 4; edits++) {
        const file = plans[random(plans.length)]!;
        edited[file] = randomEdit(edited[file]!, random);
      }
      const after = sideOf(edited);
      const diff = diffModels(before, after);
      const turned = sideOf(Object.fromEntries(Object.entries(edited).reverse()));
      expect(tell(diffModels(before, turned), before, turned)).toEqual(tell(diff, before, after));
    }
  });
});
