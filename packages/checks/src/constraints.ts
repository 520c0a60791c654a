import type { Severity } from "@groundplan/syntax";
import { isWithin, settingOf, targetsOf, textOf, type Element } from "@groundplan/model";
import type { RuleContext } from "./rule.ts";

/** A constraint on technologies, with where it holds. */
export interface TechnologyConstraint {
  readonly constraint: Element;
  /** The elements where it holds, with all inside them; undefined: everywhere. */
  readonly on: readonly string[] | undefined;
  /** Of its findings: a preference (`should`) only warns. */
  readonly severity: Severity;
}

/** The constraints that have such a setting. */
export function constraintsOf(setting: "requires" | "forbids" | "licences", { lookup, memo }: RuleContext): readonly TechnologyConstraint[] {
  return memo(`constraints ${setting}`, ["requirement"], () =>
    lookup.of("requirement").filter((element) => settingOf(element, setting)).map((constraint) => {
      const on = settingOf(constraint, "on");
      return { constraint, on: on && targetsOf(on), severity: textOf(settingOf(constraint, "strength")) === "should" ? "warning" : "error" };
    }),
  );
}

export function governs(on: readonly string[] | undefined, id: string): boolean {
  return on === undefined || on.some((outer) => isWithin(id, outer));
}

/**
 * Whether an SPDX expression leaves no way but through one of these licences: of alternatives (`OR`) all must be among
 * them, of what holds together (`AND`) one. `AGPL-3.0` stands for `AGPL-3.0-only` and `AGPL-3.0-or-later`.
 */
export function isUnderOneOf(expression: string, licences: readonly string[]): boolean {
  const meant = licences.map((licence) => licence.toLowerCase());
  const isMeant = (licence: string): boolean => {
    const name = licence.trim().split(/\s+with\s+/i)[0]!.toLowerCase();
    return meant.some((each) => each === name || (name.startsWith(each) && /^(?:-only|-or-later|\+)$/.test(name.slice(each.length))));
  };
  return expression.replace(/[()]/g, " ").split(/\s+OR\s+/).every((alternative) => alternative.split(/\s+AND\s+/).some(isMeant));
}
