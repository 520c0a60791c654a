import { callsOf, readFlow } from "@groundplan/design";
import type { Element } from "@groundplan/model";
import { READS_OF_FLOWS, relationsFollowed } from "../follows.ts";
import type { Rule } from "../rule.ts";

export const flowUnknownStep: Rule = {
  code: "flow/unknown-step",
  severity: "warning",
  title: "Step that the structure does not know",
  what: "A step of a flow follows no relation of the model, and what it names is no operation.",
  why: "The flow says that one element talks to another, and the structure says that they have nothing to do with each other: one of the two is wrong, and whoever builds by the other builds the wrong thing.",
  fix: "Add the relation, or name the operation that is called, or let the step begin and end where the structure says.",
  good: 'service cart "Cart" { -> prices "asks for prices" }\nservice prices "Prices"\nflow Show { cart -> prices }',
  bad: 'service cart "Cart"\nservice prices "Prices"\nflow Show { cart -> prices "asks for prices" }',
  scope: "element",
  missing: ["here"],
  kinds: ["flow"],
  reads: READS_OF_FLOWS,
  check(element, { model, report }) {
    const flow = readFlow(model, element.id);
    for (const call of callsOf(flow?.steps ?? [])) {
      if (call.from === call.to) continue;
      const ends = [call.from, call.to, call.target ?? call.to].map((id) => model.element(id));
      if (ends.some((end) => end === undefined || isShown(end)) || ends[2]!.kind.group === "operation" || relationsFollowed(model, call).length > 0) continue;
      const [from, to] = [ends[0]!.title, ends[2]!.title];
      report({ element: call.id }, `${from} ${call.is === "call" ? "calls" : "sends to"} ${to} here, and no relation of the model leads from the one to the other.`, { hint: `Add the relation, as in ${model.element(call.from)!.name} ${call.is === "call" ? "->" : "->>"} ${model.element(call.to)!.name} "…", or name the operation that is called.` });
    }
  },
};

/** What people see is part of the application that shows it: that they use it is said of that. */
function isShown(element: Element): boolean {
  return element.kind.group === "screen";
}
