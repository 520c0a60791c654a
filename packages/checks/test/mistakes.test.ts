import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { hardMistakes, mistakes } from "./mistakes/mistakes.ts";
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

  it.each(hardMistakes)("is told in one place, and nothing follows from it: %s", (_what, right, wrong) => {
    const { noted, line } = diagnose(good, right, wrong);
    expect(noted.map((diagnostic) => `${diagnostic.line} ${diagnostic.code} ${diagnostic.message} ${diagnostic.hint}`)).toEqual([expect.stringMatching(new RegExp(`^${line} `))]);
  });

  it("is told once, where a file is copied or a part of one", () => {
    const shop = 'team builders { people: 3 }\nsystem shop "Shop" {\n  owner: builders\n  service web "Web" { -> cart "adds" }\n  service cart "Cart" { api Cart grpc { Add } }\n}\n';
    const found = (copy: string): string[] => open(`${shop}\n// file: z.plan\n${copy}`).diagnostics.filter(({ file }) => file === "z.plan").map(({ code, message }) => `${code} ${message}`);
    expect(found(shop)).toEqual([expect.stringMatching(/^model\/duplicate-name All that this file declares stands in \S+ already\.$/)]);
    expect(found(`${shop}domain more "More" { capability much "Much"; "Of it." }`).filter((message) => !message.includes("ealise"))).toEqual(["model/duplicate-name builders is declared already.", "model/duplicate-name shop is declared already."]);
  });

  it("is told where it was made, for 95 of 100 at least", () => {
    const right = diagnoses.filter(({ found, line }) => found[0]?.line === line);
    expect(right.length / diagnoses.length).toBeGreaterThanOrEqual(0.95);
  });
});
