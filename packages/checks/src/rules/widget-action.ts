import { settingOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const widgetAction: Rule = {
  code: "widget/action",
  severity: "info",
  title: "Button that does nothing",
  what: "A button leads to no screen and calls no operation, and neither does the form that it stands in.",
  why: "What happens when it is pressed is left to whoever builds it.",
  fix: "Say it: button \"Pay\" calls ShopApi.checkout -> Confirmation.",
  good: 'screen Home { button "Cart" -> Cart }\nscreen Cart { button "Home" -> Home }',
  bad: 'screen Home { button "Cart" }',
  scope: "element",
  missing: ["here"],
  kinds: ["button"],
  check(element, { model, report }) {
    const acts = [element, ...model.ancestors(element.id).filter(({ kind }) => kind.name === "form")].some((holder) => settingOf(holder, "leads") ?? settingOf(holder, "calls"));
    if (!acts) report({ element: element.id }, `${element.titled ? element.title : "The button"} leads nowhere and calls nothing.`, { hint: "Add -> and a screen, or calls and an operation." });
  },
};
