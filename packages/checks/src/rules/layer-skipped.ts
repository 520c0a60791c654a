import { dependencyOf } from "@groundplan/analysis";
import { settingOf, textOf } from "@groundplan/model";
import { layeringsOf, MEMBERSHIP, memberOf, type Layering } from "../layering.ts";
import { at, type Rule, type RuleContext } from "../rule.ts";
import { sentence } from "../words.ts";

const GOOD = `layers tiers "Tiers" {
  strict
  layer edge "Edge" { members: storefront }
  layer core "Core" { members: checkout }
  layer data "Data" { members: orders }
}
webapp storefront "Storefront" { -> checkout "places orders" }
service checkout "Checkout" { -> orders "writes" }
database orders "Orders"`;

export const layerSkipped: Rule = {
  code: "layer/skipped",
  severity: "error",
  title: "Relation past a layer",
  what: "The layers are strict, and something depends on an element more than one layer below its own.",
  why: "Strict layers keep what a layer hides: who reaches past it knows what it should not know.",
  fix: "Go through the layer between, or take strict away.",
  good: GOOD,
  bad: GOOD.replace('-> checkout "places orders"', '-> orders "lists orders"'),
  scope: "element",
  kinds: ["@actor", "@external", "@system", "@group", "@container", "@component", "@interface", "@operation", "@topic"],
  reads: MEMBERSHIP,
  applies: (context) => strictLayeringsOf(context).length > 0,
  outgoing: true,
  check(element, context) {
    const { model, report } = context;
    const layerings = strictLayeringsOf(context);
    for (const relation of model.outgoing(element.id)) {
      const { from, to } = dependencyOf(model, relation);
      for (const { layers, order, members } of layerings) {
        const lower = memberOf(model, to, members);
        const upper = memberOf(model, from, members);
        if (upper === undefined || lower === undefined || lower <= upper + 1) continue;
        report(at(relation), `${model.element(from)!.title} in ${order[upper]!.title} reaches past ${order[upper + 1]!.title} to ${model.element(to)!.title} in ${order[lower]!.title}.${sentence(textOf(settingOf(layers, "because")))}`, {
          hint: `The layers of ${layers.title} are strict: each may depend on the next one only.`,
          related: [{ at: { element: order[upper + 1]!.id }, message: "the layer between" }],
        });
      }
    }
  },
};

function strictLayeringsOf(context: RuleContext): readonly Layering[] {
  return layeringsOf(context).filter(({ strict }) => strict);
}
