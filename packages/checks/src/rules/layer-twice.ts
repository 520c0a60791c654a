import { settingOf, targetsOf } from "@groundplan/model";
import { ELEMENTS, type Rule } from "../rule.ts";

const GOOD = `layers tiers "Tiers" {
  layer edge "Edge" { members: storefront }
  layer core "Core" { members: checkout }
}
webapp storefront "Storefront" { -> checkout "places orders" }
service checkout "Checkout"`;

export const layerTwice: Rule = {
  code: "layer/twice",
  severity: "error",
  title: "One member in two layers",
  what: "Two layers of one declaration name the same member.",
  why: "Which relations are allowed then depends on the reader; the upper layer is taken.",
  fix: "Keep it in the layer where it belongs, or split the element.",
  good: GOOD,
  bad: GOOD.replace("members: checkout", "members: checkout, storefront"),
  scope: "element",
  kinds: ["layers"],
  reads: ["layer", "domain", "team", ...ELEMENTS],
  check(element, { model, report }) {
    const first = new Map<string, string>();
    for (const layer of model.children(element.id)) {
      if (layer.kind.group !== "layer") continue;
      for (const [value, member] of (settingOf(layer, "members")?.values ?? []).entries()) {
        const name = member.target;
        if (name === undefined) continue;
        const other = first.get(name);
        if (other === undefined) first.set(name, layer.id);
        else if (other !== layer.id) report({ element: layer.id, setting: "members", value }, `${model.element(name)!.title} is in ${model.element(other)!.title} already.`, { hint: "Keep it in one layer.", related: [{ at: { element: other, setting: "members", value: targetsOf(settingOf(model.element(other)!, "members")).indexOf(name) }, message: "named here first" }] });
      }
    }
  },
};
