import { settingOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const accessNoTarget: Rule = {
  code: "access/no-target",
  severity: "info",
  title: "Access pattern without a rate or a time",
  what: "An access pattern does not say how often it is asked at the peak, or how quick the answer must be.",
  why: "Which index is worth its writes, and which store is quick enough, follows from these two numbers; without them every answer is as good as another.",
  fix: "Add both, an estimate if nothing was measured: rate: 120/s; time: p95 <= 15ms.",
  good: 'database orders "Orders" {\n  entity Order { id: uuid key }\n  access one { query: Order where id = ?; rate: 120/s; time: p95 <= 5ms }\n}',
  bad: 'database orders "Orders" {\n  entity Order { id: uuid key }\n  access one { query: Order where id = ? }\n}',
  scope: "element",
  missing: ["here"],
  kinds: ["access"],
  check(element, { report }) {
    const lacking = [...(settingOf(element, "rate") ? [] : ["how often it is asked"]), ...(settingOf(element, "time") ? [] : ["how quick the answer must be"])];
    if (lacking.length > 0) report({ element: element.id }, `Nothing says ${lacking.join(" and ")} (${element.title}).`, { hint: "Add rate: 120/s and time: p95 <= 15ms, an estimate if nothing was measured." });
  },
};
