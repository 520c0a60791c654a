export { createChecker, type Checker, type CheckerOptions } from "./checker.ts";
export { CONFIG_FILE, emptyConfig, readConfig, type Config, type Exception } from "./config.ts";
export { rules } from "./rules/index.ts";
export type { Anchor, Facet, Finding, Rule, RuleContext, RulePage } from "./rule.ts";
export { technologiesOf, type Technologies } from "./technologies.ts";
