/**
 * What breaks when an element is down: reachability over the relations, with reasons. It reads what the model states
 * (which calls are hard, which are soft) and no probability.
 *
 * - What is down takes its parts with it.
 * - A hard call to what has failed fails the caller; a soft one degrades it. A hard call to what is degraded degrades the
 *   caller; a soft one leaves it whole.
 * - Who receives messages from what has failed is degraded: nothing arrives any more. Who sends messages to what has failed
 *   fails or is degraded as the relation says (hard or soft); a broker does not suffer from its consumers.
 * - What loses a part is degraded, unless the element that is down stands inside it: a system is not an effect of its own part.
 */
export interface ImpactRelation {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly style: "call" | "message";
  /** Whether the source fails when the target is down. */
  readonly dependency: "hard" | "soft";
  /** A broker or topic hands messages on to who consumes them: it keeps them, and does not suffer when the consumer is down. */
  readonly delivery?: boolean;
}

export interface ImpactGraph {
  readonly relations: readonly ImpactRelation[];
  /** The parent of each element that has one. */
  readonly parents: ReadonlyMap<string, string>;
}

export type Effect = "fails" | "degrades";

/** One step of the way from the element that is down to one that suffers. */
export interface ImpactStep {
  /** The element that suffers. */
  readonly element: string;
  /** The element of which it suffers. */
  readonly because: string;
  /** How the one reaches the other: a relation, being a part of it, or having it as a part. */
  readonly by: { readonly type: "relation"; readonly relation: string; readonly starves: boolean } | { readonly type: "part-of" } | { readonly type: "has-part" };
}

export interface Impact {
  readonly element: string;
  readonly effect: Effect;
  /** The shortest way from the element that is down (which is the first `because`) to this one. */
  readonly path: readonly ImpactStep[];
}

/** Everything that fails or degrades when `down` is down, `down` and its parts left out; nearest first, then by name. */
export function impactOf(graph: ImpactGraph, down: string): readonly Impact[] {
  const index = indexGraph(graph);
  const holders = new Set(ancestorsOf(graph.parents, down));
  const parts = new Set(index.partsOf(down));
  const steps = new Map<string, ImpactStep>();
  const failed = new Set<string>([down, ...parts]);
  const degraded = new Set<string>();

  spread([...failed], failed, (element) => [
    ...index.callersOf(element).filter(hard).map((relation) => related(relation, relation.source, element, false)),
    ...index.childrenOf(element).map((child): ImpactStep => ({ element: child, because: element, by: { type: "part-of" } })),
  ], (element) => holders.has(element), steps);

  const reached = [...failed];
  const first = reached.flatMap((element) => [
    ...index.callersOf(element).filter((relation) => !hard(relation)).map((relation) => related(relation, relation.source, element, false)),
    ...index.listenersOf(element).map((relation) => related(relation, relation.target, element, true)),
    ...holderOf(element),
  ]);
  const queue: string[] = [];
  const degrade = (step: ImpactStep): void => {
    if (failed.has(step.element) || degraded.has(step.element) || holders.has(step.element)) return;
    degraded.add(step.element);
    steps.set(step.element, step);
    queue.push(step.element);
  };
  first.forEach(degrade);
  spread(queue, degraded, (element) => [...index.callersOf(element).filter(hard).map((relation) => related(relation, relation.source, element, false)), ...holderOf(element)], (element) => holders.has(element) || failed.has(element), steps);

  const found = [...failed, ...degraded].filter((element) => element !== down && !parts.has(element));
  return found
    .map((element): Impact => ({ element, effect: failed.has(element) ? "fails" : "degrades", path: pathTo(element, steps) }))
    .sort((a, b) => Number(a.effect === "degrades") - Number(b.effect === "degrades") || a.path.length - b.path.length || (a.element < b.element ? -1 : 1));

  function holderOf(element: string): readonly ImpactStep[] {
    const holder = graph.parents.get(element);
    // A part of what is down is no part lost by something else.
    return holder === undefined || element === down || parts.has(element) ? [] : [{ element: holder, because: element, by: { type: "has-part" } }];
  }
}

function hard(relation: ImpactRelation): boolean {
  return relation.dependency === "hard";
}

function related(relation: ImpactRelation, element: string, because: string, starves: boolean): ImpactStep {
  return { element, because, by: { type: "relation", relation: relation.id, starves } };
}

/** Breadth first from `queue`; what is reached joins `into`, with the step that reached it. */
function spread(queue: readonly string[], into: Set<string>, next: (element: string) => readonly ImpactStep[], leaveOut: (element: string) => boolean, steps: Map<string, ImpactStep>): void {
  const waiting = [...queue];
  for (let at = 0; at < waiting.length; at++) {
    for (const step of next(waiting[at]!)) {
      if (into.has(step.element) || leaveOut(step.element)) continue;
      into.add(step.element);
      steps.set(step.element, step);
      waiting.push(step.element);
    }
  }
}

function pathTo(element: string, steps: ReadonlyMap<string, ImpactStep>): readonly ImpactStep[] {
  const path: ImpactStep[] = [];
  const seen = new Set<string>();
  for (let step = steps.get(element); step !== undefined && !seen.has(step.element); step = steps.get(step.because)) {
    seen.add(step.element);
    path.unshift(step);
  }
  return path;
}

function ancestorsOf(parents: ReadonlyMap<string, string>, element: string): readonly string[] {
  const found: string[] = [];
  for (let at = parents.get(element); at !== undefined && !found.includes(at); at = parents.get(at)) found.push(at);
  return found;
}

interface GraphIndex {
  callersOf(element: string): readonly ImpactRelation[];
  listenersOf(element: string): readonly ImpactRelation[];
  childrenOf(element: string): readonly string[];
  partsOf(element: string): readonly string[];
}

function indexGraph(graph: ImpactGraph): GraphIndex {
  const callers = new Map<string, ImpactRelation[]>();
  const listeners = new Map<string, ImpactRelation[]>();
  const children = new Map<string, string[]>();
  const push = <T,>(map: Map<string, T[]>, key: string, value: T): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  };
  for (const relation of graph.relations) {
    if (relation.delivery !== true) push(callers, relation.target, relation);
    if (relation.style === "message") push(listeners, relation.source, relation);
  }
  for (const [child, parent] of graph.parents) push(children, parent, child);
  const childrenOf = (element: string): readonly string[] => children.get(element) ?? [];
  return {
    callersOf: (element) => callers.get(element) ?? [],
    listenersOf: (element) => listeners.get(element) ?? [],
    childrenOf,
    partsOf(element) {
      const found: string[] = [];
      const seen = new Set([element]);
      const waiting = [element];
      for (let at = 0; at < waiting.length; at++) for (const child of childrenOf(waiting[at]!)) if (!seen.has(child)) { seen.add(child); found.push(child); waiting.push(child); }
      return found;
    },
  };
}
