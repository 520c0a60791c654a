import type { Scene, SceneEdge, SceneNode, Swatch } from "../scene.ts";
import { themes } from "../theme.ts";
import { identifiers, oneLine } from "./identifiers.ts";
import { edgeLabel, headingOf, kindLine, moreLines, outlineOf } from "./outline.ts";

/** D2's keywords (https://d2lang.com/tour/): none may name a shape. */
const RESERVED = new Set([
  "label", "desc", "shape", "icon", "constraint", "tooltip", "link", "near", "width", "height", "direction", "top", "left", "class", "classes", "vars", "style",
  "layers", "scenarios", "steps", "source", "target", "source_arrowhead", "target_arrowhead", "source-arrowhead", "target-arrowhead", "opacity", "stroke", "fill",
  "filled", "font", "bold", "italic", "underline", "animated", "shadow", "multiple", "double_border", "three_d", "grid_rows", "grid_columns", "grid_gap", "name",
  "title", "heading", "null", "true", "false", "suspend", "unsuspend", "legend",
]);

/** A scene as D2 (https://d2lang.com). */
export function writeD2(scene: Scene): string {
  const outline = outlineOf(scene);
  const names = identifiers([...scene.groups, ...scene.nodes].map((each) => each.id), RESERVED);
  const path = (id: string, parent: string | undefined): string => [...outline.chain(parent).toReversed(), id].map((each) => names.get(each)).join(".");
  const paths = new Map([...scene.groups, ...scene.nodes].map((each) => [each.id, path(each.id, each.parent)]));
  // The engine that D2 takes by itself refuses a connection between a box and what lies in it.
  const inward = scene.edges.some((edge) => isWithin(paths.get(edge.source), paths.get(edge.target)) || isWithin(paths.get(edge.target), paths.get(edge.source)));
  const lines = [...(inward ? ["vars: {d2-config: {layout-engine: elk}}"] : []), `direction: ${scene.direction}`, `heading: ${quoted(headingOf(scene))} {`, "  shape: text", "  near: top-center", "  style: {font-size: 24; bold: true}", "}", ...classes(scene), ""];
  const write = (parent: string | undefined, indent: string): void => {
    for (const node of outline.nodes(parent)) {
      lines.push(`${indent}${names.get(node.id)}: ${label(node)} {`, `${indent}  class: gp-${node.swatch}`);
      const shape = SHAPES[node.shape];
      if (shape !== undefined) lines.push(`${indent}  shape: ${shape}`);
      if (node.shape === "folded") lines.push(`${indent}  style.multiple: true`);
      if (node.shape === "capsule") lines.push(`${indent}  style.border-radius: 24`);
      lines.push(`${indent}}`);
    }
    for (const group of outline.groups(parent)) {
      const title = [group.title, group.kind ?? ""].filter((part) => part !== "").join(" · ");
      lines.push(`${indent}${names.get(group.id)}: ${quoted(title)} {`, `${indent}  class: ${group.dashed ? "gp-dashed" : "gp-group"}`);
      write(group.id, `${indent}  `);
      lines.push(`${indent}}`);
    }
  };
  write(undefined, "");
  lines.push("");
  for (const edge of scene.edges) {
    const source = paths.get(edge.source);
    const target = paths.get(edge.target);
    if (source === undefined || target === undefined) continue;
    const words = oneLine(edgeLabel(edge));
    lines.push(`${source} ${edge.style === "link" ? "--" : edge.both === true ? "<->" : "->"} ${target}${words === "" ? "" : `: ${quoted(words)}`}${CLASSES[edge.style] === undefined ? "" : ` {class: ${CLASSES[edge.style]}}`}`);
  }
  return `${lines.join("\n")}\n`;
}

const CLASSES: Readonly<Partial<Record<SceneEdge["style"], string>>> = { message: "gp-message", classified: "gp-classified", assumed: "gp-assumed" };

const SHAPES: Readonly<Partial<Record<SceneNode["shape"], string>>> = { person: "person", cylinder: "cylinder", bucket: "stored_data", document: "page" };

function label(node: SceneNode): string {
  const lines = [node.title, kindLine(node), node.description ?? "", ...moreLines(node)].flatMap((line) => wrapped(oneLine(line)));
  return `"${lines.map(escaped).join("\\n") || " "}"`;
}

function isWithin(outer: string | undefined, inner: string | undefined): boolean {
  return outer !== undefined && inner?.startsWith(`${outer}.`) === true;
}

/** D2 breaks no lines. */
function wrapped(words: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDEST) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}

/** Characters on a line of a box. */
const WIDEST = 36;

function quoted(words: string): string {
  return `"${escaped(oneLine(words)) || " "}"`;
}

/** Within double quotes: the backslash escapes quotes, itself, and the `$` of a substitution. */
function escaped(words: string): string {
  return words.replace(/[\\"$]/g, "\\$&");
}

function classes(scene: Scene): readonly string[] {
  const { inks } = themes.light;
  const swatches = [...new Set(scene.nodes.map((node) => node.swatch))];
  const entries = swatches.map((swatch: Swatch) => `  gp-${swatch}: {style: {fill: ${css(inks.card)}; stroke: ${css(inks[swatch])}; font-color: ${css(inks.ink)}; border-radius: 8${swatch === "external" ? "; stroke-dash: 4" : ""}}}`);
  if (scene.groups.some((group) => !group.dashed)) entries.push(`  gp-group: {style: {fill: ${css(inks.group1)}; stroke: ${css(inks["card-line"])}; font-color: ${css(inks.ink2)}; border-radius: 8}}`);
  if (scene.groups.some((group) => group.dashed)) entries.push(`  gp-dashed: {style: {fill: ${css(inks.group2)}; stroke: ${css(inks.ink3)}; stroke-dash: 4; font-color: ${css(inks.ink2)}; border-radius: 8}}`);
  if (scene.edges.some((edge) => edge.style === "message")) entries.push("  gp-message: {style.stroke-dash: 4}");
  if (scene.edges.some((edge) => edge.style === "classified")) entries.push("  gp-classified: {style.stroke-width: 4}");
  if (scene.edges.some((edge) => edge.style === "assumed")) entries.push("  gp-assumed: {style: {stroke-width: 4; stroke-dash: 4}}");
  return entries.length === 0 ? [] : ["classes: {", ...entries, "}"];
}

function css(colour: string): string {
  return `"${colour}"`;
}
