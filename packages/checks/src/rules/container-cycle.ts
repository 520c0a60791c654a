import { at, type Rule } from "../rule.ts";

export const containerCycle: Rule = {
  code: "container/cycle",
  severity: "warning",
  title: "Containers call each other in a circle",
  what: "A chain of calls between containers leads back to where it began. Messages do not count: their sender does not wait.",
  why: "What calls in a circle can only be deployed, tested and understood as one, and a slow member slows them all.",
  fix: "Turn one of the calls into a message, or move what both need into a third container.",
  good: 'service cart "Cart" { -> prices "asks" }\nservice prices "Prices"',
  bad: 'service cart "Cart" { -> prices "asks" }\nservice prices "Prices" { -> cart "looks" }',
  scope: "cycle",
  level: "container",
  check({ size, path, relations }, { model, report }) {
    const titles = path.map((id) => model.element(id)!.title);
    const more = size > path.length ? ` ${size} containers are tangled so.` : "";
    report(at(relations[0]!), `${titles.join(" calls ")} calls ${titles[0]}.${more}`, { hint: "Turn one of the calls into a message, or move what both need elsewhere.", related: relations.slice(1).map((relation) => ({ at: at(relation), message: "and on" })) });
  },
};
