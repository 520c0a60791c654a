/** The site's data with the ways from one thing to another that the pages ask for, made once for each revision. */
import type { DecisionData, ElementData, RelationData, SiteData, ViewData } from "@groundplan/artifacts";

export interface SiteIndex {
  readonly site: SiteData;
  element(id: string): ElementData | undefined;
  /** The element's title, or its name where the site does not know it. */
  title(id: string): string;
  relation(id: string): RelationData | undefined;
  view(id: string): ViewData | undefined;
  decision(id: string): DecisionData | undefined;
  children(id: string): readonly ElementData[];
  /** From the parent up to the top. */
  ancestors(id: string): readonly ElementData[];
  /** Relations that leave the element or one of its parts, and end outside of it. */
  outgoing(id: string): readonly RelationData[];
  /** Relations that come from outside to the element or one of its parts. */
  incoming(id: string): readonly RelationData[];
  ofKind(...kinds: readonly string[]): readonly ElementData[];
  ofGroup(...groups: readonly string[]): readonly ElementData[];
  readonly parents: ReadonlyMap<string, string>;
}

/** Groups of kinds that stand for themselves in a picture; others (operations, topics) are shown as a part of one. */
const STANDING = new Set(["actor", "external", "system", "container"]);

export function indexSite(site: SiteData): SiteIndex {
  const elements = new Map(site.elements.map((element) => [element.id, element]));
  const relations = new Map(site.relations.map((relation) => [relation.id, relation]));
  const views = new Map(site.views.map((view) => [view.id, view]));
  const decisions = new Map(site.decisions.map((decision) => [decision.id, decision]));
  const children = new Map<string, ElementData[]>();
  const parents = new Map<string, string>();
  const leaving = new Map<string, RelationData[]>();
  const arriving = new Map<string, RelationData[]>();
  for (const element of site.elements) if (element.parent !== undefined) {
    parents.set(element.id, element.parent);
    push(children, element.parent, element);
  }
  for (const relation of site.relations) {
    const sources = withHolders(relation.source);
    const targets = withHolders(relation.target);
    for (const id of sources) if (!targets.includes(id)) push(leaving, id, relation);
    for (const id of targets) if (!sources.includes(id)) push(arriving, id, relation);
  }
  return {
    site, parents,
    element: (id) => elements.get(id),
    title: (id) => elements.get(id)?.title ?? lastName(id),
    relation: (id) => relations.get(id),
    view: (id) => views.get(id),
    decision: (id) => decisions.get(id),
    children: (id) => children.get(id) ?? [],
    ancestors: (id) => withHolders(id).slice(1).flatMap((holder) => elements.get(holder) ?? []),
    outgoing: (id) => leaving.get(id) ?? [],
    incoming: (id) => arriving.get(id) ?? [],
    ofKind: (...kinds) => site.elements.filter((element) => kinds.includes(element.kind)),
    ofGroup: (...groups) => site.elements.filter((element) => groups.includes(element.group)),
  };

  function withHolders(id: string): readonly string[] {
    const found = [id];
    for (let at = parents.get(id); at !== undefined && !found.includes(at); at = parents.get(at)) found.push(at);
    return found;
  }
}

/**
 * The end of a relation as seen from an element: the container, external system, actor or system at the other end, or for an end
 * within the same container the part beside the element.
 */
export function peerOf(index: SiteIndex, from: string, end: string): string {
  const chain = [end, ...index.ancestors(end).map((element) => element.id)];
  const own = new Set([from, ...index.ancestors(from).map((element) => element.id)]);
  const outside = chain.filter((id) => !own.has(id));
  const standing = outside.find((id) => STANDING.has(index.element(id)?.group ?? ""));
  return standing ?? outside.find((id) => index.element(id)?.group === "component") ?? outside.at(-1) ?? end;
}

/** Whether `id` is `holder` or stands inside of it. */
export function isWithin(index: SiteIndex, id: string, holder: string): boolean {
  return id === holder || index.ancestors(id).some((element) => element.id === holder);
}

/** The texts of a setting; none where it is not set. */
export function valuesOf(element: ElementData, setting: string): readonly { readonly text: string; readonly target?: string }[] {
  return element.settings.find((candidate) => candidate.name === setting)?.values ?? [];
}

export function valueOf(element: ElementData, setting: string): string | undefined {
  return valuesOf(element, setting)[0]?.text;
}

function lastName(id: string): string {
  return id.slice(id.lastIndexOf(".") + 1);
}

function push<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
