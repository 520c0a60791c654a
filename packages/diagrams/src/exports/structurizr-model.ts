import type { Element, Model, Relation } from "@groundplan/model";
import { labelOf, technologyOf } from "../projections/words.ts";
import { structureOf, type Structure } from "../projections/structure.ts";
import { identifiers, oneLine } from "./identifiers.ts";

/** What Structurizr calls an element. */
export type Part = "person" | "softwareSystem" | "container" | "component";

/** An element in the four storeys of Structurizr, where nothing but these may nest. */
export interface Entry {
  readonly part: Part;
  /** Undefined: a system made up for containers that no system holds. */
  readonly element: Element | undefined;
  readonly identifier: string;
  /** Unique among those beside it. */
  readonly name: string;
  /** Titles of the groups around it, from the outside in. */
  readonly groups: readonly string[];
  readonly children: Entry[];
  readonly parent: Entry | undefined;
}

export interface Line {
  readonly source: Entry;
  readonly target: Entry;
  readonly style: Relation["style"];
  readonly label: string;
  readonly technology: string | undefined;
}

export interface StructurizrModel {
  readonly roots: readonly Entry[];
  /** By the id of an element of the model. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly lines: readonly Line[];
  /** Relations that Structurizr has no room for, told in words. */
  readonly left: readonly string[];
}

/** Words that begin a statement of the DSL, or mean something as an identifier. */
const RESERVED = new Set([
  "workspace", "model", "views", "person", "softwaresystem", "container", "component", "group", "element", "relationship", "this", "styles", "properties", "perspectives", "tags",
  "description", "technology", "url", "instances", "theme", "themes", "branding", "terminology", "configuration", "users", "include", "exclude", "autolayout", "animation", "title", "default",
  "deploymentenvironment", "deploymentnode", "infrastructurenode", "softwaresysteminstance", "containerinstance", "enterprise", "custom", "filtered", "image", "dynamic", "deployment",
  "systemlandscape", "systemcontext", "archetypes", "name", "extends", "script", "plugin", "key", "outside",
]);

/**
 * Puts the model into Structurizr's storeys: people and systems at the top, containers in systems, components in
 * containers. What nests otherwise here (a system in a system, a component in a component) becomes a group there.
 */
export function structurizrModel(model: Model): StructurizrModel {
  const structure = structureOf(model);
  const drawn = model.elements("@actor", "@external", "@system", "@container", "@component");
  const names = identifiers(["outside", ...drawn.map((element) => element.id)], RESERVED);
  const entries = new Map<string, Entry>();
  const roots: Entry[] = [];
  const outside: Entry = { part: "softwareSystem", element: undefined, identifier: "n_outside", name: "Outside of systems", groups: [], children: [], parent: undefined };
  const taken = new Map<readonly Entry[], Set<string>>();

  // What holds others comes first: with `extend`, a container may stand in a file before its system's.
  for (const element of drawn) if (!isInner(element)) place(element);
  for (const element of drawn) if (element.kind.group === "container") place(element);
  for (const element of drawn) if (element.kind.group === "component") place(element);
  return { roots, entries, ...linesOf(structure, entries) };

  function place(element: Element): void {
    const chain = structure.chainOf(element.id).slice(1);
    switch (element.kind.group) {
      case "actor":
        add("person", element, undefined, groupsIn(chain));
        break;
      case "external":
      case "system":
        add("softwareSystem", element, undefined, groupsIn(chain));
        break;
      case "container": {
        const holder = chain.find((each) => each.kind.group === "system");
        const system = (holder && entries.get(holder.id)) ?? withOutside();
        add("container", element, system, groupsIn(chain, holder));
        break;
      }
      default: {
        const holder = chain.find((each) => each.kind.group === "container" || each.kind.group === "system");
        const entry = holder && entries.get(holder.id);
        if (entry?.part === "container") add("component", element, entry, groupsIn(chain, holder));
        else if (!chain.some((each) => each.kind.group === "component")) add("container", element, entry ?? withOutside(), groupsIn(chain, holder));
      }
    }
  }

  function withOutside(): Entry {
    if (!roots.includes(outside)) roots.push(outside);
    return outside;
  }

  function add(part: Part, element: Element, parent: Entry | undefined, groups: readonly string[]): void {
    const siblings = parent?.children ?? roots;
    const entry: Entry = { part, element, identifier: names.get(element.id)!, name: uniqueName(siblings, element), groups, children: [], parent };
    siblings.push(entry);
    entries.set(element.id, entry);
  }

  /** Structurizr knows elements of a storey by their names. */
  function uniqueName(siblings: readonly Entry[], element: Element): string {
    let names = taken.get(siblings);
    if (!names) taken.set(siblings, (names = new Set(["outside of systems"])));
    const base = oneLine(element.title) || element.id;
    let name = base;
    for (let number = 2; names.has(name.toLowerCase()); number++) name = number === 2 ? `${base} (${element.id})` : `${base} (${element.id} ${number})`;
    names.add(name.toLowerCase());
    return name;
  }
}

function isInner(element: Element): boolean {
  return element.kind.group === "container" || element.kind.group === "component";
}

/** Titles of what stands between an element and its holder and is no storey of Structurizr. */
function groupsIn(chain: readonly Element[], holder?: Element): readonly string[] {
  const end = holder ? chain.indexOf(holder) : chain.length;
  return chain.slice(0, end).map((element) => element.title).toReversed();
}

function linesOf(structure: Structure, entries: ReadonlyMap<string, Entry>): { readonly lines: readonly Line[]; readonly left: readonly string[] } {
  const lines: Line[] = [];
  const left: string[] = [];
  const seen = new Set<string>();
  for (const relation of structure.model.relations()) {
    const source = entryOf(structure, entries, relation.source);
    const target = entryOf(structure, entries, relation.target);
    if (!source || !target) {
      left.push(relation.id);
      continue;
    }
    // An arrow between a box and what lies in it cannot be drawn there; within one box it says nothing.
    if (source !== target ? holds(source, target) || holds(target, source) : relation.source !== relation.target) {
      if (source !== target) left.push(relation.id);
      continue;
    }
    const label = labelOf(structure, relation) ?? "uses";
    const key = `${source.identifier}\n${target.identifier}\n${label.toLowerCase()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    lines.push({ source, target, style: relation.style, label, technology: technologyOf(structure, relation) });
  }
  // Structurizr implies `a -> b` from `a.x -> b`, and refuses to have it written afterwards: what is written comes first.
  return { lines: lines.map((line, at) => ({ line, at, depth: depthOf(line.source) + depthOf(line.target) })).sort((a, b) => a.depth - b.depth || a.at - b.at).map((each) => each.line), left };
}

function entryOf(structure: Structure, entries: ReadonlyMap<string, Entry>, id: string): Entry | undefined {
  for (const element of structure.chainOf(id)) {
    // A relation of a group is not one of the system around it.
    if (element.kind.group === "group") return undefined;
    const entry = entries.get(element.id);
    if (entry) return entry;
  }
  return undefined;
}

function holds(outer: Entry, inner: Entry): boolean {
  for (let at = inner.parent; at; at = at.parent) if (at === outer) return true;
  return false;
}

function depthOf(entry: Entry): number {
  let depth = 0;
  for (let at = entry.parent; at; at = at.parent) depth++;
  return depth;
}
