import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { technologyIcons } from "@groundplan/vocabulary/icons";
import { catalogue } from "../src/catalogue/index.ts";
import { iconCredits } from "../src/catalogue/icons.ts";

interface Listed {
  readonly slug: string;
  readonly hex: string;
  readonly license?: { readonly type: string };
}

const listed = new Map((createRequire(import.meta.url)("simple-icons/icons.json") as readonly Listed[]).map((each) => [each.slug, each]));
const named = [...new Set(catalogue.flatMap((each) => each.icon ?? []))].sort();

describe("the icons", () => {
  it("are exactly those that the catalogue names", () => {
    expect(Object.keys(technologyIcons)).toEqual(named);
    expect(named.length).toBeGreaterThan(200);
  });

  it("exist in Simple Icons, in the same colour", () => {
    expect(named.filter((slug) => listed.get(slug)?.hex !== technologyIcons[slug]?.hex)).toEqual([]);
    expect(named.filter((slug) => !/^[0-9A-F]{6}$/.test(technologyIcons[slug]?.hex ?? ""))).toEqual([]);
  });

  it("are drawings that stay inside their square and are not too fine for it", () => {
    expect(named.filter((slug) => !/^[Mm][-\d.eE,\sMmLlHhVvCcSsQqTtAaZz]+$/.test(technologyIcons[slug]?.path ?? ""))).toEqual([]);
    expect(named.filter((slug) => (technologyIcons[slug]?.path.length ?? 0) > 12_000)).toEqual([]);
  });

  it("bind nobody's pictures, and are credited where their licence asks for it", () => {
    const free = new Set(["CC0-1.0", "Unlicense"]);
    const notice = new Set(["Apache-2.0", "BSD-3-Clause", "CC-BY-3.0", "CC-BY-4.0", "MIT"]);
    const terms = named.flatMap((slug) => {
      const licence = listed.get(slug)?.license?.type;
      return licence === undefined || free.has(licence) ? [] : [[slug, licence] as const];
    });
    expect(terms.filter(([, licence]) => !notice.has(licence))).toEqual([]);
    expect(Object.entries(iconCredits).map(([slug, credit]) => [slug, credit.licence])).toEqual(terms.map(([slug, licence]) => [slug, licence]));
  });

  it("draw no sign of the large clouds", () => {
    expect(named.filter((slug) => /^(amazon|aws|azure|microsoft|google|gcp)/.test(slug))).toEqual([]);
  });

  it("are not loaded with the catalogue", () => {
    const source = readFileSync(new URL("../src/catalogue/index.ts", import.meta.url), "utf8");
    expect(source).not.toMatch(/from "\.\/icons\.ts"/);
  });
});
