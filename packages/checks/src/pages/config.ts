import type { RulePage } from "../rule.ts";

const SHOP = 'service cart "Cart"\n';

/** The pages of what may be wrong with `groundplan.yaml`. */
export const configPages: readonly RulePage[] = [
  {
    code: "config/bad-value",
    severity: "error",
    title: "Setting of the workspace that makes no sense",
    what: "groundplan.yaml is no YAML, or it names a setting, a rule, a severity or a picture format that there is not, or an exception is not complete.",
    why: "What cannot be read is not obeyed: a rule that was to be silenced goes on to speak, or one that was to be an error does not.",
    fix: "Write it as the message says; groundplan explain lists the rules.",
    good: `${SHOP}// file: groundplan.yaml\nrules:\n  container/owner: error\n`,
    bad: `${SHOP}// file: groundplan.yaml\nrules:\n  container/ownre: error\n`,
  },
  {
    code: "config/stale-exception",
    severity: "error",
    title: "Exception that has ended or excuses nothing",
    what: "An exception has passed its day, or its rule finds nothing at its element.",
    why: "An exception is a promise with a day. One that is kept longer than needed hides what is found there next.",
    fix: "Remove it; or mend what it excuses, or give it another day with the reason.",
    good: `${SHOP}// file: groundplan.yaml\nexceptions:\n  - rule: container/owner\n    element: cart\n    reason: "The team forms in May."\n    until: 2099-05-31\n`,
    bad: `${SHOP}// file: groundplan.yaml\nexceptions:\n  - rule: container/owner\n    element: cart\n    reason: "The team forms in May."\n    until: 2021-05-31\n`,
  },
];
