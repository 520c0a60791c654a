import type { Element } from "@groundplan/model";
import type { Boundary, Member } from "./members.ts";
import type { Structure } from "./structure.ts";

/** More boxes than these are not read but searched: a view with more is folded. */
export const MOST_NODES = 50;
/** Boxes that stay when a view with nothing to group by is cut. */
const KEPT = 40;

/** How a view with too many members is drawn instead. */
export interface Folding {
  /** Boundaries drawn as one box each, with the members in them. */
  readonly closed: ReadonlyMap<string, readonly Member[]>;
  /** Members beyond the most connected ones, drawn as one box. */
  readonly rest: readonly Member[];
}

const OPEN: Folding = { closed: new Map(), rest: [] };

/**
 * Folds the boundaries of one depth, the deepest that leaves few enough boxes, and where that does not do, all but the
 * most connected members that stand alone. Depends on nothing but the members, so that small edits leave it as it is.
 */
export function foldMembers(structure: Structure, members: readonly Member[], boundaries: readonly Boundary[], most = MOST_NODES): Folding {
  if (members.length <= most) return OPEN;
  const byId = new Map(boundaries.map((boundary) => [boundary.id, boundary]));
  const chains = members.map((member) => chainOf(member.parent, byId));
  const deepest = Math.max(0, ...chains.map((chain) => chain.length));
  for (let depth = deepest; depth > 0; depth--) {
    const folding = foldAt(members, chains, depth);
    if (visible(members, folding) <= most) return folding;
  }
  const closed = deepest > 0 ? foldAt(members, chains, 1).closed : OPEN.closed;
  const folded = new Set([...closed.values()].flat());
  const loose = members.filter((member) => !folded.has(member));
  const room = Math.max(1, Math.min(KEPT, most - 1) - closed.size);
  const kept = new Set(mostConnected(structure, loose.map((member) => member.element), room));
  return { closed, rest: loose.filter((member) => !kept.has(member.element)) };
}

/** The elements with the most relations, the first ones of the text where these are equal. */
export function mostConnected(structure: Structure, elements: readonly Element[], number: number): readonly Element[] {
  const order = elements.map((element) => ({ element, degree: structure.touching(element.id).length, at: structure.order(element.id) }));
  return order.sort((a, b) => b.degree - a.degree || a.at - b.at).slice(0, number).map((each) => each.element);
}

/** From the outermost boundary to the one that holds a member. */
function chainOf(parent: string | undefined, byId: ReadonlyMap<string, Boundary>): readonly string[] {
  const chain: string[] = [];
  for (let at = parent; at !== undefined && byId.has(at); at = byId.get(at)!.parent) chain.unshift(at);
  return chain;
}

function foldAt(members: readonly Member[], chains: readonly (readonly string[])[], depth: number): Folding {
  const closed = new Map<string, Member[]>();
  for (const [at, member] of members.entries()) {
    const boundary = chains[at]![depth - 1];
    if (boundary === undefined) continue;
    const held = closed.get(boundary);
    if (held) held.push(member);
    else closed.set(boundary, [member]);
  }
  // A box that stands for one element tells less than the element.
  for (const [boundary, held] of closed) if (held.length < 2) closed.delete(boundary);
  return { closed, rest: [] };
}

function visible(members: readonly Member[], folding: Folding): number {
  let hidden = 0;
  for (const held of folding.closed.values()) hidden += held.length - 1;
  return members.length - hidden;
}
