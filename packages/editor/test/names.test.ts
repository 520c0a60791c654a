import { describe, expect, it } from "vitest";
import { createWorkspace } from "@groundplan/model";
import { applyEdits, definition, occurrencesIn, prepareRename, references, rename } from "../src/index.ts";
import { marked, slice, type Marked } from "./marked.ts";

const ADR = "---\nstatus: accepted\ndate: 2026-01-01\naffects: [shop.cart, checkout.placing]\ndrivers: [open]\n---\n# Title\n\n## Context\nText.\n";

function renamed(files: Readonly<Record<string, string>> | string, name: string): Record<string, string> | string {
  const { workspace, file, from } = marked(files);
  const result = rename(workspace, file, from, name);
  if (result.problem !== undefined) return result.problem;
  const changed: Record<string, string> = {};
  for (const each of workspace.model.files) {
    const edits = result.edits.filter((edit) => edit.file === each);
    if (edits.length > 0) changed[each] = applyEdits(workspace.text(each)!, edits);
  }
  // Whatever is renamed, nothing may be lost: there are as many faults as before.
  const after = createWorkspace();
  after.update(workspace.model.files.map((each) => ({ file: each, text: changed[each] ?? workspace.text(each)! })));
  expect([...after.faults().values()].flat().map((fault) => fault.message)).toEqual([...workspace.faults().values()].flat().map((fault) => fault.message));
  return changed;
}

function goTo({ workspace, file, from }: Marked): string | undefined {
  const place = definition(workspace, file, from);
  return place && `${place.file}:${place.from} ${slice(workspace, place)}`;
}

describe("definition", () => {
  it("finds what a name means, and each part of a dotted name", () => {
    const shop = 'system shop { service cart; service checkout { component placing } }\n';
    expect(goTo(marked(`${shop}actor a\na -> ca¦rt "x"`))).toBe("a.plan:22 cart");
    expect(goTo(marked(`${shop}actor a\na -> shop.check¦out.placing "x"`))).toBe("a.plan:36 checkout");
    expect(goTo(marked(`${shop}actor a\na -> shop.checkout.placing¦ "x"`))).toBe("a.plan:57 placing");
    expect(goTo(marked(`${shop}extend sh¦op.cart { owner: t }\nteam t`))).toBe("a.plan:7 shop");
    expect(goTo(marked(`${shop}extend shop.cart { owner: ¦t }\nteam t`))).toBe("a.plan:104 t");
    expect(goTo(marked(`ac¦tor a`))).toBeUndefined();
  });

  it("finds named relations, and elements from decisions", () => {
    expect(goTo(marked('actor a\nservice b\ncharge: a -> b "x"\nextend cha¦rge { timeout: 2s }'))).toBe("a.plan:18 charge");
    expect(goTo(marked({ "decisions/0001-x.md": ADR.replace("shop.cart", "shop.ca¦rt"), "a.plan": "system shop { service cart; service checkout { component placing } }\ndriver open quality cost" }))).toBe("a.plan:22 cart");
  });
});

describe("references", () => {
  it("finds every place in every file", () => {
    const { workspace, file, from } = marked({
      "a.plan": 'system shop { service c¦art "Cart" { -> cart.db "self" ; database db } ; service other { -> cart "x" } }'.replace(" ; database db", ""),
      "b.plan": 'extend shop.cart { owner: t }\nteam t\nview v of shop { include cart, `cart` }',
      "decisions/0001-x.md": ADR,
    });
    expect(references(workspace, file, from).map((each) => `${each.file} ${each.role} ${slice(workspace, each)}`)).toEqual(["a.plan declaration cart", "a.plan reference cart", "b.plan extension cart", "b.plan reference cart", "b.plan reference `cart`", "decisions/0001-x.md reference cart"]);
  });

  it("knows the places of names inside nested extensions", () => {
    const { workspace } = marked('system shop { service cart }\nextend shop { extend cart { component x { -> y "z" } }; service y }¦');
    expect(occurrencesIn(workspace, "a.plan").map((each) => `${slice(workspace, each)}=${each.id}`)).toEqual(["shop=shop", "cart=shop.cart", "shop=shop", "cart=shop.cart", "x=shop.cart.x", "y=shop.y", "y=shop.y"]);
  });
});

describe("rename", () => {
  it("changes every place, also in decisions", () => {
    expect(renamed({
      "a.plan": 'system shop { service cart "Cart"; service checkout { component placing { -> cart "x" } } }\nactor a { -> shop.ca¦rt "y" }',
      "b.plan": "extend shop.cart { tech: go }\ndriver open quality cost",
      "decisions/0001-x.md": ADR,
    }, "basket")).toEqual({
      "a.plan": 'system shop { service basket "Cart"; service checkout { component placing { -> basket "x" } } }\nactor a { -> shop.basket "y" }',
      "b.plan": "extend shop.basket { tech: go }\ndriver open quality cost",
      "decisions/0001-x.md": ADR.replace("shop.cart", "shop.basket"),
    });
  });

  it("changes the middle of a dotted name, and quotes a name that needs it", () => {
    expect(renamed('system sh¦op { service cart }\nactor a { -> shop.cart "x" }', "our shop")).toEqual({ "a.plan": 'system `our shop` { service cart }\nactor a { -> `our shop`.cart "x" }' });
    expect(renamed('system shop { service `old c¦art` }\nactor a { -> shop.`old cart` "x" }', "cart")).toEqual({ "a.plan": 'system shop { service cart }\nactor a { -> shop.cart "x" }' });
  });

  it("writes names in full that would find something else", () => {
    // Inside a, `s` would find a.s, and there is no longer way to write the other one.
    expect(renamed('system a { service b¦b { -> s "x" } }\nservice s', "s")).toMatch(/^s would be hidden/);
    expect(renamed('system a { service bb¦; service c { -> s "x" } }\nsystem z { service s }', "s")).toEqual({ "a.plan": 'system a { service s; service c { -> z.s "x" } }\nsystem z { service s }' });
    expect(renamed('system a { service b }\nsystem z { service ¦cc }\nactor p { -> cc "x"; -> a.b "y" }', "b")).toEqual({ "a.plan": 'system a { service b }\nsystem z { service b }\nactor p { -> z.b "x"; -> a.b "y" }' });
  });

  it("changes names in any form of YAML, and leaves numbers of decisions alone", () => {
    const decision = '---\nstatus: accepted\ndate: 2026-01-01\naffects: ["shop.cart", \'cart\' , cart]\nrefines:\n  - 2\n---\n# One\n\n## Context\nThe cart.\n';
    const two = "---\nstatus: accepted\ndate: 2026-01-01\naffects:\n  - shop.cart\n---\n# Two\n\n## Context\nText.\n";
    expect(renamed({ "a.plan": "system shop { service ca¦rt }", "decisions/0001-one.md": decision, "decisions/0002-two.md": two }, "basket")).toEqual({
      "a.plan": "system shop { service basket }", "decisions/0001-one.md": decision.replaceAll("cart\"", "basket\"").replace("'cart'", "'basket'").replace(", cart]", ", basket]"), "decisions/0002-two.md": two.replace("shop.cart", "shop.basket"),
    });
    expect(renamed({ "decisions/0001-one.md": decision.replace("- 2", "- 2¦"), "decisions/0002-two.md": two, "a.plan": "system shop { service cart }" }, "x")).toBe("A decision is named by its file's number.");
  });

  it("changes an interface where an operation is called that it does not list", () => {
    expect(renamed('service ad { api Ad¦s grpc }\nactor a { -> ad.Ads.Get "x" }', "Adverts")).toEqual({ "a.plan": 'service ad { api Adverts grpc }\nactor a { -> ad.Adverts.Get "x" }' });
  });

  it("renames relations that bear a name", () => {
    expect(renamed('actor a\nservice b\nch¦arge: a -> b "x"\nextend charge { timeout: 2s }', "pay")).toEqual({ "a.plan": 'actor a\nservice b\npay: a -> b "x"\nextend pay { timeout: 2s }' });
  });

  it("refuses what cannot be", () => {
    expect(renamed("service a¦\nservice b", "b")).toBe("b is declared already.");
    expect(renamed('system s { service x; -> far "y" }\nsystem far¦', "x")).toBe("x would be hidden by another element where a.plan names it. Choose another name.");
    expect(renamed("service a¦", "  ")).toBe("A name is one word, or several in backquotes.");
    expect(renamed("ser¦vice a", "b")).toBe("Nothing that can be renamed stands here.");
    expect(renamed("service a¦", "a")).toEqual({});
    const { workspace, file, from } = marked("service car¦t");
    expect(prepareRename(workspace, file, from)).toEqual({ from: 8, to: 12, text: "cart" });
    expect(prepareRename(workspace, file, 2)).toBeUndefined();
  });
});
