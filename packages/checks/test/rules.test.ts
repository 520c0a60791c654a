import { describe, expect, it } from "vitest";
import { rules } from "../src/index.ts";
import { check, isFault, open } from "./open.ts";

describe("the rules", () => {
  it.each(rules.map((rule) => [rule.code, rule] as const))("%s is silent on its good example and speaks on its bad one, without faults in either", (code, rule) => {
    const good = check(rule.good);
    const bad = check(rule.bad);
    expect(good.filter((found) => found === code || isFault(found))).toEqual([]);
    expect(bad.filter(isFault)).toEqual([]);
    expect(bad).toContain(code);
  });

  it("are at least 45, with codes, pages and names of their own", () => {
    expect(rules.length).toBeGreaterThanOrEqual(45);
    expect(new Set(rules.map((rule) => rule.code)).size).toBe(rules.length);
    for (const rule of rules) {
      expect(rule.code).toMatch(/^[a-z]+\/[a-z-]+$/);
      for (const text of [rule.title, rule.what, rule.why, rule.fix]) expect(text.length).toBeGreaterThan(10);
    }
  });

  it("write sentences, and place each finding in a file of the workspace", () => {
    for (const rule of rules) {
      const { workspace, diagnostics } = open(rule.bad);
      for (const diagnostic of diagnostics.filter(({ code }) => code === rule.code)) {
        expect(diagnostic.message).toMatch(/^[\p{Lu}\p{N}"].*[.]$/su);
        if (diagnostic.hint !== undefined) expect(diagnostic.hint).toMatch(/[.?]"?$/);
        expect(diagnostic.message).not.toMatch(/undefined|\[object|NaN/);
        for (const place of [diagnostic, ...diagnostic.related]) expect(workspace.text(place.file)!.length).toBeGreaterThanOrEqual(place.to);
        expect(diagnostic.to).toBeGreaterThan(diagnostic.from);
      }
    }
  });
});
