import { catalogue, type Technology, type TechnologyCategory } from "@groundplan/vocabulary";
import { code, table } from "./markdown.ts";

/** What the page of the catalogue is made of: how much there is, and a table for each category. */
export function describeTechnologies(): Readonly<Record<string, string>> {
  const categories = new Map<TechnologyCategory, Technology[]>();
  for (const technology of catalogue) categories.set(technology.category, [...(categories.get(technology.category) ?? []), technology]);
  const sorted = [...categories].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const dated = catalogue.filter((technology) => technology.support !== undefined).length;
  return {
    count: `It holds ${catalogue.length} technologies in ${sorted.length} categories; ${dated} of them have release lines with dates.`,
    tables: sorted.map(([category, list]) => `## ${category}\n\n${tableOf(list)}`).join("\n\n"),
  };
}

/** Of categories of stores, how each lays out what it keeps is told too. */
function tableOf(list: readonly Technology[]): string {
  const keeps = list.some(({ dataModels }) => dataModels !== undefined);
  return table(["id", "name", ...(keeps ? ["keeps"] : []), "licence", "newest line"], list.map((each) => [code(each.id), each.name, ...(keeps ? [(each.dataModels ?? []).join(", ")] : []), each.licence, newest(each)]));
}

function newest({ support }: Technology): string {
  const line = support?.cycles[0];
  if (!line) return "";
  const end = line.endOfLife === undefined || line.endOfLife === "never" ? "" : `, until ${line.endOfLife}`;
  return `${line.cycle}${line.longTerm ? " (long-term)" : ""}${end}`;
}
