import { describe, expect, it } from "vitest";
import { first, walk } from "../src/picture/walk.ts";
import type { WalkEdge, WalkNode } from "../src/picture/walk.ts";

const node = (id: string, x: number, y: number): WalkNode => ({ id, box: { x, y, width: 100, height: 50 } });
const edge = (source: string, target: string): WalkEdge => ({ source, target });

// A row of three over a row of two: a b c / d e.
const nodes = [node("a", 0, 0), node("b", 200, 0), node("c", 400, 0), node("d", 100, 200), node("e", 300, 200)];

describe("walking a picture", () => {
  it("goes along a relation before it goes to a nearer stranger", () => {
    expect(walk(nodes, [edge("a", "c")], "a", "right")).toBe("c");
    expect(walk(nodes, [], "a", "right")).toBe("b");
  });

  it("follows relations against their direction too", () => {
    expect(walk(nodes, [edge("d", "b"), edge("e", "c")], "b", "down")).toBe("d");
  });

  it("takes of several neighbours the one that lies straightest", () => {
    const edges = [edge("b", "d"), edge("b", "e")];
    expect(walk(nodes, edges, "b", "down")).toBe("d");
    expect(walk(nodes.map((each) => (each.id === "d" ? node("d", 60, 200) : each)), edges, "b", "down")).toBe("e");
    expect(walk([...nodes, node("g", 200, 210)], [...edges, edge("b", "g")], "b", "down")).toBe("g");
  });

  it("stays where nothing lies that way", () => {
    expect(walk(nodes, [], "a", "up")).toBeUndefined();
    expect(walk(nodes, [edge("a", "b")], "a", "left")).toBeUndefined();
  });

  it("comes back the way it went between neighbours in a row", () => {
    for (const [from, to] of [["a", "b"], ["b", "c"], ["d", "e"]] as const) {
      expect(walk(nodes, [edge(from, to)], from, "right")).toBe(to);
      expect(walk(nodes, [edge(from, to)], to, "left")).toBe(from);
    }
  });

  it("begins with the first in reading order", () => {
    expect(first(nodes)).toBe("a");
    expect(first([node("low", 0, 6), node("left", 10, 0), node("right", 300, 2)])).toBe("low");
    expect(walk(nodes, [], undefined, "down")).toBe("a");
    expect(walk(nodes, [], "gone", "down")).toBe("a");
    expect(walk([], [], undefined, "down")).toBeUndefined();
  });

  it("does not go into or out of a box that holds the other", () => {
    const group: WalkNode = { id: "group", box: { x: -20, y: -20, width: 700, height: 400 } };
    expect(walk([...nodes, group], [edge("a", "group")], "a", "right")).toBe("b");
  });
});
