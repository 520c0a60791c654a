import { settingOf, type Element } from "@groundplan/model";
import { withArticle, type TechnologyCategory } from "@groundplan/vocabulary";
import { isBroker, isStore } from "../kinds.ts";
import { at, type Rule, type RuleContext } from "../rule.ts";
import { technologiesIn } from "../uses.ts";

/** What a store or a broker surely is not made of by itself. */
const CODE: ReadonlySet<TechnologyCategory> = new Set<TechnologyCategory>(["language", "web-framework", "ui-framework", "orm", "protocol", "format", "specification", "quality-tool", "documentation", "practice"]);
/** Data formats; some of them the catalogue holds as specifications. */
const FORMATS: ReadonlySet<TechnologyCategory> = new Set<TechnologyCategory>(["format", "specification", "protocol"]);

export const technologyCategory: Rule = {
  code: "technology/category",
  severity: "warning",
  title: "Technology of the wrong sort",
  what: "A protocol names what is no protocol, a format what is no format, or a store or a broker is made of a language or a framework alone.",
  why: "Whatever is computed or made from it would be wrong: a protocol decides ports and clients, a store's technology its schema.",
  fix: "Name a technology of the right sort; a relation's client library stands in its tech.",
  good: 'service cart "Cart" { -> orders "writes" { protocol: postgresql-protocol; tech: sqlalchemy } }\ndatabase orders "Orders" { tech: postgresql }',
  bad: 'service cart "Cart" { -> orders "writes" { protocol: postgresql } }\ndatabase orders "Orders" { tech: postgresql }',
  scope: "element",
  kinds: ["@actor", "@external", "@system", "@group", "@container", "@component", "@interface", "@operation", "@topic"],
  check(element, context) {
    checkStore(element, context);
    const { model, technologies, report } = context;
    for (const relation of model.outgoing(element.id)) {
      if (relation.settings.length === 0) continue;
      for (const name of ["protocol", "format"] as const) {
        const named = technologiesIn(settingOf(relation, name))[0];
        const technology = named && technologies.find(named.id);
        if (!technology || (name === "protocol" ? technology.category === "protocol" : FORMATS.has(technology.category))) continue;
        const spoken = name === "protocol" ? technology.protocols?.find((id) => technologies.find(id)) : undefined;
        report(at(relation, name), `${technology.name} is ${withArticle(technology.category.replaceAll("-", " "))}, and no ${name}.`, { hint: spoken === undefined ? (name === "protocol" ? "Name what is spoken on the wire, as https; a client library stands in tech." : "Name the form of what is sent, as json.") : `It speaks ${spoken}.`, ...(spoken === undefined ? {} : { replace: spoken }) });
      }
    }
  },
};

function checkStore(element: Element, { model, technologies, report }: RuleContext): void {
  if (element.settings.length === 0 || element.kind.group !== "container" || !(isStore(model, element) || isBroker(model, element))) return;
  const known = technologiesIn(settingOf(element, "tech")).flatMap(({ id }) => technologies.find(id) ?? []);
  if (known.length === 0 || known.some((technology) => !CODE.has(technology.category))) return;
  report({ element: element.id, setting: "tech", value: 0 }, `${known[0]!.name} is ${withArticle(known[0]!.category.replaceAll("-", " "))}; ${withArticle(element.kind.title.toLowerCase())} is not made of that alone.`, { hint: "Name what keeps the data, as postgresql; or make it a service." });
}
