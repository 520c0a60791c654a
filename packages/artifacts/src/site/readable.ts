import type { ElementData, RelationData, SiteData } from "./types.ts";

/** The workspace as plain HTML, for readers without JavaScript, for search engines and for printing. */
export function readable(data: SiteData): string {
  const titles = new Map(data.elements.map((element) => [element.id, element.title]));
  const bySource = new Map<string, RelationData[]>();
  for (const relation of data.relations) {
    const list = bySource.get(relation.source);
    if (list) list.push(relation);
    else bySource.set(relation.source, [relation]);
  }
  const of = (...groups: string[]): readonly ElementData[] => data.elements.filter((element) => groups.includes(element.group));
  const uses = (element: ElementData): string => {
    const out = bySource.get(element.id) ?? [];
    return out.length === 0 ? "" : `<ul>${out.map((relation) => `<li>${escapeHtml(relation.label ?? "uses")} → ${escapeHtml(titles.get(relation.target) ?? relation.target)}</li>`).join("")}</ul>`;
  };
  const section = (title: string, elements: readonly ElementData[]): string =>
    elements.length === 0 ? "" : `<section><h2>${escapeHtml(title)}</h2>${elements.map((element) => `<article id="${escapeHtml(element.id)}"><h3>${escapeHtml(element.title)}</h3><p>${escapeHtml([element.kindTitle, ...element.technologies.map((technology) => technology.title)].join(" · "))}${element.owner === undefined ? "" : ` · ${escapeHtml(titles.get(element.owner) ?? element.owner)}`}</p>${element.description === undefined ? "" : `<p>${escapeHtml(element.description)}</p>`}${uses(element)}</article>`).join("")}</section>`;
  return [
    `<h1>${escapeHtml(data.name)}</h1>`,
    section("Systems", of("system")), section("People", of("actor")), section("External systems", of("external")), section("Containers", of("container")), section("Components", of("component")),
    section("Drivers, constraints, risks and goals", of("requirement")), section("Teams", of("team")),
    data.decisions.length === 0 ? "" : `<section><h2>Decisions</h2>${data.decisions.map((decision) => `<article id="${escapeHtml(decision.id)}"><h3>${escapeHtml(decision.number)} ${escapeHtml(decision.title)}</h3><p>${escapeHtml(decision.status)}${decision.date === undefined ? "" : `, ${escapeHtml(decision.date)}`}</p>${decision.html}</article>`).join("")}</section>`,
    data.glossary.length === 0 ? "" : `<section><h2>Glossary</h2><dl>${data.glossary.map((entry) => `<dt>${escapeHtml(entry.term)}</dt><dd>${escapeHtml(entry.meaning)}</dd>`).join("")}</dl></section>`,
  ].join("\n");
}

/** Text for HTML, in content and in quoted attributes; control characters, which HTML does not allow, show as U+FFFD. */
export function escapeHtml(value: string): string {
  return value.replace(/[^\P{Cc}\t\n\r]/gu, "\ufffd").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
