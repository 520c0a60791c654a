import type { TextStyle } from "../drawing.ts";
import { clusters } from "./clean.ts";
import { measureText } from "./measure.ts";

const ELLIPSIS = "…";

/** The text itself if it fits into `width` CSS pixels, otherwise its beginning with an ellipsis. */
export function ellipsize(whole: string, style: TextStyle, width: number): string {
  const text = capped(whole, width);
  if (measureText(text, style) <= width) return text;
  const room = width - measureText(ELLIPSIS, style);
  let used = 0;
  let kept = "";
  for (const cluster of clusters(text)) {
    used += measureText(cluster, style);
    if (used > room) break;
    kept += cluster;
  }
  return kept.replace(/[\s.,;:·–—-]+$/, "") + ELLIPSIS;
}

/**
 * Breaks text into at most `limit` lines of at most `width` CSS pixels: between words where possible, between the
 * characters of scripts without spaces and of words that are too long otherwise. What is left is cut with an ellipsis.
 */
export function wrapText(whole: string, style: TextStyle, width: number, limit: number): string[] {
  const text = capped(whole, width * limit);
  if (text === "") return [];
  if (measureText(text, style) <= width) return [text];
  const pieces = breakable(text, style, width);
  const lines: string[] = [];
  let line = "";
  for (let i = 0; i < pieces.length; i++) {
    const longer = line + pieces[i]!;
    if (line === "" || measureText(longer.trimEnd(), style) <= width) {
      line = longer;
      continue;
    }
    if (lines.length === limit - 1) {
      lines.push(ellipsize(line + pieces.slice(i).join(""), style, width));
      return lines;
    }
    lines.push(line.trimEnd());
    line = pieces[i]!;
  }
  lines.push(ellipsize(line.trimEnd(), style, width));
  return lines;
}

/**
 * As much of a text as could be shown in `room` CSS pixels, whatever its letters: a text may be as long as its file, and
 * only its beginning is ever drawn. What was cut off is still longer than the room, so that it is told by an ellipsis.
 */
function capped(text: string, room: number): string {
  const most = LEAST_CAP + Math.ceil(room);
  return text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, "") + ELLIPSIS;
}

/** Besides a character for each pixel, room for marks that have no width of their own. */
const LEAST_CAP = 1000;

/** Pieces between which a line may break, each with the space that follows it. */
function breakable(text: string, style: TextStyle, width: number): string[] {
  return (text.match(/\S+\s*/g) ?? []).flatMap((word) => {
    const bare = word.trimEnd();
    if (NO_SPACES.test(bare)) return splitIdeographs(word);
    return measureText(bare, style) > width ? splitLong(word, style, width) : [word];
  });
}

/** Chinese, Japanese and Thai are written without spaces; a closing mark must not begin a line. */
const NO_SPACES = /[\u0e00-\u0e7f\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/;
const CLOSING = /^[、。，．・：；！？）」』】〉》”’)\].,;:!?\s]/;

function splitIdeographs(word: string): string[] {
  const out: string[] = [];
  for (const cluster of clusters(word)) {
    const glued = out.length > 0 && (CLOSING.test(cluster) || (!NO_SPACES.test(cluster) && !NO_SPACES.test(out[out.length - 1]!.slice(-1))));
    if (glued) out[out.length - 1] += cluster;
    else out.push(cluster);
  }
  return out;
}

/** Splits a word that is too long after a joint (`payments-gateway`, `shop.cart`, `PaymentMade`) where it has one, else anywhere. */
function splitLong(word: string, style: TextStyle, width: number): string[] {
  const parts = word.match(/[^-_./:\p{Lu}]*(?:\p{Lu}+[^-_./:\p{Lu}]*)?[-_./:]*/gu)?.filter((part) => part !== "") ?? [word];
  return parts.flatMap((part) => (measureText(part.trimEnd(), style) <= width ? [part] : clusters(part)));
}
