import { settingOf, targetsOf, type Element } from "@groundplan/model";
import type { Structure } from "./structure.ts";

/** An element that a view draws as a box. */
export interface Member {
  readonly element: Element;
  /** The group that holds it; none: the view's own boundary, or the page. */
  readonly parent: string | undefined;
}

/** A boundary that a view draws around members. */
export interface Boundary {
  readonly id: string;
  readonly parent: string | undefined;
  readonly title: string;
  readonly kind: string | undefined;
  readonly dashed: boolean;
  /** The element behind it: relations to it end at its border. None for the members of a domain or a team. */
  readonly element: Element | undefined;
}

/** What lies in an element, cut at a level. */
export interface Content {
  readonly members: readonly Member[];
  readonly boundaries: readonly Boundary[];
  /** Actors and externals that were declared inside and are drawn outside. */
  readonly around: readonly Member[];
  /** Groups that hold nothing but actors and externals. */
  readonly aroundBoundaries: readonly Boundary[];
}

export type Level = "systems" | "containers" | "components";

export type Grouping = "domain" | "owner" | "group" | "none";

/**
 * Walks down from an element (or from the top, where none is given) to the elements of a level. Groups become boundaries;
 * on the way to a lower level systems and containers do too, but a system within the subject stays closed: it has a view
 * of its own. Actors and externals stand around the systems that declare them.
 */
export function contentOf(structure: Structure, subject: Element | undefined, level: Level): Content {
  const members: Member[] = [];
  const boundaries: Boundary[] = [];
  const around: Member[] = [];
  const aroundBoundaries: Boundary[] = [];
  walk(subject ? structure.children(subject.id) : structure.roots, undefined, subject !== undefined && subject.kind.group !== "group");
  return { members, boundaries, around, aroundBoundaries };

  function walk(elements: readonly Element[], parent: string | undefined, inside: boolean): void {
    for (const element of elements) {
      switch (element.kind.group) {
        case "actor":
        case "external":
          around.push({ element, parent: inside ? undefined : parent });
          break;
        case "group":
          walkGroup(element, parent, inside);
          break;
        case "system":
          if (level === "systems" || subject?.kind.group === "system" || !structure.hasContainers(element.id)) {
            members.push({ element, parent });
            walkAround(element);
          } else open(element, parent);
          break;
        case "container":
          if (level === "components" && structure.hasComponents(element.id)) open(element, parent);
          else members.push({ element, parent });
          break;
        case "component":
          members.push({ element, parent });
          break;
        default:
          break;
      }
    }
  }

  function open(element: Element, parent: string | undefined): void {
    boundaries.push({ id: element.id, parent, title: element.title, kind: element.kind.title, dashed: false, element });
    walk(structure.children(element.id), element.id, true);
  }

  function walkGroup(group: Element, parent: string | undefined, inside: boolean): void {
    const boundary = { id: group.id, title: group.title, kind: undefined, dashed: true, element: group };
    const at = boundaries.length;
    const held = members.length;
    const stood = around.length;
    boundaries.push({ ...boundary, parent });
    walk(structure.children(group.id), group.id, inside);
    if (members.length > held) return;
    boundaries.splice(at);
    const own = around.slice(stood);
    if (!inside) {
      if (own.length > 0) aroundBoundaries.push({ ...boundary, parent });
      return;
    }
    // A group of nothing but actors and externals stands outside with them.
    const loose = own.some((member) => member.parent === undefined);
    if (!loose) return;
    aroundBoundaries.push({ ...boundary, parent: undefined });
    around.splice(stood, own.length, ...own.map((member) => (member.parent === undefined ? { ...member, parent: group.id } : member)));
  }

  /** The actors and externals in an element that stays closed; only the widest views show them. */
  function walkAround(element: Element): void {
    if (subject !== undefined && subject.kind.group !== "group") return;
    for (const child of structure.children(element.id)) {
      if (child.kind.group === "actor" || child.kind.group === "external") around.push({ element: child, parent: undefined });
      else if (child.kind.group === "group" || child.kind.group === "system") walkAround(child);
    }
  }
}

/**
 * Puts the members of each boundary that is a system (or of the page) together by domain or by owner. Without an explicit
 * wish, groups that were declared are kept, and domains serve where there are none.
 */
export function regroup(structure: Structure, content: Content, wish: Grouping | undefined): Content {
  const declared = content.boundaries.some((boundary) => boundary.element?.kind.group === "group");
  const by = wish ?? (declared ? "group" : "domain");
  if (by === "group") return content;
  const kept = content.boundaries.filter((boundary) => boundary.element?.kind.group !== "group");
  const ids = new Set(kept.map((boundary) => boundary.id));
  const holders = new Map(content.boundaries.map((boundary) => [boundary.id, boundary]));
  /** The nearest boundary above that is no declared group. */
  const outer = (id: string | undefined): string | undefined => {
    let at = id;
    while (at !== undefined && !ids.has(at)) at = holders.get(at)?.parent;
    return at;
  };
  const boundaries: Boundary[] = kept.map((boundary) => ({ ...boundary, parent: outer(boundary.parent) }));
  const made = new Map<string, string>();
  const members = content.members.map((member): Member => {
    const parent = outer(member.parent);
    // The components of an opened container stay as they are.
    const holder = parent === undefined ? undefined : holders.get(parent)?.element?.kind.group;
    const head = by === "none" || holder === "container" || member.element.kind.group === "component" ? undefined : by === "domain" ? structure.domainOf(member.element) : structure.ownerOf(member.element);
    return { element: member.element, parent: head === undefined ? parent : boundaryOf(head, parent) };
  });
  // One domain that holds everything says nothing that the title does not say.
  if (wish === undefined && made.size === 1 && members.every((member) => member.parent === [...made.values()][0])) return content;
  return { ...content, members, boundaries };

  function boundaryOf(head: Element, parent: string | undefined): string {
    const key = `${parent ?? ""} ${head.id}`;
    const before = made.get(key);
    if (before !== undefined) return before;
    const above = by === "domain" ? structure.model.ancestors(head.id).find((holder) => holder.kind.group === "domain") : undefined;
    const holder = above === undefined ? parent : boundaryOf(above, parent);
    const id = ids.has(head.id) ? `${head.id} in ${parent ?? ""}` : head.id;
    ids.add(id);
    made.set(key, id);
    boundaries.push({ id, parent: holder, title: head.title, kind: head.kind.title, dashed: true, element: undefined });
    return id;
  }
}

/** Whether an element is one of these, lies in one, or belongs to one that is a domain or a team. */
export function belongs(structure: Structure, element: Element, ids: ReadonlySet<string>): boolean {
  if (structure.chainOf(element.id).some((holder) => ids.has(holder.id))) return true;
  const owner = structure.ownerOf(element);
  if (owner && ids.has(owner.id)) return true;
  const domain = structure.domainOf(element);
  return domain !== undefined && (ids.has(domain.id) || structure.model.ancestors(domain.id).some((holder) => ids.has(holder.id)));
}

/** The elements that a setting names. */
export function namedIn(element: Element, setting: string): ReadonlySet<string> {
  return new Set(targetsOf(settingOf(element, setting)));
}
