import type { PlanChange } from "../change.ts";
import { groupsOf, isBreaking, linesOf, nameWithin, plural, shorten, shortenBoth, shownChanges, summarize, sumUp, wordsOf, type DiffReport, type Group, type SideTitle } from "./report.ts";

const WIDEST = 100;
/** A comment on a pull request has 65,536 signs at most; what is beyond is counted. */
const LONGEST = 60_000;

/** The comparison as a comment on a pull request: what breaks in a table, all else folded. */
export function renderDiffMarkdown(report: DiffReport): string {
  const line = linesOf(report);
  const summary = summarize(report.diff);
  const { changes, breaks } = sumUp(summary);
  const groups = groupsOf(report);
  const all = groups.flatMap((group) => group.changes.map((change) => ({ group, change })));
  const breaking = all.filter(({ change }) => isBreaking(change)).sort((a, b) => Number(b.change.consumers.length > 0) - Number(a.change.consumers.length > 0));
  const others = groups.map((group) => ({ ...group, changes: group.changes.filter((change) => !isBreaking(change)) })).filter((group) => group.changes.length > 0);
  const parts = [`### Design: ${titled(report.from)} → ${titled(report.to)}`, `${changes}; **${breaks}**.`];
  for (const note of report.diff.notes) parts.push(`> ${plain(note)}`);
  if (breaking.length > 0) parts.push(limited(["| breaks | why | consumers |", "|---|---|---|"], breaking.map(({ group, change }) => `| ${[what(group, change, true), why(change), whom(change)].map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`), "rows"));
  if (others.length > 0) {
    const count = others.reduce((sum, group) => sum + group.changes.length, 0);
    const list = others.flatMap((group) => [`- ${code(group.id)}${group.label === undefined ? "" : ` ${plain(group.label)}`}`, ...group.changes.map((change) => `  - ${what(group, change, false)}`)]);
    parts.push(`<details><summary>${plural(count, "change", "changes")} that ${count === 1 ? "breaks" : "break"} nothing</summary>`, limited([], list, "lines"), "</details>");
  }
  if (shownChanges(report).length === 0 && report.breakingOnly === true) parts.push("No change breaks anything.");
  return `${parts.join("\n\n")}\n`;

  function what(group: Group, change: PlanChange, whole: boolean): string {
    const name = whole ? (/#\d+$/.test(change.id) ? nameWithin(group, change) : change.id) : nameWithin(group, change);
    const { head, was, is } = wordsOf(change, "\u0000");
    const [before, behind] = head.split("\u0000");
    const [left, right] = shortenBoth(was, is, WIDEST);
    return `${change.change} ${before}${code(shorten(name, WIDEST))}${behind}${was === undefined && is === undefined ? "" : `: ${left === undefined ? "nothing" : code(left)} → ${right === undefined ? "nothing" : code(right)}`}`;
  }

  function why(change: PlanChange): string {
    return change.breaks.map(({ rule, reason }) => `${plain(shorten(reason, 240))} ${code(rule)}`).join("<br>");
  }

  function whom({ consumers }: PlanChange): string {
    if (consumers.length === 0) return "no consumer in this model";
    const byId = new Map<string, typeof consumers[number][]>();
    for (const consumer of consumers) (byId.get(consumer.id) ?? byId.set(consumer.id, []).get(consumer.id)!).push(consumer);
    return [...byId].map(([id, [first, ...more]]) => `${code(id)} ${plain(shorten(first!.how, WIDEST))}, ${code(`${first!.place.file}:${line(first!.place)}`)}${first!.adapted ? ` (no more in ${titled(report.to)})` : ""}${more.length > 0 ? ` and ${plural(more.length, "other place", "other places")}` : ""}`).join("<br>");
  }
}

function limited(head: readonly string[], lines: readonly string[], what: string): string {
  const shown: string[] = [...head];
  let length = 0;
  for (const [at, line] of lines.entries()) {
    length += line.length;
    if (length > LONGEST / 2) return `${shown.join("\n")}\n\n… and ${lines.length - at} more ${what}.`;
    shown.push(line);
  }
  return shown.join("\n");
}

function titled({ kind, name }: SideTitle): string {
  return kind === "working-tree" ? name : code(name);
}

/** A code span, whatever is in it. */
function code(text: string): string {
  const runs = text.match(/`+/g)?.map((run) => run.length) ?? [];
  const fence = "`".repeat(runs.length === 0 ? 1 : Math.max(...runs) + 1);
  const line = text.replace(/\s+/g, " ");
  return fence.length === 1 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/** Words of a plan as plain text: no markup, no mention of people or issues. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/[\\`*_[\]~]/g, "\\$&").replace(/([@#])(?=\w)/g, "$1\u2060").replace(/(https?|www)([:.])/gi, "$1\u2060$2");
}
