import { indexLines, type Diagnostic, type LineIndex } from "@groundplan/syntax";
import { gridOf, renderSvg, textExports } from "@groundplan/diagrams";
import { lifeOf } from "@groundplan/checks";
import { readScreen } from "@groundplan/design";
import { cycleOf, isTextual } from "@groundplan/vocabulary";
import { inheritedSetting, settingOf, targetsOf, textOf, textsOf, type Element, type LinkedSetting, type LinkedValue, type Relation } from "@groundplan/model";
import type { EmitInput } from "../artifact.ts";
import { phases } from "../artifacts.ts";
import { elementAt } from "../element-at.ts";
import { decisionCharts, decisionsOf } from "../emitters/decisions.ts";
import { migrationCharts } from "../emitters/migrations.ts";
import { technologyCharts, type Chart } from "../emitters/technology.ts";
import { markdownHtml } from "./html.ts";
import { flowData, journeyData, screenData } from "./play.ts";
import type { ChartData, DecisionData, ElementData, FindingData, RelationData, SiteData, StatusData, TechnologyData, ViewData, ViewPicture } from "./types.ts";

export interface SiteOptions {
  readonly version: string;
  readonly revision: number;
  readonly status: StatusData;
  /** The folder of the workspace, where the reader's editor can open it. */
  readonly root?: string;
  /** What the last check took, in milliseconds. */
  readonly checkedIn?: number;
  /** Where a live workspace keeps its charts from one edit to the next, by what they are drawn from. */
  readonly charts?: Map<string, ChartData>;
}

/** What is seen in the pictures and tables of what holds it, and is no subject of its own. */
const INNER: ReadonlySet<string> = new Set(["step", "widget"]);

/** Everything that the workbench shows but the pictures. */
export function siteData(input: EmitInput, options: SiteOptions): SiteData {
  const { model } = input;
  const lines = lineIndexes(input);
  const found = foundIn(input);
  const count = (severity: string): number => found.filter((finding) => finding.severity === severity).length;
  const findings = mostSevere(found).map((diagnostic) => findingData(diagnostic, input, lines));
  const drawnIn = viewsByElement(input);
  const views: ReadonlySet<string> = new Set(input.views.map((view) => view.id));
  return {
    name: input.name, version: options.version, revision: options.revision, ...(options.root === undefined ? {} : { root: options.root }), phases,
    elements: model.elements().filter(({ kind }) => !INNER.has(kind.group)).map((element) => elementData(element, input, lines, drawnIn, views)),
    relations: model.relations().map((relation) => relationData(relation, input, lines)),
    views: viewData(input),
    decisions: decisionData(input),
    findings, status: options.status,
    charts: chartData(input, options.charts),
    flows: flowData(model), screens: screenData(model), journeys: journeyData(model),
    glossary: model.elements("term").map((term) => ({ term: term.title, meaning: term.description ?? "", synonyms: textsOf(settingOf(term, "synonyms")) })).sort((a, b) => (a.term < b.term ? -1 : 1)),
    summary: { errors: count("error"), warnings: count("warning"), infos: count("info"), files: model.files.length, elements: model.elementCount, relations: model.relationCount, ...(options.checkedIn === undefined ? {} : { checkedIn: options.checkedIn }) },
  };
}

/** A chart that is drawn from the same as before is given as it was; others are forgotten. */
function chartData(input: EmitInput, kept: Map<string, ChartData> | undefined): readonly ChartData[] {
  const before = new Map(kept);
  kept?.clear();
  return [...technologyCharts(input), ...decisionCharts(input), ...migrationCharts(input)].map((chart) => {
    const said = kept === undefined ? "" : JSON.stringify(chart.from);
    const known = before.get(said) ?? draw(chart);
    kept?.set(said, known);
    return known;
  });
}

function draw(chart: Chart): ChartData {
  const drawing = chart.draw();
  return { id: chart.id, title: chart.title, artifact: chart.artifact, width: drawing.width, height: drawing.height, svg: renderSvg(drawing, { theme: "css" }) };
}

/** A view as the workbench shows it. */
export function viewPicture(input: EmitInput, id: string, revision: number): ViewPicture | undefined {
  const drawing = input.drawing(id);
  const grid = gridOf(id);
  const scene = input.scene(id);
  if (!drawing || (!scene && !grid)) return undefined;
  const texts = grid ? grid.texts.map((text) => ({ format: text.id, text: text.write(input.model, id) })) : textExports.flatMap((format) => (format.of === "scene" && format.id !== "structurizr" ? [{ format: format.id, text: format.write(scene!) }] : []));
  return { id, revision, width: drawing.width, height: drawing.height, svg: renderSvg(drawing, { theme: "css" }), texts };
}

type Lines = (file: string) => LineIndex;

function lineIndexes(input: EmitInput): Lines {
  const known = new Map<string, LineIndex>();
  return (file) => {
    let index = known.get(file);
    if (!index) known.set(file, (index = indexLines(input.workspace.text(file) ?? "")));
    return index;
  };
}

function elementData(element: Element, input: EmitInput, lines: Lines, drawnIn: ReadonlyMap<string, readonly string[]>, views: ReadonlySet<string>): ElementData {
  const { model } = input;
  const owner = targetsOf(inheritedSetting(model, element, "owner"))[0];
  const opens = [`containers/${element.id}`, `components/${element.id}`].find((view) => views.has(view));
  return {
    id: element.id, kind: element.kind.name, kindTitle: element.kind.title, group: element.kind.group, swatch: element.kind.style?.swatch ?? "neutral", title: element.title,
    ...(element.description === undefined ? {} : { description: element.description }),
    ...(element.parent === undefined ? {} : { parent: element.parent }),
    ...(owner === undefined ? {} : { owner }),
    technologies: technologiesOf(element, input),
    settings: element.settings.filter((setting) => setting.name !== "owner" && setting.name !== "tech").map((setting) => ({ name: setting.name, values: setting.values.map((value) => ({ text: writeValue(value, input), ...(targetOf(value) === undefined ? {} : { target: targetOf(value)! }) })) })),
    mentions: model.mentions(element.id),
    views: drawnIn.get(element.id) ?? [],
    ...(opens === undefined ? {} : { opens }),
    file: element.at.file, line: lines(element.at.file).position(element.at.from).line,
  };
}

function technologiesOf(element: Element, input: EmitInput): readonly TechnologyData[] {
  const setting = inheritedSetting(input.model, element, "tech");
  return (setting?.values ?? []).flatMap((value): TechnologyData[] => {
    if (value.type !== "technology") return [];
    const known = input.technologies.find(value.id);
    // Without a version only what has one line for all of its life is known to end.
    const life = known === undefined ? { state: "unknown" as const } : lifeOf(known, value.version, input.asOf);
    const cycle = life.state === "supported" || life.state === "ending" || life.state === "ended" ? (value.version === undefined ? known?.support?.cycles[0] : cycleOf(known!, value.version)) : undefined;
    const end = cycle?.endOfLife === "never" ? undefined : cycle?.endOfLife;
    const ended = life.state === "ended";
    return [{
      id: known?.id ?? value.id, title: input.technologies.title(value.id, value.version),
      ...(known ? { category: known.category, licence: known.licence, homepage: known.homepage } : {}),
      ...(end === undefined ? {} : { endOfLife: end }),
      ...(ended ? { ended } : {}),
    }];
  });
}

function targetOf(value: LinkedValue): string | undefined {
  return value.type === "weighted" ? (value.value as LinkedValue).target : value.target;
}

/** A value in words. */
function writeValue(value: LinkedValue, input: EmitInput): string {
  if (isTextual(value)) return value.text;
  switch (value.type) {
    case "word":
      return value.word;
    case "reference":
      return value.target === undefined ? value.name : (input.model.element(value.target)?.title ?? value.name);
    case "technology":
      return input.technologies.title(value.id, value.version);
    case "quantity":
      return writeQuantity(value.quantity);
    case "range":
      return value.low === value.high ? String(value.low) : `${value.low} to ${value.high === Infinity ? "any number" : value.high}`;
    case "date":
      return value.date;
    case "flag":
      return "yes";
    case "distribution":
      return value.points.map((point) => `${typeof point.at === "number" ? `p${point.at}` : point.at} ${writeQuantity(point.quantity)}`).join(", ");
    case "bound":
      return `${value.metric} ${value.comparator} ${writeQuantity(value.quantity)}${value.over ? ` over ${writeQuantity(value.over)}` : ""}`;
    case "weighted":
      return `${writeValue(value.value as LinkedValue, input)} ${value.weight}`;
  }
}

function writeQuantity(quantity: { readonly amount: number; readonly unit: string; readonly currency?: string }): string {
  return `${quantity.amount}${quantity.currency === undefined ? "" : ` ${quantity.currency}`}${quantity.unit === "" || quantity.unit.startsWith("/") || quantity.unit === "%" ? quantity.unit : ` ${quantity.unit}`}`;
}

function relationData(relation: Relation, input: EmitInput, lines: Lines): RelationData {
  const said = textOf(settingOf(relation, "dependency"));
  const protocol = settingOf(relation, "protocol")?.values[0];
  return {
    id: relation.id, source: relation.source, target: relation.target, style: relation.style,
    ...(relation.label === undefined ? {} : { label: relation.label }),
    ...(relation.description === undefined ? {} : { description: relation.description }),
    ...(protocol?.type === "technology" ? { protocol: input.technologies.title(protocol.id) } : {}),
    dependency: said === "hard" || said === "soft" ? said : relation.style === "call" ? "hard" : "soft",
    settings: relation.settings.map((setting: LinkedSetting) => ({ name: setting.name, text: setting.values.map((value) => writeValue(value, input)).join(", ") })),
    file: relation.at.file, line: lines(relation.at.file).position(relation.at.from).line,
  };
}

function viewData(input: EmitInput): readonly ViewData[] {
  const byElement = new Map<string, string>();
  for (const view of input.views) if (view.kind === "containers") byElement.set(subjectOf(view.id), view.id);
  const landscape = input.views.find((view) => view.kind === "landscape")?.id;
  const known = new Set(input.views.map((view) => view.id));
  return input.views.map((view) => {
    // What was folded is a view below that in which it is folded: `containers/shop/shop.orders`.
    const folder = view.id.slice(0, view.id.lastIndexOf("/"));
    let parent = known.has(folder) ? folder : view.kind === "landscape" ? undefined : landscape;
    if (view.kind === "components" && !known.has(folder)) for (let at = input.model.element(subjectOf(view.id))?.parent; at !== undefined; at = input.model.element(at)?.parent) {
      const above = byElement.get(at);
      if (above !== undefined) {
        parent = above;
        break;
      }
    }
    if (view.id.startsWith("dataflow/") && !known.has(folder)) parent = known.has(`dataflow-0/${subjectOf(view.id)}`) ? `dataflow-0/${subjectOf(view.id)}` : parent;
    const of = holderOf(input, known.has(folder) ? view.id.slice(folder.length + 1) : subjectOf(view.id));
    return {
      id: view.id, kind: view.kind, title: view.title, description: gridOf(view.id)?.describe(input.model, view.id) ?? input.scene(view.id)?.description ?? "", artifact: view.artifact, elements: view.elements,
      ...(of === undefined ? {} : { of }), ...(parent === undefined ? {} : { parent }),
    };
  });
}

/** The element that a view is of. Of a flow, a screen or a journey, which the view is itself, it is what these belong to. */
function holderOf({ model }: EmitInput, subject: string): string | undefined {
  const element = model.element(subject);
  if (element?.kind.group === "screen") return readScreen(model, subject)?.of ?? element.parent;
  return element?.kind.group === "flow" || element?.kind.group === "journey" ? element.parent : element?.id;
}

/** The subject of a view: `shop` of `containers/shop`. */
function subjectOf(viewId: string): string {
  return viewId.slice(viewId.indexOf("/") + 1);
}

/** The views that draw an element as a node or a group, the one that shows it largest first: where it is a node beside its siblings. */
function viewsByElement(input: EmitInput): ReadonlyMap<string, readonly string[]> {
  const rank: Readonly<Record<string, number>> = { containers: 0, context: 1, landscape: 2, components: 3 };
  const found = new Map<string, string[]>();
  const sorted = [...input.views].sort((a, b) => (rank[a.kind] ?? 4) - (rank[b.kind] ?? 4));
  for (const view of sorted) {
    const scene = input.scene(view.id);
    for (const id of gridOf(view.id)?.members(input.model, view.id) ?? [...(scene?.nodes ?? []), ...(scene?.groups ?? [])].map((drawn) => drawn.id)) {
      const list = found.get(id);
      if (list) list.push(view.id);
      else found.set(id, [view.id]);
    }
  }
  // A component is best seen where its siblings are: in the view of its container.
  for (const [id, list] of found) {
    const parent = input.model.element(id)?.parent;
    const own = list.findIndex((view) => view === `components/${parent}`);
    if (own > 0) list.unshift(...list.splice(own, 1));
  }
  return found;
}

function decisionData(input: EmitInput): readonly DecisionData[] {
  return decisionsOf(input.model).map((decision) => ({
    id: decision.element.id, number: decision.number, title: decision.element.title, status: decision.supersededBy.length > 0 ? "superseded" : decision.status,
    ...(decision.date === undefined ? {} : { date: decision.date }),
    deciders: decision.deciders, drivers: decision.drivers, affects: decision.affects, supersedes: decision.supersedes, supersededBy: decision.supersededBy, refines: decision.refines, conflicts: decision.conflicts,
    html: markdownHtml(input.workspace.decision(decision.element.id)?.body ?? ""), file: decision.element.at.file,
  }));
}

/** Lines of a text that are shown around a finding, on each side and in all, and how much of each. */
const EXCERPT = 2;
const EXCERPT_LINES = 12;
const EXCERPT_WIDTH = 240;

/** What is found, by file. */
function foundIn(input: EmitInput): readonly Diagnostic[] {
  return [...input.diagnostics].sort((a, b) => (a[0] < b[0] ? -1 : 1)).flatMap(([, list]) => list);
}

/** A page with more findings than this serves nobody, and a file that is no plan may give a million. The summary counts them all. */
const MOST_FINDINGS = 10_000;

function mostSevere(found: readonly Diagnostic[]): readonly Diagnostic[] {
  if (found.length <= MOST_FINDINGS) return found;
  const kept = new Set((["error", "warning", "info"] as const).flatMap((severity) => found.filter((diagnostic) => diagnostic.severity === severity)).slice(0, MOST_FINDINGS));
  return found.filter((diagnostic) => kept.has(diagnostic));
}

function findingData(diagnostic: Diagnostic, input: EmitInput, lines: Lines): FindingData {
  const index = lines(diagnostic.file);
  const start = index.position(diagnostic.from);
  const end = index.position(diagnostic.to);
  const text = input.workspace.text(diagnostic.file);
  const first = Math.max(1, start.line - EXCERPT);
  const element = elementAt(input, diagnostic.file, diagnostic.from)?.id;
  return {
    code: diagnostic.code, severity: diagnostic.severity, message: diagnostic.message, ...(diagnostic.hint === undefined ? {} : { hint: diagnostic.hint }),
    file: diagnostic.file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column,
    related: diagnostic.related.map((related) => ({ file: related.file, ...lines(related.file).position(related.from), message: related.message })),
    ...(element === undefined ? {} : { element }),
    ...(text === undefined ? {} : { excerpt: { line: first, lines: excerptOf(text, index, first, end.line + EXCERPT) } }),
  };
}

/** Some lines of a text, long ones cut. A line may be megabytes long and hold a thousand findings: no more of it is copied than is shown. */
function excerptOf(text: string, index: LineIndex, first: number, last: number): readonly string[] {
  const lines: string[] = [];
  for (let line = first; line <= Math.min(last, index.lineCount) && lines.length < EXCERPT_LINES; line++) {
    const start = index.startOf(line);
    const end = line < index.lineCount ? index.startOf(line + 1) - 1 : text.length;
    lines.push(end - start > EXCERPT_WIDTH ? `${text.slice(start, start + EXCERPT_WIDTH)}…` : text.slice(start, end));
  }
  return lines;
}
