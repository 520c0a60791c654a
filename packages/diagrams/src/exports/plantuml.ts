import type { Scene, SceneEdge, SceneGroup, SceneNode } from "../scene.ts";
import { themes } from "../theme.ts";
import { identifiers, oneLine } from "./identifiers.ts";
import { edgeLabel, headingOf, kindLine, moreLines, outlineOf, type Outline } from "./outline.ts";

/**
 * A scene as PlantUML. Pictures of systems, containers and components use C4-PlantUML, which comes with PlantUML
 * (https://github.com/plantuml-stdlib/C4-PlantUML); maps of decisions and capabilities, and data-flow diagrams, are plain boxes.
 */
export function writePlantUml(scene: Scene): string {
  const outline = outlineOf(scene);
  const names = identifiers([...scene.groups, ...scene.nodes].map((each) => each.id), RESERVED);
  const lines = scene.kind === "decisions" || scene.kind === "capabilities" || scene.kind === "data-flow" ? boxes(scene, outline, names) : c4(scene, outline, names);
  return `${["@startuml", ...lines, "@enduml"].join("\n")}\n`;
}

/** Words that begin a statement of PlantUML where a name could stand. */
const RESERVED = new Set(["as", "end", "title", "note", "left", "right", "top", "bottom", "hide", "show", "skinparam", "package", "node", "person", "system", "container", "component", "boundary", "rel", "actor", "database", "queue", "file", "card", "rectangle", "legend", "header", "footer", "together"]);

const LIBRARY: Readonly<Record<string, string>> = { landscape: "C4_Context", context: "C4_Context", containers: "C4_Container", components: "C4_Component" };

function c4(scene: Scene, outline: Outline, names: ReadonlyMap<string, string>): readonly string[] {
  const lines = [`!include <C4/${LIBRARY[scene.kind] ?? "C4_Component"}>`];
  // A landscape may hold single containers, a container view single components.
  if (scene.kind !== "components" && scene.nodes.some((node) => node.swatch === "component")) lines[0] = "!include <C4/C4_Component>";
  else if (LIBRARY[scene.kind] === "C4_Context" && scene.nodes.some((node) => macroOf(node).startsWith("Container"))) lines[0] = "!include <C4/C4_Container>";
  lines.push("", `title ${escapePlantUml(headingOf(scene))}`, scene.direction === "right" ? "LAYOUT_LEFT_RIGHT()" : "LAYOUT_TOP_DOWN()");
  if (scene.edges.some((edge) => edge.style === "message")) lines.push('AddRelTag("message", $lineStyle=DashedLine(), $legendText="message")');
  if (scene.edges.some((edge) => edge.style === "link")) lines.push('AddRelTag("link", $legendText="link")');
  lines.push("");
  const write = (parent: string | undefined, indent: string): void => {
    for (const node of outline.nodes(parent)) lines.push(`${indent}${c4Node(node, names.get(node.id)!)}`);
    for (const group of outline.groups(parent)) {
      lines.push(`${indent}${c4Group(group, names.get(group.id)!)} {`);
      write(group.id, `${indent}  `);
      lines.push(`${indent}}`);
    }
  };
  write(undefined, "");
  lines.push("");
  for (const edge of scene.edges) {
    const source = names.get(edge.source);
    const target = names.get(edge.target);
    if (source === undefined || target === undefined) continue;
    const tags = edge.style === "call" ? "" : `, $tags="${edge.style}"`;
    const technology = edge.technology === undefined ? "" : `, "${escapePlantUml(edge.technology)}"`;
    lines.push(`Rel(${source}, ${target}, "${escapePlantUml(edge.label ?? " ")}"${technology}${tags})`);
  }
  lines.push("", "SHOW_LEGEND()");
  return lines;
}

function macroOf(node: SceneNode): string {
  switch (node.swatch) {
    case "actor":
      return "Person";
    case "system":
      return "System";
    case "external":
      return "System_Ext";
    case "component":
      return "Component";
    case "data":
      return "ContainerDb";
    case "bus":
      return "ContainerQueue";
    case "service":
    case "web":
    case "neutral":
      return "Container";
  }
}

function c4Node(node: SceneNode, name: string): string {
  const macro = macroOf(node);
  const told = [node.description ?? "", ...moreLines(node)].filter((line) => line !== "").map(escapePlantUml).join("\\n");
  const parts = [name, `"${escapePlantUml(node.title)}"`];
  if (macro === "Person" || macro.startsWith("System")) parts.push(`"${told}"`);
  else parts.push(`"${escapePlantUml(kindLine(node))}"`, `"${told}"`);
  return `${macro}(${parts.join(", ")})`;
}

function c4Group(group: SceneGroup, name: string): string {
  return `Boundary(${name}, "${escapePlantUml(group.title)}"${group.kind === undefined ? "" : `, "${escapePlantUml(group.kind)}"`})`;
}

function boxes(scene: Scene, outline: Outline, names: ReadonlyMap<string, string>): readonly string[] {
  const { inks } = themes.light;
  const lines = [
    `title ${escapePlantUml(headingOf(scene))}`, scene.direction === "right" ? "left to right direction" : "top to bottom direction",
    "skinparam shadowing false", `skinparam defaultFontColor ${inks.ink}`, `skinparam RectangleBackgroundColor ${inks.card}`, `skinparam RectangleBorderColor ${inks["card-line"]}`,
    `skinparam FileBackgroundColor ${inks.card}`, `skinparam FileBorderColor ${inks["card-line"]}`, `skinparam ArrowColor ${inks.edge}`, "",
  ];
  const write = (parent: string | undefined, indent: string): void => {
    for (const node of outline.nodes(parent)) {
      const words = [`<b>${escapePlantUml(node.title)}</b>`, escapePlantUml(kindLine(node)), ...[node.description ?? "", ...moreLines(node)].filter((line) => line !== "").map(escapePlantUml)];
      lines.push(`${indent}${BOXES[node.shape] ?? "rectangle"} "${words.join("\\n")}" as ${names.get(node.id)}`);
    }
    for (const group of outline.groups(parent)) {
      const title = [group.title, group.kind ?? ""].filter((part) => part !== "").join(" · ");
      lines.push(`${indent}rectangle "${escapePlantUml(title)}" as ${names.get(group.id)} ${group.dashed ? "#line.dashed;back:" : "#back:"}${inks.group1.slice(1)} {`);
      write(group.id, `${indent}  `);
      lines.push(`${indent}}`);
    }
  };
  write(undefined, "");
  lines.push("");
  for (const edge of scene.edges) {
    const source = names.get(edge.source);
    const target = names.get(edge.target);
    if (source === undefined || target === undefined) continue;
    const label = oneLine(edgeLabel(edge));
    lines.push(`${source} ${edge.both === true ? "<" : ""}${ARROWS[edge.style]} ${target}${label === "" ? "" : ` : ${escapePlantUml(label)}`}`);
  }
  return lines;
}

const BOXES: Readonly<Partial<Record<SceneNode["shape"], string>>> = { document: "file", cylinder: "database", bucket: "database", capsule: "queue" };

const ARROWS: Readonly<Record<SceneEdge["style"], string>> = { call: "-->", message: "..>", link: "--", flow: "-->", classified: "-[bold]->", assumed: "-[dashed,bold]->" };

/**
 * A text for quotes, labels and titles. Quotes, and what PlantUML's preprocessor, its Creole markup, its HTML-like tags
 * (which may name files) or its comments would take for their own, stand as `<U+0022>`.
 */
export function escapePlantUml(words: string): string {
  const line = oneLine(words);
  if (line === "") return " ";
  return line
    .replace(/["<>&\\$%|~'`{}[\]@!]/g, code)
    .replace(/([*/_.=#;-])\1+/g, (run) => [...run].map(code).join(""))
    .replace(/^[^\p{L}\p{N}<]/u, code);
}

function code(char: string): string {
  return `<U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`;
}
