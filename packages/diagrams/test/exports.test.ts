import { createWorkspace } from "@groundplan/model";
import { describe, expect, it } from "vitest";
import { identifiers } from "../src/exports/identifiers.ts";
import { textExports, type TextExport } from "../src/exports/index.ts";
import { projectView } from "../src/projections/index.ts";
import type { Scene } from "../src/scene.ts";
import { hostile, hostileScene, small } from "./support/scenes.ts";

function exportOf(id: TextExport["id"]): TextExport {
  return textExports.find((each) => each.id === id)!;
}

function write(id: TextExport["id"], scene: Scene): string {
  const each = exportOf(id);
  if (each.of !== "scene") throw new Error(`${id} is not of a scene`);
  return each.write(scene);
}

function structurizr(text: string): string {
  const each = exportOf("structurizr");
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text }]);
  expect([...workspace.faults()]).toEqual([]);
  if (each.of !== "model") throw new Error("not of a model");
  return each.write(workspace.model);
}

describe("identifiers", () => {
  it("are plain, unlike each other even without case, and no words of the tool", () => {
    const ids = ["shop.cart", "shop_cart", "Shop-Cart", "end", "1", "客户", "", "🚀", "constructor", "__proto__"];
    expect([...identifiers(ids, new Set(["end"])).values()]).toEqual(["shop_cart", "shop_cart_2", "Shop_Cart_3", "n_end", "n_1", "n", "n_2", "n_3", "constructor", "proto"]);
  });

  it("stay short, and apart when they are cut", () => {
    const names = [...identifiers([`${"x".repeat(900)}a`, `${"x".repeat(900)}b`]).values()];
    expect(names[0]).toHaveLength(60);
    expect(new Set(names).size).toBe(2);
  });
});

describe("Mermaid", () => {
  it("writes a flowchart with nested subgraphs, kinds, technologies and styles", () => {
    const text = write("mermaid", small);
    expect(text).toContain('---\ntitle: "Shop: containers"\n---\nflowchart TB\n');
    expect(text).toContain('  subgraph shop["<b>Shop</b> System"]\n    web("<b>Storefront</b><br/><small>Web app · Next.js</small>")\n    events(["<b>Events</b><br/><small>Broker · Kafka</small>"])\n    subgraph orders["Orders"]\n');
    expect(text).toContain('  web -->|"places order (gRPC)"| checkout\n  checkout --> store\n  checkout -.->|"announces"| events\n');
    expect(text).toContain("  class cards gp-external\n");
    expect(text).toContain("  class orders gp-dashed\n");
  });

  it("turns with the scene", () => expect(write("mermaid", { ...small, direction: "right" })).toContain("flowchart LR\n"));

  it.each([
    ['say "x"', "say #quot;x#quot;"],
    ["<b> & </b>", "#lt;b#gt; #amp; #lt;/b#gt;"],
    ["#35; ;", "#8203;#35;35#59; #59;"],
    ["1. first", "#8203;1. first"],
    ["*star* snake_case _em_", "#8203;\\*star\\* snake_case \\_em\\_"],
    ["`code`", "\\#96;code\\#96;"],
    ["see http://example.org", "see http:#8203;//example.org"],
    ["style:a#b;", "style#58;a#35;b#59;"],
  ])("escapes %s", (words, expected) => {
    const text = write("mermaid", { ...small, edges: [{ id: "e", source: "web", target: "store", style: "call", label: words, relations: [] }] });
    expect(text).toContain(`  web -->|"${expected}"| store\n`);
  });
});

describe("PlantUML", () => {
  it("writes C4 with boundaries, and dashed messages", () => {
    const text = write("plantuml", small);
    expect(text).toContain("@startuml\n!include <C4/C4_Container>\n");
    expect(text).toContain('Person(shopper, "Shopper", "Buys telescopes")\n');
    expect(text).toContain('Boundary(shop, "Shop", "System") {\n');
    expect(text).toContain('  Boundary(orders, "Orders") {\n    Container(checkout, "Checkout", "Service · Go, gRPC", "Turns a cart into a paid, shipped order.\\nOwner: Orders team\\ngRPC CheckoutService\\ntopic orders")\n    ContainerDb(store, "Orders", "Store · PostgreSQL 18", "")\n');
    expect(text).toContain('Rel(web, checkout, "places order", "gRPC")\n');
    expect(text).toContain('Rel(checkout, events, "announces", $tags="message")\n');
  });

  it("takes the library that holds what it draws, and plain boxes where C4 has none", () => {
    expect(write("plantuml", { ...small, kind: "context" })).toContain("<C4/C4_Container>");
    expect(write("plantuml", { ...small, kind: "context", nodes: small.nodes.filter((node) => node.swatch === "actor"), edges: [] })).toContain("<C4/C4_Context>");
    expect(write("plantuml", { ...small, kind: "decisions" })).not.toContain("C4");
  });

  it("leaves nothing of a text to the preprocessor, to Creole or to tags that name files", () => {
    const text = write("plantuml", { ...small, edges: [{ id: "e", source: "web", target: "store", style: "call", label: `"q" <img:/etc/passwd> $x %date() //i// /' c '/ [[l]] \\n`, relations: [] }] });
    expect(text.split("\n").find((line) => line.startsWith("Rel("))).toBe(
      'Rel(web, store, "<U+0022>q<U+0022> <U+003C>img:/etc/passwd<U+003E> <U+0024>x <U+0025>date() <U+002F><U+002F>i<U+002F><U+002F> /<U+0027> c <U+0027>/ <U+005B><U+005B>l<U+005D><U+005D> <U+005C>n")',
    );
  });
});

describe("D2", () => {
  it("writes nested boxes and full paths", () => {
    const text = write("d2", small);
    expect(text).toContain('direction: down\nheading: "Shop: containers" {\n');
    expect(text).toContain('shop: "Shop · System" {\n  class: gp-group\n  web: "Storefront\\nWeb app · Next.js" {\n    class: gp-web\n  }\n');
    expect(text).toContain('shop.web -> shop.orders.checkout: "places order (gRPC)"\n');
    expect(text).toContain('shop.orders.checkout -> shop.events: "announces" {class: gp-message}\n');
    expect(text).not.toContain("layout-engine");
  });

  it("names an engine that can draw from a box into itself, and leaves substitutions unsubstituted", () => {
    const text = write("d2", { ...small, edges: [{ id: "e", source: "shop", target: "web", style: "call", label: '${x} "y"', relations: [] }] });
    expect(text).toContain("layout-engine: elk");
    expect(text).toContain('shop -> shop.web: "\\${x} \\"y\\""\n');
  });
});

describe("all texts of a scene", () => {
  it.each(["mermaid", "plantuml", "d2"] as const)("%s keeps hostile words on their lines", (id) => {
    const text = write(id, hostileScene);
    expect(text).toBe(write(id, hostileScene));
    const plain = write(id, { ...hostileScene, title: "t", description: "d", nodes: hostileScene.nodes.map((node) => ({ ...node, title: "t", description: "d" })), edges: hostileScene.edges.map((edge) => ({ ...edge, label: "l", technology: "t" })) });
    // D2 breaks long words of a box within its quotes; nothing else may change the number of lines.
    expect(text.split("\n").length).toBe(plain.split("\n").length);
    expect(/[^\n\P{Cc}]/u.test(text)).toBe(false);
    // D2, and Mermaid in its title, take a text for a text; elsewhere a tag would be one.
    if (id !== "d2") expect(text.split("\n").filter((line) => !line.startsWith("title: ")).join("\n").includes("<script>")).toBe(false);
  });

  it("writes a text for every hostile word alone", () => {
    for (const words of hostile) {
      const scene = { ...small, title: words, description: words, nodes: small.nodes.map((node) => ({ ...node, title: words })) };
      for (const each of textExports) if (each.of === "scene") expect(each.write(scene).split("\n").length).toBeGreaterThan(5);
    }
  });
});

describe("Structurizr", () => {
  const text = `
system shop "Shop" {
  "Sells \\"things\\"."
  actor shopper "Shopper" { -> web "buys" }
  external cards "Cards"
  group edge "Edge" { group inner "In/ner" { webapp web "Web" { tech: nextjs; component page "Page" { -> checkout.CheckoutApi.place "places" ; component part "Part" } } } }
  service checkout "Checkout" { api CheckoutApi grpc { place } ; ->> events.placed ; -> cards "charges \${HOME}" }
  service twin "Checkout"
  broker events "Events" { topic placed "Placed" }
  checkout -> shop "is in"
  web -> checkout "places"
}
service loose "Loose"
edge -> loose "as a group"
view mine "Mine" of shop { include checkout; direction: right }
`;
  const dsl = structurizr(text);

  it("nests what the C4 model nests, and makes groups of the rest", () => {
    expect(dsl).toContain('    shop = softwareSystem "Shop" "Sells \\"things\\"." "System" {\n');
    expect(dsl).toContain('"structurizr.groupSeparator" "|"');
    expect(dsl).toContain('      group "Edge|In/ner" {\n        shop_edge_inner_web = container "Web" "" "Next.js" "Web app" {\n');
    expect(dsl).toContain('          group "Page" {\n            shop_edge_inner_web_page_part = component "Part" "" "" "Component"\n');
    expect(dsl).toContain('    shop_shopper = person "Shopper" "" "Person"\n');
    expect(dsl).toContain('    shop_cards = softwareSystem "Cards" "" "External system,External"\n');
    expect(dsl).toContain('    n_outside = softwareSystem "Outside of systems"');
    expect(dsl).toContain('      shop_twin = container "Checkout (shop.twin)"');
  });

  it("writes coarse relations first, lifts to what there is, and tells what has no place", () => {
    const relations = dsl.split("\n").filter((line) => / -> /.test(line)).map((line) => line.trim());
    expect(relations).toEqual([
      'shop_shopper -> shop_edge_inner_web "buys" ""',
      'shop_checkout -> shop_cards "charges $ {HOME}" ""',
      'shop_checkout -> shop_events "Placed" "" "Message"',
      'shop_edge_inner_web -> shop_checkout "places" ""',
      'shop_edge_inner_web_page -> shop_checkout "places" "gRPC"',
      '// Without a place in the C4 model: shop.checkout -> shop "is in"',
      '// Without a place in the C4 model: shop.edge -> loose "as a group"',
    ].toSorted((a, b) => relations.indexOf(a) - relations.indexOf(b)));
    expect(relations).toHaveLength(7);
  });

  it("has a view for each picture that it can show", () => {
    const views = dsl.split("\n").filter((line) => /^ {4}(?:systemLandscape|systemContext|container|component) /.test(line)).map((line) => line.trim().split('"').slice(0, 2).join(""));
    expect(views).toEqual(["systemLandscape landscape", "systemContext shop context-shop", "container n_outside containers", "container shop containers-shop", "component shop_edge_inner_web components-shop-edge-inner-web", "component shop_edge_inner_web components-shop-edge-inner-web-page", "container shop view-mine"]);
    expect(dsl).toContain("      include shop_checkout shop_events shop_cards\n      autoLayout lr\n".split("\n")[1]!);
  });

  it("is the same for the same model, and stands on an empty one", () => {
    expect(structurizr(text)).toBe(dsl);
    expect(structurizr("")).toContain('workspace "Workspace" {');
  });
});

it("lists the exports with their formats", () => {
  expect(textExports.map((each) => `${each.id} .${each.extension} ${each.format} ${each.of}`)).toEqual(["mermaid .mmd mermaid scene", "plantuml .puml plantuml scene", "d2 .d2 d2 scene", "structurizr .dsl structurizr model"]);
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text: 'service a "A"' }]);
  expect(write("mermaid", projectView(workspace.model, "landscape")!)).toContain("a[");
});
