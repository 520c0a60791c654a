import { describe, expect, it } from "vitest";
import { complete } from "../src/index.ts";
import { applyEdits } from "../src/rename.ts";
import { marked } from "./marked.ts";

const SHOP = {
  "shop.plan": 'system shop "Shop" {\n  actor shopper "Shopper"\n  service cart "Cart" { api CartService grpc { AddItem; GetCart } }\n  service checkout "Checkout" { component placing "Placing" }\n  broker events "Events" { topic orders "Orders" }\n  database orders "Orders"\n}\nteam ordering "Ordering"\nteam web\ndriver open "Open" quality reliability.availability',
};

function labels(text: string, what?: string, file = "x.plan"): readonly string[] {
  const { workspace, file: at, from } = marked({ ...SHOP, [file]: text });
  return complete(workspace, at, from).filter((item) => what === undefined || item.what === what).map((item) => item.label);
}

/** The text after taking an item. */
function take(text: string, label: string): string {
  const { workspace, file, from } = marked({ ...SHOP, "x.plan": text });
  const item = complete(workspace, file, from).find((each) => each.label === label);
  return item ? applyEdits(workspace.text(file)!, [item]) : `no ${label}`;
}

describe("completion", () => {
  it("offers kinds where they may stand", () => {
    expect(labels("¦", "kind")).toEqual(expect.arrayContaining(["system", "service", "driver", "team"]));
    expect(labels("¦", "kind")).not.toContain("topic");
    expect(labels("broker b { ¦ }", "kind")).toContain("topic");
    expect(labels("broker b { ¦ }", "kind")).not.toContain("service");
    expect(labels("service s {\n  com¦\n}", "kind")).toEqual(expect.arrayContaining(["component", "api", "group"]));
    expect(labels("driver d quality cost { ¦ }", "kind")).toEqual([]);
    expect(labels("extend shop.events { ¦ }", "kind")).toContain("topic");
    expect(labels("extend shop.events { ¦ }", "kind")).not.toContain("service");
  });

  it("offers the settings of the kind that are not set yet", () => {
    const offered = labels("service s {\n  owner: web\n  ¦\n}", "setting");
    expect(offered).toEqual(expect.arrayContaining(["tech", "availability", "time"]));
    expect(offered).not.toContain("owner");
    expect(labels("-> ¦", "setting")).toEqual([]);
    expect(labels('service s { -> cart "x" { ¦ } }', "setting")).toEqual(expect.arrayContaining(["timeout", "protocol"]));
    expect(take("service s { av¦ }", "availability")).toBe("service s { availability:  }");
  });

  it("offers the values of a word", () => {
    expect(labels("service s { status: ¦ }")).toEqual(["planned", "live", "deprecated", "removed"]);
    expect(labels("service s {\n  status: ¦\n  owner: web\n}")).toEqual(["planned", "live", "deprecated", "removed"]);
    expect(labels("service s { status: live ¦ }")).toEqual([]);
    expect(take("service s { status: de¦ }", "deprecated")).toBe("service s { status: deprecated }");
  });

  it("offers the names that may stand there, in their shortest form", () => {
    expect(labels("service s { owner: ¦ }")).toEqual(["ordering", "web"]);
    expect(labels("service s { -> ¦ }", "element")).toEqual(expect.arrayContaining(["cart", "checkout", "placing", "shop.orders", "events.orders", "CartService"]));
    expect(labels("service s { -> ¦ }", "element")).not.toContain("ordering");
    expect(labels("service s { ->> ev¦ }", "element")).toContain("events");
    expect(labels("worker w { consumes: events.orders, ¦ }")).toEqual(["events", "orders"]);
    expect(labels("extend ¦", "element")).toEqual(expect.arrayContaining(["shop", "web", "open"]));
  });

  it("offers what stands in an element behind its dot", () => {
    expect(labels("service s { -> cart.CartService.¦ }")).toEqual(["cart.CartService.AddItem", "cart.CartService.GetCart"]);
    expect(labels("service s { -> shop.ch¦ }")).toContain("shop.checkout");
    expect(take("service s { -> CartService.A¦ }", "CartService.AddItem")).toBe("service s { -> CartService.AddItem }");
    expect(labels("service s { -> nowhere.¦ }")).toEqual([]);
  });

  it("offers technologies, and the versions of one", () => {
    expect(labels("service s { tech: ¦ }", "technology")).toEqual(expect.arrayContaining(["go", "postgresql", "kafka"]));
    expect(labels("technology ledgerdb\nservice s { tech: go, ¦ }", "technology")[0]).toBe("ledgerdb");
    expect(labels("database d { tech: postgresql@¦ }", "technology")).toEqual(expect.arrayContaining([expect.stringMatching(/^postgresql@\d+$/)]));
    expect(take("database d { tech: postgresql@1¦ }", "postgresql@18")).toBe("database d { tech: postgresql@18 }");
  });

  it("offers clauses and their values", () => {
    expect(labels('driver d "D" ¦')).toEqual(["quality", "priority", "difficulty"]);
    expect(labels('driver d "D" quality cost ¦')).toEqual(["priority", "difficulty"]);
    expect(labels("driver d quality ¦")).toContain("performance.timeBehaviour");
    expect(labels("driver d quality cost priority h¦")).toEqual(["high", "medium", "low"]);
    expect(labels("service s { api A ¦ }")).toEqual(expect.arrayContaining(["rest", "grpc", "at"]));
  });

  it("offers nothing in texts, comments and new names", () => {
    for (const text of ['service s "Ti¦tle"', 'service s { "desc ¦', "// comm¦ent", "service s { tech: go } // ¦", "service ¦", '"""\n text ¦\n"""', 'service s { -> cart "¦x" }']) expect({ text, labels: labels(text) }).toEqual({ text, labels: [] });
  });

  it("offers keys and values of a decision's front matter", () => {
    const file = "decisions/0001-x.md";
    expect(labels("---\nstatus: ¦\n---\n# X", undefined, file)).toEqual(expect.arrayContaining(["accepted", "proposed"]));
    expect(labels("---\nstatus: accepted\n¦\n---\n# X", undefined, file)).toEqual(expect.arrayContaining(["drivers", "affects"]));
    expect(labels("---\nstatus: accepted\n¦\n---\n# X", undefined, file)).not.toContain("status");
    expect(labels("---\ndrivers: [¦]\n---\n# X", undefined, file)).toEqual(["open"]);
    expect(labels("---\naffects:\n  - ¦\n---\n# X", undefined, file)).toEqual(expect.arrayContaining(["cart", "shop"]));
    expect(labels("---\nstatus: accepted\n---\n# X ¦", undefined, file)).toEqual([]);
  });

  it("offers old columns before the arrow of a mapping and fields of its entity behind it", () => {
    const data = 'entity Old { a: string key; b: string }\nentity New { c: string key; d: string }\nmigration m "M" {\n  phase expand\n  mapping Old -> New {\n    ';
    expect(labels(`${data}¦\n  }\n}`, "element")).toEqual(["a", "b"]);
    expect(labels(`${data}a, ¦\n  }\n}`, "element")).toEqual(["a", "b"]);
    expect(labels(`${data}a -> ¦\n  }\n}`, "element")).toEqual(["c", "d"]);
    expect(labels('entity Old { a: string key }\nmigration m "M" { mapping ¦ }', "element")).toContain("Old");
    expect(labels('entity Old { a: string key }\nmigration m "M" { mapping Old -> ¦ }', "element")).toContain("Old");
    expect(labels('migration m "M" { phase ¦ }')).toEqual(expect.arrayContaining(["expand", "contract"]));
  });
});
