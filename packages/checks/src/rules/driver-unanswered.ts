import { settingOf, textOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const driverUnanswered: Rule = {
  code: "driver/unanswered",
  severity: "warning",
  title: "Driver of high priority without an answer",
  what: "No decision that still stands names a driver of high priority among its drivers, and no technology choice weighs it.",
  why: "What matters most to the business should have shaped something; if it did, nobody can find what.",
  fix: "Name the driver in the front matter of the decision that answers it, or weigh it in a choice.",
  good: `driver open "Always open" quality reliability.availability priority high
// file: decisions/0001-two-zones.md
---
status: accepted
date: 2026-02-11
deciders: [Ordering]
drivers: [open]
---
# Run in two zones`,
  bad: 'driver open "Always open" quality reliability.availability priority high',
  scope: "model",
  missing: ["here", "named", "decision", "choice"],
  reads: ["requirement", "decision", "choice"],
  check({ lookup, report }) {
    for (const driver of lookup.of("requirement")) {
      if (driver.kind.name !== "driver" || textOf(settingOf(driver, "priority")) !== "high") continue;
      const decided = lookup.naming("drivers", driver.id).some((by) => by.kind.group === "decision" && !["rejected", "deprecated", "superseded"].includes(textOf(settingOf(by, "status")) ?? ""));
      if (decided || lookup.naming("weights", driver.id).length > 0) continue;
      report({ element: driver.id }, `No decision answers ${driver.title}, and no choice weighs it.`, { hint: `Name it in the front matter of the decision that answers it: drivers: [${driver.name}].` });
    }
  },
};
