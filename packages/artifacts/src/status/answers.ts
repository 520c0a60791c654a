import type { Diagnostic } from "@groundplan/syntax";
import type { Model } from "@groundplan/model";
import type { EmitInput } from "../artifact.ts";
import type { DriverState } from "../site/types.ts";
import { count } from "./count.ts";
import { designAnswers } from "./design-answers.ts";
import type { FieldVerdicts } from "./field.ts";

/** How a key driver is answered: what states it, and the rules that would speak if it did not hold. */
export interface Answer {
  /** What must be true for it to hold, in a sentence. */
  readonly predicate: string;
  /** Whether the model says anything of it. */
  readonly stated: (model: Model) => boolean;
  /** Codes of rules, or their families (`layers/`), whose findings make it fail. */
  readonly rules: readonly string[];
  /** Rules whose notes count as well: what they tell of is just what the predicate asks for. */
  readonly strict?: readonly string[];
  /** What is lacking for the predicate and no rule tells of, in sentences. */
  readonly lacking?: (input: EmitInput) => readonly string[];
  /** The artifact on which a tool of the field may have spoken to it: each verdict on exactly this content is told, and one that refuses speaks against it. */
  readonly field?: string;
  /** What speaks for it, in words. */
  readonly evidence: (model: Model, input: EmitInput) => readonly string[];
}

/** The key drivers that this version answers; the others are unanswered where they are stated, unstated where they are not. */
export const answers: Readonly<Record<string, Answer>> = {
  ...designAnswers,
  "1.a": {
    predicate: "Every high driver is a full scenario with an element and an accepted decision, and every high risk has a mitigation.",
    stated: (model) => model.elements("driver").length > 0,
    rules: ["driver/", "risk/"],
    evidence: (model) => [count(model, "driver", "driver", "drivers"), count(model, "risk", "risk", "risks")],
  },
  "1.b": {
    predicate: "Each capability is realised by exactly one element, and no element stands alone.",
    stated: (model) => model.elements("capability").length > 0,
    rules: ["capability/", "domain/", "element/orphan"],
    evidence: (model) => [count(model, "domain", "domain", "domains"), count(model, "capability", "capability", "capabilities")],
  },
  "1.c": {
    predicate: "No technology is unknown, ended, or against a constraint of the team.",
    stated: (model) => model.elements("constraint", "choice").length > 0,
    rules: ["technology/", "constraint/", "choice/"],
    evidence: (model) => [count(model, "constraint", "constraint", "constraints"), count(model, "choice", "technology choice", "technology choices")],
  },
  "2.a": {
    predicate: "No relation breaks a declared layer or rule, no calls go in a circle, and no store has two writers.",
    stated: (model) => model.elements("@rule").length > 0,
    rules: ["layers/", "layer/", "forbid/", "only/", "container/cycle", "component/cycle", "store/"],
    evidence: (model) => [count(model, "@rule", "rule", "rules")],
  },
  "5.b": {
    predicate: "At least two people know each technology in use, and somebody of the owning team does.",
    stated: (model) => model.elements("team").length > 0,
    rules: ["team/", "skill/", "technology/people", "technology/skill"],
    evidence: (model) => [count(model, "team", "team", "teams")],
  },
};

export function answer(id: string, input: EmitInput, field: FieldVerdicts): { readonly state: DriverState; readonly evidence: readonly string[] } {
  const known = answers[id];
  if (!known) return { state: "unstated", evidence: ["This version has no way to state it yet."] };
  if (!known.stated(input.model)) return { state: "unstated", evidence: ["Nothing in the model states it."] };
  const against: Diagnostic[] = [];
  const covers = (rules: readonly string[], code: string): boolean => rules.some((rule) => (rule.endsWith("/") ? code.startsWith(rule) : code === rule));
  for (const list of input.diagnostics.values()) for (const found of list) if (found.severity === "info" ? covers(known.strict ?? [], found.code) : covers(known.rules, found.code) || covers(known.strict ?? [], found.code)) against.push(found);
  const lacking = known.lacking?.(input) ?? [];
  const said = known.field === undefined ? [] : field(known.field).filter(({ stale, result }) => !stale && result !== "skipped");
  const refused = said.filter(({ result }) => result === "failed").map(({ detail }) => detail);
  const evidence = [...known.evidence(input.model, input), ...said.filter(({ result }) => result === "passed").map(({ detail }) => detail)];
  if (against.length + lacking.length + refused.length > 0) return { state: "fails", evidence: [known.predicate, ...against.map((found) => found.message), ...lacking, ...refused, ...(known.lacking || known.strict || known.field !== undefined ? evidence : [])] };
  return { state: "holds", evidence: [known.predicate, ...evidence] };
}
