import type { Element, Relation } from "@groundplan/model";
import type { Scene, SceneEdge, SceneGroup, SceneNode, ViewKind } from "../scene.ts";
import { bundleHubs, type Line } from "./bundling.ts";
import { MOST_NODES, type Folding } from "./folding.ts";
import { uniteLabels, uniteTechnologies } from "./labels.ts";
import { isServing, lifter } from "./lift.ts";
import type { Boundary, Content } from "./members.ts";
import type { Structure } from "./structure.ts";
import { labelOf, technologyOf, wordsOf } from "./words.ts";

/** A view before its relations are drawn: what stands in it, and which relations to look at. */
export interface Draft extends Content {
  readonly id: string;
  readonly kind: ViewKind;
  readonly title: string;
  readonly description: string;
  readonly direction: Scene["direction"];
  /** The boundary around all members: the subject that was opened. */
  readonly frame: Boundary | undefined;
  readonly folding: Folding;
  /** The view that a folded box opens, by the id of its boundary; `` for the rest. */
  readonly pages: ReadonlyMap<string, string>;
  /** Relations to draw. An end that is not drawn is drawn as what `outside` makes of it. */
  readonly relations: readonly Relation[];
  /** Relations that are drawn where both ends stand there anyway. */
  readonly between: readonly Relation[];
  readonly outside: (id: string) => Element | undefined;
  /** Whether an edge between two drawn ids belongs into the picture; all do where nothing is said. */
  readonly keeps?: (source: string, target: string) => boolean;
  /** Cards tell interfaces and owners, and edges their protocols; without it they are plain, as where systems are shown. */
  readonly detailed: boolean;
  /** Further lines of an element's card. */
  readonly linesOf?: (element: Element) => readonly string[];
}

/** In a picture of more cards than this each says less, so that all can be read at once. */
const MOST_FULL_CARDS = 14;

/** Lifts relations to what is drawn, adds the neighbours that they lead to, merges what runs between the same two, and folds. */
export function compose(structure: Structure, draft: Draft): Scene {
  const drawn = new Map<string, string>();
  const hidden = new Map<string, string>();
  for (const [boundary, held] of draft.folding.closed) for (const member of held) hidden.set(member.element.id, boundary);
  const restId = `${draft.id} rest`;
  for (const member of draft.folding.rest) hidden.set(member.element.id, restId);
  const closedBoundaries = closedWithin(draft);

  const around = new Set<string>();
  for (const boundary of [...(draft.frame ? [draft.frame] : []), ...draft.boundaries, ...draft.aroundBoundaries]) {
    if (!boundary.element) continue;
    const closed = closedBoundaries.get(boundary.id);
    drawn.set(boundary.element.id, closed ?? boundary.id);
    if (closed === undefined) around.add(boundary.element.id);
  }
  for (const { element } of [...draft.members, ...draft.around]) drawn.set(element.id, hidden.get(element.id) ?? element.id);

  const neighbours = new Map<string, { readonly element: Element; weight: number }>();
  const lines = gatherLines(structure, draft, drawn, around, neighbours);
  const shownInside = draft.members.length - hidden.size + draft.folding.closed.size;
  const crowd = foldNeighbours(structure, draft, neighbours, shownInside);
  const frameId = draft.frame?.id;
  const parents = new Map(draft.members.map((member) => [member.element.id, member.parent ?? frameId]));
  for (const boundary of draft.boundaries) parents.set(boundary.id, boundary.parent ?? frameId);
  const edges = mergeLines(structure, bundleHubs(lines, (id) => parents.get(id), frameId), draft.detailed, crowd.folded);

  const groups = sceneGroups(structure, draft, closedBoundaries);
  const inFrame = (parent: string | undefined): string | undefined => parent ?? frameId;
  const boundaries = new Map(draft.boundaries.map((boundary) => [boundary.id, boundary]));
  // What a page leaves out of its own boundary stands in it all the same.
  const frameOf = (element: Element): string | undefined => (draft.frame?.element && structure.chainOf(element.id).includes(draft.frame.element) ? frameId : undefined);
  const nodes: { readonly at: number; readonly node: SceneNode }[] = [];
  for (const member of draft.members) {
    if (!hidden.has(member.element.id)) nodes.push({ at: structure.order(member.element.id), node: card(structure, draft, member.element, inFrame(member.parent)) });
  }
  for (const member of draft.around) nodes.push({ at: structure.order(member.element.id), node: card(structure, draft, member.element, member.parent) });
  for (const { element } of neighbours.values()) {
    if (!crowd.folded.has(element.id)) nodes.push({ at: structure.order(element.id), node: card(structure, draft, element, frameOf(element)) });
  }
  for (const [id, held] of draft.folding.closed) {
    const boundary = boundaries.get(id);
    const at = Math.min(...held.map((member) => structure.order(member.element.id)));
    nodes.push({ at, node: foldedCard(id, boundary?.title ?? id, boundary?.kind ?? "Group", held.map((member) => member.element), inFrame(boundary?.parent), draft.pages.get(id)) });
  }
  const last = Number.MAX_SAFE_INTEGER;
  if (draft.folding.rest.length > 0) {
    const rest = draft.folding.rest.map((member) => member.element);
    nodes.push({ at: last, node: foldedCard(restId, more(rest), "Folded", rest, frameId, draft.pages.get("")) });
  }
  if (crowd.elements.length > 0) nodes.push({ at: last, node: foldedCard(crowd.id, more(crowd.elements), "Folded", crowd.elements, undefined, undefined) });

  return {
    id: draft.id, kind: draft.kind, title: draft.title, description: draft.description, direction: draft.direction,
    nodes: nodes.sort((a, b) => a.at - b.at).map((each) => (nodes.length > MOST_FULL_CARDS ? { ...each.node, compact: true } : each.node)), groups, edges,
  };
}

/** Where a boundary lies in a folded one, that one's id by its own. */
function closedWithin(draft: Draft): ReadonlyMap<string, string> {
  const { closed } = draft.folding;
  const found = new Map<string, string>();
  if (closed.size === 0) return found;
  const byId = new Map(draft.boundaries.map((boundary) => [boundary.id, boundary]));
  for (const boundary of draft.boundaries) {
    for (let at: Boundary | undefined = boundary; at; at = at.parent === undefined ? undefined : byId.get(at.parent)) if (closed.has(at.id)) found.set(boundary.id, at.id);
  }
  return found;
}

function gatherLines(structure: Structure, draft: Draft, drawn: Map<string, string>, around: ReadonlySet<string>, neighbours: Map<string, { readonly element: Element; weight: number }>): readonly Line[] {
  const lift = lifter(structure, drawn, around);
  const lines = new Map<string, Line>();
  const addNeighbour = (element: Element): void => {
    neighbours.set(element.id, { element, weight: 0 });
    drawn.set(element.id, element.id);
  };
  const weigh = (id: string): void => {
    const neighbour = neighbours.get(id);
    if (neighbour) neighbour.weight++;
  };
  const draw = (relation: Relation, mayAdd: boolean): void => {
    if (isServing(structure, relation)) return;
    const from = lift(relation.source);
    const to = lift(relation.target);
    // Where neither end stands in the picture yet, the relation is none of its affairs.
    if (from === undefined && (to === undefined || !mayAdd)) return;
    if (to === undefined && !mayAdd) return;
    const before = from === undefined ? draft.outside(relation.source) : undefined;
    const after = to === undefined ? draft.outside(relation.target) : undefined;
    const source = from ?? before?.id;
    const target = to ?? after?.id;
    if (source === undefined || target === undefined) return;
    if (source === target && !isOwnLoop(relation, source)) return;
    if (draft.keeps && !draft.keeps(source, target)) return;
    if (before) addNeighbour(before);
    if (after) addNeighbour(after);
    weigh(source);
    weigh(target);
    const key = `${source}\n${relation.style}\n${target}`;
    const line = lines.get(key);
    if (line) line.relations.push(relation);
    else lines.set(key, { source, target, style: relation.style, relations: [relation] });
  };
  for (const relation of draft.relations) draw(relation, true);
  if (draft.between.length > 0) {
    const seen = new Set(draft.relations);
    for (const relation of draft.between) if (!seen.has(relation)) draw(relation, false);
  }
  return dropCoarse(draft, [...lines.values()]);
}

/** A relation of an element to itself is drawn; one that became a loop because both ends lie in one box is not. */
function isOwnLoop(relation: Relation, drawn: string): boolean {
  return relation.source === relation.target && relation.source === drawn;
}

/** `shopper -> shop` says nothing beside `shopper -> shop.storefront` where both would be drawn. */
function dropCoarse(draft: Draft, lines: readonly Line[]): readonly Line[] {
  const frame = draft.frame?.element ? draft.frame.id : undefined;
  if (frame === undefined || !lines.some((line) => line.source === frame || line.target === frame)) return lines;
  const inside = new Set(draft.members.map((member) => member.element.id));
  const into = new Set(lines.filter((line) => inside.has(line.target) && !inside.has(line.source)).map((line) => line.source));
  const outOf = new Set(lines.filter((line) => inside.has(line.source) && !inside.has(line.target)).map((line) => line.target));
  return lines.filter((line) => !(line.target === frame && into.has(line.source)) && !(line.source === frame && outOf.has(line.target)));
}

interface Crowd {
  readonly id: string;
  readonly elements: readonly Element[];
  /** The crowd's id by that of each element in it. */
  readonly folded: ReadonlyMap<string, string>;
}

/** Neighbours beyond the room that the members leave are drawn as one box; the most connected ones stay. */
function foldNeighbours(structure: Structure, draft: Draft, neighbours: ReadonlyMap<string, { readonly element: Element; weight: number }>, inside: number): Crowd {
  const id = `${draft.id} neighbours`;
  const room = Math.max(12, MOST_NODES - inside - draft.around.length);
  if (neighbours.size <= room) return { id, elements: [], folded: new Map() };
  const all = [...neighbours.values()].sort((a, b) => b.weight - a.weight || structure.order(a.element.id) - structure.order(b.element.id));
  const elements = all.slice(room - 1).map((each) => each.element).sort((a, b) => structure.order(a.id) - structure.order(b.id));
  return { id, elements, folded: new Map(elements.map((element) => [element.id, id])) };
}

function mergeLines(structure: Structure, lines: readonly Line[], detailed: boolean, moved: ReadonlyMap<string, string>): readonly SceneEdge[] {
  return (moved.size === 0 ? lines : movedLines(lines, moved)).map((line) => {
    const label = uniteLabels(line.relations.map((relation) => labelOf(structure, relation) ?? ""));
    // Between systems it is the purpose that counts; protocols are told where containers are.
    const technology = detailed ? uniteTechnologies(line.relations.flatMap((relation) => technologyOf(structure, relation) ?? [])) : undefined;
    return {
      id: `${line.source} ${line.style === "call" ? "->" : "->>"} ${line.target}`, source: line.source, target: line.target, style: line.style,
      ...(label === undefined ? {} : { label }), ...(technology === undefined ? {} : { technology }),
      relations: line.relations.map((relation) => relation.id),
    };
  });
}

/** Lines with some of their ends in other boxes; what falls together is merged. */
function movedLines(lines: readonly Line[], moved: ReadonlyMap<string, string>): readonly Line[] {
  const place = (id: string): string => moved.get(id) ?? id;
  const merged = new Map<string, Line>();
  for (const line of lines) {
    const source = place(line.source);
    const target = place(line.target);
    if (source === target && (source !== line.source || target !== line.target)) continue;
    const key = `${source}\n${line.style}\n${target}`;
    const before = merged.get(key);
    if (before) before.relations.push(...line.relations);
    else merged.set(key, { source, target, style: line.style, relations: [...line.relations] });
  }
  return [...merged.values()];
}

function sceneGroups(structure: Structure, draft: Draft, closed: ReadonlyMap<string, string>): readonly SceneGroup[] {
  const groups: SceneGroup[] = [];
  const add = (boundary: Boundary, parent: string | undefined, opens: string | undefined): void => {
    groups.push({
      id: boundary.id, ...(parent === undefined ? {} : { parent }), title: boundary.title, ...(boundary.kind === undefined ? {} : { kind: boundary.kind }),
      ...(opens === undefined || opens === draft.id ? {} : { opens }), ...(boundary.dashed ? { dashed: true } : {}),
    });
  };
  const { frame } = draft;
  if (frame) add(frame, undefined, leadUp(structure, frame));
  const used = new Set(draft.members.map((member) => member.parent));
  const byId = new Map(draft.boundaries.map((boundary) => [boundary.id, boundary]));
  for (const id of used) for (let at = id === undefined ? undefined : byId.get(id); at; at = at.parent === undefined ? undefined : byId.get(at.parent)) used.add(at.id);
  for (const boundary of draft.boundaries) {
    if (closed.has(boundary.id) || !used.has(boundary.id)) continue;
    add(boundary, boundary.parent ?? frame?.id, leadUp(structure, boundary));
  }
  for (const boundary of draft.aroundBoundaries) add(boundary, boundary.parent, undefined);
  return groups;
}

/** A boundary that was opened leads back up: a system to its context, a container to the containers beside it. */
function leadUp(structure: Structure, boundary: Boundary): string | undefined {
  const { element } = boundary;
  if (element === undefined || !["system", "container", "component"].includes(element.kind.group)) return undefined;
  if (element.kind.group === "system") return `context/${element.id}`;
  const above = structure.model.ancestors(element.id).find((holder) => holder.kind.group === "container" || holder.kind.group === "component" || holder.kind.group === "system");
  if (above === undefined) return "containers";
  return above.kind.group === "system" ? `containers/${above.id}` : `components/${above.id}`;
}

function card(structure: Structure, draft: Draft, element: Element, parent: string | undefined): SceneNode {
  const { shape, swatch, title, kind, technologies, icons, description, interfaces } = wordsOf(structure, element);
  const opens = drillDown(structure, element, draft.id);
  const team = draft.detailed && (element.kind.group === "container" || element.kind.group === "system") ? structure.ownerOf(element) : undefined;
  // Within a team's boundary its name on each card would only repeat the title.
  const owner = team && parent !== team.id ? team.title : undefined;
  const node: { -readonly [K in keyof SceneNode]: SceneNode[K] } = {
    id: element.id, shape, swatch, title, kind, technologies, icons, lines: draft.linesOf?.(element) ?? (draft.detailed ? interfaces : []),
  };
  if (parent !== undefined) node.parent = parent;
  if (description !== undefined) node.description = description;
  if (owner !== undefined) node.owner = owner;
  if (opens !== undefined) node.opens = opens;
  return node;
}

/** `and 160 more services`. */
function more(elements: readonly Element[]): string {
  const kind = elements[0]?.kind;
  const same = kind !== undefined && elements.every((element) => element.kind === kind);
  return `and ${elements.length} more ${same ? (elements.length === 1 ? kind.title : kind.plural).toLowerCase() : ""}`.trim();
}

function foldedCard(id: string, title: string, kind: string, held: readonly Element[], parent: string | undefined, opens: string | undefined): SceneNode {
  return {
    id, ...(parent === undefined ? {} : { parent }), shape: "folded", swatch: "neutral", title, kind, technologies: [], icons: [],
    lines: held.map((element) => element.title), folded: held.length, ...(opens === undefined ? {} : { opens }),
  };
}

/** The view that shows what is inside an element: components of a container, containers of a system, else a system's context. */
export function drillDown(structure: Structure, element: Element, current: string): string | undefined {
  const id =
    element.kind.group === "system" ? (structure.hasContainers(element.id) ? `containers/${element.id}` : `context/${element.id}`)
    : structure.hasComponents(element.id) ? `components/${element.id}`
    : undefined;
  return id === current ? undefined : id;
}
