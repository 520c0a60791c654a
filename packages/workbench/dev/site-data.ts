/** Makes `SiteData` and pictures of a workspace for trying the application: what the real builders do, in short. */
import { artifacts, keyDrivers, phases } from "@groundplan/artifacts";
import type { ChartData, DecisionData, ElementData, FindingData, RelationData, SiteData, TechnologyData, ViewData, ViewPicture } from "@groundplan/artifacts";
import { createChecker, technologiesOf } from "@groundplan/checks";
import type { Technologies } from "@groundplan/checks";
import { drawMatrix, drawRadar, drawScene, drawTimeline, renderSvg } from "@groundplan/diagrams";
import type { Drawing } from "@groundplan/diagrams";
import { createWorkspace, inheritedSetting, settingOf, targetsOf, textOf, textsOf } from "@groundplan/model";
import type { Element, LinkedValue, Model } from "@groundplan/model";
import { indexLines } from "@groundplan/syntax";
import { cycleOf, endedEarlier, writeQuantity } from "@groundplan/vocabulary";
import MarkdownIt from "markdown-it";
import { projectViews } from "./project.ts";
import type { DevView } from "./project.ts";

export interface DevSite {
  readonly site: SiteData;
  readonly pictures: readonly ViewPicture[];
}

export function buildSite(files: readonly { readonly file: string; readonly text: string }[], options: { readonly asOf: string; readonly revision: number; readonly root?: string }): DevSite {
  const workspace = createWorkspace();
  workspace.update(files);
  const { model } = workspace;
  const technologies = technologiesOf(model.elements("technology"));
  const checker = createChecker(workspace, { asOf: options.asOf });
  const devViews = projectViews(model, technologies);
  const pictures = devViews.map(({ scene }): ViewPicture => {
    const { drawing } = drawScene(scene);
    return { id: scene.id, revision: options.revision, width: drawing.width, height: drawing.height, svg: renderSvg(drawing, { theme: "css" }) };
  });
  const views = devViews.map(({ scene, artifact, of, parent }): ViewData => ({ id: scene.id, kind: scene.kind, title: scene.title, description: scene.description, artifact, elements: scene.nodes.length, ...(of ? { of } : {}), ...(parent ? { parent } : {}) }));
  const at = (file: string, offset: number): { line: number; column: number } => {
    const place = indexLines(workspace.text(file) ?? "").position(offset);
    return { line: place.line, column: place.column };
  };
  const findings = [...checker.diagnostics()].flatMap(([, list]) => list).map((d): FindingData => {
    const [from, to] = [at(d.file, d.from), at(d.file, d.to)];
    const lines = (workspace.text(d.file) ?? "").split("\n");
    const first = Math.max(1, from.line - 2);
    const element = model.elements().filter((e) => e.item.file === d.file && e.item.from <= d.from && d.from <= e.item.to).at(-1);
    return {
      code: d.code, severity: d.severity, message: d.message, ...(d.hint ? { hint: d.hint } : {}), file: d.file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column,
      related: d.related.map((r) => ({ file: r.file, ...at(r.file, r.from), message: r.message })), ...(element ? { element: element.id } : {}), excerpt: { line: first, lines: lines.slice(first - 1, from.line + 2) },
    };
  });
  const count = (severity: string): number => findings.filter((f) => f.severity === severity).length;
  const site: SiteData = {
    name: model.elements("system")[0]?.title ?? "Workspace", version: "0.1.0", revision: options.revision, phases,
    elements: model.elements().map((e) => elementData(e, model, technologies, devViews, pictures, options.asOf, at)),
    relations: model.relations().map((r): RelationData => {
      const protocol = settingOf(r, "protocol")?.values[0];
      return {
        id: r.id, source: r.source, target: r.target, style: r.style, ...(r.label ? { label: r.label } : {}), ...(r.description ? { description: r.description } : {}),
        ...(protocol?.type === "technology" ? { protocol: technologies.title(protocol.id) } : {}),
        dependency: (textOf(settingOf(r, "dependency")) ?? (r.style === "call" ? "hard" : "soft")) as "hard" | "soft",
        settings: r.settings.map((s) => ({ name: s.name, text: s.values.map((v) => textOfValue(v, technologies)).join(", ") })), file: r.at.file, line: at(r.at.file, r.at.from).line,
      };
    }),
    views, findings, charts: charts(model, technologies), decisions: decisions(model, workspace.decision),
    glossary: model.elements("term").map((t) => ({ term: t.title, meaning: t.description ?? "", synonyms: textsOf(settingOf(t, "synonyms")) })),
    status: {
      artifacts: artifacts.map((a) => {
        const has = views.some((v) => v.artifact === a.id) || (a.id === "1.3" && model.elements("choice").length > 0) || (["1.4", "7.1"].includes(a.id) && model.elements("decision").length > 0);
        const state = !has ? "not-started" : a.id === "1.2" ? "verified" : a.id === "1.3" ? "incomplete" : a.id === "1.1" ? "approved" : a.id === "7.1" ? "stale" : "complete";
        return { ...a, state, missing: !has ? ["Nothing in the description speaks of it yet."] : state === "incomplete" ? ["choice cart-store has no candidate that was rejected", "kafka has no licence review"] : [], files: has ? [`${a.phase}-phase/${a.name.toLowerCase().replaceAll(" ", "-")}.svg`] : [], judges: state === "verified" ? [{ name: "layout", result: "passed" as const, detail: "No overlaps." }] : has && a.id === "2.1" ? [{ name: "dependency-cruiser", result: "skipped" as const, detail: "Not installed." }] : [] };
      }),
      drivers: keyDrivers.map((d) => ({ ...d, state: d.id === "1.a" ? "holds" : d.id === "1.c" ? "fails" : d.id === "1.b" ? "holds" : d.id === "2.a" ? "undecided" : d.id.startsWith("1") ? "unanswered" : "unstated", evidence: d.id === "1.c" ? ["shop.shopdb uses PostgreSQL 13, which ended on 2025-11-13."] : d.id === "1.b" ? ["4 of 6 capabilities are realised by one owner."] : [] })) as SiteData["status"]["drivers"],
    },
    summary: { errors: count("error"), warnings: count("warning"), infos: count("info"), files: files.length, elements: model.elementCount, relations: model.relationCount },
    ...(options.root === undefined ? {} : { root: options.root }),
  };
  return { site, pictures };
}

function textOfValue(value: LinkedValue, technologies: Technologies): string {
  switch (value.type) {
    case "text": case "signature": return value.text;
    case "word": return value.word;
    case "reference": return value.name;
    case "technology": return technologies.title(value.id, value.version);
    case "quantity": return writeQuantity(value.quantity);
    case "range": return value.low === value.high ? String(value.low) : `${value.low}..${value.high}`;
    case "date": return value.date;
    case "flag": return "yes";
    case "distribution": return value.points.map((p) => `${typeof p.at === "number" ? `p${p.at}` : p.at} ${writeQuantity(p.quantity)}`).join(", ");
    case "bound": return `${value.metric} ${value.comparator} ${writeQuantity(value.quantity)}${value.over ? ` over ${writeQuantity(value.over)}` : ""}`;
    case "weighted": return `${textOfValue(value.value as LinkedValue, technologies)} ${value.weight}`;
  }
}

function elementData(e: Element, model: Model, technologies: Technologies, views: readonly DevView[], pictures: readonly ViewPicture[], asOf: string, at: (file: string, offset: number) => { line: number }): ElementData {
  const owner = targetsOf(inheritedSetting(model, e, "owner"))[0];
  const tech = (settingOf(e, "tech")?.values ?? []).flatMap((v) => (v.type === "technology" ? [v] : []));
  const opens = views.find((v) => v.of === e.id && v.artifact !== "1.1")?.scene.id;
  return {
    id: e.id, kind: e.kind.name, kindTitle: e.kind.title, group: e.kind.group, swatch: e.kind.style?.swatch ?? "neutral", title: e.title, ...(e.description ? { description: e.description } : {}),
    ...(e.parent ? { parent: e.parent } : {}), ...(owner ? { owner } : {}),
    technologies: tech.map((v): TechnologyData => {
      const known = technologies.find(v.id);
      const cycle = known && v.version ? cycleOf(known, v.version) : undefined;
      const end = cycle?.endOfLife ?? (v.version ? undefined : known?.support?.cycles[0]?.endOfLife);
      const ended = (end !== undefined && end <= asOf) || (known !== undefined && v.version !== undefined && endedEarlier(known, v.version));
      return { id: v.id, title: technologies.title(v.id, v.version), ...(known ? { category: known.category, licence: known.licence, homepage: known.homepage } : {}), ...(end && end !== "never" ? { endOfLife: end } : {}), ...(ended ? { ended } : {}) };
    }),
    settings: e.settings.map((s) => ({ name: s.name, values: s.values.map((v) => { const target = v.type === "weighted" ? (v.value as LinkedValue).target : v.target; return { text: textOfValue(v, technologies), ...(target ? { target } : {}) }; }) })),
    mentions: model.mentions(e.id), views: views.map((v) => v.scene).filter((s, i) => s.nodes.some((n) => n.id === e.id) || s.groups.some((g) => g.id === e.id) || views[i]?.of === e.id).sort((a, b) => rank(a.id) - rank(b.id)).map((s) => s.id),
    ...(opens ? { opens } : {}), file: e.at.file, line: at(e.at.file, e.at.from).line,
  };
}

function rank(id: string): number {
  return ["containers", "components", "context"].indexOf(id.split("/")[0]!);
}

function decisions(model: Model, document: (id: string) => { readonly body: string } | undefined): DecisionData[] {
  const markdown = new MarkdownIt({ html: false });
  const all = model.elements("decision");
  const targets = (e: Element, name: string): readonly string[] => targetsOf(settingOf(e, name));
  return all.map((e) => ({
    id: e.id, number: e.id.slice(4), title: e.title, status: textOf(settingOf(e, "status")) ?? "draft", ...(textOf(settingOf(e, "date")) ? { date: textOf(settingOf(e, "date"))! } : {}),
    deciders: textsOf(settingOf(e, "deciders")), drivers: targets(e, "drivers"), affects: targets(e, "affects"), supersedes: targets(e, "supersedes"),
    supersededBy: all.filter((o) => targets(o, "supersedes").includes(e.id)).map((o) => o.id), refines: targets(e, "refines"), conflicts: targets(e, "conflicts"),
    html: markdown.render(document(e.id)?.body ?? ""), file: e.at.file,
  }));
}

function charts(model: Model, technologies: Technologies): ChartData[] {
  const chart = (id: string, artifact: string, drawing: Drawing): ChartData => ({ id, title: drawing.title, artifact, width: drawing.width, height: drawing.height, svg: renderSvg(drawing, { theme: "css", id }) });
  const out: ChartData[] = [];
  const used = new Map<string, string>();
  for (const e of model.elements()) for (const v of settingOf(e, "tech")?.values ?? []) if (v.type === "technology") used.set(v.id, technologies.find(v.id)?.category ?? "library");
  if (used.size > 0) out.push(chart("technology/radar", "1.3", drawRadar({ id: "technology/radar", title: "Technology radar", description: "What is used, and what is being tried.", rings: ["chosen", "trial", "hold"], sectors: [...new Set(used.values())].slice(0, 6), items: [...used].map(([id, sector]) => ({ id, title: technologies.title(id), ring: "chosen", sector })) })));
  for (const choice of model.elements("choice")) {
    const weights = (settingOf(choice, "weights")?.values ?? []).flatMap((v) => (v.type === "weighted" ? [{ id: (v.value as LinkedValue).target ?? "", weight: v.weight }] : []));
    const candidates = model.children(choice.id);
    const cells = candidates.flatMap((c) => (settingOf(c, "scores")?.values ?? []).flatMap((v) => (v.type === "weighted" ? [{ candidate: c.id, criterion: (v.value as LinkedValue).target ?? "", score: String(v.weight), mark: v.weight >= 4 ? "complete" as const : v.weight >= 2 ? "partial" as const : "failing" as const }] : [])));
    const totals = Object.fromEntries(candidates.map((c) => [c.id, (cells.filter((x) => x.candidate === c.id).reduce((s, x) => s + Number(x.score) * (weights.find((w) => w.id === x.criterion)?.weight ?? 0), 0) / Math.max(1, weights.reduce((s, w) => s + w.weight, 0))).toFixed(1)]));
    const winner = candidates.find((c) => textOf(settingOf(c, "status")) === "chosen");
    out.push(chart(`choice/${choice.id}`, "1.3", drawMatrix({ id: `choice/${choice.id}`, title: choice.title, description: choice.description ?? "", candidates: candidates.map((c) => ({ id: c.id, title: c.title })), criteria: weights.map((w) => ({ ...w, title: model.element(w.id)?.title ?? w.id, type: "driver" as const })), cells, totals, ...(winner ? { winner: winner.id } : {}) })));
  }
  const log = model.elements("decision");
  if (log.length > 0) out.push(chart("decisions/timeline", "1.4", drawTimeline({ id: "decisions/timeline", title: "Decisions over time", description: "When each was taken.", lanes: ["Decisions"], items: log.map((e) => ({ id: e.id, title: e.title, date: textOf(settingOf(e, "date")) ?? "", lane: "Decisions", state: (textOf(settingOf(e, "status")) ?? "proposed") as "proposed" })), links: log.flatMap((e) => targetsOf(settingOf(e, "refines")).map((target) => ({ source: e.id, target, type: "refines" as const }))) })));
  return out;
}
