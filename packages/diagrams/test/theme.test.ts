import { expect, test } from "vitest";
import { colours, contrast, themeCss, themes } from "../src/theme.ts";
import type { Colour, ThemeName } from "../src/theme.ts";

const names: readonly ThemeName[] = ["light", "dark"];
const grounds: readonly Colour[] = ["paper", "panel", "card", "group1", "group2", "group3", "group4"];
/** What stands in for words and pictures of a screen lies on these. */
const screens: readonly Colour[] = ["panel", "card"];

test("contrast is that of WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.478, 2);
  expect(contrast("#ffffff", "#777777")).toBe(contrast("#777777", "#ffffff"));
});

test.each(names)("text has a contrast of 4.5 on every ground it stands on (%s)", (name) => {
  const { inks } = themes[name];
  for (const ground of grounds) for (const ink of ["ink", "ink2"] as const) expect(contrast(inks[ink], inks[ground]), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  for (const ink of ["accent", "bad", "ok"] as const) for (const ground of ["paper", "panel", "card"] as const) expect(contrast(inks[ink], inks[ground]), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
});

test.each(names)("lines, swatches and states have a contrast of 3 where they carry meaning (%s)", (name) => {
  const { inks } = themes[name];
  for (const ground of grounds) expect(contrast(inks.edge, inks[ground]), `edge on ${ground}`).toBeGreaterThanOrEqual(3);
  const onCards: readonly Colour[] = ["ink3", "service", "web", "data", "bus", "external", "actor", "system", "component", "neutral", "ok", "warn", "bad"];
  for (const ink of onCards) for (const ground of ["card", "panel", "paper"] as const) expect(contrast(inks[ink], inks[ground]), `${ink} on ${ground}`).toBeGreaterThanOrEqual(3);
});

test.each(names)("what stands in for data and pictures can be told from the screen, and what is written on it read (%s)", (name) => {
  const { inks } = themes[name];
  for (const ground of screens) expect(contrast(inks.chip, inks[ground]), `chip on ${ground}`).toBeGreaterThanOrEqual(1.25);
  for (const ink of ["ink", "ink2"] as const) expect(contrast(inks[ink], inks.chip), `${ink} on chip`).toBeGreaterThanOrEqual(4.5);
});

test.each(names)("group tints go on in one direction with depth (%s)", (name) => {
  const { inks } = themes[name];
  const steps = [inks.paper, inks.group1, inks.group2, inks.group3, inks.group4].map((colour) => contrast(colour, name === "light" ? "#000000" : "#ffffff"));
  expect([...steps].sort((a, b) => b - a)).toEqual(steps);
  expect(new Set(steps).size).toBe(5);
});

test("the style sheet defines every colour for both themes and nothing else is red", () => {
  const css = themeCss();
  for (const name of colours) expect(css.split(`--gp-${name}:`).length - 1, name).toBe(3);
  expect(css).toContain(`[data-theme="dark"]{--gp-paper:${themes.dark.inks.paper}`);
  for (const name of names) {
    const red = Object.entries(themes[name].inks).filter(([, hex]) => {
      const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
      return r > 1.6 * g && r > 1.6 * b && r > 120;
    });
    expect(red.map(([ink]) => ink).sort()).toEqual(["accent", "bad"]);
  }
});
