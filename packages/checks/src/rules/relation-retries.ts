import { settingOf } from "@groundplan/model";
import { at, type Rule } from "../rule.ts";

export const relationRetries: Rule = {
  code: "relation/retries",
  severity: "warning",
  title: "Retries without a timeout",
  what: "A relation says how often the caller tries again, and not how long it waits each time.",
  why: "Without a timeout a try that hangs is never given up, so that the retries never come; and nobody can tell how long the caller may be held.",
  fix: "Add the timeout of one try: timeout: 2s.",
  good: 'service cart "Cart" { -> prices "asks" { timeout: 1s; retries: 2 } }\nservice prices "Prices"',
  bad: 'service cart "Cart" { -> prices "asks" { retries: 2 } }\nservice prices "Prices"',
  scope: "element",
  missing: ["here"],
  kinds: ["@system", "@group", "@container", "@component", "@external", "@interface", "@operation"],
  outgoing: true,
  check(element, { model, report }) {
    for (const relation of model.outgoing(element.id)) {
      const retries = settingOf(relation, "retries");
      const value = retries?.values[0];
      if (!retries || value?.type !== "range" || value.high === 0 || settingOf(relation, "timeout")) continue;
      report(at(relation, "retries"), `${element.title} tries again, but nothing says when it gives up a try.`, { hint: "Add timeout: 2s, the time of one try." });
    }
  },
};
