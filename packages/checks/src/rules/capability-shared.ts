import { isWithin, settingOf } from "@groundplan/model";
import { ELEMENTS, type Rule } from "../rule.ts";
import { listed } from "../words.ts";

export const capabilityShared: Rule = {
  code: "capability/shared",
  severity: "warning",
  title: "Capability that several elements realise",
  what: "Two elements or more name one capability in their realises, none being a part of another, and the capability does not say why.",
  why: "What is done in two places is done in two ways sooner or later.",
  fix: "Let one element realise it; or say why several do: shared: \"Web and telephone\".",
  good: 'domain ordering "Ordering" { capability take-orders "Take orders" { shared: "Web and telephone" } }\nservice checkout "Checkout" { realises: take-orders }\nservice desk "Desk" { realises: take-orders }',
  bad: 'domain ordering "Ordering" { capability take-orders "Take orders" }\nservice checkout "Checkout" { realises: take-orders }\nservice desk "Desk" { realises: take-orders }',
  scope: "model",
  reads: ["capability", ...ELEMENTS],
  check({ lookup, report }) {
    for (const capability of lookup.of("capability")) {
      const all = lookup.naming("realises", capability.id);
      if (all.length < 2 || settingOf(capability, "shared")) continue;
      const outer = all.filter((element) => !all.some((other) => other.id !== element.id && isWithin(element.id, other.id)));
      if (outer.length < 2) continue;
      report({ element: capability.id }, `${listed(outer.map(({ title }) => title))} ${outer.length === 2 ? "both" : "all"} realise ${capability.title}.`, { hint: 'Let one of them do it; or say why several do: shared: "…".', related: outer.slice(0, 8).map((element) => ({ at: { element: element.id, setting: "realises" }, message: element.title })) });
    }
  },
};
