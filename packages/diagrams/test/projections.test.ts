import { createWorkspace, type Model } from "@groundplan/model";
import { describe, expect, it } from "vitest";
import { listViews, projectView } from "../src/projections/index.ts";
import type { Scene } from "../src/scene.ts";

function modelOf(text: string, decisions: Readonly<Record<string, string>> = {}): Model {
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text }, ...Object.entries(decisions).map(([file, content]) => ({ file, text: content }))]);
  expect([...workspace.faults()].flatMap(([, list]) => list.map((fault) => fault.message))).toEqual([]);
  return workspace.model;
}

function sceneOf(text: string, id: string): Scene {
  const scene = projectView(modelOf(text), id);
  if (!scene) throw new Error(`no view ${id}`);
  return scene;
}

/** `a -> b: label [technology]`, one line for each edge. */
function edges(scene: Scene): string[] {
  const arrows = { call: "->", message: "->>", link: "--", flow: "=>", classified: "=!>", assumed: "=?>" } as const;
  return scene.edges.map((edge) => `${edge.source} ${arrows[edge.style]} ${edge.target}${edge.label === undefined ? "" : `: ${edge.label}`}${edge.technology === undefined ? "" : ` [${edge.technology}]`}`);
}

const places = (scene: Scene): string[] => scene.nodes.map((node) => (node.parent === undefined ? node.id : `${node.parent} > ${node.id}`));
const groups = (scene: Scene): string[] => scene.groups.map((group) => `${group.parent === undefined ? "" : `${group.parent} > `}${group.id}${group.dashed ? " dashed" : ""}`);

const shop = `
system shop "Shop" {
  "Sells telescopes."
  actor shopper "Shopper" { "Buys."; -> web "browses"; -> web "buys"; -> web "buys" }
  external cards "Card processor"
  webapp web "Storefront" { tech: typescript, nextjs; owner: front; -> checkout.CheckoutApi.place "places the order"; -> checkout.CheckoutApi.find "finds orders" }
  service checkout "Checkout" {
    tech: python
    owner: orders-team
    api CheckoutApi grpc { place; find }
    component placing "Placing" { "Charges and ships."; -> pricing "asks for totals"; -> cards "charges" { protocol: https }; ->> events.placed; -> bank.ledger.posting "posts" }
    component pricing "Pricing" { -> pricing "retries"; -> stock.levels "reads" }
    checkout.CheckoutApi -> placing "is served by"
  }
  service stock "Stock" { component levels "Levels" }
  broker events "Events" { tech: kafka@4.1; topic placed "Placed orders" }
  worker books "Books" { consumes: events.placed; responsibilities: "Books each order.", "Reports to the tax office" }
  database orders "Orders" { tech: postgresql@18.4; "Every **order** ever \`placed\`." }
  books -> orders "writes"
}
system bank "Bank" { service ledger "Ledger" { component posting "Posting" } }
team front "Front team"
team orders-team "Orders team"
`;

describe("the list of views", () => {
  it("names each view that has something to show, in a stable order, with its artifact", () => {
    const text = `${shop}\nsystem empty "Empty"\ndomain d "D" { capability c "C" }\nview buying "Buying" of shop { include web }`;
    expect(listViews(modelOf(text)).map((view) => `${view.artifact} ${view.kind} ${view.id} ${view.elements}`)).toEqual([
      "1.1 landscape landscape 5",
      "1.1 context context/shop 3",
      "1.1 context context/bank 1",
      "1.1 context context/empty 1",
      "1.2 containers containers/shop 8",
      "1.2 containers containers/bank 1",
      "2.1 components components/shop.checkout 2",
      "2.1 components components/shop.stock 1",
      "2.1 components components/bank.ledger 1",
      "1.2 containers view/buying 2",
      "1.2 capabilities capabilities 1",
    ]);
  });

  it("names nothing for an empty workspace, and projects nothing that it does not name", () => {
    expect(listViews(modelOf(""))).toEqual([]);
    expect(projectView(modelOf(shop), "containers/nowhere")).toBeUndefined();
    expect(projectView(modelOf(shop), "components/shop.web")).toBeUndefined();
  });

  it("lists the containers that no system holds", () => {
    const scene = sceneOf('service a "A" { -> b "asks" }\nservice b "B"', "containers");
    expect(edges(scene)).toEqual(["a -> b: asks"]);
    expect(listViews(modelOf('system s "S"')).map((view) => view.id)).toEqual(["landscape", "context/s"]);
  });

  it("follows the model when it changes", () => {
    const workspace = createWorkspace();
    workspace.update([{ file: "a.plan", text: 'system s "S" { service a "A" }' }]);
    expect(projectView(workspace.model, "containers/s")?.nodes.map((node) => node.title)).toEqual(["A"]);
    workspace.update([{ file: "a.plan", text: 'system s "S" { service a "B" }' }]);
    expect(projectView(workspace.model, "containers/s")?.nodes.map((node) => node.title)).toEqual(["B"]);
  });
});

describe("the landscape", () => {
  it("shows systems as boxes with the people and externals around them, relations lifted and without protocols", () => {
    const scene = sceneOf(shop, "landscape");
    expect(places(scene)).toEqual(["shop", "shop.shopper", "shop.cards", "bank"]);
    expect(edges(scene)).toEqual(["shop.shopper -> shop: browses, buys", "shop -> shop.cards: charges", "shop -> bank: posts"]);
    expect(scene.nodes.map((node) => node.opens)).toEqual(["containers/shop", undefined, undefined, "containers/bank"]);
  });

  it("draws groups around what they hold", () => {
    const scene = sceneOf('group corp "Corp" {\n system a "A"\n actor clerk "Clerk" { -> a "works with" }\n group empty "Empty"\n}\nsystem b "B" { -> a "feeds" }', "landscape");
    expect(groups(scene)).toEqual(["corp dashed"]);
    expect(places(scene)).toEqual(["corp > corp.a", "corp > corp.clerk", "b"]);
    expect(edges(scene)).toEqual(["corp.clerk -> corp.a: works with", "b -> corp.a: feeds"]);
  });
});

describe("the context of a system", () => {
  it("shows the system as one box among those that it has to do with, and nothing of what others do among themselves", () => {
    const scene = sceneOf(`${shop}\nsystem mint "Mint" { -> bank "prints for" }\nexternal rail "Rail" { -> mint "moves" }`, "context/shop");
    expect(places(scene)).toEqual(["shop", "shop.shopper", "shop.cards", "bank"]);
    expect(edges(scene)).toEqual(["shop.shopper -> shop: browses, buys", "shop -> shop.cards: charges", "shop -> bank: posts"]);
  });

  it("draws the organisations that hold the system, and what its own people do with each other", () => {
    const scene = sceneOf('group corp "Corp" { group unit "Unit" { system s "S" {\n actor a "A" { -> b "asks" }\n external b "B"\n} } }', "context/corp.unit.s");
    expect(groups(scene)).toEqual(["corp dashed", "corp > corp.unit dashed"]);
    expect(places(scene)).toEqual(["corp.unit > corp.unit.s", "corp.unit.s.a", "corp.unit.s.b"]);
    expect(edges(scene)).toEqual(["corp.unit.s.a -> corp.unit.s.b: asks"]);
  });
});

describe("the containers of a system", () => {
  it("stand in its boundary with interfaces, technologies, owners and drill-down", () => {
    const scene = sceneOf(shop, "containers/shop");
    expect(scene.groups).toEqual([{ id: "shop", title: "Shop", kind: "System", opens: "context/shop" }]);
    expect(places(scene)).toEqual(["shop.shopper", "shop.cards", "shop > shop.web", "shop > shop.checkout", "shop > shop.stock", "shop > shop.events", "shop > shop.books", "shop > shop.orders", "bank"]);
    const node = (id: string) => scene.nodes.find((each) => each.id === id);
    expect(node("shop.checkout")).toMatchObject({ kind: "Service", shape: "card", swatch: "service", technologies: ["Python"], lines: ["gRPC CheckoutApi"], owner: "Orders team", opens: "components/shop.checkout" });
    expect(node("shop.web")).toMatchObject({ kind: "Web app", shape: "browser", technologies: ["TypeScript", "Next.js"], icons: ["typescript", "nextdotjs"] });
    expect(node("shop.web")).not.toHaveProperty("opens");
    expect(node("shop.events")).toMatchObject({ shape: "capsule", lines: ["topic Placed orders"], technologies: ["Apache Kafka 4.1"] });
    expect(node("shop.orders")).toMatchObject({ technologies: ["PostgreSQL 18.4"], description: "Every order ever placed." });
    expect(node("shop.books")?.description).toBe("Books each order, reports to the tax office");
    expect(node("bank")).toMatchObject({ opens: "containers/bank", kind: "System" });
  });

  it("lift relations to containers, merge them and say what is spoken", () => {
    expect(edges(sceneOf(shop, "containers/shop"))).toEqual([
      "shop.shopper -> shop.web: browses, buys",
      "shop.web -> shop.checkout: places the order, finds orders [gRPC]",
      "shop.checkout -> shop.cards: charges [HTTPS]",
      "shop.checkout ->> shop.events: Placed orders",
      "shop.checkout -> bank: posts",
      "shop.checkout -> shop.stock: reads",
      "shop.events ->> shop.books: Placed orders",
      "shop.books -> shop.orders: writes",
    ]);
    const merged = sceneOf(shop, "containers/shop").edges[0];
    expect(merged?.relations).toHaveLength(3);
  });

  it("are put together by declared groups", () => {
    const scene = sceneOf('domain d "D"\nsystem s "S" {\n group edge "Edge" { gateway g "G"; external cdn "CDN" }\n group partners "Partners" { external p "P" }\n service a "A" { domain: d }\n}', "containers/s");
    expect(groups(scene)).toEqual(["s", "s > s.edge dashed", "s.partners dashed"]);
    expect(places(scene)).toEqual(["s.edge > s.edge.g", "s.edge.cdn", "s.partners > s.partners.p", "s > s.a"]);
  });

  it("are put together by domains where there are no groups: their own, that of their capability, or an inherited one", () => {
    const text = 'domain sales "Sales" { capability sell "Sell"; domain web "Web" { capability show "Show" } }\ndomain goods "Goods"\nsystem s "S" {\n domain: goods\n service a "A" { realises: sell }\n service b "B" { domain: sales }\n service c "C"\n service d "D" { realises: show }\n}';
    const scene = sceneOf(text, "containers/s");
    expect(groups(scene)).toEqual(["s", "s > sales dashed", "s > goods dashed", "sales > sales.web dashed"]);
    expect(places(scene)).toEqual(["sales > s.a", "sales > s.b", "goods > s.c", "sales.web > s.d"]);
    // One domain around everything says nothing.
    expect(groups(sceneOf('domain one "One"\nsystem s "S" { domain: one; service a "A"; service b "B" }', "containers/s"))).toEqual(["s"]);
  });

  it("keep a relation to the whole system only where nothing finer says it", () => {
    const text = 'system s "S" { service a "A"; service b "B" }\nactor x "X" { -> s "uses"; -> s.a "clicks" }\nactor y "Y" { -> s "uses" }';
    expect(edges(sceneOf(text, "containers/s"))).toEqual(["x -> s.a: clicks", "y -> s: uses"]);
  });

  it("show a system within the system as one box that opens", () => {
    const scene = sceneOf('system s "S" { system inner "Inner" { service a "A" }; service b "B" { -> inner.a "asks" } }', "containers/s");
    expect(places(scene)).toEqual(["s > s.inner", "s > s.b"]);
    expect(edges(scene)).toEqual(["s.b -> s.inner: asks"]);
    expect(scene.nodes[0]?.opens).toBe("containers/s.inner");
  });

  it("take the look of a kind that the workspace declares, and names of its own technologies", () => {
    const scene = sceneOf('kind ledger like database { icon: coins }\ntechnology ldb "LedgerDB" { category: database; icon: ldbicon }\nsystem s "S" { ledger l "L" { tech: ldb@2 } }', "containers/s");
    expect(scene.nodes[0]).toMatchObject({ kind: "ledger", shape: "cylinder", swatch: "data", technologies: ["LedgerDB 2"], icons: ["coins", "ldbicon"] });
  });
});

describe("the components of a container", () => {
  it("stand in its boundary; others are lifted, loops are drawn only where they are meant", () => {
    const scene = sceneOf(shop, "components/shop.checkout");
    expect(scene.groups).toEqual([{ id: "shop.checkout", title: "Checkout", kind: "Service", opens: "containers/shop" }]);
    expect(places(scene)).toEqual(["shop.cards", "shop.web", "shop.checkout > shop.checkout.placing", "shop.checkout > shop.checkout.pricing", "shop.stock", "shop.events", "bank"]);
    expect(edges(scene)).toEqual([
      // The component that the interface leads to is the one that its callers reach.
      "shop.web -> shop.checkout.placing: places the order, finds orders [gRPC]",
      "shop.checkout.placing -> shop.checkout.pricing: asks for totals",
      "shop.checkout.placing -> shop.cards: charges [HTTPS]",
      "shop.checkout.placing ->> shop.events: Placed orders",
      "shop.checkout.placing -> bank: posts",
      "shop.checkout.pricing -> shop.checkout.pricing: retries",
      "shop.checkout.pricing -> shop.stock: reads",
    ]);
  });

  it("open where they are made of components themselves", () => {
    const text = 'service a "A" { component b "B" { component c "C" { -> d "asks" }; component d "D" } }';
    expect(sceneOf(text, "components/a").nodes).toMatchObject([{ id: "a.b", opens: "components/a.b" }]);
    expect(edges(sceneOf(text, "components/a.b"))).toEqual(["a.b.c -> a.b.d: asks"]);
    expect(sceneOf(text, "components/a.b").groups).toMatchObject([{ id: "a.b", opens: "components/a" }]);
  });
});

describe("views of the workspace", () => {
  const views = `${shop}
view only "Only" of shop { include books }
view near "Near" of shop { focus checkout }
view less "Less" of shop { exclude checkout, cards }
view teams "Teams" of shop { groupBy: owner; direction: right }
view wide "Wide" { level: containers }
view deep "Deep" of shop { level: components }
view mine "Mine" { include orders-team }
`;
  it.each([
    ["only", ["shop > shop.books", "shop > shop.orders"], ["shop.books -> shop.orders: writes"]],
    ["near", ["shop.cards", "shop > shop.web", "shop > shop.checkout", "shop > shop.stock", "shop > shop.events", "bank"], [
      "shop.web -> shop.checkout: places the order, finds orders [gRPC]", "shop.checkout -> shop.cards: charges [HTTPS]", "shop.checkout ->> shop.events: Placed orders", "shop.checkout -> bank: posts", "shop.checkout -> shop.stock: reads",
    ]],
    ["less", ["shop.shopper", "shop > shop.web", "shop > shop.stock", "shop > shop.events", "shop > shop.books", "shop > shop.orders"], ["shop.shopper -> shop.web: browses, buys", "shop.events ->> shop.books: Placed orders", "shop.books -> shop.orders: writes"]],
    ["mine", ["shop.cards", "shop > shop.checkout", "shop > shop.stock", "shop > shop.events", "bank > bank.ledger"], ["shop.checkout -> shop.cards: charges [HTTPS]", "shop.checkout ->> shop.events: Placed orders", "shop.checkout -> bank.ledger: posts", "shop.checkout -> shop.stock: reads"]],
  ])("narrow what they are of: %s", (name, expectedPlaces, expectedEdges) => {
    const scene = sceneOf(views, `view/${name}`);
    expect(places(scene)).toEqual(expectedPlaces);
    expect(edges(scene)).toEqual(expectedEdges);
  });

  it("group by owner, and turn", () => {
    const scene = sceneOf(views, "view/teams");
    expect(scene.direction).toBe("right");
    expect(groups(scene)).toEqual(["shop", "shop > front dashed", "shop > orders-team dashed"]);
    expect(scene.nodes.find((node) => node.id === "shop.checkout")).not.toHaveProperty("owner");
  });

  it("open as far as their level says", () => {
    expect(groups(sceneOf(views, "view/wide"))).toEqual(["shop", "bank"]);
    expect(sceneOf(views, "view/wide").kind).toBe("containers");
    expect(groups(sceneOf(views, "view/deep"))).toEqual(["shop", "shop > shop.checkout", "shop > shop.stock"]);
    expect(edges(sceneOf(views, "view/deep"))).toContain("shop.checkout.pricing -> shop.stock.levels: reads");
  });

  it("show what belongs to a domain or stands in a group", () => {
    const text = 'domain d "D"\nsystem s "S" { group g "G" { service a "A" { -> b "asks" } }; service b "B" { domain: d } }\nview one of d\nview two of s.g';
    expect(places(sceneOf(text, "view/one"))).toEqual(["s.g.a", "d > s.b"]);
    expect(places(sceneOf(text, "view/two"))).toEqual(["s.g > s.g.a", "s.b"]);
  });
});

describe("capabilities and decisions", () => {
  it("maps capabilities by domain with what realises them, and marks what nothing realises", () => {
    const scene = sceneOf('domain sales "Sales" importance core { capability sell "Sell" { "Sell things." }; capability dream "Dream" }\ndomain goods "Goods"\nservice a "A" { component x "X" { realises: sell } }\nservice b "B" { domain: goods }', "capabilities");
    expect(scene.groups).toEqual([{ id: "sales", title: "Sales", kind: "Core domain", dashed: true }]);
    expect(scene.nodes.map((node) => [node.id, node.lines, node.mark, node.opens])).toEqual([["sales.sell", ["A"], "complete", "components/a"], ["sales.dream", [], "empty", undefined], ["goods", ["B"], "complete", undefined]]);
  });

  it("draws decisions with their status and links", () => {
    const model = modelOf("", {
      "decisions/0001-one.md": "---\nstatus: superseded\ndate: 2026-01-01\n---\n# One\n\n## Context\nFirst.\n",
      "decisions/0002-two.md": "---\nstatus: accepted\nsupersedes: [1]\nconflicts: [3]\n---\n# Two\n",
      "decisions/0003-three.md": "---\nstatus: rejected\nrefines: [2]\n---\n# Three\n",
    });
    const scene = projectView(model, "decisions")!;
    expect(scene.nodes.map((node) => [node.title, node.kind, node.technologies, node.mark])).toEqual([["0001 One", "Superseded", ["2026-01-01"], undefined], ["0002 Two", "Accepted", [], "complete"], ["0003 Three", "Rejected", [], "failing"]]);
    expect(edges(scene)).toEqual(["adr-0002 -> adr-0001: supersedes", "adr-0002 -- adr-0003: conflicts with", "adr-0003 -> adr-0002: refines"]);
    expect(scene.edges.every((edge) => edge.relations.length === 0)).toBe(true);
  });
});
