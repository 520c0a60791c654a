import type { Json } from "../reading.ts";
import { wordsOf, capitalised } from "../json-schema/names.ts";

/** Things of one kind that stand in several places: those become components, and the places refer to them. */
export interface Sharing {
  /** Counts a use; to be done for all before any is written. */
  readonly count: (value: object, key: string, name: string) => void;
  /** The name of the component that stands for it, where it is used more than once. */
  readonly nameOf: (value: object, key: string) => string | undefined;
  /** The first values of the components, in the order of their first use. */
  readonly components: () => readonly (readonly [string, object])[];
}

/** `least` is how often something has to be used to become a component. */
export function sharing(least: number): Sharing {
  const entries = new Map<string, { uses: number; readonly value: object; readonly wanted: string; name?: string }>();
  let named = false;
  const name = (): void => {
    if (named) return;
    named = true;
    const taken = new Set<string>();
    for (const entry of entries.values()) {
      if (entry.uses < least) continue;
      let result = entry.wanted;
      for (let number = 2; taken.has(result); number += 1) result = `${entry.wanted}${number}`;
      taken.add(result);
      entry.name = result;
    }
  };
  return {
    count: (value, key, wanted) => {
      const known = entries.get(key);
      if (known === undefined) entries.set(key, { uses: 1, value, wanted: wordsOf(wanted).map(capitalised).join("") });
      else known.uses += 1;
    },
    nameOf: (_value, key) => {
      name();
      return entries.get(key)?.name;
    },
    components: () => {
      name();
      return [...entries.values()].filter((entry) => entry.name !== undefined).map((entry) => [entry.name!, entry.value] as const);
    },
  };
}

/** A key by which equal data is known; large data that is shared is looked at once. */
export function keyer(): (value: unknown) => string {
  const keys = new Map<object, string>();
  const ids = new Map<string, string>();
  return (value) => {
    if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "undefined";
    let key = keys.get(value);
    if (key === undefined) {
      // Places in a text are no part of what is written.
      const text = JSON.stringify(value, (name, inside: Json) => (name === "at" ? undefined : inside));
      key = ids.get(text);
      if (key === undefined) {
        key = `#${ids.size}`;
        ids.set(text, key);
      }
      keys.set(value, key);
    }
    return key;
  };
}
