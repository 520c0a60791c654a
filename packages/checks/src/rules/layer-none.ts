import { parentOf } from "@groundplan/model";
import { layeringsOf, MEMBERSHIP, memberOf } from "../layering.ts";
import { ELEMENTS, type Rule } from "../rule.ts";
import { listed } from "../words.ts";

const GOOD = `layers tiers "Tiers" {
  layer edge "Edge" { members: storefront }
  layer core "Core" { members: checkout }
}
webapp storefront "Storefront" { -> checkout "places orders" }
service checkout "Checkout"`;

export const layerNone: Rule = {
  code: "layer/none",
  severity: "info",
  title: "Elements in no layer",
  what: "Elements stand beside members of the layers, are of their sort, and belong to no layer.",
  why: "No rule holds for them: a relation through such an element leads around the layers.",
  fix: "Name them among the members of the layer where they belong.",
  good: GOOD,
  bad: `${GOOD}\nservice prices "Prices"`,
  scope: "model",
  missing: ["here", "named"],
  reads: [...MEMBERSHIP, ...ELEMENTS],
  check(context) {
    const { model, report } = context;
    for (const { layers, members } of layeringsOf(context)) {
      const beside = new Set<string>();
      for (const name of members.elements.keys()) {
        const { group } = model.element(name)?.kind ?? {};
        if (group === "container" || group === "component") beside.add(`${group} ${parentOf(name) ?? ""}`);
      }
      const missing: string[] = [];
      for (const place of beside) {
        const [group, parent] = [place.slice(0, place.indexOf(" ")), place.slice(place.indexOf(" ") + 1)];
        const siblings = parent === "" ? context.lookup.of(group as "container").filter((element) => element.parent === undefined) : model.children(parent).filter((child) => child.kind.group === group);
        for (const sibling of siblings) if (memberOf(model, sibling.id, members) === undefined) missing.push(sibling.id);
      }
      if (missing.length === 0) continue;
      const titles = missing.sort().map((id) => model.element(id)!.title);
      report({ element: layers.id }, `${listed(titles)} ${titles.length === 1 ? "is" : "are"} in no layer of ${layers.title}.`, { hint: "Name them among the members of a layer.", related: missing.slice(0, 8).map((id) => ({ at: { element: id }, message: "in no layer" })) });
    }
  },
};
