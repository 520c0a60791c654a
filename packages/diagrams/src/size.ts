/** What a scene says, measured: the sizes that the layout needs and the lines of text that the painter sets. */
import type { LayoutGraph, Size } from "@groundplan/layout";
import type { NodeShape, Scene, SceneEdge, SceneGroup, SceneNode } from "./scene.ts";
import { cleanText } from "./text/clean.ts";
import { measureText } from "./text/measure.ts";
import { ellipsize, wrapText } from "./text/wrap.ts";

/** Widths of cards in CSS pixels. */
export const CARD_MIN = 156;
export const CARD_MAX = 220;

/** The words of a node, broken into lines and measured. */
export interface NodePlan extends Size {
  readonly insets: Insets;
  readonly title: readonly string[];
  /** Width of the last line of the title, after which the mark stands. */
  readonly titleWidth: number;
  readonly kind: string;
  readonly description: readonly string[];
  readonly owner: string;
  readonly lines: readonly string[];
}

/** How far a shape's words stand from its box, in CSS pixels. `top` and `bottom` are added to a card's own padding. */
export interface Insets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The pill of an edge: one or two lines, the technology as a part of its own at the end of the last. */
export interface LabelPlan extends Size {
  readonly lines: readonly { readonly text: string; readonly technology: string; readonly width: number }[];
}

export interface GroupPlan extends Size {
  readonly title: string;
  readonly kind: string;
}

/** Baselines and distances within a card; a card of three lines is 66 px high. */
export const CARD = {
  first: 24, titleLine: 16, kind: 16, description: 15, line: 14, owner: 16, rule: 9, afterRule: 15, bottom: 11,
  swatch: 9, afterSwatch: 6, corner: 16, gap: 8, mark: 9, bullet: 10,
} as const;

const PILL = { padding: 7, height: 18, line: 13, gap: 5, wide: 120, widest: 190 } as const;
const GROUP_TITLE_MAX = 320;
const MOST_LINES = 4;

/** Sizes of everything in a scene, in the scene's order. */
export function measureScene(scene: Scene): LayoutGraph {
  return {
    nodes: scene.nodes.map((node) => {
      const { width, height } = planNode(node);
      return { id: node.id, width, height, ...(node.parent === undefined ? {} : { parent: node.parent }) };
    }),
    groups: scene.groups.map((group) => {
      const { width, height } = planGroup(group);
      return { id: group.id, title: { width, height }, ...(group.parent === undefined ? {} : { parent: group.parent }) };
    }),
    edges: scene.edges.map((edge) => {
      const label = planLabel(edge);
      const ends = { id: edge.id, source: edge.source, target: edge.target };
      return label === undefined ? ends : { ...ends, label: { width: label.width, height: label.height } };
    }),
  };
}

const nodePlans = new WeakMap<SceneNode, NodePlan>();

/** The words of a node in lines; computed once for each node object. */
export function planNode(node: SceneNode): NodePlan {
  const known = nodePlans.get(node);
  if (known !== undefined) return known;
  const plan = computeNodePlan(node);
  nodePlans.set(node, plan);
  return plan;
}

function computeNodePlan(node: SceneNode): NodePlan {
  const insets = insetsOf(node.shape);
  const around = insets.left + insets.right;
  const title = cleanText(node.title);
  const kind = kindLine(node, CARD_MAX - around);
  const description = cleanText(node.description ?? "");
  const owner = cleanText(node.owner ?? "");
  const offered = node.lines.map(cleanText).filter((line) => line !== "");
  const compact = node.compact === true;
  const lines = compact ? offered.slice(0, 1).map((line) => (offered.length > 1 ? `${line} +${offered.length - 1}` : line)) : offered.length > MOST_LINES ? [...offered.slice(0, MOST_LINES - 1), `and ${offered.length - MOST_LINES + 1} more`] : offered;
  const beside = CARD.swatch + CARD.afterSwatch + (hasCorner(node) ? CARD.corner + CARD.gap : 0) + (node.mark === undefined ? 0 : CARD.mark + CARD.gap);

  const wanted = Math.max(
    measureText(title, "title") + beside,
    measureText(kind, "small"),
    compact ? 0 : owner === "" ? 0 : measureText(owner, "note") + CARD.bullet + 2,
    ...lines.map((line) => measureText(line, "note") + CARD.bullet + (compact ? ownerWidth(owner) : 0)),
  );
  // Widths are multiples of four so that cards of one row look alike.
  let width = clamp(Math.ceil((wanted + around) / 4) * 4, CARD_MIN, CARD_MAX);
  const full = measureText(description, "body");
  while (width < CARD_MAX && (compact ? full > width - around : full > 2 * (width - around) * 0.94 && overflows(description, width - around))) width += 4;
  const room = width - around;
  const titleLines = wrapText(title, "title", room - beside, 2);
  const descriptionLines = wrapText(description, "body", room, compact ? 1 : 2);

  let y = CARD.first + Math.max(0, titleLines.length - 1) * CARD.titleLine;
  if (kind !== "") y += CARD.kind;
  if (descriptionLines.length > 0) y += CARD.description + (descriptionLines.length - 1) * CARD.line;
  if (compact) y += owner !== "" || lines.length > 0 ? CARD.owner : 0;
  else if (owner !== "") y += CARD.owner;
  if (!compact && lines.length > 0) y += CARD.rule + CARD.afterRule + (lines.length - 1) * CARD.line;
  return {
    width, height: Math.ceil((y + CARD.bottom + insets.top + insets.bottom) / 2) * 2, insets,
    title: titleLines, titleWidth: measureText(titleLines[titleLines.length - 1] ?? "", "title"),
    kind, description: descriptionLines, owner: ellipsize(owner, "note", room - CARD.bullet - 2),
    lines: lines.map((line) => ellipsize(line, "note", room - CARD.bullet - (compact ? ownerWidth(owner) : 0))),
  };
}

/** What an owner takes at the right of a compact card's last line, with its glyph and the blank before it. */
function ownerWidth(owner: string): number {
  return owner === "" ? 0 : measureText(owner, "note") + CARD.bullet + 2 + CARD.gap;
}

/**
 * The second line: the kind, how many elements are folded into the node, and the technologies. Technologies for which
 * `width` CSS pixels do not suffice are counted: `Service · TypeScript, Node.js +2`.
 */
function kindLine(node: SceneNode, width: number): string {
  const folded = node.folded === undefined ? [] : [`${node.folded} ${node.folded === 1 ? "element" : "elements"}`];
  const first = [cleanText(node.kind), ...folded].filter((part) => part !== "");
  const technologies = node.technologies.map(cleanText).filter((part) => part !== "").slice(0, node.compact === true ? 1 : undefined);
  for (let shown = technologies.length; shown > 0; shown--) {
    const rest = technologies.length - shown;
    const line = [...first, technologies.slice(0, shown).join(", ") + (rest === 0 ? "" : ` +${rest}`)].join(" · ");
    if (measureText(line, "small") <= width) return line;
  }
  return ellipsize([...first, technologies.join(", ")].filter((part) => part !== "").join(" · "), "small", width);
}

/** Whether something stands in the card's top right corner: a technology's icon or the person's glyph. */
export function hasCorner(node: SceneNode): boolean {
  return node.shape === "person" || node.icons.length > 0;
}

function overflows(text: string, width: number): boolean {
  const lines = wrapText(text, "body", width, 2);
  return lines.length === 2 && lines[1]!.endsWith("…") && !text.endsWith("…");
}

function insetsOf(shape: NodeShape): Insets {
  switch (shape) {
    case "card":
    case "person":
    case "external":
      return { left: 14, right: 14, top: 0, bottom: 0 };
    case "document":
      return { left: 14, right: 18, top: 0, bottom: 0 };
    case "cylinder":
      return { left: 14, right: 14, top: 6, bottom: 5 };
    case "bucket":
      return { left: 20, right: 20, top: 7, bottom: 5 };
    case "capsule":
      return { left: 26, right: 26, top: 0, bottom: 0 };
    case "browser":
      return { left: 14, right: 14, top: 13, bottom: 0 };
    case "folded":
      return { left: 14, right: 20, top: 0, bottom: 6 };
  }
}

/** The words of a group's title band. */
export function planGroup(group: SceneGroup): GroupPlan {
  const title = ellipsize(cleanText(group.title), "small-strong", GROUP_TITLE_MAX);
  const kind = cleanText(group.kind ?? "");
  const width = measureText(title, "small-strong") + (kind === "" ? 0 : 7 + measureText(kind, "body"));
  return { title, kind, width: Math.ceil(width), height: 16 };
}

/** The words of an edge's pill; nothing when the edge has none. */
export function planLabel(edge: SceneEdge): LabelPlan | undefined {
  const label = cleanText(edge.label ?? "");
  const technology = cleanText(edge.technology ?? "");
  if (label === "" && technology === "") return undefined;
  const tail = technology === "" ? 0 : measureText(technology, "note") + (label === "" ? 0 : PILL.gap);
  const whole = measureText(label, "small") + tail;
  if (whole <= PILL.wide) return pill([{ text: label, technology, width: whole }]);
  // Two lines: the narrowest width that holds them, so that both are about equally long.
  for (let width = Math.max(64, Math.ceil(whole / 2)); width <= PILL.widest; width += 6) {
    const lines = labelLines(label, technology, tail, width);
    if (lines !== undefined) return pill(lines);
  }
  // Of data it counts what it is: its classes stand on a line of their own, uncut.
  if (edge.style === "flow" || edge.style === "classified" || edge.style === "assumed") {
    const alone = measureText(technology, "note");
    const lines = wrapText(label, "small", Math.max(PILL.widest, alone), 2).map((text) => ({ text, technology: "", width: measureText(text, "small") }));
    return pill(technology === "" ? lines : [...lines, { text: "", technology, width: alone }]);
  }
  const cut = ellipsize(technology, "note", PILL.widest * 0.6);
  const rest = cut === "" ? 0 : measureText(cut, "note") + PILL.gap;
  const [first = "", second = ""] = wrapText(label, "small", PILL.widest, 2);
  const short = ellipsize(second, "small", PILL.widest - rest);
  const lines = [{ text: first, technology: "", width: measureText(first, "small") }];
  if (short !== "" || cut !== "") lines.push({ text: short, technology: cut, width: measureText(short, "small") + rest });
  return pill(lines);
}

/** Label and technology on two lines of a given width, or nothing where they do not fit uncut. */
function labelLines(label: string, technology: string, tail: number, width: number): LabelPlan["lines"] | undefined {
  const lines = wrapText(label, "small", width, 3);
  const parts = lines.map((text) => ({ text, technology: "", width: measureText(text, "small") }));
  if (lines.length > 2 || parts.some((part) => part.width > width)) return undefined;
  const last = parts[parts.length - 1];
  if (technology === "") return parts;
  if (last !== undefined && last.width + tail <= width) return [...parts.slice(0, -1), { text: last.text, technology, width: last.width + tail }];
  const alone = measureText(technology, "note");
  return parts.length === 1 && alone <= width ? [...parts, { text: "", technology, width: alone }] : undefined;
}

function pill(lines: LabelPlan["lines"]): LabelPlan {
  const width = Math.max(...lines.map((line) => line.width));
  return { lines, width: Math.ceil(width + 2 * PILL.padding), height: PILL.height + (lines.length - 1) * PILL.line };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
