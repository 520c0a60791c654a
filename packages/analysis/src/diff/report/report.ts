import { indexLines, type LineIndex } from "@groundplan/syntax";
import type { Element } from "@groundplan/model";
import type { Sides } from "../breaks.ts";
import type { PlanChange, PlanDiff, SidePlace } from "../change.ts";

/** What one side of a comparison is called, and what it is. */
export interface SideTitle {
  /** As it was asked for: `main`, `../other`; `working tree`. */
  readonly name: string;
  readonly kind: "revision" | "folder" | "working-tree";
  /** The whole hash of a revision. */
  readonly commit?: string;
  /** Errors of the text and of names in it. */
  readonly errors: number;
}

/** What is told of a comparison. */
export interface DiffReport extends Sides {
  readonly diff: PlanDiff;
  readonly from: SideTitle;
  readonly to: SideTitle;
  /** Only what breaks is shown; the summary counts all. */
  readonly breakingOnly?: boolean;
}

export interface DiffSummary {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly renamed: number;
  readonly moved: number;
  /** Changes that break who kept to the old description. */
  readonly breaking: number;
  /** Those of them that somebody in the model relies on. */
  readonly broken: number;
  /** Elements that rely on something that breaks. */
  readonly consumers: number;
}

/** Changes that break somebody in the model: these decide the exit status. */
export function summarize({ changes }: PlanDiff): DiffSummary {
  const count = (word: PlanChange["change"]): number => changes.filter(({ change }) => change === word).length;
  return {
    added: count("added"), removed: count("removed"), changed: count("changed"), renamed: count("renamed"), moved: count("moved"),
    breaking: changes.filter(isBreaking).length, broken: changes.filter(({ consumers }) => consumers.length > 0).length,
    consumers: new Set(changes.flatMap(({ consumers }) => consumers.map(({ id }) => id))).size,
  };
}

export function isBreaking({ breaks }: PlanChange): boolean {
  return breaks.length > 0;
}

export function shownChanges({ diff, breakingOnly }: DiffReport): readonly PlanChange[] {
  return breakingOnly === true ? diff.changes.filter(isBreaking) : diff.changes;
}

/** Lines of places, from 1; each text is indexed when it is first asked for. */
export function linesOf(sides: Sides): (place: SidePlace) => number {
  const known = new Map<string, LineIndex>();
  return ({ side, file, from }) => {
    const key = `${side} ${file}`;
    let index = known.get(key);
    if (!index) known.set(key, (index = indexLines(sides[side].text(file) ?? "")));
    return index.position(from).line;
  };
}

/** What lies in one of these is told with what holds it. */
const PARTS: ReadonlySet<string> = new Set(["operation", "field", "step", "widget", "interface", "candidate", "layer"]);

export interface Group {
  readonly id: string;
  readonly kind: string;
  readonly label: string | undefined;
  readonly changes: readonly PlanChange[];
}

/** The changes by the element that they are changes of, those first with something that breaks. */
export function groupsOf(report: DiffReport): readonly Group[] {
  const groups = new Map<string, { element: Element | undefined; changes: PlanChange[] }>();
  for (const change of shownChanges(report)) {
    const side = change.place?.side ?? "after";
    const { model } = report[side];
    const start = change.kind === "relation" ? model.relation(change.id)?.source : change.id;
    let element = model.element(start ?? change.id);
    while (element && change.kind !== "relation" && PARTS.has(element.kind.group) && element.parent !== undefined) element = model.element(element.parent);
    const id = element?.id ?? change.id;
    const group = groups.get(id) ?? groups.set(id, { element, changes: [] }).get(id)!;
    group.changes.push(change);
  }
  const rank = ({ changes }: { readonly changes: readonly PlanChange[] }): number => (changes.some(({ consumers }) => consumers.length > 0) ? 0 : changes.some(isBreaking) ? 1 : 2);
  return [...groups].sort((a, b) => rank(a[1]) - rank(b[1]) || (a[0] < b[0] ? -1 : 1)).map(([id, { element, changes }]) => ({ id, kind: element?.kind.name ?? "", label: element?.titled ? element.title : undefined, changes }));
}

/** What a change is, in a few words; `name` says how the thing is called. */
export function wordsOf(change: PlanChange, name: string): { readonly head: string; readonly was?: string; readonly is?: string } {
  // What has no name begins with its kind.
  const thing = name.startsWith(`${change.kind} `) ? name : `${change.kind} ${name}`;
  switch (change.change) {
    case "added":
    case "removed":
      return { head: change.parts === undefined ? thing : `${thing}, with ${change.parts} ${change.parts === 1 ? "part" : "parts"}` };
    case "renamed":
    case "moved":
      return { head: thing, was: change.before!, is: change.after! };
    case "changed": {
      const [was, is] = onlyWhatDiffers(change.before, change.after);
      return { head: change.what === "contract" ? thing : `${change.what} of ${thing}`, ...(was === undefined ? {} : { was }), ...(is === undefined ? {} : { is }) };
    }
  }
}

/** Of long lists what both have is left out. */
function onlyWhatDiffers(before: string | undefined, after: string | undefined): readonly [string | undefined, string | undefined] {
  const [was, is] = [before?.split(", ") ?? [], after?.split(", ") ?? []];
  if (before === undefined || after === undefined || before === after || Math.max(was.length, is.length) < 4) return [before, after];
  const rest = (list: readonly string[], others: readonly string[]): string => {
    const own = list.filter((item) => !others.includes(item));
    return own.length === list.length ? list.join(", ") : [...own, "…"].join(", ");
  };
  const [left, right] = [rest(was, is), rest(is, was)];
  return left === right ? [before, after] : [left, right];
}

/** How a change's own thing is called within its group: the rest of the name, or what is written where it has none. */
export function nameWithin(group: Group, change: PlanChange): string {
  if (change.kind === "relation") return change.id.startsWith(`${group.id} `) ? change.id.slice(group.id.length + 1) : change.id;
  if (/(?:^|\.)#\d+$/.test(change.id) && change.label !== undefined) return change.label;
  return change.id.startsWith(`${group.id}.`) ? change.id.slice(group.id.length + 1).replace(/^(?:#\d+\.)+/, "") : change.id;
}

export function shorten(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  const signs = [...line];
  return signs.length > most ? `${signs.slice(0, most - 1).join("")}…` : line;
}

/** Two values cut to a width; where they begin alike and that would hide where they differ, from a little before there. */
export function shortenBoth(was: string | undefined, is: string | undefined, most: number): readonly [string | undefined, string | undefined] {
  if (was === undefined || is === undefined || (shorten(was, most) !== shorten(is, most) && commonStart(was, is) < most - 20)) return [was && shorten(was, most), is && shorten(is, most)];
  const from = Math.max(0, commonStart(was, is) - 20);
  const [left, right] = [was, is].map((text) => (from === 0 ? text : `…${text.slice(text.charCodeAt(from) >= 0xdc00 && text.charCodeAt(from) <= 0xdfff ? from - 1 : from)}`));
  return [shorten(left!, most), shorten(right!, most)];
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `3 changes: 1 added, 2 changed`, and what they break. */
export function sumUp(summary: DiffSummary): { readonly changes: string; readonly breaks: string } {
  const words = (["added", "removed", "changed", "renamed", "moved"] as const).filter((word) => summary[word] > 0).map((word) => `${summary[word]} ${word}`);
  const all = words.length === 0 ? 0 : (["added", "removed", "changed", "renamed", "moved"] as const).reduce((sum, word) => sum + summary[word], 0);
  const silent = summary.breaking - summary.broken;
  const parts = [
    ...(summary.broken > 0 ? [`${plural(summary.broken, "change breaks", "changes break")} ${plural(summary.consumers, "consumer", "consumers")}`] : []),
    ...(silent > 0 ? [`${plural(silent, summary.broken > 0 ? "more breaks" : "change breaks", summary.broken > 0 ? "more break" : "changes break")} a contract that has no consumer in this model`] : []),
  ];
  return { changes: all === 0 ? "No change" : `${plural(all, "change", "changes")}: ${words.join(", ")}`, breaks: parts.length === 0 ? "nothing breaks" : parts.join("; ") };
}
