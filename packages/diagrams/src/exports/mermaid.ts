import { themes } from "../theme.ts";
import type { Scene, SceneEdge, SceneNode, Swatch } from "../scene.ts";
import { identifiers, oneLine } from "./identifiers.ts";
import { edgeLabel, headingOf, kindLine, moreLines, outlineOf } from "./outline.ts";

/** Words of Mermaid's flowchart grammar, and names that JavaScript objects have already. */
const RESERVED = new Set(["end", "graph", "flowchart", "subgraph", "class", "classdef", "click", "style", "linkstyle", "default", "direction", "href", "call", "interpolate", "constructor", "prototype", "tb", "td", "bt", "rl", "lr", "o", "x", "v"]);

/**
 * A scene as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html). Mermaid's own C4 diagrams are experimental
 * and place boxes without regard to their relations; a flowchart with nested subgraphs is laid out well everywhere.
 */
export function writeMermaid(scene: Scene): string {
  const outline = outlineOf(scene);
  const names = identifiers([...scene.groups, ...scene.nodes].map((each) => each.id), RESERVED);
  const lines: string[] = ["---", `title: ${JSON.stringify(heading(scene))}`, "---", `flowchart ${scene.direction === "right" ? "LR" : "TB"}`];
  lines.push(`  accTitle: ${plain(headingOf(scene))}`);
  if (oneLine(scene.description) !== "") lines.push(`  accDescr: ${plain(scene.description)}`);

  const write = (parent: string | undefined, indent: string): void => {
    for (const node of outline.nodes(parent)) lines.push(`${indent}${names.get(node.id)}${shaped(node)}`);
    for (const group of outline.groups(parent)) {
      const title = group.kind === undefined ? text(group.title) : `<b>${text(group.title)}</b> ${text(group.kind)}`;
      lines.push(`${indent}subgraph ${names.get(group.id)}["${title === "" ? " " : title}"]`);
      write(group.id, `${indent}  `);
      lines.push(`${indent}end`);
    }
  };
  write(undefined, "  ");
  for (const edge of scene.edges) {
    const source = names.get(edge.source);
    const target = names.get(edge.target);
    if (source === undefined || target === undefined) continue;
    const label = text(edgeLabel(edge));
    lines.push(`  ${source} ${edge.both === true ? "<" : ""}${ARROWS[edge.style]}${label === "" ? "" : `|"${label}"|`} ${target}`);
  }
  lines.push(...styles(scene, names));
  return `${lines.join("\n")}\n`;
}

const ARROWS: Readonly<Record<SceneEdge["style"], string>> = { call: "-->", message: "-.->", link: "---", flow: "-->", classified: "==>", assumed: "-.->" };

function shaped(node: SceneNode): string {
  const words = [`<b>${text(node.title)}</b>`, `<small>${text(kindLine(node))}</small>`];
  if (node.description !== undefined) words.push(text(node.description));
  for (const line of moreLines(node)) words.push(`<small>${text(line)}</small>`);
  const [open, close] = brackets(node);
  return `${open}"${words.join("<br/>")}"${close}`;
}

function brackets(node: SceneNode): readonly [string, string] {
  switch (node.shape) {
    case "person":
    case "capsule":
      return ["([", "])"];
    case "cylinder":
    case "bucket":
      return ["[(", ")]"];
    case "folded":
      return ["[[", "]]"];
    case "browser":
      return ["(", ")"];
    case "card":
    case "document":
    case "external":
      return ["[", "]"];
  }
}

function styles(scene: Scene, names: ReadonlyMap<string, string>): readonly string[] {
  const { inks } = themes.light;
  const lines: string[] = [];
  const bySwatch = new Map<Swatch, string[]>();
  for (const node of scene.nodes) {
    const list = bySwatch.get(node.swatch);
    if (list) list.push(names.get(node.id)!);
    else bySwatch.set(node.swatch, [names.get(node.id)!]);
  }
  for (const [swatch, ids] of bySwatch) {
    const dash = swatch === "external" ? ",stroke-dasharray:5 4" : "";
    lines.push(`  classDef gp-${swatch} fill:${inks.card},stroke:${inks[swatch]},stroke-width:1.5px,color:${inks.ink}${dash}`, `  class ${ids.join(",")} gp-${swatch}`);
  }
  const groups = (dashed: boolean): readonly string[] => scene.groups.filter((group) => (group.dashed === true) === dashed).map((group) => names.get(group.id)!);
  if (groups(false).length > 0) lines.push(`  classDef gp-group fill:${inks.group1},stroke:${inks["card-line"]},color:${inks.ink}`, `  class ${groups(false).join(",")} gp-group`);
  if (groups(true).length > 0) lines.push(`  classDef gp-dashed fill:${inks.group2},stroke:${inks.ink3},color:${inks.ink},stroke-dasharray:6 4`, `  class ${groups(true).join(",")} gp-dashed`);
  return lines;
}

/**
 * A text within quotes: what Mermaid or HTML would take for its own stands as an entity code (`#lt;`). What is decoded goes
 * through a Markdown reader, which has a backslash for marks of emphasis, and a zero-width space where a list, a link or an
 * address would begin.
 */
function text(words: string): string {
  const escaped = oneLine(words)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|[*~]/gu, "\\$&")
    .replace(/[&<>"#;{}]/g, (char) => ENTITIES[char] ?? `#${char.codePointAt(0)};`)
    .replace(/`|\\(?![*~_])/g, (char) => `\\#${char.codePointAt(0)};`)
    .replace(/(?<=:)(?=\/\/)|(?<=\])(?=\()|(?<=\bwww)(?=\.)|(?<=\S)(?=@\S)|^(?=\d+[.)]|[-+=|]|#35;|#gt;|\\\*)/gi, "#8203;");
  // Mermaid cuts the last semicolon of whatever looks like a style; such a text gets its colons encoded.
  return /style|classdef/i.test(escaped) ? escaped.replaceAll(":", "#58;") : escaped;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "#amp;", "<": "#lt;", ">": "#gt;", '"': "#quot;" };

/** The title is escaped by Mermaid itself, an ampersand once too often. */
function heading(scene: Scene): string {
  return headingOf(scene).replaceAll(" & ", " and ").replaceAll("&", "\uff06");
}

/** Titles for assistive technology know no escapes; what would end or comment them is left out. */
function plain(words: string): string {
  return oneLine(words).replace(/[;#<>{}%]/g, " ").replace(/ +/g, " ").trim() || "Diagram";
}
