import { isWithin, settingOf, targetsOf } from "@groundplan/model";
import { ELEMENTS, type Rule } from "../rule.ts";

export const viewEmpty: Rule = {
  code: "view/empty",
  severity: "warning",
  title: "View that shows nothing",
  what: "A view is of something that holds nothing, or leaves out all that it takes in.",
  why: "Its picture is empty.",
  fix: "Correct of, include, focus and exclude; or remove the view.",
  good: 'view ordering "Ordering" of shop { exclude mail }\nsystem shop "Shop" {\n  service checkout "Checkout" { -> mail "sends" }\n  service mail "Mail"\n}',
  bad: 'view ordering "Ordering" of shop { exclude mail, checkout }\nsystem shop "Shop" {\n  service checkout "Checkout" { -> mail "sends" }\n  service mail "Mail"\n}',
  scope: "model",
  missing: ["here"],
  reads: ["view", "domain", "team", ...ELEMENTS],
  check({ model, lookup, report }) {
    for (const view of lookup.of("view")) {
      const excluded = targetsOf(settingOf(view, "exclude"));
      const leftOut = (id: string): boolean => excluded.some((outer) => isWithin(id, outer));
      const taken = [...targetsOf(settingOf(view, "include")), ...targetsOf(settingOf(view, "focus"))];
      const of = targetsOf(settingOf(view, "of"))[0];
      if (taken.length > 0) {
        if (excluded.length > 0 && taken.every(leftOut)) report({ element: view.id, setting: "exclude" }, `${view.title} leaves out all that it takes in.`, { hint: "Take something out of exclude." });
        continue;
      }
      // What belongs to a domain or a group says so from its own side.
      const whole = of === undefined ? undefined : model.element(of);
      if (!whole || whole.kind.group === "domain") continue;
      const parts = model.children(whole.id).filter((child) => child.kind.relates === true);
      if (parts.length === 0) report({ element: view.id, setting: "of" }, `${whole.title} holds nothing that ${view.title} could show.`, { hint: "Name something that holds other elements, or say what to include." });
      else if (parts.every((part) => leftOut(part.id))) report({ element: view.id, setting: "exclude" }, `${view.title} leaves out all that ${whole.title} holds.`, { hint: "Take something out of exclude." });
    }
  },
};
