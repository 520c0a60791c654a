/**
 * What the static site's writer and the live server need besides the built application in `dist/`: the page filled in,
 * and the data as classic scripts. Pure functions.
 */
import type { SiteData, ViewPicture } from "@groundplan/artifacts";

export interface PageOptions {
  /** The workspace's name. */
  readonly title: string;
  /** Where the data comes from: scripts beside the page, or the server that serves the page. */
  readonly source: "static" | "live";
  /** HTML to be read where scripts do not run: see `pageText`. */
  readonly text: string;
}

/** The built `dist/index.html` with its places filled in. */
export function fillPage(template: string, { title, source, text }: PageOptions): string {
  return template
    .replace("<!--groundplan:title-->", () => escapeHtml(title))
    .replace("groundplan:source", () => source)
    .replace("<!--groundplan:text-->", () => text);
}

/** A data file: a classic script that hands its data to the application. Nothing in the data can end the script. */
export function receiveScript(kind: "site", data: SiteData): string;
export function receiveScript(kind: "view", data: ViewPicture): string;
export function receiveScript(kind: string, data: unknown): string {
  const json = JSON.stringify(data).replace(/</g, "\\u003c").replace(/\u2028/g, "\\u2028").replace(/\u2029/g, "\\u2029");
  return `groundplan.receive(${JSON.stringify(kind)},${json});\n`;
}

/** The data file of the view at a position of `SiteData.views`, below the site's folder. */
export function viewFile(position: number): string {
  return `data/view-${position}.js`;
}

/** The workspace as plain HTML: what there is, what it says, and what is wrong. For readers and machines without scripts. */
export function pageText(site: SiteData): string {
  const titles = new Map(site.elements.map((element) => [element.id, element.title]));
  const shown = site.elements.filter((element) => ["system", "container", "external", "actor"].includes(element.group));
  const list = (items: readonly string[]): string => (items.length === 0 ? "<p>None.</p>" : `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`);
  return [
    `<h1>${escapeHtml(site.name)}</h1>`,
    "<p>This page is an application and needs scripts to draw its pictures. What they show stands here in words.</p>",
    "<h2>Elements</h2>",
    list(shown.map((element) => `<strong>${escapeHtml(element.title)}</strong> (${escapeHtml(element.kindTitle)})${element.description === undefined ? "" : `: ${escapeHtml(element.description)}`}`)),
    "<h2>Relations</h2>",
    list(site.relations.map((relation) => `${escapeHtml(nearestTitle(titles, relation.source))} to ${escapeHtml(nearestTitle(titles, relation.target))}${relation.label === undefined ? "" : `: ${escapeHtml(relation.label)}`}`)),
    "<h2>Decisions</h2>",
    list(site.decisions.map((decision) => `${escapeHtml(decision.number)} ${escapeHtml(decision.title)} (${escapeHtml(decision.status)})`)),
    "<h2>Findings</h2>",
    list(site.findings.map((finding) => `${escapeHtml(finding.severity)}: ${escapeHtml(finding.message)} (${escapeHtml(finding.file)}:${finding.line})`)),
  ].join("\n");
}

function nearestTitle(titles: ReadonlyMap<string, string>, id: string): string {
  return titles.get(id) ?? id;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
