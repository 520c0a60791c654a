import { expect, test } from "vitest";
import type { Layer, Shape } from "../src/drawing.ts";
import { roundedPath, shortened } from "../src/geometry.ts";
import { paint } from "../src/paint.ts";
import { onOutline } from "../src/paint/outline.ts";
import { legendEntries, planLegend } from "../src/paint/legend.ts";
import type { NodeShape, Scene, SceneNode } from "../src/scene.ts";
import { CARD_MAX, CARD_MIN, measureScene, planLabel, planNode } from "../src/size.ts";
import { measureText } from "../src/text/measure.ts";
import { edge, hostileScene, icons, node, scene, small } from "./support/scenes.ts";
import { gridLayout } from "./support/grid.ts";

const SHAPES: readonly NodeShape[] = ["card", "person", "cylinder", "capsule", "bucket", "browser", "external", "folded", "document"];
const draw = (of: Scene, options = {}): ReturnType<typeof paint> => paint(of, gridLayout(measureScene(of)), { icons, ...options });
const layers = (shapes: readonly Shape[], name: string): readonly Layer[] => shapes.filter((shape): shape is Layer => shape.type === "layer" && shape.name === name);
const texts = (shapes: readonly Shape[]): readonly Extract<Shape, { type: "text" }>[] => shapes.flatMap((shape) => (shape.type === "layer" ? texts(shape.children) : shape.type === "text" ? [shape] : []));

test("a card of three lines has the size and the baselines of the design", () => {
  const plan = planNode(node("checkout", { title: "Checkout", technologies: ["Go", "gRPC"], description: "Cart into paid order" }));
  expect([plan.width, plan.height]).toEqual([156, 66]);
  expect(plan).toMatchObject({ title: ["Checkout"], kind: "Service · Go, gRPC", description: ["Cart into paid order"] });
  expect(planNode(node("cart")).height).toBeLessThan(66);
});

test("technologies that do not fit are counted", () => {
  const plan = (...technologies: readonly string[]): string => planNode(node("a", { technologies })).kind;
  expect(plan("Go", "", "gRPC")).toBe("Service · Go, gRPC");
  expect(plan("TypeScript", "Node.js 22", "Express", "OpenTelemetry")).toBe("Service · TypeScript, Node.js 22 +2");
  expect(plan("A technology with a name longer than any card")).toMatch(/^Service · A technology with .*…$/);
  expect(planNode(node("f", { kind: "System", shape: "folded", folded: 1 })).kind).toBe("System · 1 element");
});

test.each(SHAPES)("no words leave a %s, however long they are", (shape) => {
  const long = "A very long text that goes on and on, with Donaudampfschifffahrtsgesellschaft and 客户关系管理系统 in it";
  const of = scene({ nodes: [node("n", { shape, title: long, kind: long, technologies: [long], description: long, owner: long, lines: [long, long, long, long, long, long], icons: ["square"], mark: "partial" })] });
  const graph = measureScene(of);
  const layout = gridLayout(graph);
  const [layer] = layers(paint(of, layout, { icons, frame: false }).shapes, "node");
  const box = layout.nodes.get("n")!;
  expect(box.width).toBeGreaterThanOrEqual(CARD_MIN);
  expect(box.width).toBeLessThanOrEqual(CARD_MAX);
  const words = texts(layer!.children);
  expect(words.length).toBe(2 + 1 + 2 + 1 + 4);
  for (const text of words) {
    expect(text.x + measureText(text.text, text.style), text.text).toBeLessThanOrEqual(16 + box.x + box.width - 8);
    expect(text.x).toBeGreaterThanOrEqual(16 + box.x + 8);
    expect(text.y).toBeLessThanOrEqual(16 + box.y + box.height - 7);
  }
  expect(words.at(-1)!.text).toBe("and 3 more");
});

test("words of one card do not lie on each other", () => {
  for (const of of [small, hostileScene]) {
    for (const layer of layers(draw(of).shapes, "node")) {
      const ys = texts(layer.children).map((text) => text.y);
      for (let i = 1; i < ys.length; i++) expect(ys[i]! - ys[i - 1]!).toBeGreaterThanOrEqual(13.9);
    }
  }
});

test("the description widens a card only where two lines would not hold it", () => {
  const short = planNode(node("a", { description: "Keeps open carts for a day" }));
  const wide = planNode(node("b", { description: "Keeps what the customer needs at hand and answers at once" }));
  expect(short.width).toBe(CARD_MIN);
  expect(wide.width).toBeGreaterThan(CARD_MIN);
  expect(wide.description).toHaveLength(2);
  expect(wide.description.join(" ")).toBe("Keeps what the customer needs at hand and answers at once");
});

test("the pill holds label and technology on one line, on two balanced lines, or cut", () => {
  expect(planLabel(edge("a", "b"))).toBeUndefined();
  expect(planLabel(edge("a", "b", { label: "gets cart", technology: "gRPC" }))).toMatchObject({ height: 18, lines: [{ text: "gets cart", technology: "gRPC" }] });
  expect(planLabel(edge("a", "b", { technology: "gRPC" }))!.lines).toMatchObject([{ text: "", technology: "gRPC" }]);
  const two = planLabel(edge("a", "b", { label: "publishes that a payment was made to", technology: "Kafka" }))!;
  expect(two.lines).toHaveLength(2);
  expect(Math.abs(two.lines[0]!.width - two.lines[1]!.width)).toBeLessThan(60);
  const cut = planLabel(edge("a", "b", { label: "word ".repeat(60), technology: "a protocol of a very long name ".repeat(5) }))!;
  expect(cut.lines).toHaveLength(2);
  expect(cut.width).toBeLessThanOrEqual(210);
  for (const line of cut.lines) expect(line.width).toBeLessThanOrEqual(cut.width - 13);
});

test("the legend lists what occurs, once, and nothing else", () => {
  const words = (of: Scene): readonly string[] => legendEntries(of).map((entry) => entry.word);
  expect(words(small)).toEqual(["Person", "Web app", "Service", "Store", "Broker", "External system", "call", "message", "failing"]);
  expect(words(scene())).toEqual([]);
  expect(words(scene({ nodes: [node("a"), node("b")] }))).toEqual(["Service"]);
  expect(words(scene({ nodes: [node("a", { shape: "external" }), node("b", { shape: "folded", mark: "empty" }), node("c")], edges: [edge("a", "b", { style: "link" })] }))).toEqual(["Service", "outside", "several elements", "link", "nothing yet"]);
  const drawn = layers(draw(small).shapes, "legend")[0]!;
  expect(texts([drawn]).map((text) => text.text)).toEqual(words(small));
  expect(layers(draw(scene()).shapes, "legend")).toEqual([]);
});

test("a legend wraps into rows within its width", () => {
  const entries = legendEntries(scene({ nodes: Array.from({ length: 20 }, (_, i) => node(`n${i}`, { kind: `Kind number ${i}` })) }));
  const legend = planLegend(entries, 400);
  expect(legend.width).toBeLessThanOrEqual(400);
  expect(Math.max(...legend.places.map((place) => place.row))).toBeGreaterThan(4);
});

test("back to front: groups from the outside in, edges, nodes as one reads, pills", () => {
  const names = draw(small, { frame: false }).shapes.map((shape) => (shape.type === "layer" ? shape.name : shape.type));
  expect(names).toEqual([...Array(2).fill("group"), ...Array(5).fill("edge"), ...Array(6).fill("node"), ...Array(4).fill("label")]);
  const drawing = draw(small);
  expect(layers(drawing.shapes, "group").map((layer) => layer.data!["depth"])).toEqual(["0", "1"]);
  const order = layers(drawing.shapes, "node").map((layer) => layer.data!["element"]);
  expect(order).toEqual(["shopper", "cards", "web", "events", "checkout", "store"]);
});

test("layers say what they are and what they open; only what can be reached by the tab key has a label", () => {
  const { shapes } = draw(small);
  const web = layers(shapes, "node").find((layer) => layer.data!["element"] === "web")!;
  expect(web).toMatchObject({ label: "Storefront, Web app, Next.js", data: { opens: "components/web", shape: "browser" } });
  expect(layers(shapes, "node").find((layer) => layer.data!["element"] === "checkout")!.label).toBe("Checkout, Service, Go, gRPC, owned by Orders team, failing. Turns a cart into a paid, shipped order.");
  expect(layers(shapes, "group")[0]).toMatchObject({ label: "Shop, System", data: { opens: "context/shop" } });
  expect(layers(shapes, "group")[1]).toMatchObject({ tooltip: "Orders" });
  expect(layers(shapes, "group")[1]!.label).toBeUndefined();
  expect(layers(shapes, "edge").map((layer) => layer.tooltip)).toContain("Checkout to Events, message: announces");
  expect(layers(shapes, "edge")[1]).toMatchObject({ tooltip: "Storefront to Checkout: places order (gRPC)", data: { relations: "web.checkout", style: "call" } });
});

test("everything lies within the page, and the frame can be left out", () => {
  for (const of of [small, hostileScene, scene()]) {
    const framed = draw(of);
    const bare = draw(of, { frame: false });
    expect(bare.width).toBeLessThan(framed.width);
    expect(bare.height).toBeLessThan(framed.height);
    for (const drawing of [framed, bare]) {
      for (const text of texts(drawing.shapes)) {
        const width = measureText(text.text, text.style);
        const left = text.x - (text.anchor === "middle" ? width / 2 : text.anchor === "end" ? width : 0);
        expect(left, text.text).toBeGreaterThanOrEqual(0);
        expect(left + width, text.text).toBeLessThanOrEqual(drawing.width + 0.01);
        expect(text.y).toBeLessThanOrEqual(drawing.height);
      }
    }
    expect(layers(bare.shapes, "legend").length + layers(bare.shapes, "footer").length).toBe(0);
  }
});

test("the first known icon is drawn, none when none is known, and names of Object are no icons", () => {
  const iconsOf = (more: Partial<SceneNode>): number => JSON.stringify(draw(scene({ nodes: [node("n", more)] })).shapes).split('"type":"icon"').length - 1;
  expect(iconsOf({ icons: ["unknown", "square"] })).toBe(1);
  expect(iconsOf({ icons: ["unknown", "constructor", "__proto__"] })).toBe(0);
  expect(iconsOf({ shape: "person", icons: ["square"] })).toBe(0);
});

test("what a layout left out is left out, and groups that hold each other end", () => {
  const of = scene({ ...small, groups: [{ id: "a", parent: "b", title: "A" }, { id: "b", parent: "a", title: "B" }, ...small.groups] });
  const empty = paint(of, { width: 0, height: 0, nodes: new Map(), groups: new Map(), edges: [], seed: { version: 0 } });
  expect(layers(empty.shapes, "node")).toEqual([]);
  expect(layers(empty.shapes, "edge")).toEqual([]);
});

test("an edge ends on what is drawn of a node, not on its box", () => {
  const box = { x: 0, y: 0, width: 160, height: 60 };
  const down = (shape: NodeShape, x: number): number => onOutline(shape, box, { x, y: 0 }, { x, y: -50 }).y;
  const up = (shape: NodeShape, x: number): number => onOutline(shape, box, { x, y: 60 }, { x, y: 90 }).y;
  const right = (shape: NodeShape, y: number): number => onOutline(shape, box, { x: 0, y }, { x: -50, y }).x;
  expect([down("card", 80), down("card", 0), down("card", 4)]).toEqual([0, 8, expect.closeTo(8 - Math.sqrt(48), 5)]);
  expect([down("cylinder", 80), down("cylinder", 0), up("cylinder", 80), up("cylinder", 0)]).toEqual([0, 7, 60, 53]);
  expect([right("cylinder", 30), right("capsule", 30), right("capsule", 0)]).toEqual([0, 0, 30]);
  expect(down("capsule", 10)).toBeCloseTo(30 - Math.sqrt(30 ** 2 - 20 ** 2), 5);
  expect([down("document", 155), down("document", 100)]).toEqual([8, 0]);
  expect([down("folded", 158), down("folded", 155), up("folded", 2), up("folded", 80)]).toEqual([6, 3, 54, 60]);
  expect(right("bucket", 53)).toBe(9);
  // Not at the border, so not this function's affair.
  expect(onOutline("cylinder", box, { x: 2, y: 20 }, { x: 2, y: -50 })).toEqual({ x: 2, y: 20 });
  expect(SHAPES.map((shape) => down(shape, 80))).toEqual(SHAPES.map(() => 0));
});

test("corners are rounded by 8, or by what short segments allow, and straight runs stay straight", () => {
  expect(roundedPath([{ x: 0, y: 0 }, { x: 50, y: 0 }, { x: 50, y: 40 }], 8)).toBe("M0 0L42 0Q50 0 50 8L50 40");
  expect(roundedPath([{ x: 0, y: 0 }, { x: 50, y: 0 }, { x: 50, y: 6 }, { x: 90, y: 6 }], 8)).toBe("M0 0L47 0Q50 0 50 3L50 3Q50 6 53 6L90 6");
  expect(roundedPath([{ x: 0, y: 0 }, { x: 0, y: 10 }, { x: 0, y: 10 }, { x: 0, y: 30 }], 8)).toBe("M0 0L0 30");
  expect(roundedPath([{ x: 1.234, y: -0.01 }], 8)).toBe("M1.2 0");
  expect(roundedPath([], 8)).toBe("");
  expect(shortened([{ x: 0, y: 0 }, { x: 0, y: 10 }], 6)).toEqual([{ x: 0, y: 0 }, { x: 0, y: 4 }]);
  expect(shortened([{ x: 0, y: 0 }, { x: 0, y: 4 }], 6)[1]!.y).toBeCloseTo(0.4);
});
