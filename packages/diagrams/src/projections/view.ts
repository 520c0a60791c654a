import type { Element, Relation } from "@groundplan/model";
import type { Scene, ViewKind } from "../scene.ts";
import { compose } from "./compose.ts";
import { foldMembers, mostConnected, type Folding } from "./folding.ts";
import { holdersOf, lifter, relationsOf, standIn } from "./lift.ts";
import { regroup, type Boundary, type Content } from "./members.ts";
import type { Structure } from "./structure.ts";

/** What is known of a view without drawing it. */
export interface ViewSummary {
  /** `containers/shop`: the kind, and the element that it is of. */
  readonly id: string;
  readonly kind: ViewKind;
  readonly title: string;
  /** The artifact of the mission that it belongs to: `1.2`. */
  readonly artifact: string;
  /** How many elements it is about; neighbours that are drawn around them come on top. */
  readonly elements: number;
}

export interface View extends ViewSummary {
  readonly project: () => Scene;
}

/** A kind of picture: what views it has of a model. */
export interface Projection {
  readonly name: string;
  readonly summary: string;
  readonly views: (structure: Structure) => readonly View[];
}

/** What a view is of, and how it is drawn. */
export interface Subject {
  readonly id: string;
  readonly kind: ViewKind;
  readonly title: string;
  readonly artifact: string;
  readonly description: string;
  readonly direction?: Scene["direction"];
  /** The element that the view is of; none where it is of the whole workspace. */
  readonly element: Element | undefined;
  readonly frame: Boundary | undefined;
  readonly content: Content;
  /** Relations to draw, when asked for: by default those that reach into the element. */
  readonly relations?: () => readonly Relation[];
  readonly keeps?: (source: string, target: string) => boolean;
  readonly detailed: boolean;
  readonly linesOf?: (element: Element) => readonly string[];
  /** What is not drawn, whatever leads to it. */
  readonly excludes?: (element: Element) => boolean;
  /** The last touch. */
  readonly refine?: (scene: Scene) => Scene;
}

/** The view of a subject, and the pages that its folded boxes open. */
export function viewsOf(structure: Structure, subject: Subject): readonly View[] {
  const views: View[] = [];
  // Pages of pages are worked off one by one: thousands of members make many.
  const waiting: Subject[] = [subject];
  const taken = new Set<string>();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    taken.add(next.id);
    const { content, folding } = fold(structure, next.content);
    const opened: Subject = { ...next, content };
    const pages = pagesOf(structure, opened, folding, taken);
    waiting.unshift(...pages.map((page) => page.subject));
    const opens = new Map(pages.map((page) => [page.box, page.subject.id]));
    views.push({
      id: opened.id, kind: opened.kind, title: opened.title, artifact: opened.artifact, elements: content.members.length + content.around.length,
      project: () => draw(structure, opened, folding, opens),
    });
  }
  return views;
}

/** Where too much stands in no group at all, owners serve to put it together. */
function fold(structure: Structure, content: Content): { readonly content: Content; readonly folding: Folding } {
  const folding = foldMembers(structure, content.members, content.boundaries);
  if (folding.rest.length === 0 || content.boundaries.length > 0) return { content, folding };
  const owned = regroup(structure, content, "owner");
  const byOwner = foldMembers(structure, owned.members, owned.boundaries);
  return byOwner.rest.length < folding.rest.length && byOwner.closed.size > 1 ? { content: owned, folding: byOwner } : { content, folding };
}

interface Page {
  /** The boundary of the folded box; empty for the rest. */
  readonly box: string;
  readonly subject: Subject;
}

function pagesOf(structure: Structure, subject: Subject, folding: Folding, taken: ReadonlySet<string>): readonly Page[] {
  const pages: Page[] = [];
  const byId = new Map(subject.content.boundaries.map((boundary) => [boundary.id, boundary]));
  const add = (box: string, id: string, title: string, frame: Boundary | undefined, members: Content["members"], boundaries: readonly Boundary[]): void => {
    let free = id;
    while (taken.has(free) || pages.some((page) => page.subject.id === free)) free += "-";
    pages.push({
      box,
      subject: {
        ...subject, id: free, title, frame, content: { members, boundaries, around: [], aroundBoundaries: [] },
        relations: () => relationsWithin(structure, subject, members.map((member) => member.element.id)),
      },
    });
  };
  for (const [id, held] of folding.closed) {
    const boundary = byId.get(id);
    if (!boundary) continue;
    const within = new Set<string>();
    for (const each of subject.content.boundaries) if (each.parent !== undefined && (each.parent === id || within.has(each.parent))) within.add(each.id);
    const boundaries = subject.content.boundaries.filter((each) => within.has(each.id)).map((each) => (each.parent === id ? { ...each, parent: undefined } : each));
    const members = held.map((member) => (member.parent === id ? { ...member, parent: undefined } : member));
    add(id, `${subject.id}/${id}`, `${subject.title}, ${boundary.title}`, { ...boundary, parent: undefined }, members, boundaries);
  }
  if (folding.rest.length > 0) {
    const [, base = subject.id, number = "0"] = /^(.*)\/more-(\d+)$/.exec(subject.id) ?? [];
    const page = Number(number) + 1;
    const rest = mostConnected(structure, folding.rest.map((member) => member.element), folding.rest.length);
    const members = rest.map((element) => ({ element, parent: undefined }));
    add("", `${base}/more-${page}`, `${subject.title.replace(/, continued(?: \d+)?$/, "")}, continued${page > 1 ? ` ${page}` : ""}`, subject.frame, members, []);
  }
  return pages;
}

/** A page draws the relations of its members; where the whole view has relations of its own choice, those of them. */
function relationsWithin(structure: Structure, subject: Subject, ids: readonly string[]): readonly Relation[] {
  const chosen = subject.relations?.();
  if (!chosen) return relationsOf(structure, ids);
  const lift = lifter(structure, new Map(ids.map((id) => [id, id])));
  return chosen.filter((relation) => lift(relation.source) !== undefined || lift(relation.target) !== undefined);
}

function draw(structure: Structure, subject: Subject, folding: Folding, pages: ReadonlyMap<string, string>): Scene {
  const { element, content } = subject;
  const holders = holdersOf(structure, content.members.map((member) => member.element));
  const scene = compose(structure, {
    ...content, id: subject.id, kind: subject.kind, title: subject.title, description: subject.description, direction: subject.direction ?? "down",
    frame: subject.frame, folding, pages,
    relations: subject.relations?.() ?? (element ? structure.touching(element.id) : structure.model.relations()),
    between: relationsOf(structure, content.around.map((member) => member.element.id)),
    outside(id) {
      const found = standIn(structure, holders, id);
      return found && subject.excludes?.(found) ? undefined : found;
    },
    ...(subject.keeps ? { keeps: subject.keeps } : {}), detailed: subject.detailed, ...(subject.linesOf ? { linesOf: subject.linesOf } : {}),
  });
  return subject.refine ? subject.refine(scene) : scene;
}
