import type { Model } from "@groundplan/model";
import { listViews, projectView } from "../projections/index.ts";
import { structureOf } from "../projections/structure.ts";
import { wordsOf } from "../projections/words.ts";
import type { NodeShape, Scene, Swatch } from "../scene.ts";
import { themes } from "../theme.ts";
import { oneLine } from "./identifiers.ts";
import { structurizrModel, type Entry, type StructurizrModel } from "./structurizr-model.ts";

/**
 * The whole model as a workspace in the Structurizr DSL (https://docs.structurizr.com/dsl): people, systems, containers and
 * components with their groups and relations, and each view of them that Groundplan draws. Decisions, capabilities and
 * what else the C4 model has no place for are not in it.
 */
export function writeStructurizr(model: Model): string {
  const content = structurizrModel(model);
  const separator = separatorFor(content);
  const lines: string[] = [`workspace ${quoted(nameOf(content))} {`, "  !identifiers flat", "", "  model {"];
  if (separator !== undefined) lines.push("    properties {", `      "structurizr.groupSeparator" ${quoted(separator)}`, "    }");
  const structure = structureOf(model);
  const write = (entries: readonly Entry[], indent: string): void => {
    for (const entry of entries) {
      const grouped = entry.groups.length > 0;
      const inner = grouped ? `${indent}  ` : indent;
      if (grouped) lines.push(`${indent}group ${quoted(entry.groups.map(groupName).join(separator ?? " "))} {`);
      const words = entry.element && wordsOf(structure, entry.element);
      const parts = [quoted(entry.name), quoted(words?.description ?? (entry.element ? "" : "Containers that no system holds."))];
      if (entry.part === "container" || entry.part === "component") parts.push(quoted(words?.technologies.join(", ") ?? ""));
      parts.push(quoted(tagsOf(entry, words?.kind ?? "System", words?.shape ?? "card")));
      const open = entry.children.length > 0;
      lines.push(`${inner}${entry.identifier} = ${entry.part} ${parts.join(" ")}${open ? " {" : ""}`);
      if (open) {
        write(entry.children, `${inner}  `);
        lines.push(`${inner}}`);
      }
      if (grouped) lines.push(`${indent}}`);
    }
  };
  write(content.roots, "    ");
  if (content.lines.length > 0) lines.push("");
  for (const line of content.lines) {
    lines.push(`    ${line.source.identifier} -> ${line.target.identifier} ${quoted(line.label)} ${quoted(line.technology ?? "")}${line.style === "message" ? ' "Message"' : ""}`);
  }
  for (const id of content.left) lines.push(`    // Without a place in the C4 model: ${comment(id)}`);
  lines.push("  }", "", "  views {", ...viewsOf(model, content), ...styles(content, structure), "  }", "}");
  return `${lines.join("\n")}\n`;
}

function nameOf(content: StructurizrModel): string {
  const systems = content.roots.filter((entry) => entry.part === "softwareSystem" && entry.element?.kind.group === "system");
  return systems.length === 1 ? systems[0]!.name : systems.length === 0 ? "Workspace" : systems.slice(0, 3).map((entry) => entry.name).join(", ") + (systems.length > 3 ? " …" : "");
}

/** Groups within groups are written as one name, parted by a character that no title has. */
function separatorFor(content: StructurizrModel): string | undefined {
  let nested = false;
  let text = "";
  const walk = (entries: readonly Entry[]): void => {
    for (const entry of entries) {
      if (entry.groups.length > 1) nested = true;
      text += entry.groups.join("");
      walk(entry.children);
    }
  };
  walk(content.roots);
  // Where every one of these occurs, titles lose the last of them.
  return nested ? (SEPARATORS.find((each) => !text.includes(each)) ?? "~") : undefined;
}

const SEPARATORS = ["/", "|", ">", "~"];

function groupName(title: string): string {
  return oneLine(title).replaceAll("~", "-") || "Group";
}

function viewsOf(model: Model, content: StructurizrModel): readonly string[] {
  const lines: string[] = [];
  for (const { id } of listViews(model)) {
    const scene = projectView(model, id);
    if (scene) lines.push(...viewOf(scene, content));
  }
  return lines;
}

/** A view with exactly the elements that Groundplan draws in it; one that folds shows all that Structurizr would. */
function viewOf(scene: Scene, content: StructurizrModel): readonly string[] {
  const kind = scene.kind === "landscape" ? "systemLandscape" : scene.kind === "context" ? "systemContext" : scene.kind === "containers" ? "container" : scene.kind === "components" ? "component" : undefined;
  if (kind === undefined) return [];
  const drawn = scene.nodes.flatMap((node) => content.entries.get(node.id) ?? []);
  const scope = kind === "systemLandscape" ? undefined : scopeOf(scene, kind, drawn, content);
  if (kind !== "systemLandscape" && scope === undefined) return [];
  const allowed = ALLOWED[kind];
  const shown = drawn.filter((entry) => allowed.has(entry.part) && entry !== scope && !(scope && isAbove(entry, scope)));
  // A page of a larger picture has no place of its own here.
  const folded = scene.nodes.some((node) => node.folded !== undefined);
  const includes = folded ? ["*"] : kind === "systemContext" ? [scope!, ...shown].map((entry) => entry.identifier) : shown.map((entry) => entry.identifier);
  if (includes.length === 0) return [];
  const head = [kind, ...(scope ? [scope.identifier] : []), quoted(keyOf(scene.id)), quoted(scene.description)];
  return [
    `    ${head.join(" ")} {`, `      title ${quoted(scene.title)}`, `      include ${includes.join(" ")}`, `      autoLayout ${scene.direction === "right" ? "lr" : "tb"}`, "    }",
  ];
}

const ALLOWED: Readonly<Record<"systemLandscape" | "systemContext" | "container" | "component", ReadonlySet<Entry["part"]>>> = {
  systemLandscape: new Set(["person", "softwareSystem"]),
  systemContext: new Set(["person", "softwareSystem"]),
  container: new Set(["person", "softwareSystem", "container"]),
  component: new Set(["person", "softwareSystem", "container", "component"]),
};

/** What the view is of there: the system of most containers drawn, the container of most components. */
function scopeOf(scene: Scene, kind: "systemContext" | "container" | "component", drawn: readonly Entry[], content: StructurizrModel): Entry | undefined {
  if (kind === "systemContext") return content.entries.get(scene.id.replace(/^context\//, "")) ?? drawn.find((entry) => entry.element?.kind.group === "system");
  const wanted = kind === "container" ? "softwareSystem" : "container";
  const framed = scene.groups.flatMap((group) => content.entries.get(group.id) ?? []).find((entry) => entry.part === wanted);
  if (framed) return framed;
  const votes = new Map<Entry, number>();
  for (const entry of drawn) if (entry.parent?.part === wanted) votes.set(entry.parent, (votes.get(entry.parent) ?? 0) + 1);
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function isAbove(entry: Entry, scope: Entry): boolean {
  for (let at = scope.parent; at; at = at.parent) if (at === entry) return true;
  return false;
}

const keys = /[^A-Za-z0-9_-]+/g;

function keyOf(id: string): string {
  const plain = id.replace(keys, "-");
  // Where something was replaced, a checksum keeps keys apart that would have become the same.
  return plain === id.replaceAll("/", "-").replaceAll(".", "-") ? plain : `${plain}-${checksum(id)}`;
}

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

const SHAPES: Readonly<Record<Exclude<NodeShape, "folded" | "card">, string>> = { person: "Person", cylinder: "Cylinder", capsule: "Pipe", bucket: "Cylinder", browser: "WebBrowser", external: "RoundedBox", document: "Folder" };

function tagsOf(entry: Entry, kind: string, shape: NodeShape): string {
  const tags = [tag(kind)];
  if (shape === "external") tags.push("External");
  return [...new Set(tags), ...(entry.element ? [] : ["Outside"])].join(",");
}

function tag(kind: string): string {
  return oneLine(kind).replaceAll(",", " ");
}

function styles(content: StructurizrModel, structure: ReturnType<typeof structureOf>): readonly string[] {
  const { inks } = themes.light;
  const byTag = new Map<string, { readonly shape: NodeShape; readonly swatch: Swatch }>();
  for (const { element } of content.entries.values()) {
    if (!element) continue;
    const { kind, shape, swatch } = wordsOf(structure, element);
    if (!byTag.has(tag(kind))) byTag.set(tag(kind), { shape, swatch });
  }
  const lines = ["    styles {", '      element "Element" {', "        shape RoundedBox", `        background "${inks.card}"`, `        color "${inks.ink}"`, "      }"];
  for (const [name, { shape, swatch }] of byTag) {
    lines.push(`      element ${quoted(name)} {`, `        stroke "${inks[swatch]}"`);
    if (shape !== "card" && shape !== "folded") lines.push(`        shape ${SHAPES[shape]}`);
    if (shape === "external") lines.push("        border dashed");
    lines.push("      }");
  }
  lines.push('      relationship "Relationship" {', "        style solid", "        routing Orthogonal", "      }", '      relationship "Message" {', "        style dashed", "      }", "    }");
  return lines;
}

/** A token in quotes. `${…}` would be looked up, in the environment too: it is parted. */
function quoted(text: string): string {
  return `"${oneLine(text).replaceAll("${", "$ {").replace(/\\/g, "/").replaceAll('"', '\\"')}"`;
}

function comment(text: string): string {
  return oneLine(text).replaceAll("${", "$ {");
}
