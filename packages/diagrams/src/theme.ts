import type { Ink } from "./drawing.ts";

/** Drafting paper, or a blueprint. */
export type ThemeName = "light" | "dark";

export type Colour = Exclude<Ink, "none">;

export interface Theme {
  /** Hexadecimal sRGB colours. */
  readonly inks: Readonly<Record<Colour, string>>;
  /** What lifts a card from the paper: a colour and the opacity of each of the shadow's layers. */
  readonly shadow: { readonly colour: string; readonly opacity: number };
}

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    inks: {
      paper: "#fbfaf6", panel: "#ffffff", line: "#e3e1d8", hair: "#eeece4",
      ink: "#1b2430", ink2: "#58626f", ink3: "#868e98", accent: "#cf3d25", "accent-soft": "#fcebe7",
      card: "#ffffff", "card-line": "#d3d6db", edge: "#6d7783",
      group1: "#f3f2ec", group2: "#eceae2", group3: "#e6e4da", group4: "#e0ddd2", chip: "#e6e4da",
      service: "#2f5fd0", web: "#0f7f94", data: "#1d7f5c", bus: "#7a4bd0", external: "#7b818a",
      actor: "#3a4350", system: "#80583a", component: "#5a7bb8", neutral: "#868e98",
      ok: "#1d7f5c", warn: "#a86a12", bad: "#cf3d25",
    },
    shadow: { colour: "#1b2430", opacity: 0.03 },
  },
  dark: {
    inks: {
      paper: "#0d1726", panel: "#101d30", line: "#22324b", hair: "#1a2940",
      ink: "#e6edf7", ink2: "#a3b3c9", ink3: "#71839c", accent: "#ff7a5c", "accent-soft": "#33202a",
      card: "#14233a", "card-line": "#2b3f5e", edge: "#8299b8",
      group1: "#101e33", group2: "#13243d", group3: "#152842", group4: "#182d49", chip: "#2b4060",
      service: "#7ba2ff", web: "#5cc7dc", data: "#5fd0a5", bus: "#b794ff", external: "#93a1b5",
      actor: "#c3d0e2", system: "#d6b08a", component: "#6f9be0", neutral: "#8594ab",
      ok: "#5fd0a5", warn: "#f0b95b", bad: "#ff7a5c",
    },
    shadow: { colour: "#000000", opacity: 0.11 },
  },
};

/** Every name of the palette, in the order in which the style sheet lists them. */
export const colours = Object.keys(themes.light.inks) as readonly Colour[];

/**
 * The style sheet for drawings rendered with `theme: "css"`: both sets of custom properties (`--gp-ink` …). The light set
 * holds unless the document or a part of it carries `data-theme="dark"`, or prefers dark and does not carry `data-theme="light"`.
 */
export function themeCss(): string {
  const dark = variables(themes.dark);
  return [
    `:root,[data-theme="light"]{${variables(themes.light)}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){${dark}}}`,
    `[data-theme="dark"]{${dark}}`,
    "",
  ].join("\n");
}

function variables(theme: Theme): string {
  const inks = colours.map((name) => `--gp-${name}:${theme.inks[name]}`);
  return [...inks, `--gp-shadow:${theme.shadow.colour}`, `--gp-shadow-opacity:${theme.shadow.opacity}`].join(";");
}

/**
 * Contrast ratio of two hexadecimal colours, 1 to 21, as WCAG 2.2 defines it
 * (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
 */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
