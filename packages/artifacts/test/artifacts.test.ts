import { numberInterfaces } from "@groundplan/design";
import { noNumbers, type NumberLock } from "@groundplan/formats";
import { describe, expect, it } from "vitest";
import { emitSite, emitters, nextProtoLock, readProtoLock, siteData, statusOf, weighChoices, type EmitInput, type OutputFile, type Placement } from "../src/index.ts";
import { files, inputOf } from "./workspace.ts";

const emitAll = (input = inputOf()): OutputFile[] => emitters.flatMap((emitter) => [...emitter.emit(input)]);

describe("the numbers of proto fields", () => {
  const model = (fields: string, more = ""): EmitInput["model"] => inputOf({ "a.plan": `system shop { service cart { api Cart grpc { Add: (Item) -> Item } ${more} } }\ntype Item { ${fields} }` }).model;
  const typed = (lock: NumberLock): string[] => lock.entries.map(({ type, name, number, reserved }) => `${type}.${name} ${number}${reserved ? " reserved" : ""}`);

  it("are each interface's own, by the name of its package, and stay when the interface is gone", () => {
    const both = numberInterfaces(model("sku: string; count: int32", "api CartService grpc { Get: (Item) -> Item }"), noNumbers);
    expect(typed(both.lock)).toEqual(["shop.cart.v1.Item.sku 1", "shop.cart.v1.Item.count 2", "shop.cart.cart.v1.Item.sku 1", "shop.cart.cart.v1.Item.count 2"]);
    const alone = numberInterfaces(model("count: int32"), both.lock);
    expect(typed(alone.lock).sort()).toEqual(["shop.cart.cart.v1.Item.count 2", "shop.cart.cart.v1.Item.sku 1", "shop.cart.v1.Item.count 2", "shop.cart.v1.Item.sku 1 reserved"]);
    expect(nextProtoLock(model("count: int32"), alone.lock)).toBeUndefined();
  });

  it("come into the files through the input", () => {
    const texts = { "a.plan": "system shop { service cart { api Cart grpc { Add: (Item) -> Item } } }\ntype Item { sku: string; count: int32 }" };
    const { lock } = readProtoLock("shop.cart.v1.Item.count = 7\nshop.cart.v1.Item.old = 3 reserved\n");
    const proto = emitAll(inputOf(texts, undefined, { locks: { proto: lock } })).find(({ path }) => path.endsWith("cart.proto"))!;
    expect(String(proto.content())).toContain("reserved 3;\n  reserved \"old\";\n\n  string sku = 8;\n  int32 count = 7;");
  });
});

describe("the files of interfaces", () => {
  const plan = 'system shop { service cart { api CartService grpc { Add: (sku: string); get: (Item) -> Item } api `../a "b"` rest { list: GET /a } api Other rest { list: GET /a } } database `../d` { entity A { id: uuid key } } }\ntype Item { sku: string }';
  const paths = (text: string): string[] => emitAll(inputOf({ "a.plan": text })).map(({ path }) => path);

  it("come with buf's settings, which except of its rules only what the names of the model break, and only there", () => {
    const settings = emitAll(inputOf({ "a.plan": plan })).find(({ path }) => path.endsWith("proto/buf.yaml"))!;
    expect(String(settings.content())).toContain("    - STANDARD\n  ignore_only:\n    RPC_PASCAL_CASE:\n      - shop/cart/v1/cart_service.proto\n    RPC_REQUEST_RESPONSE_UNIQUE:");
    expect(String(settings.content())).not.toContain("SERVICE_SUFFIX");
    expect(paths("system shop { service cart { api Other rest { list: GET /a } } }").some((path) => path.endsWith("buf.yaml"))).toBe(false);
  });

  it("stay in their folder, whatever names hold", () => {
    const own = paths(plan).filter((path) => /\.(?:openapi\.yaml|sql|proto)$/.test(path));
    expect(own.every((path) => /^[\w./-]+$/.test(path) && !path.includes(".."))).toBe(true);
    expect(own.length).toBe(new Set(own).size);
  });
});

describe("the emitters", () => {
  it("make pictures in both themes, the technology page, the matrix, the log and the timeline", () => {
    const paths = emitAll().map((file) => file.path);
    expect(paths).toEqual(expect.arrayContaining([
      "1-architecture/1.1-context-diagram/context/shop.light.svg", "1-architecture/1.1-context-diagram/context/shop.dark.svg", "1-architecture/1.2-containers/containers/shop.light.svg",
      "1-architecture/1.3-technology-choices/technology.md", "1-architecture/1.3-technology-choices/radar.light.svg", "1-architecture/1.3-technology-choices/choice-where.light.svg",
      "1-architecture/1.4-decisions/decisions.md", "1-architecture/1.4-decisions/timeline.dark.svg", "2-interfaces/2.1-components/components/shop.core.light.svg",
    ]));
    expect(new Set(paths).size).toBe(paths.length);
  });

  it("give the same bytes whatever the order of the files", () => {
    const bytes = (input = inputOf()): string[] => emitAll(input).map((file) => `${file.path} ${String(file.content())}`);
    expect(bytes(inputOf(Object.fromEntries(Object.entries(files).reverse())))).toEqual(bytes());
  });

  it("write what the model says: totals, what was taken, what replaced what", () => {
    const text = (path: string): string => String(emitAll().find((file) => file.path.endsWith(path))!.content());
    expect(text("technology.md")).toContain("| PostgreSQL | chosen | 4 | 4.0 |");
    expect(text("technology.md")).toContain("**Taken:** PostgreSQL 18.1, recorded in [Keep orders in PostgreSQL](../../1-architecture/1.4-decisions/decisions.md#0002-keep-orders-in-postgresql).");
    expect(text("decisions.md")).toContain("| 0001 | [Keep orders in MongoDB](#0001-keep-orders-in-mongodb) | superseded by [0002](#0002-keep-orders-in-postgresql) | 2025-01-02 | Web | Quick | Store |");
    const [choice] = weighChoices(inputOf());
    expect(choice!.candidates.map((candidate) => [candidate.title, candidate.status, candidate.total])).toEqual([["PostgreSQL", "chosen", 4], ["MongoDB", "rejected", 2]]);
  });

  it("link each decision that a page names to what the log says of it, whatever its title", () => {
    const odd = { ...files, "decisions/0003-x.md": files["decisions/0002-postgres.md"]!.replace("# Keep orders in PostgreSQL", "# Use `C++` & [Rust] (not *Go*): 100 % — «naïve»?").replace("supersedes: [1]", "supersedes: [2]\nrefines: [1]") };
    const made = new Map(emitAll(inputOf(odd)).filter((file) => file.format === "markdown").map((file) => [file.path, String(file.content())]));
    let count = 0;
    for (const [path, text] of made) {
      for (const [, target] of text.matchAll(/(?<!!)\[(?:[^\]\\]|\\.)*\]\(([^)]*#[^)]*)\)/g)) {
        const [file, fragment] = decodeURI(target!).split("#");
        const page = made.get(file === "" ? path : new URL(file!, `file:///${path}`).pathname.slice(1))!;
        const fragments = [...page.matchAll(/^## (.*)$/gm)].map((match) => match[1]!.replace(/\\/g, "").toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"));
        expect(fragments).toContain(fragment);
        count++;
      }
    }
    expect(count).toBe(9);
    expect([...made.values()].join("")).toContain("It refines [Keep orders in MongoDB](#0001-keep-orders-in-mongodb).");
  });

  it("emit what can be emitted of a model with errors, and nothing of an empty one", () => {
    const broken = inputOf({ "a.plan": "system s \"S\" {\n service a \"A\" { -> nowhere \"x\" }\n service b \"B\" { -> a \"y\" }" });
    expect(emitAll(broken).map((file) => file.path)).toContain("1-architecture/1.2-containers/containers/s.light.svg");
    for (const file of emitAll(broken)) expect(String(file.content()).length).toBeGreaterThan(10);
    expect(emitAll(inputOf({ "a.plan": "" })).length).toBe(0);
  });
});

describe("the status", () => {
  const status = statusOf(inputOf(), () => []);
  const artifact = (id: string): (typeof status.artifacts)[number] => status.artifacts.find((candidate) => candidate.id === id)!;

  it("lists thirty-five artifacts and thirty-two drivers, and is honest about what is not made", () => {
    expect([status.artifacts.length, status.drivers.length]).toEqual([35, 32]);
    expect(artifact("1.1")).toMatchObject({ state: "verified", origin: "derived", missing: [] });
    expect(artifact("6.4")).toMatchObject({ state: "not-started", missing: ["This version of Groundplan does not make it yet."], files: [], judges: [] });
    expect(artifact("2.1")).toMatchObject({ state: "verified", missing: [], evidence: ["Whole for the 2 components of the model. Their coupling is measured by the relations of the model; packages and modules are read from the code in a later version."] });
  });

  it("says what is missing", () => {
    const less = statusOf(inputOf({ "a.plan": 'system s "S" { service a "A" }' }), () => []);
    expect(less.artifacts.find((candidate) => candidate.id === "1.2")!.missing).toEqual(["A does not say what it is responsible for.", "A has no technology."]);
    expect(less.artifacts.find((candidate) => candidate.id === "1.4")!.state).toBe("not-started");
    const open = statusOf(inputOf({ ...files, "shop.plan": files["shop.plan"]!.replace("  final: postgresql@18.1\n", "") }), () => []);
    expect(open.artifacts.find((candidate) => candidate.id === "1.3")).toMatchObject({ state: "incomplete", missing: ["Where orders are kept: nothing is taken yet."] });
  });

  it("does not call whole what has errors in what it is made of, and counts them", () => {
    const states = (more: Readonly<Record<string, string>>): Readonly<Record<string, readonly [string, readonly string[]]>> => Object.fromEntries(statusOf(inputOf({ ...files, ...more }), () => []).artifacts.filter((of) => of.state !== "not-started").map((of) => [of.id, [of.state, of.missing]]));
    const one = "1 error in what it is made of: groundplan check tells it.";
    expect(states({})).toMatchObject({ "1.1": ["verified", []], "1.2": ["verified", []], "1.3": ["verified", []] });
    const inContainer = states({ "shop.plan": files["shop.plan"]!.replace('-> core.Api "orders"', '-> nobody "asks"; -> core.Api "orders"') });
    expect(inContainer).toMatchObject({ "1.1": ["verified", []], "1.2": ["incomplete", [one]], "1.3": ["verified", []], "1.4": ["verified", []] });
    expect(inContainer["2.1"]![1][0]).toBe(one);
    // Where a text cannot be read, nobody knows what it would have been part of.
    expect(states({ "z.plan": "widget {{\n" })).toMatchObject({ "1.1": ["incomplete", [expect.stringMatching(/^\d errors? in what it is made of/)]], "1.3": ["incomplete", [expect.anything()]], "1.4": ["verified", []] });
    const inDecision = states({ "decisions/0001-mongo.md": files["decisions/0001-mongo.md"]!.replace("affects: [shop.store]", "affects: [shop.stre]") });
    expect(inDecision).toMatchObject({ "1.1": ["verified", []], "1.4": ["incomplete", [one]] });
  });

  it("answers drivers from the rules, with the reason", () => {
    const driver = (id: string, of = status): (typeof status.drivers)[number] => of.drivers.find((candidate) => candidate.id === id)!;
    expect(driver("1.a").state).toBe("holds");
    expect(driver("1.b").state).toBe("unstated");
    // Python 3.9 ended in October 2025.
    expect(driver("1.c")).toMatchObject({ state: "fails" });
    expect(driver("1.c").evidence.join(" ")).toMatch(/3\.9/);
    expect(driver("6.b").state).toBe("unstated");
  });

  it("does not call verified what a judge refuses", () => {
    const text = files["decisions/0002-postgres.md"]!.replace("## Considered Options\n\n* One\n* Two\n\n", "");
    const refused = statusOf(inputOf({ ...files, "decisions/0002-postgres.md": text }), () => []).artifacts.find((candidate) => candidate.id === "1.4")!;
    expect(refused.judges).toEqual([{ name: "madr", result: "failed", detail: "decisions/0002-postgres.md: no section on options" }]);
    expect(refused.state).toBe("incomplete");
  });
});

describe("what is kept between builds", () => {
  it("is used again only by the code that made it", () => {
    const kept = new Map<string, string>();
    const cache = { get: (content: string) => kept.get(content), put: (content: string, value: string) => void kept.set(content, value) };
    const keysOf = (maker: string): readonly string[] => {
      const made = inputOf(files, undefined, { maker, cache });
      return emitters.flatMap((emitter) => [...emitter.emit(made)]).flatMap((file) => (file.content(), file.key ?? []));
    };
    const first = keysOf("a");
    const size = kept.size;
    expect(size).toBeGreaterThan(0);
    expect(keysOf("a")).toEqual(first);
    expect(kept.size).toBe(size);
    const other = keysOf("b");
    expect(kept.size).toBe(2 * size);
    expect(other.filter((key) => first.includes(key))).toEqual([]);
  });
});

describe("a live workspace", () => {
  it("lays out again only the views that measure otherwise", () => {
    const placements = new Map<string, Placement>();
    const drawn: string[] = [];
    const drawAll = (texts: Readonly<Record<string, string>>): readonly string[] => {
      drawn.length = 0;
      const live = inputOf(texts, undefined, { placements, onLayout: (id) => void drawn.push(id) });
      for (const view of live.views) live.drawing(view.id);
      for (const view of live.views) expect(live.geometryFaults(view.id)).toEqual([]);
      return drawn;
    };
    expect(drawAll(files)).toContain("landscape");
    expect(drawAll(files)).toEqual([]);
    // What a component is called is seen in its container's view alone.
    const renamed = { ...files, "shop.plan": files["shop.plan"]!.replace('"Pricing"', '"Pricing of every order"') };
    expect(renamed["shop.plan"]).not.toBe(files["shop.plan"]);
    expect(drawAll(renamed)).toEqual(["components/shop.core"]);
  });
});

describe("the site", () => {
  const input = inputOf();
  const data = siteData(input, { version: "0.1.0", revision: 0, status: statusOf(input, () => []) });

  it("tells each element with its owner, technology, views and mentions", () => {
    const core = data.elements.find((element) => element.id === "shop.core")!;
    expect(core).toMatchObject({ kindTitle: "Service", owner: "web", opens: "components/shop.core", file: "shop.plan", line: 7 });
    expect(core.technologies[0]).toMatchObject({ id: "python", title: "Python 3.9", ended: true });
    expect(core.views[0]).toBe("containers/shop");
    expect(data.elements.find((element) => element.id === "shop.core.pricing")!.views[0]).toBe("components/shop.core");
    expect(data.elements.find((element) => element.id === "shop.store")!.mentions).toContainEqual({ by: "adr-0002", setting: "affects" });
    expect(data.views.find((view) => view.id === "components/shop.core")).toMatchObject({ of: "shop.core", parent: "containers/shop" });
  });

  it("says of no technology without a version that it has ended, and leads from a folded part to its picture", () => {
    const services = Array.from({ length: 60 }, (_, at) => `    service s${at} "Service ${at}" { "Does its part."; tech: prometheus${at > 0 ? `; -> s${at - 1} "asks"` : ""} }`);
    const parts = [0, 20, 40].map((from) => `  group part${from} "Part ${from}" {\n${services.slice(from, from + 20).join("\n").replaceAll(`-> s${from - 1} `, `-> part${from - 20}.s${from - 1} `)}\n  }`);
    const input = inputOf({ "big.plan": `system big "Big" {\n${parts.join("\n")}\n}\n` });
    const data = siteData(input, { version: "0.1.0", revision: 0, status: statusOf(input, () => []) });
    expect(data.summary.errors).toBe(0);
    const [used] = data.elements.find((element) => element.id === "big.part0.s0")!.technologies;
    expect(used).toMatchObject({ id: "prometheus" });
    expect([used!.ended, used!.endOfLife]).toEqual([undefined, undefined]);
    expect(data.views.find((view) => view.id === "containers/big/big.part0")).toMatchObject({ parent: "containers/big", of: "big.part0" });
  });

  it("puts findings at their element, with the text around them", () => {
    const finding = data.findings.find((found) => found.code === "technology/ended")!;
    expect(finding).toMatchObject({ element: "shop.core", file: "shop.plan", line: 9 });
    expect(finding.excerpt!.lines.join("\n")).toContain("python@3.9");
  });

  it("lets nothing that a file says run in the page", () => {
    const assets = new Map([["index.html", "<title>x</title><body><!--readable--></body>"], ["app.js", "1"]]);
    const site = [...emitSite(input, { ...data, name: "</script><b>\u001b[2J" }, assets)];
    const text = (path: string): string => String(site.find((file) => file.path === path)!.content());
    expect(text("site/index.html")).toContain("<title>&lt;/script&gt;&lt;b&gt;\ufffd[2J</title>");
    expect(text("site/index.html")).not.toContain("<script>alert");
    expect(text("site/data/site.js")).not.toMatch(/<\/?script/);
    expect(JSON.parse(text("site/data/site.js").replace(/^groundplan\.receive\("site", /, "").replace(/\);\n$/, ""))).toMatchObject({ name: "</script><b>\u001b[2J" });
    expect(text("site/index.html")).toContain("Keeps the rules.");
    expect(site.filter((file) => file.path.startsWith("site/data/view-")).length).toBe(data.views.length);
  });
});
