import { findGeometryFaults, layout } from "@groundplan/layout";
import { createWorkspace, type Model } from "@groundplan/model";
import { kinds } from "@groundplan/vocabulary";
import { expect, test } from "vitest";
import { gridOf, grids, listViews, projectView, renderSvg, type Drawing, type Shape } from "../src/index.ts";
import { drawEntities, measureEntities } from "../src/erd/paint.ts";
import type { EntityDiagram } from "../src/erd/erd.ts";
import { hostile } from "./support/scenes.ts";
import { parseXml } from "./support/xml.ts";

const WIDGETS = kinds.filter((kind) => kind.group === "widget" && kind.name !== "state");

function open(text: string): Model {
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text }]);
  expect([...workspace.faults()].flatMap(([, faults]) => faults.map(({ message }) => message))).toEqual([]);
  return workspace.model;
}

/** The outermost reach of all shapes but the page itself. */
function reach(drawing: Drawing): { readonly left: number; readonly right: number; readonly bottom: number } {
  const found = { left: Infinity, right: -Infinity, bottom: -Infinity };
  const walk = (shapes: readonly Shape[]): void => {
    for (const shape of shapes) {
      if (shape.type === "layer") walk(shape.children);
      else if (shape.type === "rect" && shape.paint.fill !== "paper") {
        found.left = Math.min(found.left, shape.x);
        found.right = Math.max(found.right, shape.x + shape.width);
        found.bottom = Math.max(found.bottom, shape.y + shape.height);
      }
    }
  };
  walk(drawing.shapes);
  return found;
}

test("every widget of the language is drawn, on both devices, within the page", () => {
  const body = WIDGETS.map(({ name }) => `${name} "Words of ${name}" { text inner; button "Go on" -> Other }`).join("\n");
  const model = open(`webapp shop "Shop"\nscreen All "All of them" of shop {\n${body}\nstate empty { text "Nothing" }\n}\nscreen Other of shop { heading "Other" }`);
  const drawing = gridOf("screen/All")!.draw(model, "screen/All")!;
  const svg = renderSvg(drawing, { theme: "light" });
  const elements = new Set(parseXml(svg).flatMap((tag) => tag.attributes.get("data-element") ?? []));
  for (const widget of model.children("All")) if (widget.kind.name !== "state") expect(elements).toContain(widget.id);
  expect(svg).toContain("when empty");
  expect(svg).toContain('data-opens="screen/Other"');
  const { left, right, bottom } = reach(drawing);
  expect(left).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(drawing.width);
  expect(bottom).toBeLessThanOrEqual(drawing.height);
});

test("a table tells on a phone what it has no room for, and of one without columns that it has rows", () => {
  const columns = (count: number): string => Array.from({ length: count }, (_, at) => `text "Column ${at + 1}"`).join("; ");
  const model = open(`webapp shop "Shop"\nscreen Wide of shop { table "Orders" { ${columns(5)} } }\nscreen Wider of shop { table { ${columns(10)} } }\nscreen Narrow of shop { table { ${columns(3)} } }\nscreen None of shop { table "Orders" }`);
  const svg = (id: string): string => renderSvg(gridOf(`screen/${id}`)!.draw(model, `screen/${id}`)!, { theme: "light" });
  const counted = (id: string, word: string): number => svg(id).split(`>${word}<`).length - 1;
  // Once on the desktop, and on each of the two cards of the phone.
  expect([counted("Wide", "Column 5"), counted("Wide", "Orders"), svg("Wide").includes("more<")]).toEqual([3, 2, false]);
  expect([counted("Wider", "+2 more"), counted("Wider", "+5 more"), counted("Wider", "Column 6")]).toEqual([1, 2, 1]);
  expect([counted("Narrow", "Column 3"), counted("None", "columns are not named")]).toEqual([2, 2]);
});

test("a phone of a storyboard is cut where it is too long, and says how much follows", () => {
  const many = Array.from({ length: 40 }, (_, at) => `text "Line ${at + 1}"`).join("; ");
  const model = open(`webapp shop "Shop"\nscreen Long of shop { heading "All"; form { ${many} }; button "Go on" -> Short }\nscreen Short of shop { heading "Done" }\njourney Go "Go" { Long -> Short }`);
  const board = gridOf("journey/Go")!.draw(model, "journey/Go")!;
  const svg = renderSvg(board, { theme: "light" });
  const shown = [...svg.matchAll(/>Line (\d+)</g)].map(([, at]) => Number(at));
  expect(board.height).toBeLessThan(800);
  expect(shown.length).toBeGreaterThan(10);
  expect(svg).toContain(`>continues: ${40 - shown.length + 1} more<`);
  expect(renderSvg(gridOf("screen/Long")!.draw(model, "screen/Long")!, { theme: "light" })).toContain(">Line 40<");
  expect(svg.split("continues").length - 1).toBe(1);
});

test("a list at the foot of such a phone has fewer rows, as long as one has room", () => {
  const some = Array.from({ length: 9 }, (_, at) => `text "Line ${at + 1}"`).join("; ");
  const model = open(`webapp shop "Shop"\nscreen Long of shop { ${some}; list goods { image; text "Name"; text "Price"; text "Stock" } ; button "Go on" -> Short }\nscreen Short of shop { heading "Done" }\njourney Go "Go" { Long -> Short }`);
  const svg = renderSvg(gridOf("journey/Go")!.draw(model, "journey/Go")!, { theme: "light" });
  expect(svg.split(">Stock<").length - 1).toBe(2);
  expect(svg).toContain(">continues: 1 more<");
});

test("words of strangers stay words, in every picture that is no graph", () => {
  const quoted = (words: string): string => JSON.stringify(words.replace(/[\u0000-\u001f\u007f-\u009f\ud800-\udfff\u2028\u2029]/g, " "));
  for (const words of hostile) {
    const model = open(`service a ${quoted(words)} { -> b ${quoted(words)} }\nservice b "B"\nflow F ${quoted(words)} { a -> b ${quoted(words)}; note ${quoted(words)} over a }\nscreen S ${quoted(words)} of a { heading ${quoted(words)}; button ${quoted(words)} -> S }\njourney J ${quoted(words)} { S -> S }\ndatabase d ${quoted(words)} { entity E { id: uuid key { ${quoted(words)} } } }`);
    for (const view of listViews(model)) {
      const grid = gridOf(view.id);
      if (!grid) continue;
      const drawing = grid.draw(model, view.id)!;
      for (const theme of ["light", "css"] as const) expect(() => parseXml(renderSvg(drawing, { theme }))).not.toThrow();
      for (const text of grid.texts) expect(text.write(model, view.id)).not.toMatch(/<script/i);
    }
  }
});

test("views that are no graph have no scene, and a drawing only where the model has them", () => {
  const model = open('service a "A"\nflow F { a -> a "thinks" }');
  expect(listViews(model).map(({ id, kind }) => `${id} ${kind}`)).toContain("sequence/F sequence");
  expect(projectView(model, "sequence/F")).toBeUndefined();
  for (const grid of grids) expect(grid.draw(model, `${grid.name}/nowhere`)).toBeUndefined();
});

test("entities lie beside each other, and each line ends at the rows of its fields", () => {
  let state = 1;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let run = 0; run < 60; run++) {
    const count = 1 + random(14);
    const entities = Array.from({ length: count }, (_, at) => ({
      id: `e${at}`, title: `Entity ${at}`, ...(run % 2 === 0 ? { group: `g${random(3)}` } : {}),
      rows: Array.from({ length: 1 + random(9) }, (_row, row) => ({ id: `e${at}.f${row}`, name: `field${row}`, type: "string(20)", key: row === 0 ? "PK" : "", optional: random(2) === 0, classes: random(4) === 0 ? ["personal"] : [] })),
    }));
    const diagram: EntityDiagram = {
      id: "entities/all", title: "All", description: "", entities, groups: run % 2 === 0 ? ["g0", "g1", "g2"].map((id) => ({ id, title: id, kind: "Database" })) : [],
      links: Array.from({ length: random(20) }, (_, at) => {
        const [from, to] = [entities[random(count)]!, entities[random(count)]!];
        return { id: `l${at}`, to: to.id, toRow: to.rows[0]!.id, one: "one" as const, from: from.id, fromRow: from.rows[random(from.rows.length)]!.id, many: "many" as const };
      }),
    };
    const graph = measureEntities(diagram);
    const placed = layout(graph, { direction: "right" });
    expect(findGeometryFaults(graph, placed)).toEqual([]);
    expect(renderSvg(drawEntities(diagram, placed), { theme: "light" })).not.toMatch(/NaN|undefined/);
  }
});

test("keys, links and their feet follow from the fields", () => {
  const model = open(`database d "D" {
  entity Customer { id: uuid key; email: email unique }
  entity Order { id: uuid key; customer: Customer; voucher: Voucher? unique }
  entity Voucher { code: string key; orders: list<Order> }
}`);
  const svg = renderSvg(gridOf("entities/d")!.draw(model, "entities/d")!, { theme: "light" });
  expect(svg).toContain("Order to Customer: any number to exactly one");
  expect(svg).toContain("Order to Voucher: none or one to none or one");
  expect(svg).toContain("Voucher to Order: any number to any number");
  expect(gridOf("entities/d")!.texts.map((text) => text.write(model, "entities/d").split("\n").filter((line) => line.includes("--")).length > 3)).toEqual([true, true]);
});

test("what Mermaid does not take in the name of an entity is left out of it", () => {
  const model = open('database d { entity `a % "b" \\\\ c` { id: uuid key } }');
  const [text] = gridOf("entities/d")!.texts;
  expect(text!.write(model, "entities/d")).toMatch(/\["`?a b c`?"\]/);
});
