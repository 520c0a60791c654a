/** From afar the words of a card are too small to read: then its name alone is written on it, as large as the words of the page. */
import type { Box } from "./camera.ts";
import type { Drawn, DrawnItem } from "./read-picture.ts";

const SVG = "http://www.w3.org/2000/svg";

/** At this zoom and above the words can be read as they are drawn. */
const NEAR = 0.72;
/** Below this one the words on the lines are left out too, but on those that are in question. */
const LABELS = 0.5;
/** How large a name is on the screen where there is room, and the line below it, in pixels. */
const NAME = 11.5;
const KIND = 10;
/** A line below the name that would be smaller on the screen is left out. */
const READABLE = 9;
/** What all names of a picture may shrink to, as a part of their full size, so that most of them stay whole. */
const LEAST = 0.52;
/** What one name may be smaller than the others: below that it is broken with a hyphen, and then cut. */
const UNLIKE = 0.8;
/** A break with a hyphen leaves so many letters on either side. */
const PART = 3;
/** A group's title stays within its band, in pixels of the picture. */
const BAND = 25;
const LEADING = 1.18;
const PADDING = 8;

export interface Lines {
  readonly lines: readonly string[];
  /** In pixels of the picture. */
  readonly size: number;
}

/**
 * A name in as many lines as fit a box, at most `size` high: smaller where that keeps it whole, down to `least` of that; else with words
 * broken at a hyphen, and cut where nothing helps. The first line begins `indent` times the size further right. `widthOf` gives a
 * text's width at size 1.
 */
export function setName(name: string, width: number, height: number, size: number, indent: number, widthOf: (text: string) => number, least = UNLIKE): Lines {
  // A line that is a little smaller reads better than two.
  const alone = width / (indent + widthOf(name));
  if (alone >= size * 0.8 && LEADING * Math.min(alone, size) <= height) return { lines: [name], size: Math.min(alone, size) };
  for (const breaks of ["none", "fair", "any"] as const) {
    const fits = fitting(name, width, height, size, indent, widthOf, least, breaks);
    if (fits !== undefined) return fits;
  }
  return cutName(name, width, height, Math.min(size * least, height / LEADING), indent, widthOf);
}

/** Where words may be broken: nowhere, where a reader expects it, or anywhere. */
type Breaks = "none" | "fair" | "any";

/** The largest size at which a name is whole in a box. */
function fitting(name: string, width: number, height: number, size: number, indent: number, widthOf: (text: string) => number, least: number, breaks: Breaks): Lines | undefined {
  for (let at = size; at >= size * least; at *= 0.94) {
    const lines = wrap(partsOf(name, width / at, indent, widthOf, breaks), width / at, indent, widthOf);
    if (lines !== undefined && lines.length * LEADING * at <= height) return { lines, size: at };
  }
  return undefined;
}

/** The words of a name, those that are wider than a line in parts. */
function partsOf(name: string, width: number, indent: number, widthOf: (text: string) => number, breaks: Breaks): readonly string[] {
  return name.split(/\s+/).flatMap((word, nth) => (breaks === "none" ? [word] : breakWord(word, width - (nth === 0 ? indent : 0), width, widthOf, breaks)));
}

/** As much of a name as has room at a size, in several lines where there is room for them; the last ends in an ellipsis. */
function cutName(name: string, width: number, height: number, size: number, indent: number, widthOf: (text: string) => number): Lines {
  const most = Math.max(1, Math.floor(height / (LEADING * size) + 1e-9));
  const words = partsOf(name, width / size, indent, widthOf, "any");
  for (let count = words.length; most > 1 && count > 0; count--) {
    const lines = wrap([...words.slice(0, count - 1), `${words[count - 1]!.replace(BREAK, "")}…`], width / size, indent, widthOf);
    if (lines !== undefined && lines.length <= most) return { lines, size };
  }
  let cut = name;
  while (cut.length > 1 && indent + widthOf(`${cut}…`) > width / size) cut = cut.slice(0, -1);
  return { lines: [cut === name ? name : `${cut.trimEnd()}…`], size };
}

/** Lines of whole words, or of their parts, each of which ends in a hyphen; undefined where one is wider than a line. */
function wrap(words: readonly string[], width: number, indent: number, widthOf: (text: string) => number): readonly string[] | undefined {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    const longer = line === "" ? word : `${line}${isPart(line) ? "" : " "}${word}`;
    const room = width - (lines.length === 0 ? indent : 0);
    // A part of a word ends its line: a hyphen that was put in stands nowhere else.
    if (!isPart(line) && widthOf(longer) <= room) line = longer;
    else if (line === "" || widthOf(word) > width) return undefined;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** Marks the hyphen that a break puts in, which is no hyphen of the name; it looks the same. */
const BREAK = "\u2010";

function isPart(line: string): boolean {
  return line.endsWith(BREAK);
}

/** A word that is wider than a line as parts that are not; the word itself where it has no place to be broken at. */
function breakWord(word: string, first: number, width: number, widthOf: (text: string) => number, breaks: Breaks): readonly string[] {
  const parts: string[] = [];
  let rest = [...word];
  for (let room = first; widthOf(rest.join("")) > room; room = width) {
    let at = rest.length - PART;
    while (at >= PART && widthOf(rest.slice(0, at).join("") + BREAK) > room) at--;
    // Where what is left has a line to itself, no break comes so early that it has not.
    const last = widthOf(rest.slice(at).join("")) <= width;
    const places = Array.from({ length: 5 }, (_, back) => at - back).filter((place) => place >= PART && (!last || widthOf(rest.slice(place).join("")) <= width));
    const best = placeToBreak(rest, places, breaks);
    if (best === undefined) return [word];
    parts.push(rest.slice(0, best).join("") + BREAK);
    rest = rest.slice(best);
  }
  return [...parts, rest.join("")];
}

const VOWEL = /[aeiouyäöüáéíóúàèìòùâêîôû]/i;

/** Of the places, latest first, the one at which a reader expects a break: between two consonants, else before one consonant. */
function placeToBreak(letters: readonly string[], places: readonly number[], breaks: Breaks): number | undefined {
  const vowel = (index: number): boolean => VOWEL.test(letters[index]!);
  return places.find((place) => !vowel(place - 1) && !vowel(place) && vowel(place - 2)) ?? places.find((place) => vowel(place - 1) && !vowel(place) && vowel(place + 1)) ?? (breaks === "any" ? places[0] : undefined);
}

/** What was written for which zoom, so that a camera that only moves costs nothing. */
const written = new WeakMap<Drawn, number>();

/** Writes the names for a zoom, or shows the drawing's own words again. Call it when the camera rests. */
export function writeNames(drawn: Drawn, zoom: number): void {
  const { svg } = drawn;
  const far = zoom < NEAR;
  svg.classList.toggle("is-far", far);
  svg.classList.toggle("is-very-far", zoom < LABELS);
  if (!far || Math.abs((written.get(drawn) ?? 0) / zoom - 1) < 0.02) return;
  written.set(drawn, zoom);
  svg.style.setProperty("--far", String(scaleFor(zoom)));
  for (const name of svg.querySelectorAll(".gp-far")) name.remove();
  const named = [...drawn.items.values()].flatMap((item) => (item.group ? [] : (namedOf(item) ?? [])));
  // One size for most of them is calmer than the largest for each; a long name is a little smaller, and broken rather than much smaller.
  const sizes = named.map((each) => setIn(each, NAME / zoom, LEAST).size).sort((one, other) => one - other);
  const common = sizes[Math.floor(sizes.length / 4)] ?? NAME / zoom;
  for (const each of named) each.item.element.append(nodeName(each, setIn(each, common), zoom));
  for (const item of drawn.items.values()) {
    const name = item.group ? groupName(item, zoom) : undefined;
    if (name !== undefined) item.element.append(name);
  }
}

/** Of the words on lines in question shows those that hide neither a card nor one another; the panel at the side has them all. */
export function thinLabels(drawn: Drawn, zoom: number): void {
  const shown = drawn.edges.flatMap(({ label }) => (label !== undefined && zoom < LABELS && label.matches(".is-selected, .is-lit, .is-near, .is-path") ? [label] : []));
  const taken: Box[] = [...drawn.items.values()].flatMap((item) => (item.group ? [] : [item.box]));
  const scale = scaleFor(zoom);
  for (const label of shown.sort((one, other) => Number(other.matches(".is-selected")) - Number(one.matches(".is-selected")))) {
    const { x, y, width, height } = label.getBBox();
    const box = { x: x - (width * (scale - 1)) / 2, y: y - (height * (scale - 1)) / 2, width: width * scale, height: height * scale };
    const crowded = !label.matches(".is-selected") && taken.some((other) => box.x < other.x + other.width && other.x < box.x + box.width && box.y < other.y + other.height && other.y < box.y + box.height);
    label.classList.toggle("is-crowded", crowded);
    if (!crowded) taken.push(box);
  }
}

/** How much larger than drawn the words on lines and the signs are from afar. */
function scaleFor(zoom: number): number {
  return Math.min(3, 0.92 / zoom);
}

/** The fonts have come: what was measured before was another one. */
export function measureAgain(drawn: Drawn | undefined): void {
  widths.clear();
  if (drawn !== undefined) written.delete(drawn);
}

/** Tells the words and signs of an item, which are left out from afar, from its outline. */
export function tellDetails({ element, group }: DrawnItem): void {
  for (const child of element.children) {
    const outline = group ? child.localName === "rect" : child.localName === "g" || child.getAttribute("fill") === "var(--gp-card)" || child.getAttribute("stroke") === "var(--gp-card-line)";
    if (!outline) child.classList.add("gp-detail");
  }
}

interface Named {
  readonly item: DrawnItem;
  readonly name: string;
  readonly kind: string;
  readonly swatch: string | undefined;
  /** Room for words. */
  readonly room: Box;
}

function namedOf(item: DrawnItem): Named | undefined {
  const texts = [...item.element.querySelectorAll<SVGTextElement>(":scope > text")];
  const name = texts.filter((text) => text.getAttribute("font-size") === "13").map((text) => text.textContent ?? "").join(" ");
  if (name === "") return undefined;
  const { x, y, width, height } = item.box;
  const cap = item.element.dataset["shape"] === "cylinder" ? 14 : 0;
  return {
    item, name, kind: texts.find((text) => !text.hasAttribute("font-size"))?.textContent ?? "",
    swatch: item.element.querySelector(":scope > rect.gp-detail")?.getAttribute("fill") ?? undefined,
    room: { x: x + PADDING, y: y + cap + 4, width: width - 2 * PADDING, height: height - cap - 8 },
  };
}

/** The square of the kind stands before the name, and takes so much of its first line, in sizes. */
const SQUARE = 0.95;

function setIn({ name, room, swatch }: Named, size: number, least?: number): Lines {
  return setName(name, room.width, room.height, size, swatch === undefined ? 0 : SQUARE, widthOf, least);
}

function nodeName({ kind, swatch, room }: Named, { lines, size }: Lines, zoom: number): SVGGElement {
  const small = Math.min(KIND / zoom, size * 0.87);
  const told = kind !== "" && small * zoom >= READABLE && widthOf(kind) * small <= room.width && (lines.length * size + small) * LEADING <= room.height;
  const block = (lines.length * size + (told ? small : 0)) * LEADING;
  const top = room.y + (room.height - block) / 2;
  const group = layerOf();
  if (swatch !== undefined) group.append(shape("rect", { x: room.x, y: top + size * 0.3, width: size * 0.62, height: size * 0.62, rx: size * 0.13, fill: swatch }));
  lines.forEach((line, at) => group.append(word(line, room.x + (at === 0 && swatch !== undefined ? SQUARE * size : 0), top + size * (0.92 + at * LEADING), size, { "font-weight": 600, fill: "var(--gp-ink)" })));
  if (told) group.append(word(kind, room.x, top + lines.length * size * LEADING + small * 0.92, small, {}));
  return group;
}

function groupName(item: DrawnItem, zoom: number): SVGGElement | undefined {
  const name = item.element.querySelector(":scope > text")?.textContent ?? "";
  if (name === "") return undefined;
  const { lines, size } = setName(name, item.box.width - 24, BAND * LEADING, Math.min(BAND, NAME / zoom), 0, widthOf, LEAST);
  const group = layerOf();
  group.append(word(lines[0]!, item.box.x + 14, item.box.y + 8 + size * 0.9, size, { "font-weight": 600 }));
  return group;
}

/** The drawing's own words are there still, for whoever does not see them. */
function layerOf(): SVGGElement {
  return shape("g", { class: "gp-far", "aria-hidden": "true" }) as SVGGElement;
}

function word(text: string, x: number, y: number, size: number, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = shape("text", { x, y, "font-size": size, ...attributes });
  made.textContent = text;
  return made;
}

function shape(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  return made;
}

const widths = new Map<string, number>();
let ruler: CanvasRenderingContext2D | null | undefined;

/** In Inter 600, at size 1; a little more than half of it for each letter where the page cannot measure. */
function widthOf(text: string): number {
  let known = widths.get(text);
  if (known === undefined) {
    ruler ??= document.createElement("canvas").getContext("2d");
    if (ruler) ruler.font = "600 100px Inter, system-ui, sans-serif";
    widths.set(text, (known = ruler ? ruler.measureText(text).width / 100 : text.length * 0.58));
    if (widths.size > 5000) widths.clear();
  }
  return known;
}
