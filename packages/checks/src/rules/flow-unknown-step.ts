import { callsOf, readFlow } from "@groundplan/design";
import { READS_OF_FLOWS } from "../follows.ts";
import type { Rule } from "../rule.ts";

export const flowUnknownStep: Rule = {
  code: "flow/unknown-step",
  severity: "warning",
  title: "Step that the structure does not know",
  what: "A step of a flow leads from one element to another, and no relation of the model leads there from it, from what holds it or from a part of it.",
  why: "The flow says that one element talks to another, and the structure says that they have nothing to do with each other: one of the two is wrong, and whoever builds by the other builds the wrong thing.",
  fix: "Add the relation, or let the step begin and end where the structure says.",
  good: 'service cart "Cart" { -> prices "asks for prices" }\nservice prices "Prices"\nflow Show { cart -> prices }',
  bad: 'service cart "Cart"\nservice prices "Prices"\nflow Show { cart -> prices "asks for prices" }',
  scope: "element",
  missing: ["here"],
  kinds: ["flow"],
  reads: READS_OF_FLOWS,
  check(element, { model, report }) {
    const flow = readFlow(model, element.id);
    for (const call of callsOf(flow?.steps ?? [])) {
      if (!call.unknown) continue;
      const [from, to] = [model.element(call.from)!, model.element(call.to)!];
      const target = model.element(call.target ?? call.to)!;
      report({ element: call.id }, `${from.title} ${call.is === "call" ? "calls" : "sends to"} ${target.title} here, and no relation of the model leads from the one to the other.`, { hint: `Add the relation, as in ${from.name} ${call.is === "call" ? "->" : "->>"} ${to.name} "…", or let the step begin and end where one leads.` });
    }
  },
};
