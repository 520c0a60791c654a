import type { ElementData, SiteData } from "./types.ts";

/** The workspace as plain HTML, for readers without JavaScript, for search engines and for printing. */
export function readable(data: SiteData): string {
  const titles = new Map(data.elements.map((element) => [element.id, element.title]));
  const of = (...groups: string[]): readonly ElementData[] => data.elements.filter((element) => groups.includes(element.group));
  const uses = (element: ElementData): string => {
    const out = data.relations.filter((relation) => relation.source === element.id);
    return out.length === 0 ? "" : `<ul>${out.map((relation) => `<li>${text(relation.label ?? "uses")} → ${text(titles.get(relation.target) ?? relation.target)}</li>`).join("")}</ul>`;
  };
  const section = (title: string, elements: readonly ElementData[]): string =>
    elements.length === 0 ? "" : `<section><h2>${text(title)}</h2>${elements.map((element) => `<article id="${text(element.id)}"><h3>${text(element.title)}</h3><p>${text([element.kindTitle, ...element.technologies.map((technology) => technology.title)].join(" · "))}${element.owner === undefined ? "" : ` · ${text(titles.get(element.owner) ?? element.owner)}`}</p>${element.description === undefined ? "" : `<p>${text(element.description)}</p>`}${uses(element)}</article>`).join("")}</section>`;
  return [
    `<h1>${text(data.name)}</h1>`,
    section("Systems", of("system")), section("People", of("actor")), section("External systems", of("external")), section("Containers", of("container")), section("Components", of("component")),
    section("Drivers, constraints, risks and goals", of("requirement")), section("Teams", of("team")),
    data.decisions.length === 0 ? "" : `<section><h2>Decisions</h2>${data.decisions.map((decision) => `<article id="${text(decision.id)}"><h3>${text(decision.number)} ${text(decision.title)}</h3><p>${text(decision.status)}${decision.date === undefined ? "" : `, ${text(decision.date)}`}</p>${decision.html}</article>`).join("")}</section>`,
    data.glossary.length === 0 ? "" : `<section><h2>Glossary</h2><dl>${data.glossary.map((entry) => `<dt>${text(entry.term)}</dt><dd>${text(entry.meaning)}</dd>`).join("")}</dl></section>`,
  ].join("\n");
}

function text(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
