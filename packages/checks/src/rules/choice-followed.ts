import { inheritedSetting, settingOf, targetsOf, type Element, type LinkedSetting, type Model } from "@groundplan/model";
import { finalOf } from "../choices.ts";
import { ELEMENTS, type Rule } from "../rule.ts";
import { technologiesIn } from "../uses.ts";
import { listed } from "../words.ts";

export const choiceFollowed: Rule = {
  code: "choice/followed",
  severity: "warning",
  title: "Element that is not built with what was chosen for it",
  what: "A choice is for an element whose technologies do not hold the final, or hold another version of it.",
  why: "The choice and the element contradict each other; one of them is out of date.",
  fix: "Set the element's tech to what was chosen, or correct the choice.",
  good: 'choice messaging "How orders travel" {\n  for: events\n  final: kafka\n  candidate kafka "Kafka"\n  candidate rabbitmq "RabbitMQ"\n}\nbroker events "Events" { tech: kafka }',
  bad: 'choice messaging "How orders travel" {\n  for: events\n  final: kafka\n  candidate kafka "Kafka"\n  candidate rabbitmq "RabbitMQ"\n}\nbroker events "Events" { tech: rabbitmq }',
  scope: "model",
  reads: ["choice", "technology", ...ELEMENTS],
  check({ model, lookup, technologies, report }) {
    for (const choice of lookup.of("choice")) {
      const final = finalOf(choice, technologies);
      if (!final) continue;
      for (const target of targetsOf(settingOf(choice, "for"))) {
        const element = model.element(target)!;
        const setting = techOf(model, element);
        if (!setting) continue;
        const named = technologiesIn(setting.setting);
        const same = named.find(({ id }) => technologies.idOf(id) === final.id);
        const anchor = { element: setting.holder.id, setting: "tech" } as const;
        const related = [{ at: { element: choice.id, setting: "final" }, message: choice.title }];
        if (!same) report(anchor, `${technologies.title(final.id, final.version)} was chosen for ${element.title}, which is built with ${listed(named.map(({ id, version }) => technologies.title(id, version)))}.`, { hint: "Set its tech to what was chosen, or correct the choice.", related });
        else if (same.version !== undefined && final.version !== undefined && !agree(same.version, final.version)) report(anchor, `${technologies.title(final.id, final.version)} was chosen for ${element.title}, which has ${same.version}.`, { hint: "Name the same version in both places.", related });
      }
    }
  },
};

/** The technologies of an element, of its own or of what holds it; those of its broker for a topic. */
function techOf(model: Model, element: Element): { readonly holder: Element; readonly setting: LinkedSetting } | undefined {
  const start = element.kind.group === "topic" && element.parent !== undefined ? model.element(element.parent) : element;
  const setting = start && inheritedSetting(model, start, "tech");
  if (!start || !setting) return undefined;
  return { holder: [start, ...model.ancestors(start.id)].find((each) => settingOf(each, "tech"))!, setting };
}

/** 18 and 18.4 do not contradict each other. */
function agree(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}
