import { describe, expect, it } from "vitest";
import { findGeometryFaults } from "../src/index.ts";
import type { GeometryFaultKind, LayoutGraph, LayoutResult, PlacedGroup, RoutedEdge } from "../src/index.ts";

const graph: LayoutGraph = {
  nodes: [
    { id: "a", width: 100, height: 50 },
    { id: "b", width: 100, height: 50, parent: "g" },
  ],
  groups: [{ id: "g", title: { width: 40, height: 16 } }],
  edges: [
    { id: "e", source: "a", target: "b", label: { width: 30, height: 16 } },
    { id: "f", source: "a", target: "b" },
  ],
};

const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

function picture(change: {
  a?: ReturnType<typeof box>;
  b?: ReturnType<typeof box>;
  g?: PlacedGroup;
  e?: Partial<RoutedEdge>;
  f?: Partial<RoutedEdge>;
}): LayoutResult {
  return {
    width: 300,
    height: 300,
    nodes: new Map([
      ["a", change.a ?? box(20, 0, 100, 50)],
      ["b", change.b ?? box(20, 150, 100, 50)],
    ]),
    groups: new Map([["g", change.g ?? { ...box(0, 110, 140, 110), title: box(10, 116, 40, 16) }]]),
    edges: [
      { id: "e", points: [{ x: 70, y: 50 }, { x: 70, y: 150 }], label: box(55, 70, 30, 16), ...change.e },
      { id: "f", points: [{ x: 100, y: 50 }, { x: 100, y: 150 }], ...change.f },
    ],
    seed: { version: 1 },
  };
}

const kinds = (result: LayoutResult): GeometryFaultKind[] => [...new Set(findGeometryFaults(graph, result).map((f) => f.kind))].sort();

describe("findGeometryFaults", () => {
  it("finds nothing in a sound picture", () => expect(kinds(picture({}))).toEqual([]));

  it.each<[GeometryFaultKind, Parameters<typeof picture>[0]]>([
    ["node-overlap", { a: box(20, 130, 100, 50) }],
    ["inside-foreign-group", { a: box(20, 80, 100, 50) }],
    ["outside-group", { b: box(100, 150, 100, 50) }],
    ["edge-through-title", { f: { points: [{ x: 40, y: 50 }, { x: 40, y: 150 }] } }],
    ["edge-through-node", { f: { points: [{ x: 100, y: 50 }, { x: 100, y: 200 }] } }],
    ["edges-on-each-other", { f: { points: [{ x: 70.5, y: 50 }, { x: 70.5, y: 150 }] } }],
    ["diagonal", { f: { points: [{ x: 100, y: 50 }, { x: 110, y: 150 }] } }],
    ["detached", { f: { points: [{ x: 100, y: 60 }, { x: 100, y: 150 }] } }],
    ["label-off-edge", { e: { label: box(150, 70, 30, 16) } }],
    ["label-overlap", { e: { label: box(55, 116, 30, 16), points: [{ x: 70, y: 50 }, { x: 70, y: 150 }] }, g: { ...box(0, 110, 140, 110), title: box(10, 116, 55, 16) } }],
    ["edge-through-label", { f: { points: [{ x: 80, y: 50 }, { x: 80, y: 150 }] } }],
    ["missing", { f: { points: [] } }],
    ["not-simplified", { f: { points: [{ x: 100, y: 50 }, { x: 100, y: 90 }, { x: 100, y: 150 }] } }],
  ])("finds %s", (kind, change) => expect(kinds(picture(change))).toContain(kind));

  it("finds an edge through a foreign group and overlapping groups", () => {
    const more: LayoutGraph = { ...graph, groups: [...graph.groups, { id: "h", title: { width: 10, height: 10 } }] };
    const base = picture({});
    const h = { ...box(60, 60, 60, 60), title: box(62, 62, 10, 10) };
    const found = findGeometryFaults(more, { ...base, groups: new Map([...base.groups, ["h", h]]) }).map((f) => f.kind);
    expect(found).toContain("edge-through-group");
    expect(found).toContain("group-overlap");
  });
});
