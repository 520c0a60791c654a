import { createWorkspace, type Model } from "@groundplan/model";
import { describe, expect, it } from "vitest";
import { writeD2 } from "../src/exports/d2.ts";
import { writeMermaid } from "../src/exports/mermaid.ts";
import { writePlantUml } from "../src/exports/plantuml.ts";
import { listViews, projectView } from "../src/projections/index.ts";
import { drawScene } from "../src/picture.ts";
import { renderSvg } from "../src/render/svg.ts";
import type { Scene } from "../src/scene.ts";

function modelOf(text: string): Model {
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text }]);
  expect([...workspace.faults().values()].flat().map(({ message }) => message)).toEqual([]);
  return workspace.model;
}

function sceneOf(text: string, id: string): Scene {
  return projectView(modelOf(text), id)!;
}

const SHOP = `
type NewOrder { email: email personal; card: string payment }
type Order { id: uuid; email: email personal }
type Card { number: string payment }
type Page { text: string }
actor shopper "Shopper" { trust: "the shopper's device" }
actor idle "Idle"
external bank "Bank"
external logs "Logs"
system shop "Shop" {
  mobileapp app "App" { trust: "the shopper's device"; -> front "orders" { protocol: http; data: NewOrder } }
  gateway front "Front door" { -> orders.Api.place "passes on" { protocol: http } }
  service orders "Orders" {
    api Api rest { place: POST /orders (NewOrder) -> 201 Order }
    -> store "keeps" { protocol: postgresql-protocol }
    -> pay "charges" { protocol: grpc; data: Card }
    -> logs "logs" { protocol: https; data: "lines" }
    ->> events.placed "announces"
  }
  group vault { trust: "card data"; service pay "Payment" { declassifies: payment per token; -> bank "charges" { protocol: https; data: Card } } }
  database store "Store" { entity Kept "Kept order" { id: uuid key; email: email personal; retention 1y } }
  broker events "Events" { topic placed "Placed" of Order }
  worker books "Books" { consumes: events.placed }
}
shopper -> shop.app "types" { data: NewOrder }
shopper -> shop.front "browses" { protocol: https; access: reads; data: Page }
`;

describe("a data-flow diagram of level 1", () => {
  const scene = sceneOf(SHOP, "dataflow/shop");

  it("has people, externals, processes, stores and queues, and nobody without data", () => {
    expect(scene.nodes.map(({ title, kind, shape }) => `${title}: ${kind}, ${shape}`)).toEqual([
      "Shopper: Person, person", "Bank: External entity, external", "Logs: External entity, external", "App: Process, card", "Front door: Process, card", "Orders: Process, card",
      "Payment: Process, card", "Store: Data store, cylinder", "Events: Queue, capsule", "Books: Process, card",
    ]);
  });

  it("says what stores keep, what queues hold, and what is taken away", () => {
    const lines = (id: string): readonly string[] => scene.nodes.find((node) => node.id === id)!.lines;
    expect([lines("shop.store"), lines("shop.events"), lines("shop.vault.pay"), lines("shop.orders")]).toEqual([["Kept order · personal"], ["Placed"], ["tokenises payment"], []]);
  });

  it("draws trust boundaries: the system's edge, zones in it, and zones that people are in outside of it", () => {
    expect(scene.groups.map(({ title, kind, parent, boundary }) => [title, kind, parent, boundary])).toEqual([["Shop", "System", undefined, true], ["card data", "Trust zone", "shop", true], ["the shopper's device", "Trust zone", undefined, true]]);
    const parents = Object.fromEntries(scene.nodes.map(({ title, parent }) => [title, parent]));
    expect([parents["Payment"], parents["App"], parents["Shopper"], parents["Orders"], parents["Bank"]]).toEqual([scene.groups[1]!.id, scene.groups[2]!.id, scene.groups[2]!.id, "shop", undefined]);
  });

  it("draws one line between two, with a head where data arrives, its names, its classes, and what is spoken across a boundary", () => {
    const titles = new Map(scene.nodes.map(({ id, title }) => [id, title]));
    const arrows = { flow: "", classified: "!", assumed: "?" } as Readonly<Record<string, string>>;
    expect(scene.edges.map((edge) => `${titles.get(edge.source)} ${edge.both ? "<" : ""}=${arrows[edge.style]}> ${titles.get(edge.target)}: ${edge.label} [${edge.technology ?? ""}]`).sort()).toEqual([
      "App =!> Front door: NewOrder [personal, payment · HTTP unencrypted]", "Events =!> Books: Order [personal]", "Front door <=!> Orders: NewOrder, Order [personal, payment]",
      "Front door => Shopper: Page [HTTPS]", "Orders <=?> Store: Kept [personal?]", "Orders =!> Events: Order [personal]", "Orders =!> Payment: Card [payment · gRPC]", "Orders =?> Logs: lines [personal?, payment? · HTTPS]",
      "Payment =!> Bank: Card [payment · HTTPS]", "Shopper =!> App: NewOrder [personal, payment]",
    ]);
  });

  it("keeps the relations behind each line", () => {
    expect(scene.edges.find(({ target }) => target === "bank")!.relations).toEqual(['shop.vault.pay -> bank "charges"']);
  });

  it("explains its notation", () => {
    const { drawing } = drawScene(scene);
    const svg = renderSvg(drawing, { theme: "light" });
    for (const word of ["Process", "Data store", "Queue", "External entity", "classified data", "classified by assumption", "trust boundary"]) expect(svg).toContain(`>${word}</text>`);
    expect(svg).toContain("to and from Orders, classified data");
  });

  it("is told to other tools with both heads, bold and dashed", () => {
    expect(writeMermaid(scene)).toMatch(/shop_front <==>\|"[^"]*"\| shop_orders/);
    expect(writeMermaid(scene)).toMatch(/shop_orders -\.->\|/);
    expect(writePlantUml(scene)).toMatch(/shop_front <-\[bold\]-> shop_orders/);
    expect(writePlantUml(scene)).toContain('database "<b>Store</b>');
    expect(writeD2(scene)).toMatch(/<-> shop\.shop_orders: "NewOrder, Order \(personal, payment\)" \{class: gp-classified\}/);
  });
});

describe("a data-flow diagram of level 0", () => {
  it("has the system as one process", () => {
    const scene = sceneOf(SHOP, "dataflow-0/shop");
    expect(scene.nodes.map(({ id, kind, opens }) => [id, kind, opens])).toEqual([["shopper", "Person", undefined], ["bank", "External entity", undefined], ["logs", "External entity", undefined], ["shop", "Process", "dataflow/shop"]]);
    expect(scene.edges.map(({ source, target, both, label }) => `${source} ${both ? "<>" : ">"} ${target}: ${label}`).sort()).toEqual(["shop > bank: Card", "shop > logs: lines", "shopper <> shop: NewOrder, Page"]);
  });
});

describe("data-flow diagrams", () => {
  const kinds = (text: string): readonly string[] => listViews(modelOf(text)).flatMap(({ id, kind, artifact }) => (kind === "data-flow" ? `${id} ${artifact}` : []));

  it("are there where the model knows of data, for each system and for what no system holds", () => {
    expect(kinds('system a { service x { -> b.y "asks" } }\nsystem b { service y }')).toEqual([]);
    expect(kinds('system a { service x { -> b.y "asks" { data: "words" } } }\nsystem b { service y }')).toEqual(["dataflow-0/a 3.3", "dataflow/a 3.3", "dataflow-0/b 3.3", "dataflow/b 3.3"]);
    expect(kinds('service x { -> y "asks" { data: "words" } }\nservice y')).toEqual(["dataflow 3.3"]);
    expect(sceneOf('service x { -> y "asks" { data: "words" } }\nservice y', "dataflow").edges.map(({ label }) => label)).toEqual(["words"]);
  });

  it("bundle what serves all: many lines without a class become one of the system", () => {
    const parts = Array.from({ length: 8 }, (_, at) => `service s${at} { -> flags "asks" { data: Flag; access: reads } }`);
    const scene = sceneOf(`type Flag { on: boolean }\nsystem shop "Shop" { service flags "Flags"\n${parts.join("\n")} }`, "dataflow/shop");
    expect(scene.edges.map(({ source, target, label, relations }) => [source, target, label, relations.length])).toEqual([["shop.flags", "shop", "8 parts: Flag", 8]]);
  });

  it("fold what is too much, and lose none of its flows", () => {
    const parts = Array.from({ length: 70 }, (_, at) => `service s${at} { -> s${(at + 1) % 70} "sends" { data: Secret } }`);
    const scene = sceneOf(`type Secret { key: string secret }\nsystem shop "Shop" {\n${parts.join("\n")} }`, "dataflow/shop");
    expect(scene.nodes.length).toBeLessThanOrEqual(50);
    expect(scene.nodes.some(({ shape }) => shape === "folded")).toBe(true);
    expect(scene.edges.every(({ style }) => style === "classified")).toBe(true);
  });
});
