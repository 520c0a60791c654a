import type { Workspace } from "@groundplan/model";
import { completeValue, putter, type Completion } from "./completion.ts";
import { namesOf } from "./names.ts";

/** Keys and values of a decision's front matter; nothing below it. */
export function completeDecision(workspace: Workspace, text: string, offset: number): readonly Completion[] {
  const { model } = workspace;
  const kind = model.vocabulary.kind("decision");
  const before = text.slice(0, offset);
  if (!kind || !/^---\r?\n/.test(before) || /\n---\s*(?:\n|$)/.test(before.slice(3))) return [];
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const prefix = /[\p{L}\p{N}_.-]*$/u.exec(line)![0];
  const put = putter(offset - prefix.length, offset);
  const key = /^\s*([A-Za-z]+)\s*:/.exec(line)?.[1] ?? (/^\s*-/.test(line) ? listKey(before) : undefined);
  if (key === undefined) {
    if (line !== prefix) return [];
    return (kind.settings ?? []).filter((setting) => !new RegExp(`^${setting.name}\\s*:`, "m").test(text)).map((setting) => put(setting.name, "setting", "front matter of a decision", `${setting.doc}\n\n\`${setting.example}\``, `${setting.name}: `));
  }
  const setting = model.vocabulary.setting(kind, key);
  return setting ? completeValue(setting.grammar, setting, 0, put, namesOf(model), { scope: "", prefix }) : [];
}

/** The key above the lines of a list: `drivers:` and `- always-open` below it. */
function listKey(before: string): string | undefined {
  const lines = before.split("\n").slice(0, -1).reverse();
  for (const line of lines) {
    if (/^\s*-/.test(line)) continue;
    return /^([A-Za-z]+)\s*:\s*$/.exec(line)?.[1];
  }
  return undefined;
}
