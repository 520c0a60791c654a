import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { impactOf } from "../src/index.ts";
import type { ImpactGraph, ImpactRelation } from "../src/index.ts";

/** `a -> b` is a hard call, `a ~> b` a soft one, `a ->> b` a message (soft), `a.b` stands inside `a`. */
function graph(...lines: readonly string[]): ImpactGraph {
  const parents = new Map<string, string>();
  const note = (id: string): void => {
    for (let dot = id.lastIndexOf("."); dot > 0; dot = id.lastIndexOf(".", dot - 1)) {
      parents.set(id, id.slice(0, dot));
      id = id.slice(0, dot);
    }
  };
  const relations = lines.map((line): ImpactRelation => {
    const [source, arrow, target] = line.split(" ") as [string, string, string];
    note(source);
    note(target);
    return { id: line, source, target, style: arrow === "->>" ? "message" : "call", dependency: arrow === "->" ? "hard" : "soft" };
  });
  return { relations, parents };
}

const said = (g: ImpactGraph, down: string): readonly string[] => impactOf(g, down).map((impact) => `${impact.element} ${impact.effect}`);

describe("impact", () => {
  it("fails hard callers transitively and degrades soft ones", () => {
    expect(said(graph("web -> checkout", "checkout -> payment", "web ~> ads", "mobile ~> checkout"), "payment")).toEqual(["checkout fails", "web fails", "mobile degrades"]);
  });

  it("does not pass a degradation on over a soft call, and over a hard one as a degradation", () => {
    expect(said(graph("b ~> a", "c -> b", "d ~> b", "e ~> c"), "a")).toEqual(["b degrades", "c degrades"]);
  });

  it("takes the parts of what is down with it, and counts only what is outside", () => {
    expect(said(graph("web -> shop.cart.Api.Add", "shop.cart.logic -> shop.store"), "shop.cart")).toEqual(["web fails"]);
  });

  it("degrades what loses a part, and not the system that holds what is down", () => {
    const g = graph("shop.checkout.placing -> shop.payment", "web -> shop.checkout");
    expect(said(g, "shop.payment")).toEqual(["shop.checkout.placing fails", "shop.checkout degrades", "web degrades"]);
  });

  it("starves who receives messages, and asks the relation about who sends them", () => {
    const g: ImpactGraph = { parents: new Map([["bus.orders", "bus"]]), relations: [
      { id: "1", source: "checkout", target: "bus.orders", style: "message", dependency: "soft" },
      { id: "2", source: "bus.orders", target: "accounting", style: "message", dependency: "soft" },
      { id: "3", source: "importer", target: "bus.orders", style: "message", dependency: "hard" },
    ] };
    expect(said(g, "bus")).toEqual(["importer fails", "accounting degrades", "checkout degrades"]);
    expect(impactOf(g, "bus").find((impact) => impact.element === "accounting")!.path.at(-1)!.by).toEqual({ type: "relation", relation: "2", starves: true });
  });

  it("leaves a broker whole whose consumer is down", () => {
    const delivery = { id: "1", source: "bus.orders", target: "accounting", style: "message", dependency: "soft" } as const;
    expect(said({ parents: new Map(), relations: [{ ...delivery, delivery: true }] }, "accounting")).toEqual([]);
    expect(said({ parents: new Map(), relations: [delivery] }, "accounting")).toEqual(["bus.orders degrades"]);
  });

  it("tells the shortest way", () => {
    const [, far] = impactOf(graph("b -> a", "c -> b", "c -> b2", "b2 -> b"), "a");
    expect(far!.element).toBe("b2");
    expect(impactOf(graph("b -> a", "c -> b", "c -> a2", "a2 -> a"), "a").find((impact) => impact.element === "c")!.path.map((step) => `${step.because}<${step.element}`)).toEqual(["a<b", "b<c"]);
  });

  it("comes to an end on cycles and says nothing of strangers", () => {
    expect(said(graph("a -> b", "b -> a"), "a")).toEqual(["b fails"]);
    expect(said(graph("a -> b"), "nobody")).toEqual([]);
  });

  it("gives every path as an unbroken chain from what is down, on random graphs", () => {
    const names = ["a", "b", "c", "a.x", "a.y", "b.x", "c.x.y", "c.x"];
    const line = fc.tuple(fc.constantFrom(...names), fc.constantFrom("->", "~>", "->>"), fc.constantFrom(...names)).map((parts) => parts.join(" "));
    fc.assert(fc.property(fc.array(line, { maxLength: 14 }), fc.constantFrom(...names), (lines, down) => {
      for (const { element, path } of impactOf(graph(...lines), down)) {
        expect(path.length).toBeGreaterThan(0);
        expect(path.at(-1)!.element).toBe(element);
        expect(path[0]!.because === down || path[0]!.because.startsWith(`${down}.`)).toBe(true);
        for (let i = 1; i < path.length; i++) expect(path[i]!.because).toBe(path[i - 1]!.element);
      }
    }), { numRuns: 300, seed: 7 });
  });
});
