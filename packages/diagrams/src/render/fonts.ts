import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Face } from "../text/style.ts";

/** The file of each bundled face, by family and weight. */
const FILES: Readonly<Record<`${Face["family"]} ${Face["weight"]}`, string | undefined>> = {
  "Inter 400": "Inter-Regular.ttf",
  "Inter 500": "Inter-Medium.ttf",
  "Inter 600": "Inter-SemiBold.ttf",
  "JetBrains Mono 400": "JetBrainsMono-Regular.ttf",
  "JetBrains Mono 500": undefined,
  "JetBrains Mono 600": undefined,
};

/** Absolute path of a face's TTF file in a folder. */
export function fontFile(folder: string, face: Pick<Face, "family" | "weight">): string {
  return `${folder}/${FILES[`${face.family} ${face.weight}`] ?? FILES[`${face.family} 400`]!}`;
}

/** Absolute paths of all bundled font files. */
export function fontFiles(folder: string): string[] {
  return Object.values(FILES).flatMap((name) => (name === undefined ? [] : [`${folder}/${name}`]));
}

/**
 * The folder of the bundled fonts: `assets` of this package when it runs from source, and `assets` or `fonts` beside the
 * file that holds this code when it was bundled. Throws when there is none.
 */
export function fontFolder(): string {
  const candidates = ["../../assets", "./assets", "../assets", "./fonts", "../fonts"];
  for (const candidate of candidates) {
    const folder = fileURLToPath(new URL(candidate, import.meta.url));
    if (existsSync(`${folder}/${FILES["Inter 400"]!}`)) return folder;
  }
  throw new Error("The fonts for PNG and PDF export are missing: there is no folder 'assets' with Inter-Regular.ttf beside the program.");
}
