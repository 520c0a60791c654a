import { settingOf, targetsOf } from "@groundplan/model";
import { adr, statusOf } from "../decisions.ts";
import type { Rule } from "../rule.ts";

export const decisionSupersedes: Rule = {
  code: "decision/supersedes",
  severity: "warning",
  title: "Two decisions that hold in place of each other",
  what: "An accepted decision supersedes one that does not have the status superseded; or a decision that never held (a draft, a proposed or a rejected one) supersedes one that is marked as superseded.",
  why: "At any time one of the two holds. Here both do, or neither.",
  fix: "Set the status of the old one to superseded when the new one is accepted, and not before.",
  good: `${adr("0001-queue", { status: "superseded" })}\n${adr("0002-log", { supersedes: "[1]" })}`,
  bad: `${adr("0001-queue", { status: "accepted" })}\n${adr("0002-log", { supersedes: "[1]" })}`,
  scope: "model",
  reads: ["decision"],
  check({ model, lookup, report }) {
    for (const decision of lookup.of("decision")) {
      for (const [value, old] of targetsOf(settingOf(decision, "supersedes")).entries()) {
        const before = model.element(old)!;
        const status = statusOf(decision);
        const oldStatus = statusOf(before);
        if (old === decision.id) continue;
        if (status === "accepted" && (oldStatus === "accepted" || oldStatus === "proposed" || oldStatus === "draft")) {
          report({ element: old, setting: "status" }, `${before.title} is ${oldStatus}, and ${decision.title} supersedes it.`, { hint: "Write status: superseded.", related: [{ at: { element: decision.id, setting: "supersedes", value }, message: "superseded here" }], replace: "superseded" });
        } else if ((status === "draft" || status === "proposed" || status === "rejected") && oldStatus === "superseded" && lookup.naming("supersedes", old).every((other) => ["draft", "proposed", "rejected"].includes(statusOf(other) ?? ""))) {
          report({ element: decision.id, setting: "supersedes", value }, `${decision.title} is ${status}, and yet ${before.title} is superseded already.`, { hint: `Accept it, or let ${before.title} hold until then.`, related: [{ at: { element: old, setting: "status" }, message: "superseded here" }] });
        }
      }
    }
  },
};
