import { drawMatrix, drawRadar, renderSvg, type Drawing, type Mark, type Matrix } from "@groundplan/diagrams";
import { settingOf, textOf, textsOf, type Element, type LinkedValue } from "@groundplan/model";
import type { EmitInput, Emitter, OutputFile } from "../artifact.ts";
import { filePaths } from "../file-names.ts";
import { folderOf } from "../folders.ts";
import { bullets, inline, page, table } from "../markdown.ts";
import { decisionLink } from "./decisions.ts";

/** A choice with what is computed of it: what the matrix, the table and the status all show. */
export interface WeighedChoice {
  readonly element: Element;
  readonly question: string | undefined;
  readonly criteria: readonly { readonly id: string; readonly title: string; readonly type: "driver" | "constraint"; readonly weight: number }[];
  readonly candidates: readonly WeighedCandidate[];
  /** The candidate that `final` names. */
  readonly winner: WeighedCandidate | undefined;
  readonly final: { readonly id: string; readonly version?: string } | undefined;
  readonly decision: string | undefined;
}

export interface WeighedCandidate {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly technologies: readonly { readonly id: string; readonly version?: string }[];
  readonly pros: readonly string[];
  readonly cons: readonly string[];
  /** Scores by criterion, 0 to 5. */
  readonly scores: ReadonlyMap<string, number>;
  /** The weighted mean of its scores, 0 to 5; undefined where a score is missing. */
  readonly total: number | undefined;
}

/** The choices of a model, weighed: total = Σ weight × score ÷ Σ weight (a weighted sum model, the plainest of multi-criteria decision analysis). */
export function weighChoices(input: EmitInput): readonly WeighedChoice[] {
  const { model } = input;
  return model.elements("choice").map((element): WeighedChoice => {
    const criteria = weightsOf(settingOf(element, "weights")).map(([id, weight]) => {
      const criterion = model.element(id)!;
      return { id, title: criterion.title, type: criterion.kind.name === "constraint" ? ("constraint" as const) : ("driver" as const), weight };
    });
    const chosen = settingOf(element, "final")?.values[0];
    const final = chosen?.type === "technology" ? { id: chosen.id, ...(chosen.version === undefined ? {} : { version: chosen.version }) } : undefined;
    const same = (a: string, b: string): boolean => a === b || (input.technologies.find(a)?.id ?? a) === (input.technologies.find(b)?.id ?? b);
    const candidates = model.children(element.id).filter((child) => child.kind.group === "candidate").map((child) => weigh(child));
    const winner = final && candidates.find((candidate) => candidate.technologies.some((technology) => same(technology.id, final.id)));
    const decision = settingOf(element, "decision")?.values[0];
    return { element, question: element.description, criteria, candidates, winner, final, decision: decision && "target" in decision ? decision.target : undefined };

    function weigh(child: Element): WeighedCandidate {
      const scores = new Map(weightsOf(settingOf(child, "scores")));
      const complete = criteria.length > 0 && criteria.every((criterion) => scores.has(criterion.id));
      const weights = criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
      const named = (settingOf(child, "tech")?.values ?? []).flatMap((value) => (value.type === "technology" ? [{ id: value.id, ...(value.version === undefined ? {} : { version: value.version }) }] : []));
      const technologies = named.length > 0 ? named : [{ id: child.name }];
      const isFinal = final !== undefined && technologies.some((technology) => same(technology.id, final.id));
      return {
        id: child.id, title: child.title, technologies, status: textOf(settingOf(child, "status")) ?? (isFinal ? "chosen" : "assess"),
        pros: textsOf(settingOf(child, "pros")), cons: textsOf(settingOf(child, "cons")), scores,
        total: complete ? criteria.reduce((sum, criterion) => sum + criterion.weight * scores.get(criterion.id)!, 0) / weights : undefined,
      };
    }
  });
}

export const technologyChoices: Emitter = {
  artifact: "1.3", name: "Technology choices",
  *emit(input) {
    const folder = folderOf("1.3");
    const choices = weighChoices(input);
    const used = technologyUse(input);
    if (choices.length === 0 && used.length === 0) return;
    yield file(`${folder}/technology.md`, "markdown", () => document(input, choices, used));
    const charts = technologyCharts(input, choices);
    const name = filePaths(charts.map((chart) => chart.id));
    for (const chart of charts) {
      for (const theme of ["light", "dark"] as const) yield file(`${folder}/${name(chart.id)}.${theme}.svg`, "svg", () => renderSvg(chart.draw(), { theme }));
    }
  },
};

export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly artifact: string;
  /** All that the drawing follows from, as plain data. */
  readonly from: object;
  readonly draw: () => Drawing;
}

/** The radar of all technologies, and one matrix for each choice. */
export function technologyCharts(input: EmitInput, choices: readonly WeighedChoice[] = weighChoices(input)): readonly Chart[] {
  const charts: Chart[] = [];
  const items = radarItems(input, choices);
  if (items.length > 0) {
    const from = { id: "radar", title: `${input.name}: technology radar`, description: "Each technology in use or weighed, by what it is for and how far the team has come with it.", rings: ["adopted", "trial", "assess", "hold"], sectors: [...new Set(items.map((item) => item.sector))].sort(), items };
    charts.push({ id: "radar", title: "Technology radar", artifact: "1.3", from, draw: () => drawRadar(from) });
  }
  for (const choice of choices) {
    if (choice.candidates.length === 0) continue;
    const from = matrixOf(choice);
    charts.push({ id: `choice-${choice.element.id}`, title: choice.element.title, artifact: "1.3", from, draw: () => drawMatrix(from) });
  }
  return charts;
}

function matrixOf(choice: WeighedChoice): Matrix {
  return {
    id: choice.element.id, title: choice.element.title, description: choice.question ?? "Candidates weighed against what counts.",
    candidates: choice.candidates.map((candidate) => ({ id: candidate.id, title: candidate.title, note: candidate.status })),
    criteria: choice.criteria.map((criterion) => ({ id: criterion.id, title: criterion.title, type: criterion.type, weight: criterion.weight })),
    cells: choice.candidates.flatMap((candidate) => [...candidate.scores].map(([criterion, score]) => ({ candidate: candidate.id, criterion, mark: markOf(score), score: String(score) }))),
    totals: Object.fromEntries(choice.candidates.flatMap((candidate) => (candidate.total === undefined ? [] : [[candidate.id, candidate.total.toFixed(1)]]))),
    ...(choice.winner ? { winner: choice.winner.id } : {}),
    words: { complete: "4 to 5", partial: "2 to 3", empty: "1", failing: "0" },
  };
}

function markOf(score: number): Mark {
  return score >= 4 ? "complete" : score >= 2 ? "partial" : score >= 1 ? "empty" : "failing";
}

const RING: Readonly<Record<string, string>> = { chosen: "adopted", trial: "trial", assess: "assess", hold: "hold", rejected: "hold" };
const BEST_FIRST = ["adopted", "trial", "assess", "hold"];

function radarItems(input: EmitInput, choices: readonly WeighedChoice[]): { id: string; title: string; ring: string; sector: string }[] {
  const rings = new Map<string, string>();
  for (const { id } of technologyUse(input)) rings.set(id, "adopted");
  for (const choice of choices) {
    for (const candidate of choice.candidates) {
      for (const { id } of candidate.technologies) {
        const known = input.technologies.find(id)?.id ?? id;
        const ring = RING[candidate.status] ?? "assess";
        const old = rings.get(known);
        if (old === undefined || BEST_FIRST.indexOf(ring) < BEST_FIRST.indexOf(old)) rings.set(known, ring);
      }
    }
  }
  return [...rings].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([id, ring]) => ({ id, title: input.technologies.title(id), ring, sector: SECTOR[input.technologies.find(id)?.category ?? ""] ?? "Other" }));
}

/** The categories of the catalogue, gathered into the few sectors that a radar can show. */
const SECTOR: Readonly<Record<string, string>> = {
  language: "Languages and frameworks", runtime: "Languages and frameworks", "web-framework": "Languages and frameworks", "ui-framework": "Languages and frameworks", library: "Languages and frameworks", orm: "Languages and frameworks",
  database: "Data and messages", cache: "Data and messages", search: "Data and messages", "object-storage": "Data and messages", broker: "Data and messages", processing: "Data and messages",
  protocol: "Interfaces", format: "Interfaces", specification: "Interfaces", gateway: "Interfaces", identity: "Interfaces",
  "container-platform": "Platforms", "cloud-service": "Platforms", "infrastructure-as-code": "Platforms", "ci-cd": "Platforms", packaging: "Platforms",
  observability: "Tools and practices", logging: "Tools and practices", "quality-tool": "Tools and practices", documentation: "Tools and practices", practice: "Tools and practices",
};

export interface TechnologyUse {
  readonly id: string;
  readonly versions: readonly string[];
  /** Elements that name it. */
  readonly elements: readonly string[];
}

/** Every technology that an element names, with its versions; sorted by id. */
export function technologyUse(input: EmitInput): readonly TechnologyUse[] {
  const uses = new Map<string, { versions: Set<string>; elements: string[] }>();
  for (const element of input.model.elements("@system", "@container", "@component", "@external", "@group")) {
    for (const value of settingOf(element, "tech")?.values ?? []) {
      if (value.type !== "technology") continue;
      const id = input.technologies.find(value.id)?.id ?? value.id;
      let use = uses.get(id);
      if (!use) uses.set(id, (use = { versions: new Set(), elements: [] }));
      if (value.version !== undefined) use.versions.add(value.version);
      use.elements.push(element.id);
    }
  }
  return [...uses].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([id, use]) => ({ id, versions: [...use.versions].sort(), elements: use.elements }));
}

function document(input: EmitInput, choices: readonly WeighedChoice[], used: readonly TechnologyUse[]): string {
  const title = (id: string): string => inline(input.model.element(id)?.title ?? id);
  return page(
    `# ${inline(input.name)}: technology choices`,
    choices.length > 0 && "![Technology radar](radar.light.svg)",
    ...choices.flatMap((choice) => [
      `## ${inline(choice.element.title)}`,
      choice.question && inline(choice.question),
      choice.final && `**Taken:** ${inline(input.technologies.title(choice.final.id, choice.final.version))}${choice.decision ? `, recorded in ${decisionLink(input.model, choice.decision, "title", folderOf("1.3"))}` : ""}.`,
      choice.criteria.length > 0 && table(["Candidate", "Status", ...choice.criteria.map((criterion) => `${inline(criterion.title)} (${criterion.weight})`), "Total"], choice.candidates.map((candidate) => [inline(candidate.title), candidate.status, ...choice.criteria.map((criterion) => String(candidate.scores.get(criterion.id) ?? "–")), candidate.total === undefined ? "–" : candidate.total.toFixed(1)])),
      ...choice.candidates.flatMap((candidate) => [
        `### ${inline(choice.element.title)}: ${inline(candidate.title)}`,
        bullets([...candidate.pros.map((text) => `For: ${inline(text)}`), ...candidate.cons.map((text) => `Against: ${inline(text)}`)]) || "Nothing is said for or against it.",
      ]),
    ]),
    used.length > 0 && "## In use",
    used.length > 0 && table(["Technology", "Version", "Category", "Licence", "Used by"], used.map((use) => {
      const known = input.technologies.find(use.id);
      return [inline(known?.name ?? use.id), use.versions.map(inline).join(", "), known?.category ?? "", inline(known?.licence ?? ""), use.elements.map(title).join(", ")];
    })),
  );
}

function weightsOf(setting: { readonly values: readonly LinkedValue[] } | undefined): [string, number][] {
  return (setting?.values ?? []).flatMap((value): [string, number][] => {
    if (value.type !== "weighted") return [];
    const target = (value.value as LinkedValue).target;
    return target === undefined ? [] : [[target, value.weight]];
  });
}

function file(path: string, format: string, content: () => string): OutputFile {
  return { path, artifact: "1.3", format, ownership: "derived", content };
}
