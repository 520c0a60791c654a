import { settingOf, type Element, type LinkedValue } from "@groundplan/model";
import { namesOfType, type NameNode, type Signature } from "@groundplan/vocabulary";
import { relationsOf } from "./data-flows.ts";
import type { Facet, RuleContext } from "./rule.ts";

/** The names of types in a value, with what they were found to mean. */
export function typesIn(value: LinkedValue): readonly NameNode[] {
  switch (value.type) {
    case "type":
      return namesOfType(value.expression);
    case "signature":
      return typesOfSignature(value.signature);
    case "volume":
      return value.per ? [value.per] : [];
    case "query":
      return [value.query.entity];
    case "reference":
      return value.target === undefined ? [] : [{ name: value.name, from: value.from, to: value.to, target: value.target }];
    default:
      return [];
  }
}

export function typesOfSignature({ takes, gives }: Signature): readonly NameNode[] {
  return [...takes.flatMap((part) => namesOfType(part.type)), ...gives.flatMap((result) => (result.type ? namesOfType(result.type) : []))];
}

/** What an operation takes and gives; undefined where nothing is said of it. */
export function signatureOf(operation: Element): Signature | undefined {
  const value = settingOf(operation, "signature")?.values[0];
  return value?.type === "signature" ? value.signature : undefined;
}

const NAMING: readonly Facet[] = ["type", "field", "operation", "topic", "step", "access", "term"];

/** What may name a type: the facets that a rule reads which asks `typeUses`. */
export const READS_OF_TYPE_USES: readonly Facet[] = [...NAMING, "relations"];

/** The types that something other than themselves names. */
export function typeUses(context: RuleContext): ReadonlySet<string> {
  const { model, lookup, memo } = context;
  return memo("types that are named", READS_OF_TYPE_USES, () => {
    const used = new Set<string>();
    for (const relation of relationsOf(context)) for (const { target } of settingOf(relation, "data")?.values ?? []) if (target !== undefined) used.add(target);
    for (const group of NAMING) {
      if (group === "relations") continue;
      for (const element of lookup.of(group)) {
        // What a type was found to be may change while nothing that the element says does: the list may hold an older state of it.
        for (const setting of model.element(element.id)?.settings ?? []) {
          for (const value of setting.values) {
            for (const { target } of typesIn(value)) if (target !== undefined && target !== element.id && target !== element.parent) used.add(target);
          }
        }
      }
    }
    return used;
  });
}
