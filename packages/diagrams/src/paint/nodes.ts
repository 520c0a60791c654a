import type { Box } from "@groundplan/layout";
import type { Layer, Paint, Shape, TextStyle } from "../drawing.ts";
import type { SceneNode, Swatch } from "../scene.ts";
import { CARD, hasCorner, planNode } from "../size.ts";
import { cleanText } from "../text/clean.ts";
import { measureText } from "../text/measure.ts";
import { bodyOf, personGlyph } from "./bodies.ts";
import { MARK_WORDS, markShapes } from "./marks.ts";

/** Outlines of technology icons in a view box of 24 by 24, by slug. */
export type IconSet = Readonly<Record<string, { readonly path: string }>>;

const RULE: Paint = { fill: "hair" };
const BULLET: Paint = { stroke: "ink3", width: 1 };
const SWATCHES: Readonly<Record<Swatch, Paint>> = {
  service: { fill: "service" }, web: { fill: "web" }, data: { fill: "data" }, bus: { fill: "bus" }, external: { fill: "external" },
  actor: { fill: "actor" }, system: { fill: "system" }, component: { fill: "component" }, neutral: { fill: "neutral" },
};

/** A node with its words in its box. */
export function paintNode(node: SceneNode, box: Box, icons: IconSet): Layer {
  const plan = planNode(node);
  const shapes: Shape[] = [...bodyOf(node.shape, box)];
  const left = box.x + plan.insets.left;
  const right = box.x + box.width - plan.insets.right;
  // A box higher than its words need, as a layout may make it, keeps them in its middle.
  const top = box.y + plan.insets.top + Math.max(0, (box.height - plan.height) / 2);
  let y = top + CARD.first;

  shapes.push({ type: "rect", x: left, y: y - CARD.swatch, width: CARD.swatch, height: CARD.swatch, radius: 2, paint: SWATCHES[node.swatch] });
  const indent = left + CARD.swatch + CARD.afterSwatch;
  plan.title.forEach((line, i) => shapes.push(text(indent, y + i * CARD.titleLine, line, "title")));
  y += Math.max(0, plan.title.length - 1) * CARD.titleLine;
  if (node.mark !== undefined) shapes.push(...markShapes(node.mark, indent + plan.titleWidth + CARD.gap + CARD.mark / 2, y - CARD.mark / 2));
  shapes.push(...corner(node, right - CARD.corner, top + CARD.first - 13, icons));

  if (plan.kind !== "") shapes.push(text(left, (y += CARD.kind), plan.kind, "small"));
  plan.description.forEach((line, i) => shapes.push(text(left, (y += i === 0 ? CARD.description : CARD.line), line, "body")));
  if (node.compact === true) {
    if (plan.owner !== "" || plan.lines.length > 0) y += CARD.owner;
    for (const line of plan.lines) shapes.push({ type: "circle", cx: left + 2.5, cy: y - 3.5, r: 2, paint: BULLET }, text(left + CARD.bullet, y, line, "note"));
    const start = plan.lines.length === 0 ? left : right - measureText(plan.owner, "note") - CARD.bullet - 2;
    if (plan.owner !== "") shapes.push(...ownerGlyph(start, y - 8), text(start + CARD.bullet + 2, y, plan.owner, "note"));
  } else if (plan.owner !== "") {
    y += CARD.owner;
    shapes.push(...ownerGlyph(left, y - 8), text(left + CARD.bullet + 2, y, plan.owner, "note"));
  }
  if (node.compact !== true && plan.lines.length > 0) {
    y += CARD.rule;
    const [from, to] = node.shape === "capsule" || node.shape === "bucket" ? [left, right] : [box.x, box.x + box.width - (node.shape === "folded" ? 6 : 0)];
    shapes.push({ type: "rect", x: from, y: y - 0.5, width: to - from, height: 1, paint: RULE });
    plan.lines.forEach((line, i) => {
      y += i === 0 ? CARD.afterRule : CARD.line;
      shapes.push({ type: "circle", cx: left + 2.5, cy: y - 3.5, r: 2, paint: BULLET }, text(left + CARD.bullet, y, line, "note"));
    });
  }
  return {
    type: "layer", name: "node", label: accessibleName(node), children: shapes,
    data: { element: node.id, shape: node.shape, ...(node.opens === undefined ? {} : { opens: node.opens }) },
  };
}

function text(x: number, y: number, words: string, style: TextStyle): Shape {
  return { type: "text", x, y, text: words, style, ink: style === "title" ? "ink" : "ink2" };
}

/** The first known technology's icon, or the person's glyph, in the top right corner. */
function corner(node: SceneNode, x: number, y: number, icons: IconSet): readonly Shape[] {
  if (!hasCorner(node)) return [];
  if (node.shape === "person") return personGlyph(x, y, CARD.corner);
  for (const slug of node.icons) {
    const icon = Object.hasOwn(icons, slug) ? icons[slug] : undefined;
    if (icon !== undefined) return [{ type: "icon", x, y, size: CARD.corner, d: icon.path, ink: "ink3" }];
  }
  return [];
}

function ownerGlyph(x: number, y: number): readonly Shape[] {
  return personGlyph(x, y, 9);
}

/** What assistive technology reads: `Checkout, Service, Go. Turns a cart into a paid order.` */
function accessibleName(node: SceneNode): string {
  const folded = node.folded === undefined ? "" : `${node.folded} elements`;
  const parts = [node.title, node.kind, folded, ...node.technologies, node.owner === undefined ? "" : `owned by ${node.owner}`, node.mark === undefined ? "" : MARK_WORDS[node.mark]];
  const name = parts.map((part) => cleanText(part)).filter((part) => part !== "").join(", ");
  const description = cleanText(node.description ?? "");
  return description === "" ? name : `${name}. ${description}`;
}
