import { describe, expect, it } from "vitest";
import { findGeometryFaults, layout } from "../src/index.ts";
import { architecture, edge, node, randomGraph } from "./graphs.ts";

/** LAYOUT_FUZZ=1000 runs more graphs than the default. */
const count = Number(process.env.LAYOUT_FUZZ ?? 300);

describe("random compound graphs", () => {
  for (let from = 1; from <= count; from += 50) {
    const to = Math.min(count, from + 49);
    it(`have no fault (${from} to ${to})`, () => {
      const bad: string[] = [];
      for (let seed = from; seed <= to; seed++) {
        const { graph, options } = randomGraph(seed);
        for (const fault of findGeometryFaults(graph, layout(graph, options))) bad.push(`graph ${seed}: ${fault.kind} ${fault.ids.join(" ")}`);
      }
      expect(bad).toEqual([]);
    });
  }

  it("have no fault after an edit that starts from the seed", () => {
    const bad: string[] = [];
    for (let seed = 1; seed <= 60; seed++) {
      const { graph, options } = randomGraph(seed);
      if (graph.nodes.length < 2) continue;
      const before = layout(graph, options);
      const first = graph.nodes[0]!.id;
      const more = { ...graph, nodes: [...graph.nodes, node("new", graph.nodes[0]!.parent)], edges: [...graph.edges, edge(first, "new"), edge("new", graph.nodes[1]!.id)] };
      const less = { ...graph, nodes: graph.nodes.slice(1), edges: graph.edges.filter((e) => e.source !== first && e.target !== first) };
      for (const edited of [more, less]) {
        for (const fault of findGeometryFaults(edited, layout(edited, { ...options, seed: before.seed }))) bad.push(`graph ${seed}: ${fault.kind} ${fault.ids.join(" ")}`);
      }
    }
    expect(bad).toEqual([]);
  });

  it("include architectures of up to 200 nodes", () => {
    for (const size of [10, 20, 50, 100, 200]) {
      const graph = architecture(size, size);
      expect(findGeometryFaults(graph, layout(graph))).toEqual([]);
    }
  });
});
