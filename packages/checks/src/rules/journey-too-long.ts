import { settingOf } from "@groundplan/model";
import { legsOf } from "../journeys.ts";
import type { Rule } from "../rule.ts";
import { counted } from "../words.ts";

export const journeyTooLong: Rule = {
  code: "journey/too-long",
  severity: "warning",
  title: "Journey with more steps than its goal allows",
  what: "A journey goes from screen to screen more often than its goal says that it may.",
  why: "At each step some people turn back; the goal was set by somebody who knew how many may.",
  fix: "Leave a screen out, join two, or set the goal anew with those who set it.",
  good: 'screen Home { entry; button "Cart" -> Cart }\nscreen Cart { button "Home" -> Home }\njourney look "Look into the cart" { Home -> Cart; goal: 1 step }',
  bad: 'screen Home { entry; button "Range" -> Range }\nscreen Range { button "Cart" -> Cart }\nscreen Cart { button "Home" -> Home }\njourney look "Look into the cart" { Home -> Range -> Cart; goal: 1 step }',
  scope: "element",
  kinds: ["journey"],
  check(element, { model, report }) {
    const value = settingOf(element, "goal")?.values[0];
    const goal = value?.type === "phrase" ? /^(\d+)\b/.exec(value.text) : null;
    if (!goal) return;
    const legs = legsOf({ model }, element.id).filter(({ stops }) => stops.length > 0);
    // From one leg to the next is a step, unless the one begins where another ends: in which order they stand plays no part.
    const ends = new Set(legs.map(({ stops }) => stops[stops.length - 1]!));
    const joints = Math.max(0, legs.length - 1 - legs.filter(({ stops }) => stops.length > 1 && ends.has(stops[0]!)).length);
    const steps = joints + legs.reduce((sum, { stops }) => sum + stops.filter((stop, at) => at > 0 && stop !== stops[at - 1]).length, 0);
    if (steps > Number(goal[1])) report({ element: element.id, setting: "goal" }, `${element.title} takes ${counted(steps, "step")} from screen to screen, and its goal is ${goal[1]}.`, { hint: "Leave a screen out, join two, or set the goal anew." });
  },
};
