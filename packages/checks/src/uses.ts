import type { LinkedSetting, LinkedValue } from "@groundplan/model";

/** One place where a technology is named: by which setting, and as which of its values. */
export interface TechnologyUse {
  readonly setting: LinkedSetting;
  readonly value: number;
  /** As written, in lower case. */
  readonly id: string;
  readonly version: string | undefined;
  /** The number behind it: `go 3` of a team's skills. */
  readonly weight: number | undefined;
}

/** Every technology that the settings of an element or a relation name. */
export function technologyUses(holder: { readonly settings: readonly LinkedSetting[] }): readonly TechnologyUse[] {
  const found: TechnologyUse[] = [];
  for (const setting of holder.settings) {
    const { grammar } = setting.setting;
    if (grammar.type !== "technology" && grammar.type !== "weighted") continue;
    for (const [at, value] of setting.values.entries()) {
      if (value.type === "technology") found.push({ setting, value: at, id: value.id, version: value.version, weight: undefined });
      else if (value.type === "weighted" && value.value.type === "technology") found.push({ setting, value: at, id: value.value.id, version: value.value.version, weight: value.weight });
    }
  }
  return found;
}

/** The technologies of one setting. */
export function technologiesIn(setting: LinkedSetting | undefined): readonly { readonly id: string; readonly version: string | undefined }[] {
  const found: { readonly id: string; readonly version: string | undefined }[] = [];
  for (const value of setting?.values ?? []) if (value.type === "technology") found.push({ id: value.id, version: value.version });
  return found;
}

/** The names and weights of a setting such as `weights: always-open 5`; names that were not found are left out. */
export function weightsIn(setting: LinkedSetting | undefined): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const value of setting?.values ?? []) {
    if (value.type !== "weighted") continue;
    const target = (value.value as LinkedValue).target;
    if (target !== undefined) found.set(target, value.weight);
  }
  return found;
}
