export type { DecisionDocument, DecisionField, DecisionSection, Located } from "./decision.ts";
export { readDecision } from "./madr.ts";
