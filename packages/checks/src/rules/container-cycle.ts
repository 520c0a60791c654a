import { callsBetween, cyclesOf } from "../graph.ts";
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
  scope: "model",
  reads: ["relations", "container", "component", "group", "system"],
  check({ model, report, memo }) {
    const graph = memo("calls between containers", ["relations", "container", "component", "group", "system"], () => callsBetween(model, "container"));
    for (const { members, cycle } of cyclesOf(graph)) {
      const titles = cycle.map((id) => model.element(id)!.title);
      const [first, ...rest] = cycle.map((id, index) => graph.get(id)!.get(cycle[(index + 1) % cycle.length]!)!);
      const more = members.length > cycle.length ? ` ${members.length} containers are tangled so.` : "";
      report(at(first!), `${titles.join(" calls ")} calls ${titles[0]}.${more}`, { hint: "Turn one of the calls into a message, or move what both need elsewhere.", related: rest.map((relation) => ({ at: at(relation), message: "and on" })) });
    }
  },
};
