import { describe, expect, it } from "vitest";
import { findGeometryFaults, layout } from "../src/index.ts";
import type { LayoutGraph, LayoutOptions, LayoutResult } from "../src/index.ts";
import { architecture, edge, group, node, random } from "./graphs.ts";

function sound(graph: LayoutGraph, options: LayoutOptions = {}): LayoutResult {
  const result = layout(graph, options);
  expect(findGeometryFaults(graph, result)).toEqual([]);
  return result;
}

const plain = (r: LayoutResult): string => JSON.stringify([[...r.nodes], [...r.groups], r.edges, r.width, r.height, r.seed]);
const points = (r: LayoutResult, id: string) => r.edges.find((e) => e.id === id)!.points;

describe("what comes in comes out", () => {
  it("lays out nothing", () => {
    const r = sound({ nodes: [], groups: [], edges: [] });
    expect([r.width, r.height, r.nodes.size, r.edges.length]).toEqual([0, 0, 0, 0]);
  });

  it("lays out a single node at the origin", () => {
    const r = sound({ nodes: [node("a")], groups: [], edges: [] });
    expect(r.nodes.get("a")).toEqual({ x: 0, y: 0, width: 160, height: 72 });
    expect([r.width, r.height]).toEqual([160, 72]);
  });

  it("keeps the order of the input's edges", () => {
    const graph = { nodes: [node("a"), node("b"), node("c")], groups: [], edges: [edge("b", "c"), edge("a", "b"), edge("a", "c")] };
    expect(sound(graph).edges.map((e) => e.id)).toEqual(["b-c", "a-b", "a-c"]);
  });

  it("draws empty groups, nested ten deep", () => {
    const groups = Array.from({ length: 10 }, (_, i) => group(`g${i}`, i === 0 ? undefined : `g${i - 1}`));
    const r = sound({ nodes: [node("a", "g9"), node("b")], groups: [...groups, group("empty"), group("empty too", "g4")], edges: [edge("a", "b"), edge("b", "empty too")] });
    for (let i = 1; i < 10; i++) expect(r.groups.get(`g${i}`)!.width).toBeLessThan(r.groups.get(`g${i - 1}`)!.width);
  });

  it("has all coordinates on half pixels and inside the picture", () => {
    const r = sound(architecture(40));
    for (const e of r.edges) {
      for (const p of e.points) {
        expect(p.x * 2).toBe(Math.round(p.x * 2));
        expect(p.y * 2).toBe(Math.round(p.y * 2));
        expect(p.x).toBeGreaterThanOrEqual(0);
        expect(p.y).toBeGreaterThanOrEqual(0);
        expect(p.x).toBeLessThanOrEqual(r.width);
        expect(p.y).toBeLessThanOrEqual(r.height);
      }
    }
  });
});

describe("mistakes of the caller", () => {
  it("takes an unknown parent for the top level", () => {
    const graph = { nodes: [node("a", "nowhere")], groups: [group("g", "nowhere either")], edges: [] };
    expect(sound(graph).nodes.get("a")).toBeDefined();
  });

  it("opens a cycle of groups at the smallest id", () => {
    const graph = { nodes: [node("n", "c")], groups: [group("b", "a"), group("c", "b"), group("a", "c")], edges: [] };
    const r = layout(graph);
    expect(r.groups.get("a")!.width).toBeGreaterThan(r.groups.get("b")!.width);
    expect(r.groups.get("b")!.width).toBeGreaterThan(r.groups.get("c")!.width);
  });

  it("drops and lists edges that cannot be drawn", () => {
    const graph = { nodes: [node("a"), node("b")], groups: [], edges: [edge("a", "b"), edge("a", "x", { id: "lost" }), edge("b", "a", { id: "a-b" })] };
    const r = layout(graph);
    expect(r.edges.map((e) => e.id)).toEqual(["a-b"]);
    expect(r.dropped).toEqual(["lost", "a-b"]);
  });

  it("counts the first of several with one id, and sizes that are no numbers as nothing", () => {
    const graph = {
      nodes: [node("a"), node("a", undefined, { width: 999 }), node("bad", undefined, { width: NaN, height: -5 }), node("huge", undefined, { width: Infinity })],
      groups: [group("g"), group("g", "g")],
      edges: [edge("a", "bad", { label: { width: NaN, height: -1 } })],
    };
    const r = layout(graph);
    expect(r.nodes.get("a")!.width).toBe(160);
    expect(r.nodes.get("bad")).toMatchObject({ width: 0, height: 0 });
    expect(JSON.stringify([[...r.nodes], r.edges])).not.toContain("null");
  });

  it("ignores a seed that it does not understand", () => {
    const graph = architecture(10);
    const fresh = plain(layout(graph));
    expect(plain(layout(graph, { seed: { version: 99, blocks: { "n:n0": [1, 1, 1] } } }))).toBe(fresh);
    expect(plain(layout(graph, { seed: { version: 1, blocks: { "n:n0": "x" } } }))).toBe(fresh);
    expect(plain(layout(graph, { aspect: -3 }))).toBe(fresh);
  });
});

describe("determinism", () => {
  it("does not depend on the order of the input, nor on earlier calls", () => {
    const graph = architecture(40);
    const next = random(5);
    const shuffle = <T>(list: readonly T[]): T[] => list.map((x) => [next(), x] as const).sort((a, b) => a[0] - b[0]).map(([, x]) => x);
    const a = layout(graph);
    const b = layout({ nodes: shuffle(graph.nodes), groups: shuffle(graph.groups), edges: shuffle(graph.edges) });
    expect([...b.nodes]).toEqual([...a.nodes]);
    expect([...b.groups]).toEqual([...a.groups]);
    expect(new Map(b.edges.map((e) => [e.id, e]))).toEqual(new Map(a.edges.map((e) => [e.id, e])));
    expect(plain(layout(graph))).toBe(plain(a));
  });

  it("does not change its input", () => {
    const graph = architecture(10);
    const before = JSON.stringify(graph);
    layout(graph);
    expect(JSON.stringify(graph)).toBe(before);
  });
});

describe("direction", () => {
  const graph = { nodes: [node("a"), node("b"), node("c")], groups: [], edges: [edge("a", "b"), edge("b", "c")] };

  it("runs down", () => {
    const r = sound(graph);
    expect(r.nodes.get("a")!.y).toBeLessThan(r.nodes.get("b")!.y);
    expect(r.nodes.get("b")!.y).toBeLessThan(r.nodes.get("c")!.y);
    expect(points(r, "a-b")).toHaveLength(2);
  });

  it("runs right", () => {
    const r = sound(graph, { direction: "right" });
    expect(r.nodes.get("a")!.x).toBeLessThan(r.nodes.get("b")!.x);
    expect(r.nodes.get("b")!.x).toBeLessThan(r.nodes.get("c")!.x);
    expect(points(r, "a-b")).toHaveLength(2);
  });

  it("may differ within a group, also when edges cross its border", () => {
    const nodes = [node("a", "g"), node("b", "g"), node("c", "g"), node("out"), node("in")];
    const edges = [edge("a", "b"), edge("b", "c"), edge("in", "a"), edge("b", "out")];
    const r = sound({ nodes, groups: [group("g", undefined, { direction: "right" })], edges });
    expect(r.nodes.get("a")!.x).toBeLessThan(r.nodes.get("b")!.x);
    expect(r.nodes.get("b")!.x).toBeLessThan(r.nodes.get("c")!.x);
    expect(r.nodes.get("in")!.y).toBeLessThan(r.nodes.get("a")!.y);
    const down = sound({ nodes, groups: [group("g", undefined, { direction: "down" })], edges }, { direction: "right" });
    expect(down.nodes.get("a")!.y).toBeLessThan(down.nodes.get("b")!.y);
    expect(down.nodes.get("in")!.x).toBeLessThan(down.nodes.get("a")!.x);
  });
});

describe("edges", () => {
  it("end at groups, also between a group and its own member or ancestor", () => {
    const graph = {
      nodes: [node("a", "h"), node("b", "g"), node("c")],
      groups: [group("g"), group("h", "g"), group("k")],
      edges: [edge("g", "a"), edge("a", "g", { id: "up" }), edge("g", "h"), edge("h", "g", { id: "out" }), edge("c", "g"), edge("g", "k"), edge("c", "h")],
    };
    const r = sound(graph);
    const g = r.groups.get("g")!;
    expect(points(r, "g-a")[0]!.y).toBe(g.y);
    expect(points(r, "up")[points(r, "up").length - 1]!.y).toBe(g.y + g.height);
  });

  it("return to their own node or group", () => {
    const graph = {
      nodes: [node("a", "g"), node("b")],
      groups: [group("g"), group("h")],
      edges: [edge("a", "a"), edge("a", "a", { id: "again" }), edge("a", "a", { id: "bare", label: undefined }), edge("g", "g"), edge("h", "h"), edge("a", "b")],
    };
    for (const direction of ["down", "right"] as const) {
      const r = sound(graph, { direction });
      for (const id of ["a-a", "again", "bare", "g-g", "h-h"]) expect(points(r, id).length).toBeGreaterThanOrEqual(4);
    }
  });

  it("run side by side where there are several", () => {
    const edges = Array.from({ length: 6 }, (_, i) => edge(i % 2 ? "b" : "a", i % 2 ? "a" : "b", { id: `e${i}` }));
    sound({ nodes: [node("a"), node("b")], groups: [], edges });
  });

  it("meet in a hub of a hundred", () => {
    const leaves = Array.from({ length: 100 }, (_, i) => node(`n${i}`));
    for (const outwards of [true, false]) {
      const edges = leaves.map((l) => (outwards ? edge("hub", l.id) : edge(l.id, "hub")));
      const r = sound({ nodes: [node("hub"), ...leaves], groups: [], edges });
      expect(r.width / r.height).toBeGreaterThan(0.4);
      expect(r.width / r.height).toBeLessThan(9);
    }
  });

  it("start and end at rows", () => {
    const rows = { id: 40, customer: 60, total: 80 };
    const graph = {
      nodes: [node("orders", undefined, { height: 100, rows }), node("customers", undefined, { height: 100, rows }), node("lines", undefined, { height: 100, rows })],
      groups: [],
      edges: [
        edge("customers", "orders", { sourceRow: "id", targetRow: "customer" }),
        edge("orders", "lines", { sourceRow: "id", targetRow: "customer" }),
        edge("orders", "lines", { id: "second", sourceRow: "id", targetRow: "total", label: undefined }),
      ],
    };
    for (const direction of ["right", "down"] as const) {
      const r = sound(graph, { direction });
      const e = points(r, "customers-orders");
      const from = r.nodes.get("customers")!;
      const to = r.nodes.get("orders")!;
      expect(e[0]).toEqual({ x: from.x + from.width, y: from.y + 40 });
      expect(e[e.length - 1]).toEqual({ x: to.x, y: to.y + 60 });
    }
  });

  it("turn round between nodes of one row instead of running through others", () => {
    // The wish for a flat picture puts a chain side by side.
    const nodes = Array.from({ length: 8 }, (_, i) => node(`n${i}`));
    const edges = nodes.slice(1).map((n, i) => edge(`n${i}`, n.id));
    const r = sound({ nodes, groups: [], edges }, { aspect: 8 });
    expect(r.edges.some((e) => e.points.length === 2 && e.points[0]!.y === e.points[1]!.y)).toBe(true);
  });

  it("run from side to side between neighbours, also when there are several", () => {
    const nodes = [node("a"), node("b"), node("c")];
    const seed = layout({ nodes, groups: [], edges: [edge("a", "b"), edge("a", "c")] }).seed;
    const r = sound({ nodes, groups: [], edges: [edge("a", "b"), edge("a", "c"), edge("b", "c"), edge("c", "b")] }, { seed });
    for (const id of ["b-c", "c-b"]) {
      expect(points(r, id)).toHaveLength(2);
      expect(points(r, id)[0]!.y).toBe(points(r, id)[1]!.y);
    }
  });
});

describe("packing", () => {
  it("brings unconnected parts near the wanted shape", () => {
    const nodes = Array.from({ length: 24 }, (_, i) => node(`n${i}`));
    for (const aspect of [0.7, 1.6, 3]) {
      const r = sound({ nodes, groups: [], edges: [] }, { aspect });
      expect(Math.abs(Math.log(r.width / r.height / aspect))).toBeLessThan(0.5);
    }
    const pairs = nodes.slice(0, 12).map((n, i) => edge(n.id, `n${12 + i}`));
    const r = sound({ nodes, groups: [], edges: pairs });
    expect(Math.abs(Math.log(r.width / r.height / 1.6))).toBeLessThan(0.6);
  });
});

describe("the seed", () => {
  const middles = (r: LayoutResult): Map<string, [number, number]> => new Map([...r.nodes].map(([id, b]) => [id, [b.x + b.width / 2, b.y + b.height / 2]]));
  /** Share of pairs of nodes whose order changes, left to right or top to bottom. */
  function flipped(before: LayoutResult, after: LayoutResult): number {
    const a = middles(before);
    const b = middles(after);
    const ids = [...a.keys()].filter((id) => b.has(id));
    let flips = 0;
    let pairs = 0;
    for (let i = 0; i < ids.length; i++) {
      for (let j = i + 1; j < ids.length; j++) {
        for (const k of [0, 1] as const) {
          pairs++;
          const p = a.get(ids[i]!)![k] - a.get(ids[j]!)![k];
          const q = b.get(ids[i]!)![k] - b.get(ids[j]!)![k];
          if (p * q < 0 && Math.abs(p) > 1 && Math.abs(q) > 1) flips++;
        }
      }
    }
    return flips / pairs;
  }

  it("survives JSON and reproduces the picture's order", () => {
    const graph = architecture(50, 3);
    const first = layout(graph);
    const seed = JSON.parse(JSON.stringify(first.seed)) as typeof first.seed;
    const second = sound(graph, { seed });
    expect(flipped(first, second)).toBeLessThan(0.002);
  });

  it("keeps things in place after an edit", () => {
    const graph = architecture(50, 3);
    const first = layout(graph);
    const shares: number[] = [];
    for (let i = 0; i < 25; i++) {
      const victim = graph.nodes[(i * 7) % 50]!;
      const edited: LayoutGraph[] = [
        { ...graph, nodes: [...graph.nodes, node("new", victim.parent)], edges: [...graph.edges, edge(victim.id, "new")] },
        { ...graph, nodes: graph.nodes.filter((n) => n !== victim), edges: graph.edges.filter((e) => e.source !== victim.id && e.target !== victim.id) },
        { ...graph, edges: [...graph.edges, edge(victim.id, graph.nodes[(i * 11 + 1) % 50]!.id, { id: "new" })] },
        { ...graph, edges: graph.edges.filter((_, k) => k !== i) },
        { ...graph, edges: graph.edges.map((e, k) => (k === i ? { ...e, label: { width: 150, height: 16 } } : e)) },
      ];
      shares.push(flipped(first, sound(edited[i % 5]!, { seed: first.seed })));
    }
    expect(shares.reduce((a, b) => a + b, 0) / shares.length).toBeLessThan(0.01);
    expect(Math.max(...shares)).toBeLessThan(0.05);
  });
});

describe("pinned nodes", () => {
  it("stay exactly where they are told to, and everything else keeps clear of them", () => {
    const graph = architecture(20, 4);
    const base = layout(graph);
    const moved = base.nodes.get("n3")!;
    const nodes = graph.nodes.map((n) => (n.id === "n3" ? { ...n, pinned: { x: moved.x + 90, y: moved.y + 40 } } : n.id === "n8" ? { ...n, pinned: { x: base.nodes.get("n8")!.x, y: base.nodes.get("n8")!.y } } : n));
    const r = sound({ ...graph, nodes });
    expect(r.nodes.get("n3")).toMatchObject({ x: moved.x + 90, y: moved.y + 40 });
    expect(r.nodes.get("n8")).toMatchObject({ x: base.nodes.get("n8")!.x, y: base.nodes.get("n8")!.y });
  });

  it("may all be pinned, also left of and above the origin", () => {
    const nodes = ["a", "b", "c", "d"].map((id, i) => node(id, undefined, { pinned: { x: -50 + 300 * (i % 2), y: -20 + 200 * (i >> 1) } }));
    const r = sound({ nodes, groups: [], edges: [edge("a", "d"), edge("d", "a"), edge("b", "c"), edge("a", "b"), edge("a", "a")] });
    for (const n of nodes) expect(r.nodes.get(n.id)).toMatchObject(n.pinned!);
    expect(r.origin!.x).toBeLessThanOrEqual(-50);
  });

  it("ignores a pin that is no place", () => {
    const graph = { nodes: [node("a", undefined, { pinned: { x: NaN, y: 0 } }), node("b")], groups: [], edges: [edge("a", "b")] };
    expect(sound(graph).nodes.get("a")!.x).toBe(0);
  });
});

describe("independent parts", () => {
  it("keep their places when one of them grows", () => {
    const nodes = Array.from({ length: 9 }, (_, i) => node(`n${i}`));
    const edges = [0, 1, 2].map((i) => edge(`n${i}`, `n${i + 3}`));
    const first = layout({ nodes, groups: [], edges });
    const r = sound({ nodes: [...nodes, node("new")], groups: [], edges: [...edges, edge("n3", "new")] }, { seed: first.seed });
    const still = nodes.filter((n) => r.nodes.get(n.id)!.x === first.nodes.get(n.id)!.x && r.nodes.get(n.id)!.y === first.nodes.get(n.id)!.y);
    expect(still.length).toBeGreaterThanOrEqual(6);
  });
});
