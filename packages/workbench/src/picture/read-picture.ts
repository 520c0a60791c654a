/** Reads a mounted drawing: where its nodes and groups stand, which edges join them. The contract is in the diagrams' painter. */
import type { Box } from "./camera.ts";

export interface DrawnItem {
  readonly id: string;
  readonly element: SVGGElement;
  /** The shape that is the item's outline. */
  readonly body: SVGGraphicsElement | undefined;
  readonly box: Box;
  readonly opens: string | undefined;
  readonly folded: boolean;
  readonly group: boolean;
}

export interface DrawnEdge {
  readonly id: string;
  readonly element: SVGGElement;
  readonly label: SVGGElement | undefined;
  readonly source: string;
  readonly target: string;
  readonly relations: readonly string[];
}

export interface Drawn {
  readonly svg: SVGSVGElement;
  readonly items: ReadonlyMap<string, DrawnItem>;
  readonly edges: readonly DrawnEdge[];
  /** What is drawn, heading, footer and legend left out. */
  readonly content: Box;
  readonly legend: SVGGElement | undefined;
}

/** `svg` must be in the document: boxes are measured. */
export function readPicture(svg: SVGSVGElement): Drawn {
  const items = new Map<string, DrawnItem>();
  for (const element of svg.querySelectorAll<SVGGElement>("g.gp-node[data-element], g.gp-group[data-element]")) {
    const id = element.dataset["element"]!;
    if (items.has(id)) continue;
    const group = element.classList.contains("gp-group");
    const body = bodyOf(element, group);
    items.set(id, { id, element, body, box: boxOf(body ?? element), opens: element.dataset["opens"], folded: element.dataset["shape"] === "folded", group });
  }
  const labels = new Map([...svg.querySelectorAll<SVGGElement>("g.gp-label[data-edge]")].map((label) => [label.dataset["edge"]!, label]));
  const edges = [...svg.querySelectorAll<SVGGElement>("g.gp-edge[data-edge]")].map((element): DrawnEdge => {
    const { edge = "", source = "", target = "" } = element.dataset;
    return { id: edge, element, label: labels.get(edge), source, target, relations: relationsOf(element.dataset["relations"]) };
  });
  return { svg, items, edges, content: contentBox(svg), legend: svg.querySelector<SVGGElement>("g.gp-legend") ?? undefined };
}

/**
 * The ids of an edge's relations (`a -> b "reads"`), which stand in one attribute joined by blanks. A label reaches to the
 * last quote before the end or before another name and arrow; names in backquotes may hold blanks.
 */
export function relationsOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : (text.match(RELATION) ?? []);
}

const NAME = "(?:[^\\s`]|`[^`]*`)+";
const RELATION = new RegExp(`${NAME} ->>? ${NAME}(?: ".*?"(?= ${NAME} ->>? |$))?`, "gs");

/** The outline: the last card of a node (a folded one has three), the ground of a group. */
function bodyOf(element: SVGGElement, group: boolean): SVGGraphicsElement | undefined {
  if (group) return element.querySelector<SVGGraphicsElement>(":scope > rect") ?? undefined;
  return [...element.querySelectorAll<SVGGraphicsElement>(':scope > [fill="var(--gp-card)"]')].at(-1);
}

/** The box round a drawing's layers but those that the style sheet hides: the page says itself what they say. */
export function contentBox(svg: SVGSVGElement): Box {
  // The first rectangle is the drawing's ground.
  const ground = svg.querySelector(":scope > rect");
  const parts = [...svg.children].filter((child): child is SVGGraphicsElement => child instanceof SVGGraphicsElement && child.localName !== "defs" && child !== ground && getComputedStyle(child).display !== "none");
  const boxes = parts.map(boxOf).filter((box) => box.width > 0 || box.height > 0);
  if (boxes.length === 0) return { x: 0, y: 0, width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
  return around(boxes);
}

export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}

function boxOf(element: SVGGraphicsElement): Box {
  const { x, y, width, height } = element.getBBox();
  return { x, y, width, height };
}
