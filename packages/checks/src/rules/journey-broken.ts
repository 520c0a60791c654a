import { legsOf, screenLinks } from "../journeys.ts";
import type { Rule } from "../rule.ts";

export const journeyBroken: Rule = {
  code: "journey/broken",
  severity: "warning",
  title: "Journey with a step that no screen offers",
  what: "Two screens follow each other in a journey, and nothing on the first leads to the second.",
  why: "The person who shall go this way stands before the first screen and finds no door.",
  fix: "Lead from the one to the other (button \"Pay\" -> Payment), or add the screen that lies between.",
  good: 'screen Home { entry; button "Cart" -> Cart }\nscreen Cart { button "Home" -> Home }\njourney look "Look into the cart" { Home -> Cart }',
  bad: 'screen Home { entry; text "Hello" }\nscreen Cart { button "Home" -> Home }\njourney look "Look into the cart" { Home -> Cart }',
  scope: "element",
  missing: ["here", "screen", "widget"],
  kinds: ["journey"],
  reads: ["screen", "widget"],
  check(element, context) {
    const { model, report } = context;
    const links = screenLinks(context);
    for (const { id, stops } of legsOf(context, element.id)) {
      for (const [at, stop] of stops.entries()) {
        const next = stops[at + 1];
        if (next === undefined || next === stop || links.get(stop)?.has(next)) continue;
        const [from, to] = [model.element(stop), model.element(next)];
        report({ element: id, setting: "way" }, `Nothing on ${from?.title ?? stop} leads to ${to?.title ?? next}.`, { hint: `Add it to ${from?.name ?? stop}, as in button "…" -> ${to?.name ?? next}.`, related: [{ at: { element: stop }, message: "the screen" }] });
      }
    }
  },
};
