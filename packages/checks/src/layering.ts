import { inheritedSetting, isWithin, parentOf, settingOf, targetsOf, type Element, type Model } from "@groundplan/model";
import type { Facet, RuleContext } from "./rule.ts";

/** What decides to which layer, or to which side of a rule, an element belongs. */
export const MEMBERSHIP: readonly Facet[] = ["rule", "layer", "domain", "capability", "team"];

/** What a rule's `from`, `to` or `members` name: elements with all inside them, domains, teams. */
export interface Members<T> {
  readonly elements: ReadonlyMap<string, T>;
  readonly domains: ReadonlyMap<string, T>;
  readonly teams: ReadonlyMap<string, T>;
}

/** Sorts what is named by kind; of a name that stands for several, the first one counts. */
export function membersOf<T>(model: Model, named: Iterable<readonly [string, T]>): Members<T> {
  const elements = new Map<string, T>();
  const domains = new Map<string, T>();
  const teams = new Map<string, T>();
  for (const [name, value] of named) {
    const group = model.element(name)?.kind.group;
    const map = group === "domain" ? domains : group === "team" ? teams : elements;
    if (!map.has(name)) map.set(name, value);
  }
  return { elements, domains, teams };
}

/** What an element belongs to: by itself or by what holds it, else by its domain, else by its owner. */
export function memberOf<T>(model: Model, id: string, members: Members<T>): T | undefined {
  if (members.elements.size > 0) {
    for (let at: string | undefined = id; at !== undefined; at = parentOf(at)) {
      const found = members.elements.get(at);
      if (found !== undefined) return found;
    }
  }
  if (members.domains.size > 0) {
    for (const domain of domainsOf(model, id)) {
      for (const [name, value] of members.domains) if (isWithin(domain, name)) return value;
    }
  }
  if (members.teams.size > 0) {
    const element = model.element(id);
    const owner = element && targetsOf(inheritedSetting(model, element, "owner"))[0];
    if (owner !== undefined) return members.teams.get(owner);
  }
  return undefined;
}

/** The domains that an element or what holds it names, and those of the capabilities that they realise; the nearest first. */
function domainsOf(model: Model, id: string): readonly string[] {
  const found: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = parentOf(at)) {
    const element = model.element(at);
    if (!element) continue;
    found.push(...targetsOf(settingOf(element, "domain")), ...targetsOf(settingOf(element, "realises")));
  }
  return found;
}

/** Declared layers, from top to bottom, with what belongs to each. */
export interface Layering {
  readonly layers: Element;
  readonly order: readonly Element[];
  /** The place of a layer in `order`. */
  readonly members: Members<number>;
  readonly strict: boolean;
}

export function layeringsOf({ model, lookup, memo }: RuleContext): readonly Layering[] {
  return memo("layerings", MEMBERSHIP, () => readLayerings(model, lookup.of("rule")));
}

/** The layers among these rules. */
export function readLayerings(model: Model, among: readonly Element[]): readonly Layering[] {
  return among.filter((rule) => rule.kind.name === "layers").map((layers) => {
    const order = model.children(layers.id).filter((child) => child.kind.group === "layer");
    const members = membersOf(model, order.flatMap((layer, index) => targetsOf(settingOf(layer, "members")).map((name) => [name, index] as const)));
    return { layers, order, members, strict: settingOf(layers, "strict") !== undefined };
  });
}

/** A `forbid` or an `only`, with both its sides. */
export interface DependencyRule {
  readonly rule: Element;
  readonly from: Members<true>;
  readonly to: Members<true>;
}

export function dependencyRulesOf(name: "forbid" | "only", { model, lookup, memo }: RuleContext): readonly DependencyRule[] {
  return memo(name, MEMBERSHIP, () =>
    lookup.of("rule").filter((rule) => rule.kind.name === name).flatMap((rule) => {
      const [from, to] = (["from", "to"] as const).map((side) => targetsOf(settingOf(rule, side)));
      if (from!.length === 0 || to!.length === 0) return [];
      const all = (names: readonly string[]): Members<true> => membersOf(model, names.map((each) => [each, true] as const));
      return [{ rule, from: all(from!), to: all(to!) }];
    }),
  );
}
