import { settingOf } from "@groundplan/model";
import { journeyStops, screenLinks } from "../journeys.ts";
import type { Rule } from "../rule.ts";

export const screenUnreachable: Rule = {
  code: "screen/unreachable",
  severity: "warning",
  title: "Screen that nobody gets to",
  what: "No journey passes a screen, nothing on another screen leads to it, and it is not marked as an entry. A lone screen is not meant.",
  why: "It is drawn, built and tested, and nobody sees it; or the way to it was forgotten.",
  fix: "Lead to it from another screen (button \"Cart\" -> Cart), or mark it: entry, where people come to it from outside.",
  good: 'screen Home { entry; button "Cart" -> Cart }\nscreen Cart { button "Home" -> Home }',
  bad: 'screen Home { entry; text "Hello" }\nscreen Cart { button "Home" -> Home }',
  scope: "element",
  missing: ["here", "screen", "widget", "journey"],
  kinds: ["screen"],
  reads: ["screen", "widget", "journey", "step"],
  check(element, context) {
    const { lookup, memo, report } = context;
    if (lookup.of("screen").length < 2 || settingOf(element, "entry") || journeyStops(context).passed.has(element.id)) return;
    const led = memo("screens that something leads to", ["screen", "widget"], () => new Set([...screenLinks(context)].flatMap(([from, targets]) => [...targets].filter((target) => target !== from))));
    if (led.has(element.id) || lookup.naming("to", element.id).some(({ kind }) => kind.group === "step")) return;
    report({ element: element.id }, `Nothing leads to ${element.title}.`, { hint: `Lead to it from another screen, as in button "…" -> ${element.name}, or write entry where people come to it from outside.` });
  },
};
