import fc from "fast-check";
import { expect, test } from "vitest";
import { drawSequence, renderSvg, writeSequenceMermaid, writeSequencePlantUml, type Sequence, type SequenceStep } from "../src/index.ts";
import { BAR, forEachStep, planSequence } from "../src/sequence/plan.ts";
import { parseXml } from "./support/xml.ts";

const NAMES = ["a", "b", "c", "d", "e"];

function sequenceOf(steps: readonly SequenceStep[], participants: readonly string[] = NAMES): Sequence {
  return { id: "sequence/x", title: "X", description: "", participants: participants.map((id) => ({ id, title: id.toUpperCase(), kind: "Service", swatch: "service", shape: "card" })), steps };
}

let count = 0;
const words = fc.constantFrom("", "asks", "asks for the price of each item in the cart, twice", "<b>&\"'", "Ünï — 客 😀", "end", "note over a: x", "] -->> [");
const participant = fc.constantFrom(...NAMES);
const step: fc.Arbitrary<SequenceStep> = fc.letrec<{ step: SequenceStep }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 3, depthIdentifier: "step" },
    fc.record({ from: participant, to: participant, label: words, error: fc.boolean() }).map((each): SequenceStep => ({ ...each, is: "reply", id: `s${count++}` })),
    fc.record({ from: participant, to: participant, label: words, timing: fc.option(fc.constant("p50 3ms, p99 12ms"), { nil: undefined }), is: fc.constantFrom("call" as const, "message" as const), steps: fc.array(tie("step"), { maxLength: 3 }) }).map((each): SequenceStep => ({ ...each, id: `s${count++}` })),
    fc.record({ operator: fc.constantFrom("alt" as const, "opt" as const, "loop" as const, "par" as const, "break" as const, "failure" as const), operands: fc.array(fc.record({ guard: words, steps: fc.array(tie("step"), { maxLength: 3 }) }), { minLength: 1, maxLength: 3 }) }).map((each): SequenceStep => ({ ...each, is: "fragment", id: `s${count++}` })),
    fc.record({ text: words, over: fc.array(participant, { minLength: 1, maxLength: 3 }) }).map((each): SequenceStep => ({ ...each, is: "note", id: `s${count++}` })),
  ),
})).step;

test("whatever happens, time runs down, everything is there, and nothing lies outside or on something else", () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
    const sequence = sequenceOf(steps);
    const plan = planSequence(sequence);
    const expected = { arrows: 0, frames: 0, notes: 0 };
    forEachStep(steps, (each) => {
      if (each.is === "fragment") expected.frames++;
      else if (each.is === "note") expected.notes++;
      else expected.arrows++;
    });
    expect({ arrows: plan.arrows.length, frames: plan.frames.length, notes: plan.notes.length }).toEqual(expected);
    let y = plan.headBottom;
    for (const arrow of plan.arrows) {
      expect(arrow.y - (arrow.lines.length * 13)).toBeGreaterThanOrEqual(y);
      y = arrow.y + arrow.down;
      expect(y).toBeLessThanOrEqual(plan.lineBottom);
    }
    for (const bar of plan.bars) {
      expect(bar.bottom).toBeGreaterThan(bar.top);
      expect(bar.top).toBeGreaterThanOrEqual(plan.headBottom);
      expect(bar.bottom).toBeLessThanOrEqual(plan.lineBottom);
      expect(bar.x - BAR / 2).toBeGreaterThanOrEqual(plan.lanes[bar.lane]!.x - BAR);
    }
    // Fragments lie in each other or beside each other, and hold the lines of their own steps.
    for (const [at, frame] of plan.frames.entries()) {
      expect(frame.bottom).toBeGreaterThan(frame.top);
      for (const other of plan.frames.slice(at + 1)) {
        const apart = other.bottom <= frame.top || other.top >= frame.bottom;
        const inside = other.top >= frame.top && other.bottom <= frame.bottom;
        expect(apart || inside).toBe(true);
        if (!apart) expect(other.x).toBeGreaterThanOrEqual(frame.x);
      }
    }
    expect(plan.lanes.every((lane, at) => at === 0 || lane.x - lane.width / 2 >= plan.lanes[at - 1]!.x + plan.lanes[at - 1]!.width / 2 + 20)).toBe(true);
    expect(JSON.stringify(planSequence(sequence))).toBe(JSON.stringify(plan));
    const svg = renderSvg(drawSequence(sequence), { theme: "light" });
    expect(() => parseXml(svg)).not.toThrow();
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(writeSequenceMermaid(sequence).startsWith("---\ntitle:")).toBe(true);
    expect(writeSequencePlantUml(sequence).endsWith("@enduml\n")).toBe(true);
  }), { seed: 7, numRuns: 300 });
});

test("labels of one row have room between their lifelines", () => {
  const plan = planSequence(sequenceOf([{ is: "call", id: "1", from: "a", to: "b", label: "asks for the price of each item in the cart, in the currency of the shopper", steps: [] }, { is: "call", id: "2", from: "c", to: "d", label: "x", steps: [] }]));
  const [first, second] = plan.arrows;
  expect(first!.lines.length).toBe(2);
  expect(first!.x2 - first!.x1).toBeGreaterThan(200);
  expect(second!.x2 - second!.x1).toBeLessThan(160);
});

test("a flat step is served until somebody farther up goes on", () => {
  const call = (id: string, from: string, to: string): SequenceStep => ({ is: "call", id, from, to, label: id, steps: [] });
  const plan = planSequence(sequenceOf([call("1", "a", "b"), call("2", "b", "c"), call("3", "b", "d"), call("4", "a", "e")]));
  const bar = (lane: number): { top: number; bottom: number } => plan.bars.find((each) => each.lane === lane)!;
  const y = (id: string): number => plan.arrows.find((arrow) => arrow.id === id)!.y;
  expect(bar(1).bottom).toBeGreaterThan(y("3"));
  expect(bar(1).bottom).toBeLessThan(y("4"));
  expect(bar(2).bottom).toBeLessThan(y("3"));
});

test("what is nested deeper than anybody reads is cut, and does not fail", () => {
  let steps: readonly SequenceStep[] = [];
  for (let depth = 0; depth < 3000; depth++) steps = [{ is: "call", id: `d${depth}`, from: "a", to: "b", label: "x", steps }];
  expect(planSequence(sequenceOf(steps)).arrows.length).toBeLessThan(100);
  expect(planSequence(sequenceOf([], [])).lanes).toEqual([]);
});

test("a note over the first lifeline stays in the picture, a word stays whole, and a step of its own is done when it returns", () => {
  const call = (id: string, from: string, to: string): SequenceStep => ({ is: "call", id, from, to, label: id, steps: [] });
  const given = sequenceOf([call("1", "a", "a"), { is: "note", id: "n", text: "Something that is so long that it takes far more room than there is to its left.", over: ["a"] }, call("2", "a", "b")]);
  const plan = planSequence({ ...given, participants: [{ ...given.participants[0]!, title: "Recommendations" }, ...given.participants.slice(1)] });
  expect(plan.notes[0]!.x).toBeGreaterThanOrEqual(0);
  expect(plan.lanes[0]!.title).toEqual(["Recommendations"]);
  expect(plan.bars.find((bar) => bar.lane === 0)!.bottom).toBeLessThanOrEqual(plan.notes[0]!.y);
});

test("the legend explains what is red: errors, and steps of which the structure knows nothing", () => {
  const legendOf = (steps: readonly SequenceStep[]): readonly string[] => ["error", "not in the model"].filter((word) => renderSvg(drawSequence(sequenceOf(steps)), { theme: "light" }).includes(`>${word}</text>`));
  const call: SequenceStep = { is: "call", id: "1", from: "a", to: "b", label: "asks", steps: [] };
  const reply: SequenceStep = { is: "reply", id: "2", from: "b", to: "a", label: "200", error: false };
  expect(legendOf([call, reply])).toEqual([]);
  expect(legendOf([call, { ...reply, label: "409", error: true }])).toEqual(["error"]);
  expect(legendOf([{ ...call, unknown: true }, reply])).toEqual(["not in the model"]);
});

test("names of participants are broken between words and at joints, and cut where nothing helps", () => {
  const names = ["Checkout of the international marketplace", "Zahlungsabwicklungsdienstleistungsgesellschaft", "The Zahlungsabwicklungsdienstleistungsgesellschaft", "payments-reconciliation-gateway-service", "InternationalPaymentReconciliation", "注文を受け付けて在庫を確認するサービス", "Cart"];
  const titles = planSequence({ ...sequenceOf([], []), participants: names.map((title, at) => ({ id: `p${at}`, title, kind: "Service", swatch: "service", shape: "card" })) }).lanes.map(({ title, width }) => [title, width <= 200]);
  expect(titles).toEqual([
    [["Checkout of the", "international marketplace"], true], [["Zahlungsabwicklungsdi…"], true], [["The", "Zahlungsabwicklungsdi…"], true], [["payments-reconciliation-", "gateway-service"], true],
    [["InternationalPayment", "Reconciliation"], true], [["注文を受け付けて在庫", "を確認するサービス"], true], [["Cart"], true],
  ]);
});

test("what was called for a reply is done when it comes, and who replies to itself does so from bar to bar", () => {
  const call = (id: string, from: string, to: string, steps: readonly SequenceStep[] = []): SequenceStep => ({ is: "call", id, from, to, label: id, steps });
  const plan = planSequence(sequenceOf([call("1", "a", "b", [call("2", "b", "b", [call("3", "b", "c"), { is: "reply", id: "4", from: "b", to: "b", label: "prices", error: false }])])]));
  const reply = plan.arrows.find(({ id }) => id === "4")!;
  const [inner, outer] = plan.bars.filter(({ lane }) => lane === 1);
  expect(plan.bars.find(({ lane }) => lane === 2)!.bottom).toBeLessThan(reply.y);
  expect([reply.x1, reply.x2]).toEqual([inner!.x + BAR / 2, outer!.x + BAR / 2]);
});
