import { findCircles } from "@groundplan/analysis";
import { settingOf, targetsOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const typeCircle: Rule = {
  code: "type/circle",
  severity: "error",
  title: "Types that extend each other in a circle",
  what: "Following extends from a type or an entity leads back to it.",
  why: "Each would have the fields of the other before it has its own: there is no first one, and no format can say it.",
  fix: "Take the extends away that leads from the more general to the more special; what both have goes into a type of its own.",
  good: "type Problem { title: string }\ntype Declined extends Problem { reason: string }",
  bad: "type Problem extends Declined { title: string }\ntype Declined extends Problem { reason: string }",
  scope: "model",
  reads: ["type"],
  check({ lookup, report }) {
    const types = lookup.of("type");
    const places = new Map(types.map(({ id }, at) => [id, at]));
    const targets = types.map((type) => targetsOf(settingOf(type, "extends")).flatMap((id) => places.get(id) ?? []));
    const tell = (path: readonly number[]): void => {
      const titles = path.map((at) => types[at]!.title);
      report({ element: types[path[0]!]!.id, setting: "extends" }, titles.length === 1 ? `${titles[0]} extends itself.` : `${titles.join(" extends ")} extends ${titles[0]}.`, {
        hint: "Take one of these away; what both have goes into a type of its own.", related: path.slice(1).map((at) => ({ at: { element: types[at]!.id, setting: "extends" }, message: "and on" })),
      });
    };
    for (const [at, list] of targets.entries()) if (list.includes(at)) tell([at]);
    for (const { path } of findCircles(types.map(({ id }) => id), targets)) tell(path);
  },
};
