import { drawTimeline, renderSvg, type DecisionState } from "@groundplan/diagrams";
import { settingOf, targetsOf, textOf, textsOf, type Element, type Model } from "@groundplan/model";
import type { EmitInput, Emitter, OutputFile } from "../artifact.ts";
import { folderOf } from "../folders.ts";
import { bullets, fragment, inline, link, page, table } from "../markdown.ts";
import type { Chart } from "./technology.ts";
import { filesOf } from "./views.ts";

/** A decision with the links that the model holds. Qualified names throughout. */
export interface DecisionFacts {
  readonly element: Element;
  readonly number: string;
  readonly status: string;
  readonly date: string | undefined;
  readonly deciders: readonly string[];
  readonly drivers: readonly string[];
  readonly affects: readonly string[];
  readonly supersedes: readonly string[];
  readonly supersededBy: readonly string[];
  readonly refines: readonly string[];
  readonly conflicts: readonly string[];
}

export function decisionsOf(model: Model): readonly DecisionFacts[] {
  const decisions = [...model.elements("decision")].sort((a, b) => (a.name < b.name ? -1 : 1));
  const replacing = new Map<string, string[]>();
  for (const decision of decisions) for (const old of targetsOf(settingOf(decision, "supersedes"))) replacing.set(old, [...(replacing.get(old) ?? []), decision.id]);
  return decisions.map((element) => ({
    element, number: numberOf(element), status: textOf(settingOf(element, "status")) ?? "draft", date: textOf(settingOf(element, "date")),
    deciders: textsOf(settingOf(element, "deciders")), drivers: targetsOf(settingOf(element, "drivers")), affects: targetsOf(settingOf(element, "affects")),
    supersedes: targetsOf(settingOf(element, "supersedes")), supersededBy: replacing.get(element.id) ?? [], refines: targetsOf(settingOf(element, "refines")), conflicts: targetsOf(settingOf(element, "conflicts")),
  }));
}

export const decisionLog: Emitter = {
  artifact: "1.4", name: "Decisions",
  *emit(input) {
    const decisions = decisionsOf(input.model);
    if (decisions.length === 0) return;
    const folder = folderOf("1.4");
    yield file(`${folder}/decisions.md`, "markdown", () => document(input, decisions));
    for (const chart of decisionCharts(input, decisions)) for (const theme of ["light", "dark"] as const) yield file(`${folder}/${chart.id}.${theme}.svg`, "svg", () => renderSvg(chart.draw(), { theme }));
    for (const view of input.views) if (view.artifact === "1.4") yield* filesOf(view, input);
  },
};

/** The timeline: one lane for each group of people who decided. */
export function decisionCharts(input: EmitInput, decisions: readonly DecisionFacts[] = decisionsOf(input.model)): readonly Chart[] {
  if (decisions.length === 0) return [];
  const lane = (decision: DecisionFacts): string => {
    const first = decision.deciders[0];
    return first === undefined ? "Nobody named" : (input.model.element(first)?.title ?? first);
  };
  const from = {
    id: "timeline",
    title: `${input.name}: decisions over time`, description: "Each decision on the day of its status, in the lane of those who decided; arcs lead to what it supersedes, refines or conflicts with.",
    lanes: [...new Set(decisions.map(lane))].sort(),
    items: decisions.map((decision) => ({ id: decision.element.id, title: `${decision.number} ${decision.element.title}`, date: decision.date ?? "", lane: lane(decision), state: stateOf(decision.status) })),
    links: decisions.flatMap((decision) => (["supersedes", "refines", "conflicts"] as const).flatMap((type) => decision[type].map((target) => ({ source: decision.element.id, target, type })))),
  };
  return [{ id: "timeline", title: "Decisions over time", artifact: "1.4", from, draw: () => drawTimeline(from) }];
}

function stateOf(status: string): DecisionState {
  return status === "accepted" || status === "rejected" || status === "superseded" ? status : status === "deprecated" ? "superseded" : "proposed";
}

/** A link to what the log says of a decision, from a file in `folder` of the output; its name alone where the model has no such decision. */
export function decisionLink(model: Model, id: string, text: "number" | "title", folder: string): string {
  const element = model.element(id);
  if (!element) return inline(id);
  const log = folder === folderOf("1.4") ? "" : `${folder.split("/").map(() => "..").join("/")}/${folderOf("1.4")}/decisions.md`;
  return link(text === "number" ? numberOf(element) : element.title, `${log}${fragment(headingOf(element))}`);
}

function numberOf(decision: Element): string {
  return decision.name.replace(/^adr-/, "");
}

function headingOf(decision: Element): string {
  return `${numberOf(decision)} ${decision.title}`;
}

function document(input: EmitInput, decisions: readonly DecisionFacts[]): string {
  const name = (id: string): string => inline(input.model.element(id)?.title ?? id);
  const linked = (ids: readonly string[], text: "number" | "title" = "number"): string => ids.map((id) => decisionLink(input.model, id, text, folderOf("1.4"))).join(", ");
  return page(
    `# ${inline(input.name)}: decisions`,
    "![Decisions over time](timeline.light.svg)",
    table(["No.", "Decision", "Status", "Date", "Decided by", "Drivers", "Affects", "Supersedes"], decisions.map((decision) => [
      decision.number, linked([decision.element.id], "title"), decision.supersededBy.length > 0 ? `superseded by ${linked(decision.supersededBy)}` : decision.status, decision.date ?? "",
      decision.deciders.map(name).join(", "), decision.drivers.map(name).join(", "), decision.affects.map(name).join(", "), linked(decision.supersedes),
    ])),
    ...decisions.flatMap(({ element, refines, conflicts }) => {
      const said = input.workspace.decision(element.id);
      return [
        `## ${inline(headingOf(element))}`,
        refines.length > 0 && `It refines ${linked(refines, "title")}.`,
        conflicts.length > 0 && `It conflicts with ${linked(conflicts, "title")}.`,
        said && said.options.length > 0 && `Weighed were: ${said.options.map((option) => inline(option.text)).join("; ")}.`,
        said && bullets(said.consequences.map((consequence) => inline(consequence.text))),
        `The whole text stands in ${inline(element.at.file)} of the workspace.`,
      ];
    }),
  );
}

function file(path: string, format: string, content: () => string): OutputFile {
  return { path, artifact: "1.4", format, ownership: "derived", content };
}
