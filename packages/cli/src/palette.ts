import pc from "picocolors";
import type { Io } from "./verb.ts";

/** Colours for text on a terminal; none where they are not wanted. */
export interface Palette {
  error(text: string): string;
  warning(text: string): string;
  info(text: string): string;
  good(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

export function paletteFor(io: Io): Palette {
  const colours = pc.createColors(io.colour);
  return { error: (text) => colours.bold(colours.red(text)), warning: (text) => colours.bold(colours.yellow(text)), info: (text) => colours.bold(colours.cyan(text)), good: colours.green, strong: colours.bold, faint: colours.dim };
}
