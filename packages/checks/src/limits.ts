import type { ComponentCoupling } from "@groundplan/analysis";
import { inheritedSetting, type Element, type LinkedSetting, type LinkedValue, type Model } from "@groundplan/model";
import { writeQuantity, type Comparator } from "@groundplan/vocabulary";

/** A goal for the coupling of a component, and what it is held against. */
export interface HeldLimit {
  /** As written: `fanOut <= 8`. */
  readonly text: string;
  readonly measured: number;
  readonly kept: boolean;
  readonly metric: string;
}

/** The setting that limits a component: its own, or that of the nearest element that holds it and has one. */
export function limitsFor(model: Model, component: Element): LinkedSetting | undefined {
  return inheritedSetting(model, component, "limits");
}

/** Each limit of a setting, held against a component. What has no instability, since nothing hangs on it, keeps every limit of that. */
export function heldLimits(setting: LinkedSetting, coupling: ComponentCoupling): readonly HeldLimit[] {
  return setting.values.flatMap((value: LinkedValue): HeldLimit[] => {
    if (value.type !== "bound") return [];
    const measured = measureOf(value.metric, coupling);
    if (measured === undefined) return [];
    return [{ text: `${value.metric} ${value.comparator} ${writeQuantity(value.quantity)}`, metric: value.metric, measured, kept: keeps(measured, value.comparator, value.quantity.base) }];
  });
}

function measureOf(metric: string, { afferent, efferent, instability, level }: ComponentCoupling): number | undefined {
  switch (metric) {
    case "fanIn":
      return afferent;
    case "fanOut":
      return efferent;
    case "level":
      return level;
    default:
      return instability;
  }
}

function keeps(measured: number, comparator: Comparator, limit: number): boolean {
  switch (comparator) {
    case "<":
      return measured < limit;
    case "<=":
      return measured <= limit;
    case ">":
      return measured > limit;
    case ">=":
      return measured >= limit;
    case "=":
      return measured === limit;
  }
}
