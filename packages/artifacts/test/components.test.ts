import { describe, expect, it } from "vitest";
import { emitters, statusOf, type EmitInput } from "../src/index.ts";
import { inputOf } from "./workspace.ts";

const PLAN = `system shop "Shop" {
  service core "Core" {
    "Keeps the rules."
    limits: fanOut <= 2
    api Api grpc { place; status }
    Api -> placing "is served by"
    component placing "Placing" { "Takes orders."; responsibilities: "Places | orders"; -> pricing "asks"; -> store "writes" }
    component pricing "Pricing" { "Knows prices."; limits: instability < 0.5 }
  }
  service front "Front" { -> core.Api "orders" }
  database store "Store"
}
layers inside "Inside" { layer above "Above" { members: shop.core.placing }; layer below "Below" { members: shop.core.pricing } }
`;
const documentOf = (input: EmitInput): string | undefined => {
  const file = emitters.flatMap((emitter) => [...emitter.emit(input)]).find(({ path }) => path === "2-interfaces/2.1-components/components.md");
  return file && String(file.content());
};
const driver = (input: EmitInput) => statusOf(input, () => []).drivers.find(({ id }) => id === "2.e")!;
const changed = (from: string, to: string): EmitInput => {
  expect(PLAN).toContain(from);
  return inputOf({ "a.plan": PLAN.replace(from, to) });
};

describe("the document of components", () => {
  it("says what each offers and uses, how it is coupled, and that nothing goes against the rules", () => {
    const text = documentOf(inputOf({ "a.plan": PLAN }))!;
    expect(text).toContain("| Core | 2 | 1 | 2 | 0 | 0 | 0 |");
    expect(text).toContain("| Placing | Above | 0 | 1 | 1 | 1 | 0.67 | 2 | fanOut \\<= 2: kept |");
    expect(text).toContain("| Pricing | Below | 1 | 0 | 0 | 0 | 0.00 | 1 | instability \\< 0.5: kept |");
    expect(text).toContain("- Answers for: Places \\| orders.\n- Offers Api: place, status.\n- Uses within Pricing.\n- Used beyond by Front.\n- Uses beyond Store.");
    expect(text).toContain("Nothing: no circle,");
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    expect(documentOf(inputOf({ "a.plan": "service a" }))).toBeUndefined();
  });

  it("tells circles, what leans the wrong way, layers and limits that are not kept", () => {
    const text = documentOf(changed('component pricing "Pricing" { "Knows prices.";', 'component pricing "Pricing" { "Knows prices."; -> placing "asks"; -> rates "asks"; -> front "tells";'.replace("-> rates \"asks\"; ", "")))!;
    expect(text).toContain("- A circle: Placing → Pricing → Placing.");
    expect(text).toContain("- Pricing in Below depends on Placing in Above above it.");
    expect(text).toContain("- Pricing has instability 0.67, and its limit is instability \\< 0.5.");
    expect(text).toContain("- Placing (instability 0.50) depends on Pricing (0.67), which changes more easily than itself");
  });
});

describe("the driver of maintainability", () => {
  it("holds where limits are kept, fails where they are not, and is unstated where there are none", () => {
    expect(driver(inputOf({ "a.plan": PLAN }))).toMatchObject({ state: "holds" });
    expect(driver(inputOf({ "a.plan": PLAN })).evidence).toEqual(expect.arrayContaining(["2 of 2 components with limits", "Greatest fan-out: 2, of Placing", "Highest level: 2, of Placing"]));
    const failing = driver(changed("fanOut <= 2", "fanOut <= 1"));
    expect(failing.state).toBe("fails");
    expect(failing.evidence).toContain("Placing has a fan-out of 2, and its limit is fanOut <= 1.");
    expect(driver(inputOf({ "a.plan": PLAN.replace(/limits: [^;\n}]*/g, "") }))).toMatchObject({ state: "unstated" });
  });

  it("does not take what is no metric", () => {
    const workspace = changed("fanOut <= 2", "fanout <= 2").workspace;
    expect([...workspace.faults()].flatMap(([, faults]) => faults.map(({ message, hint }) => [message, hint]))).toEqual([["fanout is none of fanIn, fanOut, instability or level.", "Did you mean fanOut?"]]);
  });

  it("calls components that say nothing of themselves incomplete", () => {
    expect(statusOf(changed('"Knows prices."; ', ""), () => []).artifacts.find(({ id }) => id === "2.1")!.missing).toEqual(["Pricing does not say what it is for."]);
  });
});
