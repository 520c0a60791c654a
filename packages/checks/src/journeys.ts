import { settingOf } from "@groundplan/model";
import type { RuleContext } from "./rule.ts";

/** For each screen the screens that its widgets lead to, those in its states too. */
export function screenLinks({ model, lookup, memo }: RuleContext): ReadonlyMap<string, ReadonlySet<string>> {
  return memo("links of screens", ["screen", "widget"], () => {
    const links = new Map<string, Set<string>>();
    for (const widget of lookup.of("widget")) {
      const target = settingOf(widget, "leads")?.values[0]?.target;
      if (target === undefined) continue;
      const screen = model.ancestors(widget.id).find(({ kind }) => kind.group === "screen");
      if (!screen) continue;
      const known = links.get(screen.id);
      if (known) known.add(target);
      else links.set(screen.id, new Set([target]));
    }
    return links;
  });
}

/** The stops of each leg of a journey, by the leg's name; stops that were not found are left out. */
export function legsOf({ model }: Pick<RuleContext, "model">, journey: string): readonly { readonly id: string; readonly stops: readonly string[] }[] {
  return model.children(journey).flatMap((leg) => {
    const value = settingOf(leg, "way")?.values[0];
    return value?.type === "path" ? [{ id: leg.id, stops: value.stops.flatMap(({ target }) => target ?? []) }] : [];
  });
}

/** The screens that some journey passes, and those at which one ends. */
export function journeyStops(context: RuleContext): { readonly passed: ReadonlySet<string>; readonly last: ReadonlySet<string> } {
  return context.memo("screens of journeys", ["journey"], () => {
    const passed = new Set<string>();
    const last = new Set<string>();
    for (const journey of context.lookup.of("journey")) {
      for (const { stops } of legsOf(context, journey.id)) {
        for (const stop of stops) passed.add(stop);
        if (stops.length > 0) last.add(stops[stops.length - 1]!);
      }
    }
    return { passed, last };
  });
}
