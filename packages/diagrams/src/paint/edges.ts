import type { Box, Point, RoutedEdge } from "@groundplan/layout";
import type { Layer, Paint, Shape } from "../drawing.ts";
import { arrival, number as n, roundedPath, shortened } from "../geometry.ts";
import type { EdgeStyle, SceneEdge } from "../scene.ts";
import { planLabel } from "../size.ts";
import { cleanText } from "../text/clean.ts";

const CORNER = 8;
const WIDTH = 1.35;
const CALL: Paint = { stroke: "edge", width: WIDTH };
const MESSAGE: Paint = { stroke: "edge", width: WIDTH, dash: [5, 4] };
const LINK: Paint = { stroke: "edge", width: 1 };
const FLOW: Paint = { stroke: "edge", width: 1.1 };
const CLASSIFIED: Paint = { stroke: "ink", width: 2.2 };
const ASSUMED: Paint = { stroke: "ink", width: 2.2, dash: [3, 4] };
const FILLED: Paint = { fill: "edge" };
const STRONG: Paint = { fill: "ink" };
const OPEN: Paint = { stroke: "edge", width: 1.5 };
const PILL: Paint = { fill: "paper", stroke: "line", width: 1 };

/** An edge's line and arrowhead; its pill is painted apart, above the nodes. `titles` gives the words of either end by id. */
export function paintEdge(edge: SceneEdge, route: RoutedEdge, titles: ReadonlyMap<string, string>): Layer {
  return {
    type: "layer", name: "edge", tooltip: sentence(edge, titles),
    data: { edge: edge.id, source: edge.source, target: edge.target, style: edge.style, ...(edge.relations.length === 0 ? {} : { relations: edge.relations.join(" ") }) },
    children: lineWithHead(edge.style, route.points, edge.both === true),
  };
}

/** A line of an edge's style along a polyline, with a head at its end, or at both. */
export function lineWithHead(style: EdgeStyle, points: readonly Point[], both = false): readonly Shape[] {
  const tip = points[points.length - 1];
  if (tip === undefined) return [];
  switch (style) {
    case "call":
      return [{ type: "path", d: roundedPath(shortened(points, 6), CORNER), paint: CALL }, filledHead(tip, arrival(points))];
    case "message":
      return [{ type: "path", d: roundedPath(shortened(points, 1.2), CORNER), paint: MESSAGE }, openHead(tip, arrival(points))];
    case "flow":
      return headed(points, both, FLOW, FILLED, 1);
    case "classified":
      return headed(points, both, CLASSIFIED, STRONG, 1.3);
    case "assumed":
      return headed(points, both, ASSUMED, STRONG, 1.3);
    case "link":
      return [{ type: "path", d: roundedPath(points, CORNER), paint: LINK }];
  }
}

/** A line with filled heads of a size. */
function headed(points: readonly Point[], both: boolean, line: Paint, head: Paint, size: number): readonly Shape[] {
  const ends = shortened(points, 6 * size);
  const back = [...points].reverse();
  const whole = both ? [...shortened([...ends].reverse(), 6 * size)].reverse() : ends;
  return [{ type: "path", d: roundedPath(whole, CORNER), paint: line }, filledHead(points[points.length - 1]!, arrival(points), head, size), ...(both ? [filledHead(points[0]!, arrival(back), head, size)] : [])];
}

function filledHead(tip: Point, along: Point, paint: Paint = FILLED, size = 1): Shape {
  return { type: "path", d: `M${at(tip, along, 8.6 * size, 3.8 * size)}L${at(tip, along, 0, 0)}L${at(tip, along, 8.6 * size, -3.8 * size)}z`, paint };
}

function openHead(tip: Point, along: Point): Shape {
  return { type: "path", d: `M${at(tip, along, 8, 4)}L${at(tip, along, 0.8, 0)}L${at(tip, along, 8, -4)}`, paint: OPEN };
}

/** A point `back` behind the tip and `aside` to its left, as path data. */
function at(tip: Point, along: Point, back: number, aside: number): string {
  return `${n(tip.x - along.x * back + along.y * aside)} ${n(tip.y - along.y * back - along.x * aside)}`;
}

/** An edge's pill in its box: the label, and the technology in smaller type. */
export function paintLabel(edge: SceneEdge, box: Box): Layer | undefined {
  const plan = planLabel(edge);
  if (plan === undefined) return undefined;
  const shapes: Shape[] = [{ type: "rect", x: box.x, y: box.y, width: box.width, height: box.height, radius: 9, paint: PILL }];
  const middle = box.x + box.width / 2;
  const first = box.y + box.height / 2 + 3.7 - ((plan.lines.length - 1) * 13) / 2;
  plan.lines.forEach((line, i) => {
    const y = first + i * 13;
    const left = middle - line.width / 2;
    if (line.technology === "") shapes.push({ type: "text", x: middle, y, text: line.text, style: "small", ink: "ink2", anchor: "middle" });
    else {
      if (line.text !== "") shapes.push({ type: "text", x: left, y, text: line.text, style: "small", ink: "ink2" });
      shapes.push({ type: "text", x: left + line.width, y, text: line.technology, style: "note", ink: "ink2", anchor: "end" });
    }
  });
  return { type: "layer", name: "label", data: { edge: edge.id }, children: shapes };
}

/** `Checkout to Cart: gets cart (gRPC)`, or for a message `Checkout to Events, message: announces`. */
function sentence(edge: SceneEdge, titles: ReadonlyMap<string, string>): string {
  const end = (id: string): string => cleanText(titles.get(id) ?? id);
  const style = edge.style === "message" ? ", message" : edge.style === "classified" ? ", classified data" : edge.style === "assumed" ? ", classified data by assumption" : "";
  const label = cleanText(edge.label ?? "");
  const technology = cleanText(edge.technology ?? "");
  const words = [label, technology === "" ? "" : label === "" ? technology : `(${technology})`].filter((part) => part !== "").join(" ");
  return `${end(edge.source)} ${edge.both === true ? "to and from" : "to"} ${end(edge.target)}${style}${words === "" ? "" : `: ${words}`}`;
}
