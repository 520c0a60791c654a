import { callsOf, readFlow } from "@groundplan/design";
import type { Rule } from "../rule.ts";

export const flowEmpty: Rule = {
  code: "flow/empty",
  severity: "warning",
  title: "Flow without a step",
  what: "A flow has no step: nobody calls anybody in it.",
  why: "Its picture is blank, and what it is said to implement is implemented by nothing.",
  fix: "Write who calls whom, one step a line: cart -> prices \"asks for prices\"; or remove the flow.",
  good: 'service cart "Cart" { -> prices "asks" }\nservice prices "Prices"\nflow Show { cart -> prices }',
  bad: 'flow Show "A cart is shown"',
  scope: "element",
  missing: ["here"],
  kinds: ["flow"],
  // Whether a step is one depends on its ends being found.
  reads: ["actor", "external", "system", "group", "container", "component", "interface", "operation", "topic", "screen"],
  check(element, { model, report }) {
    if (callsOf(readFlow(model, element.id)?.steps ?? []).length > 0) return;
    report({ element: element.id }, `Nothing happens in ${element.title}.`, { hint: 'Write its steps, as in cart -> prices "asks for prices".' });
  },
};
