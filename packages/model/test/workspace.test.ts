import { baseVocabulary } from "@groundplan/vocabulary";
import { describe, expect, it } from "vitest";
import { createWorkspace, settingOf, targetsOf, textOf, textsOf, type Workspace } from "../src/index.ts";

function open(files: Readonly<Record<string, string>>): Workspace {
  const workspace = createWorkspace();
  workspace.update(Object.entries(files).map(([file, text]) => ({ file, text })));
  return workspace;
}

function faults(workspace: Workspace): string[] {
  return [...workspace.faults()].flatMap(([, list]) => list.map((fault) => `${fault.file}:${workspace.text(fault.file)!.slice(0, fault.from).split("\n").length} ${fault.code} ${fault.message}`)).sort();
}

describe("the model", () => {
  it("links elements, relations, settings and extensions over files in any order", () => {
    const files = {
      "a.plan": 'extend shop.frontend { component cart-page "Cart page" { -> checkout "orders" }; owner: web }\nextend shop { database orders "Orders" }',
      "b.plan": 'system shop "Shop" {\n "Sells."\n actor shopper "Shopper"\n webapp frontend "Front" { tech: typescript, nextjs@16 }\n service checkout { -> orders "writes" { protocol: http; timeout: 2s } }\n}\nshopper -> frontend "buys"',
      "c.plan": "team web { people: 4 }",
    };
    const workspace = open(files);
    expect(faults(workspace)).toEqual([]);
    const { model } = workspace;
    expect(model.elements().map((element) => element.id)).toEqual(["shop", "shop.shopper", "shop.frontend", "shop.checkout", "shop.frontend.cart-page", "shop.orders", "web"]);
    expect(model.relations().map((relation) => relation.id)).toEqual(['shop.checkout -> shop.orders "writes"', 'shop.shopper -> shop.frontend "buys"', 'shop.frontend.cart-page -> shop.checkout "orders"']);
    expect(targetsOf(settingOf(model.element("shop.frontend")!, "owner"))).toEqual(["web"]);
    expect(model.children("shop").map((child) => child.name)).toEqual(["shopper", "frontend", "checkout", "orders"]);
    const reversed = open(Object.fromEntries(Object.entries(files).reverse()));
    expect(reversed.model.elements().map((element) => element.id)).toEqual(model.elements().map((element) => element.id));
  });

  it("lists elements and relations in one order, whatever the files are called", () => {
    const texts = ['system shop "Shop" { service web "Web" { -> cart "adds"; -> pay "pays" }; service cart; service pay }', 'extend shop { service zoo; service ads { -> web "shows" }; web -> ads "asks" }', 'extend shop.web { -> zoo "visits" }\nshop.cart -> shop.pay "tells"', 'extend shop { cart -> zoo "feeds"; pay -> zoo "buys"; service bank }'];
    const seen = new Set<string>();
    for (const names of ["abcd", "dcba", "badc", "cdab", "dbac"]) {
      const { model } = open(Object.fromEntries(texts.map((text, index) => [`${names[index]}.plan`, text])));
      const ids = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);
      seen.add(JSON.stringify([ids(model.elements()), ids(model.relations()), model.elements().map(({ id }) => [ids(model.children(id)), ids(model.outgoing(id)), ids(model.incoming(id))])]));
    }
    expect(seen.size).toBe(1);
    expect(JSON.parse([...seen][0]!)[0].slice(0, 4)).toEqual(["shop", "shop.web", "shop.cart", "shop.pay"]);
  });

  it("makes a relation of consumes, and finds operations through their owner", () => {
    const workspace = open({ "a.plan": 'service cart { api CartService grpc { AddItem; GetCart } }\nservice web { -> cart.CartService.AddItem "adds"; -> CartService.GetCart "reads" }\nbroker events { topic orders "Orders" }\nworker books { consumes: events.orders }\nservice bad { -> AddItem "no" }' });
    expect(workspace.model.relations().map((relation) => `${relation.source} ${relation.style} ${relation.target}`)).toEqual(["web call cart.CartService.AddItem", "web call cart.CartService.GetCart", "events.orders message books"]);
    expect(faults(workspace)).toEqual(["a.plan:5 model/unknown-name Nothing is named AddItem."]);
  });

  it.each([
    ["an unknown name, once for all its places, with the nearest", "service cart\nservice a { -> crat \"x\" }\nservice b { -> crat \"y\" }", ["a.plan:2 model/unknown-name Nothing is named crat."]],
    ["an ambiguous name", "system a { service s }\nsystem b { service s }\nservice x { -> s \"y\" }", ["a.plan:3 model/ambiguous-name s may be a.s or b.s."]],
    ["a duplicate", "service s\nservice s", ["a.plan:2 model/duplicate-name s is declared already."]],
    ["a wrong kind", "service s { owner: t }\nservice t", ["a.plan:1 model/wrong-kind t is a service; a team belongs here."]],
    ["a misspelt kind, and nothing after it", "servce cart \"Cart\" { tech: go }\nservice a { -> cart \"x\" }", ["a.plan:1 model/unknown-kind There is no kind servce."]],
    ["an unknown kind, and nothing after it", "gizmo cart \"Cart\" { tech: go }\nservice a { -> cart \"x\" }", ["a.plan:1 model/unknown-kind There is no kind gizmo."]],
    ["a misplaced kind", "component c", ["a.plan:1 model/misplaced-kind A component cannot stand at the top level."]],
    ["an unknown setting", "service s { onwer: web }\nteam web", ["a.plan:1 model/unknown-setting A service has no setting onwer."]],
    ["a missing colon", "service s { owner web }\nteam web", ["a.plan:1 model/missing-colon A colon belongs behind owner."]],
    ["a kind that is written twice", "actor actor reader", ["a.plan:1 model/unexpected-term actor stands twice."]],
    ["a missing comma", "service s { tech: typescript@7.0 nextjs@16 }", ["a.plan:1 model/bad-value Commas separate several values."]],
    ["a missing name", 'service "Cart" { tech: go }', ["a.plan:1 model/missing-name This service has no name."]],
    ["a wrong unit", 'service a { -> b "x" { timeout: 2GiB } }\nservice b', ["a.plan:1 model/bad-value GiB is a unit of size; a duration belongs here, as 400ms, 2s, 5min, 7d."]],
    ["a share beyond the whole", "service s { availability: 199% }", ["a.plan:1 model/bad-value 199% is more than the whole."]],
    ["a time before now", 'service a { -> b "x" { timeout: -2s } }\nservice b', ["a.plan:1 model/bad-value -2s is less than nothing."]],
    ["no time at all", 'service a { -> b "x" { timeout: 0s } }\nservice b', ["a.plan:1 model/bad-value 0s is nothing."]],
    ["a requirement beyond the whole", 'driver d "D" quality reliability.availability { measure: availability >= 150% }', ["a.plan:1 model/bad-value 150% is more than the whole."]],
    ["what others call a kind", "db orders { tech: postgresql }", ["a.plan:1 model/unknown-kind There is no kind db."]],
    ["C++ as it is spoken", "service s { tech: c++ }", ["a.plan:1 model/bad-value C++ is named in letters here."]],
    ["the article of a vowel", "api x {}", ["a.plan:1 model/misplaced-kind An api cannot stand at the top level."]],
    ["a value set twice", "service s { owner: t; owner: t }\nteam t", ["a.plan:1 model/set-twice owner is set twice."]],
    ["a target that is missing", "service s { -> \"x\" }", ['a.plan:1 model/bad-relation The name of an element belongs behind the arrow.']],
    ["an extension of nothing", "extend shp { service s }\nsystem shop", ["a.plan:1 model/unknown-name Nothing is named shp."]],
    ["a driver without its quality", 'driver d "D" { measure: p95 <= 2s }', ["a.plan:1 model/missing-clause This driver does not say its quality."]],
    ["a requirement with the wrong unit", 'driver d "D" quality performance { measure: p95 <= 20% }', ["a.plan:1 model/bad-value % is a unit of percentage; a duration belongs here, as 400ms, 2s, 5min, 7d."]],
  ])("gives one diagnostic for %s", (_, text, expected) => {
    expect(faults(open({ "a.plan": text }))).toEqual(expected);
  });

  it("knows kinds and settings that the workspace declares, in any file", () => {
    const workspace = open({ "a.plan": 'ledger books "Books" { coldStart: 3s; costCentre: "17" }', "z.plan": 'kind ledger like database { icon: coins; setting coldStart: duration }\nsetting costCentre: string on database' });
    expect(faults(workspace)).toEqual([]);
    expect(workspace.model.elements("database").map((element) => [element.id, element.kind.name])).toEqual([["books", "ledger"]]);
    workspace.update([{ file: "z.plan", text: undefined }]);
    expect(faults(workspace)).toEqual(["a.plan:1 model/unknown-kind There is no kind ledger."]);
  });

  it("sets without a colon in a kind that has members", () => {
    const workspace = open({ "a.plan": 'service a { api X grpc { source "demo.proto"; tags one, two; Get } }' });
    expect(faults(workspace)).toEqual([]);
    expect(workspace.model.element("a.X")!.settings.map((setting) => setting.name)).toEqual(["style", "source", "tags"]);
    expect(workspace.model.children("a.X").map((child) => child.name)).toEqual(["Get"]);
  });

  it("takes an operation for its interface where that lists none", () => {
    const text = 'service ad { api AdService grpc }\nservice web { -> ad.AdService.GetAds "asks for ads" }\nflow Show { web -> AdService.GetAds }';
    const workspace = open({ "a.plan": text });
    expect(faults(workspace)).toEqual([]);
    expect(workspace.model.relations().map((relation) => relation.target)).toEqual(["ad.AdService"]);
    workspace.update([{ file: "b.plan", text: "extend ad.AdService { ad: GET /ad }" }]);
    expect(faults(workspace)).toEqual(["a.plan:2 model/unknown-name Nothing is named ad.AdService.GetAds.", "a.plan:3 model/unknown-name Nothing is named AdService.GetAds."]);
    workspace.update([{ file: "b.plan", text: undefined }]);
    expect(faults(workspace)).toEqual([]);
  });

  it("adds operations to an interface that is extended, wherever it is described, and relations beside them", () => {
    const extension = 'extend s.A {\n  list "Lists all": GET /x (page: int32 in query) -> 200 list<string> | 404\n  Get: (T) -> T\n  gone: -> 204\n  find: query find(id: uuid) -> T?\n  told: t -> s "tells"\n}';
    const workspace = open({ "a.plan": extension });
    workspace.update([{ file: "z.plan", text: "service s { api A rest }\nservice t\ntype T { x: string }" }]);
    expect(faults(workspace)).toEqual([]);
    expect(workspace.model.children("s.A").map(({ kind, name, titled, title, settings }) => [kind.name, name, titled ? title : "", settings.map((setting) => setting.name)])).toEqual([
      ["operation", "list", "Lists all", ["signature"]], ["operation", "Get", "", ["signature"]], ["operation", "gone", "", ["signature"]], ["operation", "find", "", ["signature"]],
    ]);
    expect(workspace.model.relations().map(({ source, target, name }) => [source, target, name])).toEqual([["t", "s", "s.A.told"]]);
    workspace.update([{ file: "z.plan", text: "service s { component A }\nservice t\ntype T { x: string }" }]);
    expect(faults(workspace)).toEqual([2, 3, 4, 5].map((line) => `a.plan:${line} model/misplaced-kind An operation cannot stand in a component.`));
  });

  it("reads words without quotes where a text may be so short", () => {
    const workspace = open({ "a.plan": 'broker b { topic x of T { key: id } }\ndriver d "D" quality performance { environment: peak in production }' });
    expect(faults(workspace)).toEqual([]);
    expect(textOf(settingOf(workspace.model.element("b.x")!, "key"))).toBe("id");
    expect(textOf(settingOf(workspace.model.element("d")!, "environment"))).toBe("peak in production");
  });

  it.each(["class Cart { tech: go; -> nobody }", "workload peak \"Peak\" { Place: 300/s }", "states Life of Order.status {\n  start -> pending\n}"])("says of a kind of a later version that it is one, and no more: %s", (text) => {
    const [kind, name] = text.split(" ");
    expect(faults(open({ "a.plan": `${text}\nservice a { -> ${name}.inside; -> ${name} }` }))).toEqual([`a.plan:1 model/unknown-kind This version does not have the kind ${kind} yet.`]);
  });

  it("reserves no word: an element may be called as its kind is", () => {
    const workspace = open({ "a.plan": "system s\nview view of s\nservice service" });
    expect(faults(workspace)).toEqual([]);
    expect(workspace.model.elements().map(({ id }) => id)).toEqual(["s", "view", "service"]);
  });

  it("puts a comma where one is missing, and reads what was meant", () => {
    const text = "service s { tech: typescript@7.0 nextjs@16; tags: a b }";
    const workspace = open({ "a.plan": text });
    expect(textsOf(settingOf(workspace.model.element("s")!, "tech"))).toEqual(["typescript", "nextjs"]);
    const edits = [...workspace.faults().values()].flat().flatMap((fault) => fault.fix?.edits ?? []).sort((a, b) => b.from - a.from);
    expect(edits.reduce((mended, edit) => mended.slice(0, edit.from) + edit.text + mended.slice(edit.to), text)).toBe("service s { tech: typescript@7.0, nextjs@16; tags: a, b }");
  });

  it("quotes no more of a file than fits on a screen, and tells of so many faults", () => {
    const long = "x".repeat(1_000_000);
    for (const fault of [...open({ "a.plan": `service s { owner: ${long}; ${long}: 3 }\n${long} y "Y"` }).faults().values()].flat()) expect(`${fault.message} ${fault.hint}`.length).toBeLessThan(1000);
    const many = open({ "a.plan": "service s { owner: nobody1 }\nfoo\n".repeat(5000) }).faults().get("a.plan")!;
    expect(many).toHaveLength(251);
    expect(many[250]!.code).toBe("syntax/too-many-problems");
  });

  it("names and extends a relation", () => {
    const workspace = open({ "a.plan": 'service a\nservice b\ncharge: a -> b "charges"', "b.plan": "extend charge { timeout: 2s }" });
    expect(faults(workspace)).toEqual([]);
    expect(workspace.model.relations()[0]!.settings.map((setting) => setting.name)).toEqual(["timeout"]);
  });

  it("finds what the settings of a relation name, its own and those that are added elsewhere, while names come and go", () => {
    const workspace = open({ "a.plan": 'service a\nservice b\ncharge: a -> b "charges" { data: Card, "words" }', "b.plan": "extend charge { data: Sum }", "c.plan": "type Card { number: string }" });
    const named = (): unknown => settingOf(workspace.model.relations()[0]!, "data")!.values.map((value) => value.target);
    expect(faults(workspace)).toEqual(["b.plan:1 model/unknown-name Nothing is named Sum."]);
    expect(named()).toEqual(["Card", undefined, undefined]);
    workspace.takeChange();
    workspace.update([{ file: "c.plan", text: "type Sum { amount: decimal }" }]);
    expect(named()).toEqual([undefined, undefined, "Sum"]);
    expect(workspace.takeChange().relations).toBe(true);
    expect(faults(workspace)).toEqual(["a.plan:3 model/unknown-name Nothing is named Card."]);
  });

  it("checks the example of every kind without a fault", () => {
    for (const kind of baseVocabulary.kinds) expect({ kind: kind.name, faults: faults(open({ "example.plan": kind.example.includes("adr-") ? kind.example.replace(/\n.*adr-.*/, "") : kind.example })).filter((fault) => !fault.includes("loses-nothing")) }).toEqual({ kind: kind.name, faults: [] });
  });
});
