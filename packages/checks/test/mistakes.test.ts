import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { mistakes } from "./mistakes/mistakes.ts";
import { diagnose } from "./mistakes/diagnose.ts";
import { open } from "./open.ts";

const good = readFileSync(join(dirname(fileURLToPath(import.meta.url)), "mistakes/good.plan"), "utf8");

describe("a single mistake", () => {
  it("is made in a text without any finding", () => {
    expect(open(good).diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  });

  const diagnoses = mistakes.map(([what, right, wrong]) => ({ what, wrong, ...diagnose(good, right, wrong) }));

  it("is always told, and told about once", () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(200);
    expect(diagnoses.filter(({ found }) => found.length === 0).map(({ what, wrong }) => `${what}: ${wrong}`)).toEqual([]);
    const average = diagnoses.reduce((sum, { found }) => sum + found.length, 0) / diagnoses.length;
    expect(average).toBeLessThanOrEqual(1.1);
    expect(Math.max(...diagnoses.map(({ found }) => found.length))).toBeLessThanOrEqual(4);
  });

  it("is told where it was made, for 95 of 100 at least", () => {
    const right = diagnoses.filter(({ found, line }) => found[0]?.line === line);
    expect(right.length / diagnoses.length).toBeGreaterThanOrEqual(0.95);
  });
});
