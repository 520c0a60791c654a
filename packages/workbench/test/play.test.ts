import { describe, expect, it } from "vitest";
import type { FlowData } from "@groundplan/artifacts";
import { indexSite } from "../src/data/index-site.ts";
import { flowsIn, litBy, stageOf, stepAt, withinWords } from "../src/play/flow.ts";
import { progressOf } from "../src/prototype/way.ts";
import { site, SHOP } from "./support.ts";

const flow: FlowData = {
  id: "buy", title: "Buy", participants: ["shop.web", "shop.checkout.placing", "shop.payment"],
  steps: [
    { is: "call", from: "shop.web", to: "shop.checkout.placing", label: "places", relation: "r1", within: [] },
    { is: "call", from: "shop.checkout.placing", to: "shop.payment", label: "charges", within: [{ operator: "loop", guard: "each item" }] },
    { is: "reply", from: "shop.payment", to: "shop.checkout.placing", label: "402", error: true, within: [{ operator: "failure", guard: "" }] },
  ],
};
const index = indexSite(site(SHOP, [], { flows: [flow] }));

describe("a flow that is played", () => {
  it("is played over the picture of the structure that shows most of those who take part", () => {
    expect(stageOf(index, flow)?.id).toBe("containers/shop");
    expect(stageOf(indexSite(site(["a component component"], [], { views: [] })), flow)).toBeUndefined();
    expect(flowsIn(index, index.view("containers/shop")!)).toEqual([flow]);
    expect(flowsIn(index, { ...index.view("containers/shop")!, kind: "sequence" })).toEqual([]);
  });

  it("lights what holds an end that is not drawn, and knows which way a reply goes", () => {
    const drawn = new Set(["shop.web", "shop.checkout", "shop.payment"]);
    expect(litBy(index, flow, flow.steps[0]!, (id) => drawn.has(id))).toEqual({ from: "shop.web", to: "shop.checkout", relation: "r1", cast: drawn, back: false, error: false });
    expect(litBy(index, flow, flow.steps[2]!, (id) => drawn.has(id))).toEqual({ from: "shop.payment", to: "shop.checkout", relation: undefined, cast: drawn, back: true, error: true });
    expect(litBy(index, flow, flow.steps[0]!, () => false)).toMatchObject({ from: undefined, to: undefined });
  });

  it("reads the number of a step from the address, whatever stands there", () => {
    expect([undefined, "1", "3", "9", "0", "-2", "x"].map((step) => stepAt(flow, step))).toEqual([1, 1, 3, 3, 1, 1, 1]);
    expect(stepAt({ ...flow, steps: [] }, "4")).toBe(1);
    expect(flow.steps.flatMap(({ within }) => within.map(withinWords))).toEqual(["again: each item", "on failure"]);
  });
});

describe("a journey that is gone", () => {
  const journey = { id: "j", title: "J", way: ["home", "product", "cart", "home"], by: [] };
  it("reaches its stops in their order, and counts ways round", () => {
    expect(progressOf(journey, ["home"])).toEqual({ reached: 1, next: "product", steps: 0, arrived: false });
    expect(progressOf(journey, ["home", "help", "home", "product"])).toEqual({ reached: 2, next: "cart", steps: 3, arrived: false });
    expect(progressOf(journey, ["home", "product", "cart", "home"])).toEqual({ reached: 4, next: undefined, steps: 3, arrived: true });
    expect(progressOf(journey, ["home", "product", "cart", "home", "product"])).toEqual({ reached: 4, next: undefined, steps: 3, arrived: true });
  });
  it("is not begun elsewhere", () => {
    expect(progressOf(journey, ["cart", "product"])).toEqual({ reached: 0, next: "home", steps: 0, arrived: false });
  });
});
