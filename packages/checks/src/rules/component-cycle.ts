import { at, type Rule } from "../rule.ts";

export const componentCycle: Rule = {
  code: "component/cycle",
  severity: "warning",
  title: "Components call each other in a circle",
  what: "A chain of calls between components leads back to where it began. Messages do not count.",
  why: "None of them can be understood, tested or replaced without all the others: they are one component with several names.",
  fix: "Move what both need into a third component, or turn one of the dependencies round.",
  good: 'service checkout "Checkout" {\n  component placing "Placing" { -> pricing "asks for totals" }\n  component pricing "Pricing"\n}',
  bad: 'service checkout "Checkout" {\n  component placing "Placing" { -> pricing "asks for totals" }\n  component pricing "Pricing" { -> placing "asks for the cart" }\n}',
  scope: "cycle",
  level: "component",
  check({ size, path, relations }, { model, report }) {
    const titles = path.map((id) => model.element(id)!.title);
    const more = size > path.length ? ` ${size} components are tangled so.` : "";
    report(at(relations[0]!), `${titles.join(" calls ")} calls ${titles[0]}.${more}`, { hint: "Move what both need into a third component, or turn one of the dependencies round.", related: relations.slice(1).map((relation) => ({ at: at(relation), message: "and on" })) });
  },
};
