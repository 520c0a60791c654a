import { dependencyOf } from "@groundplan/analysis";
import { settingOf, textOf } from "@groundplan/model";
import { layeringsOf, MEMBERSHIP, memberOf } from "../layering.ts";
import { at, type Rule } from "../rule.ts";
import { sentence } from "../words.ts";

const GOOD = `layers tiers "Tiers" {
  layer edge "Edge" { members: storefront }
  layer core "Core" { members: checkout }
}
webapp storefront "Storefront" { -> checkout "places orders" }
service checkout "Checkout"`;

export const layerUpwards: Rule = {
  code: "layer/upwards",
  severity: "error",
  title: "Relation to a layer above",
  what: "Something depends on an element of a layer that stands above its own. Whoever consumes from a topic depends on the topic, not the topic on it.",
  why: "The team declared that dependencies lead down only, so that a lower layer can be changed and tested without the upper ones.",
  fix: "Turn the relation round, or move one of the elements to the layer where it belongs.",
  good: GOOD,
  bad: GOOD.replace('service checkout "Checkout"', 'service checkout "Checkout" { -> storefront "shows the receipt" }'),
  scope: "element",
  kinds: ["@actor", "@external", "@system", "@group", "@container", "@component", "@interface", "@operation", "@topic"],
  reads: MEMBERSHIP,
  applies: (context) => layeringsOf(context).length > 0,
  outgoing: true,
  check(element, context) {
    const { model, report } = context;
    const layerings = layeringsOf(context);
    for (const relation of model.outgoing(element.id)) {
      const { from, to } = dependencyOf(model, relation);
      for (const { layers, order, members } of layerings) {
        const upper = memberOf(model, to, members);
        const lower = memberOf(model, from, members);
        if (upper === undefined || lower === undefined || upper >= lower) continue;
        report(at(relation), `${model.element(from)!.title} in ${order[lower]!.title} depends on ${model.element(to)!.title} in ${order[upper]!.title} above it.${sentence(textOf(settingOf(layers, "because")))}`, {
          hint: `Layers of ${layers.title} may depend on those below them only.`,
          related: [{ at: { element: order[upper]!.id }, message: "the upper layer" }, { at: { element: order[lower]!.id }, message: "the lower layer" }],
        });
      }
    }
  },
};
