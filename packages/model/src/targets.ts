import { namesIn, withTargets } from "@groundplan/vocabulary";
import type { LinkedUnit } from "./link.ts";
import type { LinkedSetting, LinkedValue } from "./model.ts";
import type { NameTable } from "./table.ts";
import type { SettingValue } from "./unit.ts";

/** A setting with what its names were found to mean, in the unit that says it. */
export function linkSetting({ name, setting, values: said, from, to }: SettingValue, linked: LinkedUnit | undefined, file: string, table: NameTable): LinkedSetting {
  const values = said as readonly LinkedValue[];
  if (!linked || values.every((value) => namesIn(value).length === 0)) return { name, setting, values, from, to, file };
  const targetOf = (from: number): string | undefined => {
    const target = targetAt(linked, from);
    return target !== undefined && table.entries.get(target)?.kind ? target : undefined;
  };
  return { name, setting, values: values.map((value) => withTargets(value, targetOf) as LinkedValue), from, to, file };
}

/** Lists unite; of single values the first one counts (the second is a fault). */
export function unite(all: LinkedSetting[], setting: LinkedSetting): void {
  const at = all.findIndex((other) => other.name === setting.name);
  if (at < 0) all.push(setting);
  else if (setting.setting.many) all[at] = { ...all[at]!, values: [...all[at]!.values, ...setting.values] };
}

/** Whether a setting names anything. */
export function hasNames(setting: SettingValue): boolean {
  return setting.values.some((value) => namesIn(value).length > 0);
}

/** What the reference at an offset was found to mean. */
export function targetAt(linked: LinkedUnit, offset: number): string | undefined {
  return linked.targets[referenceAt(linked, offset)];
}

/** The index of the reference that stands at an offset; references are in the order in which they were bound. */
function referenceAt(linked: LinkedUnit, from: number): number {
  let index = referenceIndex.get(linked);
  if (!index) {
    index = new Map();
    for (const [at, reference] of linked.unit.references.entries()) index.set(reference.from, at);
    referenceIndex.set(linked, index);
  }
  return index.get(from) ?? -1;
}

const referenceIndex = new WeakMap<LinkedUnit, Map<number, number>>();
