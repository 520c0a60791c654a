import fc from "fast-check";
import { createWorkspace, qualify, type Model, type Workspace } from "@groundplan/model";
import { expect, it } from "vitest";
import { applyEdits, occurrencesIn, rename } from "../src/index.ts";

/** Few names, so that they hide each other, and stand in each other's way. */
const NAMES = ["a", "b", "c", "d", "`x y`"];

interface Node {
  readonly name: string;
  readonly children: readonly Node[];
}

const tree = fc.letrec<{ nodes: readonly Node[] }>((tie) => ({
  nodes: fc.uniqueArray(fc.record({ name: fc.constantFrom(...NAMES), children: fc.oneof({ maxDepth: 2 }, fc.constant([]), tie("nodes")) }), { selector: (node) => node.name, maxLength: 4 }),
})).nodes;

function idsOf(nodes: readonly Node[], parent?: string): readonly string[] {
  return nodes.flatMap((node) => [qualify(parent, node.name), ...idsOf(node.children, qualify(parent, node.name))]);
}

function write(nodes: readonly Node[], parent: string | undefined, inside: ReadonlyMap<string, readonly string[]>): string {
  return nodes.map((node) => {
    const id = qualify(parent, node.name);
    return `system ${node.name} {\n${(inside.get(id) ?? []).join("\n")}\n${write(node.children, id, inside)}\n}`;
  }).join("\n");
}

/** A model without faults: elements in each other, relations and extensions that write names in full or by an end of them. */
const files = fc.tuple(tree, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(3), fc.nat(2)), { maxLength: 8 })).map(([nodes, links]) => {
  const ids = idsOf(nodes);
  const inside = new Map<string, string[]>();
  const outside: string[] = [];
  for (const [from, to, length, where] of ids.length === 0 ? [] : links) {
    const source = ids[from % ids.length]!;
    const target = ids[to % ids.length]!;
    const written = target.split(".").slice(-1 - length).join(".");
    if (where === 0) inside.set(source, [...(inside.get(source) ?? []), `-> ${written} "uses"`]);
    else if (where === 1) outside.push(`${source} -> ${written} "uses"`);
    else outside.push(`extend ${written} { tags: t${from % 7}; -> ${source} "extends" }`);
  }
  return { "a.plan": write(nodes, undefined, inside), "b.plan": outside.join("\n") };
});

function open(all: Readonly<Record<string, string>>): Workspace {
  const workspace = createWorkspace();
  workspace.update(Object.entries(all).map(([file, text]) => ({ file, text })));
  return workspace;
}

/** All that a model says, its names changed. */
function said(model: Model, change: (id: string) => string): unknown {
  return {
    elements: model.elements().map((element) => `${change(element.id)} ${element.settings.flatMap((setting) => setting.values.map((value) => (value.type === "word" ? value.word : ""))).sort().join()}`).sort(),
    relations: model.relations().map((relation) => `${change(relation.source)} -> ${change(relation.target)} ${relation.label}`).sort(),
  };
}

it("a rename changes a name and nothing else, whatever hides it or is hidden by it", () => {
  let renamed = 0;
  let full = 0;
  fc.assert(fc.property(files, fc.nat(), fc.constantFrom("a", "b", "fresh", "x y", "z z"), (all, pick, name) => {
    const workspace = open(all);
    if (workspace.faults().size > 0) return;
    const occurrences = Object.keys(all).flatMap((file) => occurrencesIn(workspace, file));
    if (occurrences.length === 0) return;
    const at = occurrences[pick % occurrences.length]!;
    const result = rename(workspace, at.file, at.from, name);
    if (result.problem !== undefined) {
      expect(result.problem).toMatch(/is declared already|would be hidden/);
      return;
    }
    if (result.edits.length === 0) return;
    renamed++;
    if (result.edits.some((edit) => edit.text.includes("."))) full++;
    const after = open(Object.fromEntries(Object.entries(all).map(([file, text]) => [file, applyEdits(text, result.edits.filter((edit) => edit.file === file))])));
    const written = name.includes(" ") ? `\`${name}\`` : name;
    const parent = at.id.split(".").slice(0, -1).join(".");
    const fresh = parent === "" ? written : `${parent}.${written}`;
    const change = (id: string): string => (id === at.id ? fresh : id.startsWith(`${at.id}.`) ? fresh + id.slice(at.id.length) : id);
    expect([...after.faults().values()].flat().map((fault) => fault.message)).toEqual([]);
    expect(said(after.model, (id) => id)).toEqual(said(workspace.model, change));
  }), { numRuns: 700, seed: 20261123 });
  expect(renamed).toBeGreaterThan(100);
  expect(full).toBeGreaterThan(1);
});
