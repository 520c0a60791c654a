import { settingOf, targetsOf, type Model } from "@groundplan/model";
import { adr } from "../decisions.ts";
import type { Rule } from "../rule.ts";

export const decisionCircle: Rule = {
  code: "decision/circle",
  severity: "error",
  title: "Decisions that supersede each other in a circle",
  what: "Following supersedes from a decision leads back to it.",
  why: "None of them can be told to hold.",
  fix: "The later decision supersedes the earlier one: take the other link away.",
  good: `${adr("0001-queue", { status: "superseded" })}\n${adr("0002-log", { supersedes: "[1]" })}`,
  bad: `${adr("0001-queue", { status: "superseded", supersedes: "[2]" })}\n${adr("0002-log", { supersedes: "[1]" })}`,
  scope: "model",
  reads: ["decision"],
  check({ model, lookup, report }) {
    const told = new Set<string>();
    for (const decision of lookup.of("decision")) {
      if (told.has(decision.id)) continue;
      const circle = circleFrom(decision.id, model);
      if (!circle) continue;
      for (const id of circle) told.add(id);
      const titles = circle.map((id) => model.element(id)!.title);
      report({ element: decision.id, setting: "supersedes" }, circle.length === 1 ? `${titles[0]} supersedes itself.` : `${titles.join(" supersedes ")} supersedes ${titles[0]}.`, { hint: "The later one supersedes the earlier one; take the other link away.", related: circle.slice(1).map((id) => ({ at: { element: id, setting: "supersedes" }, message: "and on" })) });
    }
  },
};

/** A shortest way along `supersedes` back to where it began. */
function circleFrom(start: string, model: Model): readonly string[] | undefined {
  const from = new Map<string, string>();
  const open = [start];
  for (const id of open) {
    const element = model.element(id);
    for (const target of element ? targetsOf(settingOf(element, "supersedes")) : []) {
      if (target === start) {
        const path = [id];
        while (path[0] !== start) path.unshift(from.get(path[0]!)!);
        return path;
      }
      if (from.has(target)) continue;
      from.set(target, id);
      open.push(target);
    }
  }
  return undefined;
}
