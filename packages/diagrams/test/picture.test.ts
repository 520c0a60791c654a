import { expect, test } from "vitest";
import type { Layer, Shape } from "../src/drawing.ts";
import { drawScene, renderSvg } from "../src/index.ts";
import type { Scene } from "../src/scene.ts";
import { measureText } from "../src/text/measure.ts";
import { edge, hostileScene, icons, node, scene, small } from "./support/scenes.ts";
import { parseXml } from "./support/xml.ts";

test("a scene becomes a drawing with everything that is in it", () => {
  const { drawing, layout } = drawScene(small, { icons });
  const layers = drawing.shapes.filter((shape): shape is Layer => shape.type === "layer");
  const ids = (name: string, key: string): readonly string[] => layers.filter((layer) => layer.name === name).map((layer) => layer.data![key]!).sort();
  expect(ids("node", "element")).toEqual(small.nodes.map((one) => one.id).sort());
  expect(ids("group", "element")).toEqual(small.groups.map((one) => one.id).sort());
  expect(ids("edge", "edge")).toEqual(small.edges.map((one) => one.id).sort());
  expect(ids("label", "edge")).toHaveLength(4);
  expect(layout.nodes.get("checkout")!.height).toBeGreaterThan(100);
});

test("the same scene gives the same bytes, whether or not it was drawn before", () => {
  const svg = renderSvg(drawScene(small, { icons }).drawing, { theme: "light" });
  drawScene(hostileScene);
  expect(renderSvg(drawScene(structuredClone(small) as Scene, { icons }).drawing, { theme: "light" })).toBe(svg);
});

test("with the seed of the last picture, an unchanged scene keeps its order from left to right and from top to bottom", () => {
  const first = drawScene(small, { icons });
  const again = drawScene(small, { icons, seed: JSON.parse(JSON.stringify(first.layout.seed)) });
  const order = (of: typeof first, along: "x" | "y"): readonly string[] => [...of.layout.nodes].sort(([a, p], [b, q]) => p[along] - q[along] || (a < b ? -1 : 1)).map(([id]) => id);
  for (const along of ["x", "y"] as const) expect(order(again, along)).toEqual(order(first, along));
});

test("odd scenes are drawn whole: nothing, a single node, loops, edges of groups, hostile words", () => {
  const scenes: readonly Scene[] = [
    scene(),
    scene({ nodes: [node("a")] }),
    scene({ direction: "right", nodes: [node("a"), node("b")], edges: [edge("a", "a", { label: "retries" }), edge("a", "b"), edge("b", "a", { style: "message" })] }),
    scene({ groups: [{ id: "g", title: "G" }, { id: "h", parent: "g", title: "H" }], nodes: [node("a", { parent: "h" }), node("b")], edges: [edge("g", "b", { label: "uses" }), edge("b", "h"), edge("a", "g", { id: "up" })] }),
    hostileScene,
  ];
  for (const of of scenes) {
    const { drawing } = drawScene(of);
    const svg = renderSvg(drawing, { theme: "css" });
    expect(parseXml(svg).length).toBeGreaterThan(3);
    expect(svg).not.toMatch(/="[^"]*(NaN|Infinity|undefined)/);
    expect(drawing.shapes.filter((shape) => shape.type === "layer" && shape.name === "node")).toHaveLength(of.nodes.length);
    expect(drawing.shapes.filter((shape) => shape.type === "layer" && shape.name === "edge")).toHaveLength(of.edges.length);
  }
});

test("no word of a picture leaves the page", () => {
  const { drawing } = drawScene(small, { icons });
  const texts = (shapes: readonly Shape[]): readonly Extract<Shape, { type: "text" }>[] => shapes.flatMap((shape) => (shape.type === "layer" ? texts(shape.children) : shape.type === "text" ? [shape] : []));
  for (const text of texts(drawing.shapes)) {
    const width = measureText(text.text, text.style);
    const left = text.x - (text.anchor === "middle" ? width / 2 : text.anchor === "end" ? width : 0);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + width).toBeLessThanOrEqual(drawing.width);
  }
});
