export type { DecisionDocument, DecisionField, DecisionSection, Located } from "./decision.ts";
export { readDecision } from "./madr.ts";
export { isUntouchedPrompt, nextNumber, slug, writeDecision, type NewDecision } from "./write-decision.ts";
