import { at, type Rule } from "../rule.ts";

export const relationLabel: Rule = {
  code: "relation/label",
  severity: "warning",
  title: "Relation without a label",
  what: "An arrow does not say what it is for.",
  why: "An arrow alone says that two things have to do with each other, which a reader suspected; the label says what.",
  fix: "Put a few words behind the target, read from the source on: \"asks for prices\".",
  good: 'service cart "Cart" { -> prices "asks for prices" }\nservice prices "Prices"',
  bad: 'service cart "Cart" { -> prices }\nservice prices "Prices"',
  scope: "element",
  missing: ["here"],
  kinds: ["@system", "@group", "@container", "@component", "@external", "@actor", "@interface", "@operation", "@topic"],
  outgoing: true,
  check(element, { model, report }) {
    for (const relation of model.outgoing(element.id)) {
      if (relation.label !== undefined || relation.implied) continue;
      const target = model.element(relation.target);
      if (target) report(at(relation), `The relation from ${element.title} to ${target.title} does not say what it is for.`, { hint: 'Put a few words behind the target: -> target "asks for prices".' });
    }
  },
};
