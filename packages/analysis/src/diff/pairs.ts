import { lastOf, settingOf, textOf, type Element, type Model } from "@groundplan/model";
import { align } from "./align.ts";
import { meaningOf, settingMeaning } from "./values.ts";

/** Which element of the one model is which of the other. */
export interface Pairing {
  /** The name in the second model. */
  after(id: string): string | undefined;
  /** The name in the first model. */
  before(id: string): string | undefined;
}

/** Blocks deeper than this are not looked into; the parser tells of them. */
const DEEPEST = 64;
/** Renames within what was renamed are looked for so often. */
const ROUNDS = 4;

/**
 * Pairs elements: by their name; where a name is gone and another one came, by `was`, by the same content, or by the same title in the
 * same place; what has no name of its own, as steps of flows, by its place among its siblings. What could be two is none: a rename that
 * cannot be told is a removal and something new.
 */
export function pairElements(before: Model, after: Model): Pairing {
  const forth = new Map<string, string>();
  const back = new Map<string, string>();
  const pair = (b: string, a: string): void => {
    forth.set(b, a);
    back.set(a, b);
  };
  const old = before.elements().filter(isNamed);
  const now = after.elements().filter(isNamed);
  const there = new Set(now.map(({ id }) => id));
  for (const { id } of old) if (there.has(id)) pair(id, id);
  for (let round = 0; round < ROUNDS; round++) {
    const found = renames(old.filter((element) => isRoot(before, element, forth)), now.filter((element) => isRoot(after, element, back)));
    if (found.length === 0) break;
    for (const [b, a] of found) pairParts(b, a, 0);
  }
  const pairing: Pairing = { after: (id) => forth.get(id), before: (id) => back.get(id) };
  // Those that are paired on the way have had their turn.
  const known = [...forth];
  for (const [b, a] of known) if (before.element(b)?.kind.arrows !== undefined || before.children(b).some((child) => !isNamed(child))) pairUnnamed(b, a, 0);
  // What stands in something of which nobody knows the kind has siblings that cannot be told: there its number is all there is.
  for (const element of before.elements()) {
    if (isNamed(element) || forth.has(element.id) || back.has(element.id) || (element.parent !== undefined && before.element(element.parent))) continue;
    if (after.element(element.id)?.kind.name !== element.kind.name) continue;
    pair(element.id, element.id);
    pairUnnamed(element.id, element.id, 0);
  }
  return pairing;

  function pairParts(b: string, a: string, depth: number): void {
    pair(b, a);
    if (depth > DEEPEST) return;
    const children = new Map(after.children(a).filter(isNamed).map((child) => [lastOf(child.id), child.id]));
    for (const child of before.children(b)) {
      const twin = isNamed(child) ? children.get(lastOf(child.id)) : undefined;
      if (twin !== undefined && !forth.has(child.id) && !back.has(twin)) pairParts(child.id, twin, depth + 1);
    }
  }

  /** Steps and widgets of two blocks, and what stands in these. */
  function pairUnnamed(b: string, a: string, depth: number): void {
    if (depth > DEEPEST) return;
    const left = before.children(b).filter((child) => !forth.has(child.id));
    const right = after.children(a).filter((child) => !back.has(child.id));
    const names = new Map(right.filter((child) => !isPositional(child)).map((child) => [child.name, child]));
    const paired: [Element, Element][] = [];
    for (const child of left) {
      const twin = isPositional(child) ? undefined : names.get(child.name);
      if (twin) paired.push([child, twin]);
    }
    paired.push(...alignSiblings(left.filter(isPositional), right.filter(isPositional)));
    for (const [one, other] of paired) {
      pair(one.id, other.id);
      pairUnnamed(one.id, other.id, depth + 1);
    }
  }

  /** First those that say the same with all that is in them, then in the gaps between those that begin the same, then what is left alone. */
  function alignSiblings(left: readonly Element[], right: readonly Element[]): [Element, Element][] {
    const whole = [left.map((each) => contentOf(before, each, (id) => forth.get(id) ?? id)), right.map((each) => contentOf(after, each, (id) => id))] as const;
    const heads = [left.map((each) => headOf(each, (id) => forth.get(id) ?? id)), right.map((each) => headOf(each, (id) => id))] as const;
    const kinds = [left.map(({ kind }) => kind.name), right.map(({ kind }) => kind.name)] as const;
    let found: (readonly [number, number])[] = [];
    for (const keys of [whole, heads, kinds]) {
      const more: (readonly [number, number])[] = [];
      let [fromLeft, fromRight] = [0, 0];
      for (const [toLeft, toRight] of [...found, [left.length, right.length] as const]) {
        const gap = [keys[0].slice(fromLeft, toLeft), keys[1].slice(fromRight, toRight)] as const;
        // That two are of one kind says little: only where nothing else could be meant.
        for (const [b, a] of keys === kinds ? align(onlyOnes(gap[0], "before"), onlyOnes(gap[1], "after")) : align(...gap)) more.push([b + fromLeft, a + fromRight]);
        if (toLeft < left.length && toRight < right.length) more.push([toLeft, toRight]);
        [fromLeft, fromRight] = [toLeft + 1, toRight + 1];
      }
      found = more;
    }
    return found.map(([b, a]) => [left[b]!, right[a]!]);
  }

  function isRoot(side: Model, { id }: Element, paired: ReadonlyMap<string, string>): boolean {
    if (paired.has(id)) return false;
    // What holds it may be no element: a name of a kind that nobody knows.
    const [holder] = side.ancestors(id);
    return holder === undefined || paired.has(holder.id);
  }

  /** Pairs of what is gone and what came that there is good reason to take for one. */
  function renames(gone: readonly Element[], come: readonly Element[]): [string, string][] {
    const found: [string, string][] = [];
    const taken = new Set<string>();
    const take = (b: Element, a: Element): void => {
      found.push([b.id, a.id]);
      taken.add(`before ${b.id}`).add(`after ${a.id}`);
    };
    const open = (side: "before" | "after", list: readonly Element[]): readonly Element[] => list.filter(({ id }) => !taken.has(`${side} ${id}`));
    const goneById = new Map(gone.map((element) => [element.id, element]));
    for (const element of come) {
      const was = textOf(settingOf(element, "was"));
      const parent = element.parent === undefined ? undefined : back.get(element.parent);
      const twin = was === undefined || parent === undefined ? undefined : goneById.get(`${parent}.${was}`);
      if (twin && !taken.has(`before ${twin.id}`)) take(twin, element);
    }
    const alike = (keyOf: (side: Model, element: Element, idOf: (id: string) => string) => string | undefined): void => {
      const group = (side: Model, list: readonly Element[], idOf: (id: string) => string): ReadonlyMap<string, readonly Element[]> => {
        const groups = new Map<string, Element[]>();
        for (const element of list) {
          const key = keyOf(side, element, idOf);
          if (key !== undefined) (groups.get(key) ?? groups.set(key, []).get(key)!).push(element);
        }
        return groups;
      };
      const right = group(after, open("after", come), (id) => id);
      for (const [key, list] of group(before, open("before", gone), (id) => forth.get(id) ?? id)) {
        const others = right.get(key);
        if (list.length === 1 && others?.length === 1) take(list[0]!, others[0]!);
      }
    };
    // Its own name somewhere else, then another name and the same content, then another name and the same title in the same place.
    alike((side, element, idOf) => (isContract(element) || weightOf(side, element) < 1 ? undefined : `${element.name} ${contentOf(side, element, idOf)}`));
    alike((side, element, idOf) => (weightOf(side, element) < leastWeight(element) ? undefined : contentOf(side, element, idOf)));
    alike((_, element, idOf) => (element.titled && !isContract(element) ? `${element.kind.name} ${element.parent === undefined ? "" : idOf(element.parent)} ${element.title}` : undefined));
    return found;
  }
}

/** The keys of which there is one; others become such that nothing is alike. */
function onlyOnes(keys: readonly string[], side: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return keys.map((key, at) => (counts.get(key) === 1 ? key : `${side} ${at}`));
}

/** It has a name of its own, and so has all that it lies in. */
export function isNamed(element: Element): boolean {
  return !isPositional(element) && !element.id.includes(".#");
}

function isPositional(element: Element): boolean {
  return element.kind.unnamed === true && element.name.startsWith("#");
}

/** Of fields, values and operations the name is what others go by: that two have the same type makes them no one thing. */
function isContract({ kind }: Element): boolean {
  return kind.group === "field" || kind.group === "operation";
}

/** How much two elements under different names must say alike to be taken for one. */
function leastWeight(element: Element): number {
  if (element.kind.group === "field") return Infinity;
  const signature = element.kind.group === "operation" ? settingOf(element, "signature")?.values[0] : undefined;
  // Method and path are what an operation of REST is called by.
  return signature?.type === "signature" && signature.signature.path !== undefined ? 1 : 2;
}

function weightOf(model: Model, element: Element): number {
  return Number(element.titled) + Number(element.description !== undefined) + element.settings.length + model.children(element.id).length;
}

/** All that an element says with all that is in it, its own name left out; what it says of itself does not depend on that name. */
function contentOf(model: Model, root: Element, idOf: (id: string) => string): string {
  const within = (id: string): string => (id === root.id ? "~" : id.startsWith(`${root.id}.`) ? `~${id.slice(root.id.length)}` : idOf(id));
  const parts: string[] = [];
  const add = (element: Element, depth: number): void => {
    parts.push("(", element === root ? "" : element.name, headless(element, within));
    if (depth < DEEPEST) for (const child of model.children(element.id)) add(child, depth + 1);
    parts.push(")");
  };
  add(root, 0);
  return parts.join("\u0001");
}

function headless(element: Element, idOf: (id: string) => string): string {
  const settings = element.settings.filter(({ name }) => name !== "was").map((setting) => `${setting.name}=${settingMeaning(setting, idOf)}`).sort();
  return [element.kind.name, element.titled ? element.title : "", element.description ?? "", ...settings].join("\u0002");
}

/** How a step or a widget begins: what it is, whom it calls, what is written on it. */
function headOf(element: Element, idOf: (id: string) => string): string {
  const heads = element.settings.filter(({ name }) => element.kind.clauses?.some((clause) => clause.setting.name === name)).map(({ name, values }) => `${name}=${values.map((value) => meaningOf(value, idOf)).join()}`).sort();
  const ends = heads.filter((head) => /^(?:from|to|sends|shows|calls|leads)=/.test(head));
  return [element.kind.name, ...(ends.length > 0 ? ends : [...heads, element.titled ? element.title : ""])].join("\u0002");
}
