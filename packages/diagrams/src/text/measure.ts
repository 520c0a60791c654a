import type { TextStyle } from "../drawing.ts";
import { MEDIUM, MONO_ADVANCE, REGULAR, SEMIBOLD, UNITS_PER_EM } from "./advances.ts";
import type { AdvanceRuns } from "./advances.ts";
import { extendsCluster } from "./clean.ts";
import { FACES } from "./style.ts";

/**
 * Width of a line of text in CSS pixels, as the bundled fonts set it without kerning. Characters that the fonts lack get
 * the width that system fonts usually give them, so that boxes hold them wherever they are shown.
 */
export function measureText(text: string, style: TextStyle): number {
  const face = FACES[style];
  const table = style === "code" ? undefined : tables[face.weight];
  let units = 0;
  let emoji = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < ASCII_END && unit >= 0x20) {
      units += table === undefined ? MONO_UNITS : table.ascii[unit]!;
      emoji = false;
      continue;
    }
    const code = text.codePointAt(i)!;
    if (code > 0xffff) i += 1;
    const known = table === undefined ? (code < 0x250 && code >= 0xa0 ? MONO_UNITS : undefined) : table.others.get(code);
    if (known !== undefined) {
      units += known;
      emoji = false;
      continue;
    }
    // A joined emoji sequence is drawn as one picture.
    if (code === 0x200d) continue;
    if (emoji && text.charCodeAt(i - (code > 0xffff ? 2 : 1)) === 0x200d) continue;
    units += unknownAdvance(code) * UNITS_PER_EM;
    emoji = code >= 0x1f000;
  }
  return (units * face.size) / UNITS_PER_EM;
}

/** Advance in em of a character that the bundled fonts do not have. */
function unknownAdvance(code: number): number {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0) || extendsCluster(code) || (code >= 0x200b && code <= 0x200f)) return 0;
  if (isWide(code)) return 1;
  if (code >= 0x1f000) return 1.25;
  if (code >= 0x2600 && code <= 0x27bf) return 1.1;
  if (code >= 0x0590 && code <= 0x08ff) return 0.6;
  if (code >= 0x2190 && code <= 0x2bff) return 1;
  return 0.66;
}

/** East Asian wide and fullwidth blocks (Unicode Standard Annex #11). */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff01 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}

interface Table {
  readonly ascii: Float64Array;
  readonly others: ReadonlyMap<number, number>;
}

const ASCII_END = 0x7f;
const MONO_UNITS = MONO_ADVANCE * UNITS_PER_EM;

function tableOf(runs: AdvanceRuns): Table {
  const ascii = new Float64Array(ASCII_END);
  const others = new Map<number, number>();
  for (const [start, widths] of runs) {
    widths.split(" ").forEach((width, i) => {
      const code = start + i;
      if (code < ASCII_END) ascii[code] = parseInt(width, 36);
      else others.set(code, parseInt(width, 36));
    });
  }
  return { ascii, others };
}

const tables = { 400: tableOf(REGULAR), 500: tableOf(MEDIUM), 600: tableOf(SEMIBOLD) };
