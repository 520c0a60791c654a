import { settingOf, targetsOf, textsOf, type Element, type Relation } from "@groundplan/model";
import type { Scene, ViewKind } from "../scene.ts";
import { componentSubject } from "./components.ts";
import { containerSubject, frameOf } from "./containers.ts";
import { contextSubject } from "./context.ts";
import { holdersOf, lifter, relationsOf, standIn } from "./lift.ts";
import { belongs, contentOf, namedIn, regroup, type Content, type Grouping, type Level, type Member } from "./members.ts";
import type { Structure } from "./structure.ts";
import { viewsOf, type Projection, type Subject } from "./view.ts";
import { describe } from "./words.ts";

/** The views that the workspace declares: `view ordering "How an order is placed" of shop { include checkout, orders }`. */
export const custom: Projection = {
  name: "view",
  summary: "The views that are declared in plan text.",
  views: (structure) =>
    structure.model.elements("view").flatMap((view) => {
      const subject = narrow(structure, view, subjectOf(structure, view));
      return subject.content.members.length + subject.content.around.length === 0 ? [] : viewsOf(structure, subject);
    }),
};

const ARTIFACTS: Readonly<Partial<Record<ViewKind, string>>> = { landscape: "1.1", context: "1.1", containers: "1.2", components: "2.1" };

/** What a view would show without its `include`, `exclude` and `focus`. */
function subjectOf(structure: Structure, view: Element): Subject {
  const of = targetsOf(settingOf(view, "of"))[0] ?? view.parent;
  const element = of === undefined ? undefined : structure.model.element(of);
  const level = wordOf<Level>(view, "level") ?? impliedLevel(structure, view);
  const wish = wordOf<Grouping>(view, "groupBy");
  const base = baseOf(structure, element, level, wish);
  const said = view.description === undefined ? undefined : describe(view);
  return {
    ...base, id: `view/${view.id}`, title: view.titled || base.title === "" ? view.title : base.title, artifact: ARTIFACTS[base.kind] ?? "1.2",
    description: said ?? base.description, direction: wordOf<Scene["direction"]>(view, "direction") ?? "down",
  };
}

function baseOf(structure: Structure, element: Element | undefined, level: Level | undefined, wish: Grouping | undefined): Subject {
  switch (element?.kind.group) {
    case "system": {
      if (level === "systems") return contextSubject(structure, element);
      const subject = containerSubject(structure, element, level ?? "containers", wish);
      return level === "components" ? { ...subject, kind: "components" } : subject;
    }
    case "container":
    case "component":
    case "external":
      return componentSubject(structure, element);
    case "group": {
      const content = regroup(structure, contentOf(structure, element, level ?? "containers"), wish);
      return { ...whole(level ?? "containers", content), element, frame: frameOf(element), title: element.title };
    }
    case "domain": {
      const wanted = new Set([element.id]);
      const all = contentOf(structure, undefined, level === "components" ? "components" : "containers");
      const members = all.members.filter((member) => belongs(structure, member.element, wanted)).map((member): Member => ({ element: member.element, parent: undefined }));
      const content = regroup(structure, { members, boundaries: [], around: [], aroundBoundaries: [] }, wish ?? "none");
      return {
        ...whole(level ?? "containers", content), element: undefined, title: element.title,
        frame: { id: element.id, parent: undefined, title: element.title, kind: element.kind.title, dashed: true, element: undefined },
        relations: () => relationsOf(structure, members.map((member) => member.element.id)),
      };
    }
    default:
      return whole(level ?? "systems", regroup(structure, contentOf(structure, undefined, level ?? "systems"), wish ?? "group"));
  }
}

function whole(level: Level, content: Content): Subject {
  return {
    id: "", kind: level === "systems" ? "landscape" : level, title: "", artifact: "1.1", description: "", element: undefined, frame: undefined, content,
    detailed: level !== "systems",
  };
}

/** A view of nothing in particular that names containers or components opens what holds them. */
function impliedLevel(structure: Structure, view: Element): Level | undefined {
  const groups = new Set([...namedIn(view, "include"), ...namedIn(view, "focus")].map((id) => structure.model.element(id)?.kind.group));
  return groups.has("component") ? "components" : groups.has("container") || groups.has("domain") || groups.has("team") ? "containers" : undefined;
}

/** Applies what the view includes, excludes and focuses on. */
function narrow(structure: Structure, view: Element, subject: Subject): Subject {
  const excluded = namedIn(view, "exclude");
  const excludes = (element: Element): boolean => excluded.size > 0 && belongs(structure, element, excluded);
  const without = excluded.size === 0 ? subject : { ...subject, content: filtered(subject.content, (member) => !excludes(member.element)), excludes };
  const included = namedIn(view, "include");
  const focused = namedIn(view, "focus");
  if (included.size + focused.size === 0) return without;

  const content = withNamed(structure, without.content, [...included, ...focused], excludes);
  const all = [...content.members, ...content.around];
  const chosenBy = (ids: ReadonlySet<string>): ReadonlySet<string> => {
    const holding = holdersOf(structure, [...ids].flatMap((id) => structure.model.element(id) ?? []));
    return new Set(all.filter(({ element }) => belongs(structure, element, ids) || holding.has(element.id)).map(({ element }) => element.id));
  };
  const talking = chosenBy(included);
  const central = chosenBy(focused);
  const keeps = (source: string, target: string): boolean => talking.has(source) || central.has(source) || central.has(target);

  const relations = relationsOf(structure, [...talking, ...central]);
  const lift = lifter(structure, new Map(all.map(({ element }) => [element.id, element.id])));
  const holders = holdersOf(structure, content.members.map((member) => member.element));
  const shown = new Set([...talking, ...central]);
  const endOf = (id: string): string | undefined => lift(id) ?? standIn(structure, holders, id)?.id;
  for (const relation of relations) {
    const ends = endsOf(relation, endOf);
    if (ends && keeps(...ends)) for (const end of ends) shown.add(end);
  }
  return { ...without, content: filtered(content, (member) => shown.has(member.element.id)), keeps, relations: () => relations };
}

function endsOf(relation: Relation, endOf: (id: string) => string | undefined): readonly [string, string] | undefined {
  const source = endOf(relation.source);
  const target = endOf(relation.target);
  return source === undefined || target === undefined ? undefined : [source, target];
}

/** Named elements that the subject does not hold stand around it. */
function withNamed(structure: Structure, content: Content, ids: readonly string[], excludes: (element: Element) => boolean): Content {
  const there = new Set([...content.members, ...content.around].map((member) => member.element.id));
  const lift = lifter(structure, new Map([...there].map((id) => [id, id])));
  const holders = holdersOf(structure, [...content.members, ...content.around].map((member) => member.element));
  const added: Member[] = [];
  for (const id of ids) {
    const element = structure.model.element(id);
    if (!element || lift(id) !== undefined || holders.has(id) || excludes(element)) continue;
    if (!["system", "container", "component", "external", "actor"].includes(element.kind.group) || there.has(id)) continue;
    there.add(id);
    added.push({ element, parent: undefined });
  }
  return added.length === 0 ? content : { ...content, around: [...content.around, ...added] };
}

function filtered(content: Content, keep: (member: Member) => boolean): Content {
  const members = content.members.filter(keep);
  const around = content.around.filter(keep);
  const used = new Set(around.map((member) => member.parent));
  return { members, around, boundaries: content.boundaries, aroundBoundaries: content.aroundBoundaries.filter((boundary) => used.has(boundary.id)) };
}

function wordOf<T extends string>(view: Element, setting: string): T | undefined {
  return textsOf(settingOf(view, setting))[0] as T | undefined;
}
