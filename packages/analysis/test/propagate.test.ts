import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { propagate, type Certainty, type ClassFlow, type ClassNode, type Propagation } from "../src/index.ts";

/**
 * `a personal> b` is typed data of that class, `a personal?> b` the same as assumed, `a > b` data without a type, `a /personal> b`
 * one that takes the class away. `a = secret` keeps a class; `*a` is outside.
 */
function follow(...lines: readonly string[]): Propagation {
  const nodes = new Map<string, ClassNode>();
  const note = (name: string, keeps: readonly string[] = []): string => {
    const id = name.replace("*", "");
    const before = nodes.get(id);
    nodes.set(id, { id, keeps: new Set([...(before?.keeps ?? []), ...keeps]), rank: name.startsWith("*") || before?.rank === 0 ? 0 : 1 });
    return id;
  };
  const flows: ClassFlow[] = [];
  for (const line of lines) {
    const [first, how, second] = line.split(" ") as [string, string, string];
    if (how === "=") {
      note(first, [second]);
      continue;
    }
    const [, stop, name, doubt] = /^(\/?)(\w*)(\??)>$/.exec(how)!;
    const typed = name !== "" && stop === "";
    flows.push({ id: line.replaceAll("*", ""), from: note(first), to: note(second), carries: new Map(typed ? [[name!, doubt === "" ? "stated" : "assumed"]] : []), passes: !typed, stops: new Set(stop === "" ? [] : [name!]) });
  }
  return propagate([...nodes.values()], flows);
}

function heldBy(found: Propagation, ...nodes: readonly string[]): readonly string[] {
  return nodes.map((node) => [...found.held(node)].map(([name, certainty]) => `${name}${certainty === "assumed" ? "?" : ""}`).sort().join(" "));
}

describe("classes of data", () => {
  it("follow a chain: as stated where types say so, as assumed where nothing does", () => {
    const found = follow("*shopper personal> shop", "shop > mail", "mail > *post");
    expect(heldBy(found, "shopper", "shop", "mail", "post")).toEqual(["personal", "personal", "personal?", "personal?"]);
    expect(found.way("post", "personal")).toEqual(["shopper personal> shop", "shop > mail", "mail > post"]);
    expect(found.origins("personal")).toEqual(["shopper"]);
    expect(found.way("shopper", "personal")).toEqual([]);
  });

  it("do not leave again with data whose type has none of them", () => {
    const found = follow("*shopper personal> shop", "shop payment> bank");
    expect(heldBy(found, "shop", "bank")).toEqual(["payment personal", "payment"]);
    expect(found.way("bank", "personal")).toBeUndefined();
    expect(found.carried("shop payment> bank")).toEqual(new Map([["payment", "stated"]]));
  });

  it("end on a cycle, and stay in it", () => {
    const found = follow("a personal> b", "b > c", "c > b", "c > d");
    expect(heldBy(found, "a", "b", "c", "d")).toEqual(["personal", "personal", "personal?", "personal?"]);
    expect(found.way("d", "personal")).toEqual(["a personal> b", "b > c", "c > d"]);
  });

  it("have an origin in a cycle without one: outside before inside, then by name", () => {
    expect(follow("b personal> a", "a personal> b").origins("personal")).toEqual(["a"]);
    expect(follow("*b personal> a", "a personal> *b").origins("personal")).toEqual(["b"]);
  });

  it("are stopped by a declassifier, on that way alone", () => {
    const found = follow("a = personal", "a /personal> b", "b > c", "a > d", "d > c");
    expect(heldBy(found, "b", "c", "d")).toEqual(["", "personal?", "personal?"]);
    expect(found.way("c", "personal")).toEqual(["a > d", "d > c"]);
    expect(found.carried("a /personal> b").size).toBe(0);
  });

  it("take the shorter side of a diamond, but a stated way before an assumed one", () => {
    const short = follow("a = secret", "a > b", "b > e", "a > c", "c > d", "d > e");
    expect(short.way("e", "secret")).toEqual(["a > b", "b > e"]);
    const stated = follow("a = secret", "a > e", "a secret> c", "c secret> d", "d secret> e");
    expect(stated.held("e").get("secret")).toBe("stated");
    expect(stated.way("e", "secret")).toEqual(["a secret> c", "c secret> d", "d secret> e"]);
  });

  it("are assumed where the typed flow itself is", () => {
    const found = follow("a = personal", "a personal?> b");
    expect(heldBy(found, "a", "b")).toEqual(["personal", "personal?"]);
  });

  it("do not come from what may have got them from another", () => {
    const found = follow("a = personal", "a personal?> tool", "tool personal> door");
    expect(found.origins("personal")).toEqual(["a"]);
    expect(found.way("door", "personal")).toEqual(["a personal?> tool", "tool personal> door"]);
  });

  it("come from what sends them, where nobody gave them to it", () => {
    expect(follow("web payment> shop", "shop payment> bank").origins("payment")).toEqual(["web"]);
  });
});

const NAMES = ["a", "b", "c", "d", "e", "f"];
const CLASSES = ["personal", "payment", "secret"];
const flow = fc.record({
  from: fc.constantFrom(...NAMES), to: fc.constantFrom(...NAMES), passes: fc.boolean(),
  carries: fc.dictionary(fc.constantFrom(...CLASSES), fc.constantFrom<Certainty>("stated", "assumed")), stops: fc.uniqueArray(fc.constantFrom(...CLASSES)),
}).map((each): ClassFlow => ({ ...each, id: JSON.stringify(each), carries: new Map(Object.entries(each.carries)), stops: new Set(each.stops) }));
const graph = fc.record({
  flows: fc.uniqueArray(flow, { selector: ({ id }) => id, maxLength: 14 }),
  keeps: fc.array(fc.uniqueArray(fc.constantFrom(...CLASSES)), { minLength: NAMES.length, maxLength: NAMES.length }),
});
const nodesOf = (keeps: readonly (readonly string[])[]): ClassNode[] => NAMES.map((id, at) => ({ id, keeps: new Set(keeps[at]), rank: at % 3 }));
const LEVEL = { assumed: 1, stated: 2 } as const;
const level = (certainty: Certainty | undefined): number => (certainty === undefined ? 0 : LEVEL[certainty]);

describe("any graph of flows", () => {
  it("comes to a fixpoint: no flow has anything left to bring", () => {
    fc.assert(fc.property(graph, ({ flows, keeps }) => {
      const found = propagate(nodesOf(keeps), flows);
      for (const each of flows) {
        for (const [name, certainty] of found.carried(each.id)) {
          expect(level(found.held(each.to).get(name))).toBeGreaterThanOrEqual(level(certainty));
          expect(found.held(each.from).has(name)).toBe(true);
        }
        if (each.passes) for (const name of found.held(each.from).keys()) expect(found.carried(each.id).has(name) || each.stops.has(name)).toBe(true);
      }
    }));
  });

  it("holds nothing that no way leads to, and each way is whole", () => {
    fc.assert(fc.property(graph, ({ flows, keeps }) => {
      const nodes = nodesOf(keeps);
      const found = propagate(nodes, flows);
      const byId = new Map(flows.map((each) => [each.id, each]));
      for (const { id } of nodes) for (const name of found.held(id).keys()) {
        const way = found.way(id, name)!.map((step) => byId.get(step)!);
        expect(way.at(-1)?.to ?? id).toBe(id);
        expect(found.origins(name)).toContain(way[0]?.from ?? id);
        for (const [at, step] of way.entries()) {
          if (at > 0) expect(step.from).toBe(way[at - 1]!.to);
          expect(found.carried(step.id).has(name)).toBe(true);
        }
      }
    }));
  });

  it("holds at least as much with one flow more", () => {
    fc.assert(fc.property(graph, flow, ({ flows, keeps }, more) => {
      const before = propagate(nodesOf(keeps), flows);
      const after = propagate(nodesOf(keeps), [...flows.filter(({ id }) => id !== more.id), more]);
      for (const id of NAMES) for (const [name, certainty] of before.held(id)) expect(level(after.held(id).get(name))).toBeGreaterThanOrEqual(level(certainty));
    }));
  });

  it("says the same in any order", () => {
    fc.assert(fc.property(graph, fc.integer(), ({ flows, keeps }, seed) => {
      const shuffled = [...flows].sort((a, b) => ((a.id.length * 31 + seed) % 7) - ((b.id.length * 31 + seed) % 7)).reverse();
      const say = (list: readonly ClassFlow[], nodes: ClassNode[]): unknown => {
        const found = propagate(nodes, list);
        return { held: NAMES.map((id) => [...found.held(id)].sort()), ways: NAMES.map((id) => CLASSES.map((name) => found.way(id, name))), origins: CLASSES.map((name) => found.origins(name)) };
      };
      expect(say(shuffled, nodesOf(keeps).reverse())).toEqual(say(flows, nodesOf(keeps)));
    }));
  });
});
