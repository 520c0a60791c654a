import type { Consumer, PlanChange } from "../change.ts";
import { groupsOf, isBreaking, linesOf, nameWithin, plural, shortenBoth, summarize, sumUp, wordsOf, type DiffReport } from "./report.ts";

/** Colours, given by who knows the terminal; the identity where there are none. */
export interface DiffPalette {
  error(text: string): string;
  warning(text: string): string;
  info(text: string): string;
  good(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

/** So many places of one consumer are told. */
const MOST_PLACES = 3;
/** Values are cut to this many signs. */
const WIDEST = 72;
/** Signs that tell changes apart without colour. */
const SIGN: Readonly<Record<PlanChange["change"], string>> = { added: "+", removed: "-", changed: "~", renamed: ">", moved: ">" };

/** The comparison for people: by element, what breaks first; a summary at the end. */
export function renderDiffText(report: DiffReport, palette: DiffPalette): string {
  const line = linesOf(report);
  const lines: string[] = [];
  for (const group of groupsOf(report)) {
    lines.push(`${palette.strong(group.id)}${group.label === undefined ? "" : ` "${group.label}"`}${group.kind === "" ? "" : palette.faint(` ${group.kind}`)}`);
    for (const change of group.changes) {
      const { head, was, is } = wordsOf(change, nameWithin(group, change) === group.id ? "itself" : nameWithin(group, change));
      const [left, right] = shortenBoth(was, is, WIDEST);
      const values = was === undefined && is === undefined ? "" : `: ${left ?? "nothing"} → ${right ?? "nothing"}`;
      const told = `${SIGN[change.change]} ${change.change} ${head.replace(/ itself$/, "").replace(/ itself,/, ",")}${values}`;
      const paint = isBreaking(change) ? (change.consumers.length > 0 ? palette.error : palette.warning) : change.change === "added" ? palette.good : (text: string) => text;
      lines.push(`  ${paint(told)}${change.place === undefined ? "" : palette.faint(`  ${change.place.file}:${line(change.place)}`)}`);
      for (const { rule, reason } of change.breaks) lines.push(`      ${reason} ${palette.faint(`[${rule}]`)}`);
      if (isBreaking(change) && change.consumers.length === 0) lines.push(`      ${palette.warning("breaks no consumer in this model")}`);
      for (const told of tellConsumers(change.consumers)) lines.push(`      ${told}`);
    }
    lines.push("");
  }
  for (const note of report.diff.notes) lines.push(palette.warning(note));
  const { changes, breaks } = sumUp(summarize(report.diff));
  const summary = summarize(report.diff);
  lines.push(`${palette.strong(changes)} ${palette.faint(`from ${report.from.name} to ${report.to.name}`)}; ${summary.broken > 0 ? palette.error(breaks) : summary.breaking > 0 ? palette.warning(breaks) : palette.good(breaks)}`);
  return `${lines.join("\n")}\n`;

  function tellConsumers(consumers: readonly Consumer[]): readonly string[] {
    const byId = new Map<string, Consumer[]>();
    for (const consumer of consumers) (byId.get(consumer.id) ?? byId.set(consumer.id, []).get(consumer.id)!).push(consumer);
    return [...byId].map(([id, list]) => {
      const shown = list.slice(0, MOST_PLACES).map(({ how, place, adapted }) => `${how} ${palette.faint(`(${place.file}:${line(place)}${adapted ? `, no more in ${report.to.name}` : ""})`)}`);
      return `${list.every(({ vague }) => vague) ? palette.warning("may break") : palette.error("breaks")} ${palette.strong(id)}: ${shown.join("; ")}${list.length > shown.length ? palette.faint(`; and in ${plural(list.length - shown.length, "other place", "other places")}`) : ""}`;
    });
  }
}
