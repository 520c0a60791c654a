import { isWithin } from "@groundplan/model";
import { at, type Rule } from "../rule.ts";

export const relationAncestor: Rule = {
  code: "relation/ancestor",
  severity: "error",
  title: "Relation to an own ancestor",
  what: "A relation leads from an element to something that holds it, or from something to a part of its own.",
  why: "The part is the whole there already; what is meant is most often a relation to a sibling.",
  fix: "Name the part that is really used, or remove the relation.",
  good: 'service shop "Shop" {\n  component cart "Cart" { -> prices "asks for prices" }\n  component prices "Prices"\n}',
  bad: 'service shop "Shop" {\n  component cart "Cart" { -> shop "asks for prices" }\n  component prices "Prices"\n}',
  scope: "element",
  kinds: ["@system", "@group", "@container", "@component", "@external", "@actor", "@interface", "@operation", "@topic"],
  outgoing: true,
  check(element, { model, report }) {
    for (const relation of model.outgoing(element.id)) {
      if (relation.source === relation.target || relation.implied) continue;
      if (isWithin(relation.source, relation.target)) report(at(relation), `${element.title} is a part of ${model.element(relation.target)!.title}; it cannot use it as a whole.`, { hint: "Name the sibling that it uses.", related: [{ at: { element: relation.target }, message: "what holds it" }] });
      else if (isWithin(relation.target, relation.source)) report(at(relation), `${model.element(relation.target)!.title} is a part of ${element.title} itself.`, { hint: "Say which of its parts uses it.", related: [{ at: { element: relation.target }, message: "the part" }] });
    }
  },
};
