export { diffModels } from "./diff.ts";
export type { Break, ChangeWord, Consumer, DiffSide, PlanChange, PlanDiff, SidePlace } from "./change.ts";
export { summarize, type DiffReport, type DiffSummary, type SideTitle } from "./report/report.ts";
export { renderDiffJson } from "./report/json.ts";
export { renderDiffMarkdown } from "./report/markdown.ts";
export { renderDiffText, type DiffPalette } from "./report/text.ts";
