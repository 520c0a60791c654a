export { createWorkspace, type FileChange, type Workspace } from "./workspace.ts";
export type { Change } from "./change.ts";
export { inheritedSetting, settingOf, targetsOf, textOf, textsOf, type Element, type LinkedSetting, type LinkedValue, type Mention, type Model, type Relation } from "./model.ts";
export { endsWithPath, isWithin, lastOf, parentOf, qualify } from "./names.ts";
export { decisionName, isDecisionFile } from "./bind-decision.ts";
export type { Declaration, RelationDeclaration, RelationStyle, SettingValue, Unit } from "./unit.ts";
export type { BindCode, LinkCode } from "./codes.ts";
