import { settingOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";
import { withCapitalArticle } from "@groundplan/vocabulary";

export const widgetAccessibleName: Rule = {
  code: "widget/accessible-name",
  severity: "warning",
  title: "Widget without words",
  what: "An image, an icon, a button, a link or something to fill in has neither words nor a label, and does not say which data it holds.",
  why: "Who does not see the screen is told that something is there, and not what (WCAG 2.2, 1.1.1 and 4.1.2).",
  fix: "Give it words (input \"E-mail\"), or a label where what is seen does not say it: icon { label: \"Remove from the cart\" }.",
  good: 'screen Home { image "A telescope"; input "E-mail"; icon { label: "Help" } }',
  bad: 'screen Home { image; input "E-mail" }',
  scope: "element",
  missing: ["here"],
  kinds: ["image", "icon", "button", "link", "input", "number", "textarea", "password", "date", "checkbox", "radio", "switch", "select", "search", "slider", "upload", "chart", "map", "video"],
  check(element, { report }) {
    if (element.titled || element.description !== undefined || settingOf(element, "label") || settingOf(element, "shows")) return;
    report({ element: element.id }, `${withCapitalArticle(element.kind.title.toLowerCase())} has no words.`, { hint: `Write ${element.kind.name} "…", or add label: "…".` });
  },
};
