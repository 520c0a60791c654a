import { createWorkspace } from "@groundplan/model";
import { describe, expect, it } from "vitest";
import { createChecker, rules } from "../src/index.ts";

/** Codes found in one plan text. */
export function check(text: string, config?: string): string[] {
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text }]);
  const checker = createChecker(workspace, { asOf: "2026-11-23" });
  checker.configure(config);
  return [...checker.diagnostics().values()].flat().map((diagnostic) => diagnostic.code);
}

describe("the rules", () => {
  it.each(rules.map((rule) => [rule.code, rule] as const))("%s is silent on its good example and speaks on its bad one, without faults in either", (code, rule) => {
    const good = check(rule.good);
    const bad = check(rule.bad);
    expect(good.filter((found) => found === code || found.startsWith("model/") || found.startsWith("syntax/"))).toEqual([]);
    expect(bad.filter((found) => found.startsWith("model/") || found.startsWith("syntax/"))).toEqual([]);
    expect(bad).toContain(code);
  });

  it("have codes, pages and names of their own", () => {
    expect(new Set(rules.map((rule) => rule.code)).size).toBe(rules.length);
    for (const rule of rules) {
      expect(rule.code).toMatch(/^[a-z]+\/[a-z-]+$/);
      for (const text of [rule.title, rule.what, rule.why, rule.fix]) expect(text.length).toBeGreaterThan(10);
    }
  });
});
