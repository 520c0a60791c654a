import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { fuzz } from "./fuzz/drive.ts";
import { judgeSvg } from "./fuzz/judge.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

// Many thousand more are tried by `node bench/fuzz.mjs`.
test("whatever is done to a text, nothing is thrown, nothing hangs, every place is in its file, and every picture is well-formed and harmless", async () => {
  const { count, faults } = await fuzz({ root, from: 1, count: 120, scale: 0.005, bound: 60_000 });
  expect(faults).toEqual([]);
  expect(count).toBeGreaterThan(160);
});

test.each([
  ["<svg><title>a & b</title></svg>", "a bare &"], ["<svg><script>alert(1)</script></svg>", "an element script"], ["<svg><g></svg>", "closes nothing"], ['<svg><rect width="NaN"/></svg>', "width is NaN"],
  ['<svg><rect onload="x"/></svg>', "an attribute onload"], ['<svg><text>"<b</text></svg>', "malformed"], ["<svg>\u0001</svg>", "a character that XML forbids"], ["<svg>", "is not closed"], ['<svg a="1" a="2"/>', "twice"], ["<svg/>x", "outside"],
])("the judge of pictures refuses %j", (svg, why) => {
  const faults: string[] = [];
  judgeSvg("x", svg, faults);
  expect(faults.join()).toContain(why);
});
