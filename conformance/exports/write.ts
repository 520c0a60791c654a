// Writes the text exports of workspaces, and of scenes with hostile words, for the judges: `write.mjs OUT WORKSPACE…`.
// Beside each file, `<file>.expected.json` says how much a reader must find in it.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createWorkspace, type Model } from "@groundplan/model";
import { listViews, projectView, textExports, type Scene, type SceneNode } from "@groundplan/diagrams";

const [out = ".", ...workspaces] = process.argv.slice(2);

for (const folder of workspaces) {
  const workspace = createWorkspace();
  workspace.update(filesOf(folder, ""));
  const faults = [...workspace.faults()].flatMap(([file, list]) => list.map((fault) => `${file}: ${fault.message}`));
  if (faults.length > 0) process.stderr.write(`${basename(folder)}: ${faults.length} faults, the first: ${faults[0]}\n`);
  writeModel(basename(folder).replace(/\.plan$/, ""), workspace.model);
}
hostileScenes().forEach((scene, at) => writeScene(`hostile-words/${at}`, scene));

function filesOf(folder: string, within: string): { file: string; text: string }[] {
  if (folder.endsWith(".plan")) return [{ file: basename(folder), text: readFileSync(folder, "utf8") }];
  const found: { file: string; text: string }[] = [];
  for (const entry of readdirSync(join(folder, within), { withFileTypes: true })) {
    const path = within === "" ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory()) found.push(...filesOf(folder, path));
    else if (/\.(?:plan|md)$/.test(entry.name)) found.push({ file: path, text: readFileSync(join(folder, path), "utf8") });
  }
  return found;
}

function writeModel(name: string, model: Model): void {
  for (const { id } of listViews(model)) {
    const scene = projectView(model, id);
    if (scene) writeScene(`${name}/${id.replace(/[^\w.-]+/g, "_")}`, scene);
  }
  for (const each of textExports) {
    if (each.of !== "model") continue;
    const text = each.write(model);
    const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
    write(`${name}/workspace.${each.extension}`, text, {
      elements: count(/^ *\w+ = (?:person|softwareSystem|container|component) /gm), relations: count(/^ {4}\w+ -> \w+ /gm),
      views: count(/^ {4}(?:systemLandscape|systemContext|container|component) /gm),
    });
  }
}

function writeScene(path: string, scene: Scene): void {
  const nodes = scene.nodes.length;
  const groups = scene.groups.length;
  for (const each of textExports) {
    // D2 has a box for the heading, and counts groups as boxes.
    if (each.of === "scene") write(`${path}.${each.extension}`, each.write(scene), { nodes, groups, boxes: nodes + groups + 1, edges: scene.edges.length });
  }
}

function write(path: string, text: string, expected: object): void {
  const target = join(out, path);
  mkdirSync(join(target, ".."), { recursive: true });
  writeFileSync(target, text);
  writeFileSync(`${target}.expected.json`, `${JSON.stringify(expected)}\n`);
}

/** Scenes that say each hostile text in every place that has words, with it as an id too. */
function hostileScenes(): readonly Scene[] {
  const words = [
    `"><script>alert(1)</script>`, `' onload='alert(1)`, "]]>", "<!-- -->", "&amp; &#0; &unknown;", "a\u0000b\u0007c\ufffed", "\ud800 alone", "\u202e reversed", "${7*7} {{x}} `rm` $(id)",
    "\n\r\t \u2028 \u0085", "", " ", "__proto__", "constructor", "end", "graph", "e\u0301".repeat(40), "👩‍👩‍👧‍👦 🇩🇪", "客户关系管理系统", "x".repeat(3000), "%%{init: {}}%%", "%% comment", "---", "```",
    "style a fill:#fff;", "classDef x fill:#000;stroke:#111;", "#quot; #35;", "\\", "\\n", "\\\\\"", "@startuml\n@enduml", "!include /etc/passwd", "!$x = 1", "/' comment '/", "' comment", "<img:/etc/passwd>", "[[http://example.org]]",
    "|md # x |", "a: {b: c}", "a -> b", "***", "* list", "# heading", "= title", "//italic//", "~~wave~~", "..", ";", "; end", ")", "])", "\")", "}", "{", "(", "<b>bold", "|x|", "\"|x|\"", "o", "x", "1", "-1", "null", "*", "_", "&", "!",
  ];
  const node = (text: string, at: number): SceneNode => ({
    id: text === "" ? "empty" : `${text}${text.trim() === "" ? at : ""}`, shape: (["card", "person", "cylinder", "capsule", "bucket", "browser", "external", "folded", "document"] as const)[at % 9]!,
    swatch: (["service", "web", "data", "bus", "external", "actor", "system", "component", "neutral"] as const)[at % 9]!,
    title: text, kind: text, technologies: [text, text], icons: [], description: text, lines: [text, text, text, text, text], owner: text,
  });
  const kinds = ["landscape", "context", "containers", "components", "decisions", "capabilities"] as const;
  const every = words.map((text, at): Scene => ({
    id: text, kind: kinds[at % 6]!, title: text, description: text, direction: at % 2 ? "right" : "down",
    nodes: [{ ...node(text, at), parent: `${text} group` }, node("plain", 0)],
    groups: [{ id: `${text} group`, title: text, kind: text, dashed: at % 3 === 0 }],
    edges: [{ id: "e", source: node(text, at).id, target: "plain", style: (["call", "message", "link"] as const)[at % 3]!, label: text, technology: text, relations: [] }],
  }));
  // All of them in one picture: ids that become the same once letters alone are left.
  const nodes = words.map(node);
  const edges = nodes.map((each, at) => ({ id: String(at), source: each.id, target: nodes[(at * 7) % nodes.length]!.id, style: "call" as const, label: each.title, relations: [] }));
  return [...every, ...kinds.map((kind): Scene => ({ id: kind, kind, title: "All at once", description: "", direction: "down", nodes, groups: [], edges }))];
}
