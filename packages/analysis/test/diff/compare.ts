import { createWorkspace } from "@groundplan/model";
import { readNumberLock } from "@groundplan/formats";
import { diffModels, type DiffSide, type PlanChange, type PlanDiff } from "../../src/diff/index.ts";

export type Texts = string | Readonly<Record<string, string>>;

/** A model of plan texts; `proto.lock` among them gives the numbers. */
export function sideOf(texts: Texts): DiffSide {
  const files = typeof texts === "string" ? { "a.plan": texts } : texts;
  const workspace = createWorkspace();
  workspace.update(Object.entries(files).filter(([file]) => file !== "proto.lock").map(([file, text]) => ({ file, text })));
  const errors = [...workspace.faults().values()].flat().filter(({ severity }) => severity === "error");
  const lock = files["proto.lock"];
  return { model: workspace.model, text: (file) => workspace.text(file), errors: errors.length, faulty: new Set(errors.map(({ file }) => file)), ...(lock === undefined ? {} : { numbers: readNumberLock(lock).lock }) };
}

/** A side that must be without a fault: what a test says of it would mean little otherwise. */
export function whole(texts: Texts): DiffSide {
  const side = sideOf(texts);
  if (side.errors !== 0) throw new Error(`The plan has ${side.errors} errors.`);
  return side;
}

export function compare(before: Texts, after: Texts): PlanDiff {
  return diffModels(whole(before), whole(after));
}

/** `changed type of shop.Item.sku: string → int32`. */
export function say({ change, what, kind, id, before, after, parts }: PlanChange): string {
  const values = before === undefined && after === undefined ? "" : `: ${before ?? "nothing"} → ${after ?? "nothing"}`;
  return `${change} ${change === "changed" ? `${what} of ` : ""}${kind === "relation" ? "relation " : ""}${id}${values}${parts === undefined ? "" : ` (${parts})`}`;
}

export const said = (diff: PlanDiff): readonly string[] => diff.changes.map(say);

/** What breaks: the change, the rules, and who relies on it. */
export const broken = (diff: PlanDiff): readonly (readonly [string, string, string])[] => diff.changes.filter(({ breaks }) => breaks.length > 0).map((change) => [say(change), change.breaks.map(({ rule }) => rule).join(" "), [...new Set(change.consumers.map(({ id }) => id))].join(" ")]);
