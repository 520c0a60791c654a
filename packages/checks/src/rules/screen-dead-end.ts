import { journeyStops, screenLinks } from "../journeys.ts";
import type { Rule } from "../rule.ts";

export const screenDeadEnd: Rule = {
  code: "screen/dead-end",
  severity: "warning",
  title: "Screen with no way on",
  what: "Nothing on a screen leads to another one, and no journey ends there. A lone screen is not meant.",
  why: "Who is there can only close the window: what they came for is left undone.",
  fix: "Lead on from it, at least back: link \"Home\" -> Home; or let the journey end there whose goal it is.",
  good: 'screen Home { entry; button "Cart" -> Cart }\nscreen Cart { button "Home" -> Home }',
  bad: 'screen Home { entry; button "Cart" -> Cart }\nscreen Cart { text "Nothing here" }',
  scope: "element",
  missing: ["here", "widget", "journey"],
  kinds: ["screen"],
  reads: ["screen", "widget", "journey"],
  check(element, context) {
    if (context.lookup.of("screen").length < 2 || journeyStops(context).last.has(element.id)) return;
    if ([...(screenLinks(context).get(element.id) ?? [])].some((target) => target !== element.id)) return;
    context.report({ element: element.id }, `Nothing leads on from ${element.title}.`, { hint: 'Lead on, or back at least, as in link "Home" -> Home.' });
  },
};
