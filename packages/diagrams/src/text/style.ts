import type { TextStyle } from "../drawing.ts";

/** The face of a text style. `size` and `line` (the distance of baselines) in CSS pixels. */
export interface Face {
  readonly family: "Inter" | "JetBrains Mono";
  readonly size: number;
  readonly weight: 400 | 500 | 600;
  readonly line: number;
}

/** The type scale of every picture. */
export const FACES: Readonly<Record<TextStyle, Face>> = {
  heading: { family: "Inter", size: 15, weight: 600, line: 20 },
  title: { family: "Inter", size: 13, weight: 600, line: 16 },
  body: { family: "Inter", size: 11, weight: 400, line: 14 },
  small: { family: "Inter", size: 10.5, weight: 500, line: 14 },
  "small-strong": { family: "Inter", size: 11.5, weight: 600, line: 15 },
  note: { family: "Inter", size: 10, weight: 400, line: 14 },
  code: { family: "JetBrains Mono", size: 11, weight: 400, line: 15 },
};

/** Heights of the face's capitals and of its descenders as parts of the size (Inter: 1490 and 494 of 2048 units). */
export const CAP_HEIGHT = 0.7275;
export const DESCENT = 0.2412;
