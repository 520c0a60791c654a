import { newLinkedUnit, scopeOf, type LinkedUnit } from "../link.ts";
import { lastOf } from "../names.ts";
import { declarationAt, type NameTable } from "../table.ts";
import type { Declaration, SettingValue, Unit } from "../unit.ts";
import type { Vocabulary } from "@groundplan/vocabulary";

/**
 * What a plan file takes from adopted ones: `api CartService grpc from oteldemo.CartService` has the operations of that
 * service. A shadow is a unit that declares them under the name of what takes them, with the places and the references of
 * the adopted text: it is made anew from that whenever one of the two changes, and holds nothing of its own.
 */
export interface Shadow {
  /** All that it follows from, in one text; equal keys, equal shadows. */
  readonly key: string;
  readonly units: readonly LinkedUnit[];
}

/** How deep what is taken is followed: a type in a type in a type. */
const DEEPEST = 8;

/** Settings that a plan adds to those of what it takes; others it says instead. */
const UNITED: ReadonlySet<string> = new Set(["index", "unique", "check"]);

/** The declarations of a unit that take something, by index; most units have none. */
function takersIn(unit: Unit): readonly number[] {
  let found = takers.get(unit);
  if (!found) takers.set(unit, (found = unit.declarations.flatMap((declaration, index) => (declaration.settings.some(({ setting }) => setting.takes === true) ? [index] : []))));
  return found;
}

const takers = new WeakMap<Unit, readonly number[]>();

/** The units that stand for what `linked` takes; undefined where it takes nothing. `idOf` tells units apart that were bound anew. */
export function shadowOf(linked: LinkedUnit, table: NameTable, vocabulary: Vocabulary, idOf: (unit: Unit) => number): { readonly key: string; readonly make: () => readonly LinkedUnit[] } | undefined {
  const takes: { readonly alias: string; readonly own: Declaration; readonly target: string }[] = [];
  for (const index of takersIn(linked.unit)) {
    const declaration = linked.unit.declarations[index]!;
    const alias = linked.names[index];
    const from = alias === undefined ? undefined : declaration.settings.find(({ setting }) => setting.takes === true)?.values[0];
    if (alias === undefined || from?.type !== "reference") continue;
    const scope = scopeOf(linked, declaration.base, declaration.path.includes(".") ? declaration.path.slice(0, declaration.path.length - lastOf(declaration.path).length - 1) : "");
    const named = table.lookup(scope ?? "", from.name, from.grammar.to, vocabulary).found?.name;
    const found = named === undefined ? undefined : onlyInterface(named);
    if (found !== undefined && found !== alias && !found.startsWith(`${alias}.`)) takes.push({ alias, own: declaration, target: found });
  }
  if (takes.length === 0) return undefined;
  const key = takes.map(({ alias, target }) => `${alias}<${target}#${siteIds(target)}!${ownChildren(alias).join()}`).join(" ");
  return { key, make };

  function childrenOf(name: string): readonly string[] {
    return [...(table.entries.get(name)?.children ?? [])].map((child) => child.name);
  }

  /** A file that describes one interface stands for that. */
  function onlyInterface(name: string): string {
    if (table.entries.get(name)?.kind?.name !== "source") return name;
    const interfaces = childrenOf(name).filter((child) => table.entries.get(child)?.kind?.name === "api");
    return interfaces.length === 1 ? interfaces[0]! : name;
  }

  function siteIds(name: string): string {
    return (table.entries.get(name)?.sites ?? []).map((site) => idOf(site.unit)).join("+");
  }

  /** The children of an alias that plan text declares itself: they count instead of what is taken. */
  function ownChildren(alias: string): readonly string[] {
    return childrenOf(alias).filter((name) => table.entries.get(name)?.sites.some((site) => site.unit.file.endsWith(".plan") && declarationAt(site).kind !== undefined)).sort();
  }

  function make(): readonly LinkedUnit[] {
    const byFile = new Map<string, Declaration[]>();
    const put = (file: string, declaration: Declaration): void => {
      const own = byFile.get(file);
      if (own) own.push(declaration);
      else byFile.set(file, [declaration]);
    };
    for (const { alias, own, target } of takes) {
      const said = new Set(own.settings.map((setting) => setting.name));
      const site = table.entries.get(target)?.primary;
      if (!site) continue;
      const above = declarationAt(site);
      const settings: readonly SettingValue[] = above.settings.filter(({ name, setting }) => setting.takes !== true && (UNITED.has(name) || !said.has(name)));
      put(site.unit.file, { ...above, base: -1, path: alias, kind: undefined, name: "", title: own.title === undefined ? above.title : undefined, description: own.description === undefined ? above.description : undefined, settings });
      copyChildren(alias, target, 0);
    }
    return [...byFile].map(([file, declarations]) => newLinkedUnit({ file, extensions: [], declarations, relations: [], references: [], problems: [] }));

    function copyChildren(alias: string, target: string, depth: number): void {
      if (depth > DEEPEST) return;
      const own = new Set(ownChildren(alias));
      for (const child of childrenOf(target)) {
        const site = table.entries.get(child)?.primary;
        const path = `${alias}.${lastOf(child)}`;
        if (!site || own.has(path)) continue;
        put(site.unit.file, { ...declarationAt(site), base: -1, path, relation: -1 });
        copyChildren(path, child, depth + 1);
      }
    }
  }
}
