import { callsOf, readFlow, type FlowStep } from "@groundplan/design";
import { READS_OF_FLOWS } from "../follows.ts";
import { signatureOf } from "../named.ts";
import type { Rule } from "../rule.ts";
import { listed } from "../words.ts";

export const flowNoReplyError: Rule = {
  code: "flow/no-reply-error",
  severity: "info",
  title: "Declared error that a flow does not follow",
  what: "A flow calls an operation that declares errors, and no path of the flow says what happens when one of them comes back.",
  why: "What goes wrong is where most of the work is: a flow without its errors shows the day on which nothing happens.",
  fix: "Say what happens: on charge fails 2% with CardDeclined { reply 402 }, or a reply with that status within the step.",
  good: 'actor shopper "Shopper"\nservice cart "Cart" { api Carts rest { find: GET /carts/{id} -> 200 | 404 } }\nflow Show { shopper -> cart.Carts.find { opt "there is none" { reply 404 } reply 200 } }',
  bad: 'actor shopper "Shopper"\nservice cart "Cart" { api Carts rest { find: GET /carts/{id} -> 200 | 404 } }\nflow Show { shopper -> cart.Carts.find { reply 200 } }',
  scope: "element",
  missing: ["here"],
  kinds: ["flow"],
  reads: READS_OF_FLOWS,
  check(element, { model, report }) {
    const flow = readFlow(model, element.id);
    if (!flow) return;
    // A reply at the top of a flow ends the step before it; which one that is depends on the order of the text.
    const loose = flow.steps.flatMap((step) => (step.is === "call" || step.is === "message" ? [] : repliesIn([step])));
    const handled = failuresIn(flow.steps);
    for (const call of callsOf(flow.steps)) {
      const operation = call.target === undefined ? undefined : model.element(call.target);
      if (call.is !== "call" || operation?.kind.group !== "operation") continue;
      const caught = handled.get(call.id);
      if (caught?.includes(undefined)) continue;
      const told = [...loose, ...repliesIn(call.steps), ...(caught ?? [])].flatMap((text) => text?.split(/\s+/) ?? []);
      const open = errorsOf(signatureOf(operation)).filter(({ words }) => !words.some((word) => told.includes(word)));
      if (open.length === 0) continue;
      report({ element: call.id }, `No path of ${element.title} says what happens when ${operation.title} answers ${listed(open.map(({ words }) => words.join(" ")))}.`, { hint: call.name === undefined ? "Add a reply with it to the step's block, or give the step a name and write on <name> fails { … }." : `Add on ${call.name} fails { … }.` });
    }
  },
};

function errorsOf(signature: ReturnType<typeof signatureOf>): readonly { readonly words: readonly string[] }[] {
  return (signature?.gives ?? []).flatMap((result) => {
    if (result.status === undefined || !/^[45]/.test(result.status)) return [];
    return [{ words: [result.status, ...(result.type?.is === "name" ? [result.type.name] : [])] }];
  });
}

/** For each step that is said to fail, with what; undefined stands for anything. */
function failuresIn(steps: readonly FlowStep[]): ReadonlyMap<string, readonly (string | undefined)[]> {
  const found = new Map<string, (string | undefined)[]>();
  each(steps, (step) => {
    if (step.is !== "failure" || step.of === undefined) return;
    const known = found.get(step.of);
    if (known) known.push(step.with);
    else found.set(step.of, [step.with]);
  });
  return found;
}

/** The words of the replies among these steps and in their fragments; those of a call within are its own. */
function repliesIn(steps: readonly FlowStep[]): readonly string[] {
  const found: string[] = [];
  each(steps, (step) => void (step.is === "reply" && found.push(step.label)), false);
  return found;
}

function each(steps: readonly FlowStep[], visit: (step: FlowStep) => void, deep = true): void {
  const open = [steps];
  for (const list of open) {
    for (const step of list) {
      visit(step);
      switch (step.is) {
        case "alt":
          for (const one of step.cases) open.push(one.steps);
          break;
        case "parallel":
          for (const one of step.branches) open.push(one.steps);
          break;
        case "call":
        case "message":
          if (deep) open.push(step.steps);
          break;
        case "reply":
        case "note":
          break;
        default:
          open.push(step.steps);
      }
    }
  }
}
