import { inheritedSetting, settingOf, targetsOf, type Element, type Model, type Relation } from "@groundplan/model";

/**
 * What every projection asks of the model, indexed once for a version of it: what holds what, which relations reach into
 * an element, which domain and which team it belongs to.
 */
export interface Structure {
  readonly model: Model;
  /** Elements that nothing holds, in the order of the text. */
  readonly roots: readonly Element[];
  children(id: string): readonly Element[];
  /** The element itself and what holds it, up to the top; empty where there is no such element. */
  chainOf(id: string): readonly Element[];
  /** Position of an element in the whole text; what is unknown comes last. */
  order(id: string): number;
  /** Relations with an end in the element (itself included), in the order of the text, each once. */
  touching(id: string): readonly Relation[];
  /** The element's domain, or that of the capabilities that it realises, or its nearest ancestor's. */
  domainOf(element: Element): Element | undefined;
  /** The team that owns the element. */
  ownerOf(element: Element): Element | undefined;
  /** Whether the element has components of its own, in groups or directly. */
  hasComponents(id: string): boolean;
  /** Whether the element has containers or systems, or components that stand for them, in groups or directly. */
  hasContainers(id: string): boolean;
  /** Keeps a value that was computed for a key, as long as the model stays as it is. */
  remember<T>(key: string, compute: () => T): T;
}

const NONE: readonly Relation[] = [];
const NOTHING: readonly Element[] = [];
const known = new WeakMap<Model, { readonly version: number; readonly structure: Structure }>();

/** The structure of the model as it is now; made anew only when the model's version has changed. */
export function structureOf(model: Model): Structure {
  const last = known.get(model);
  if (last?.version === model.version) return last.structure;
  const structure = build(model);
  known.set(model, { version: model.version, structure });
  return structure;
}

function build(model: Model): Structure {
  const all = model.elements();
  const positions = new Map<string, number>();
  const roots: Element[] = [];
  const inner = new Map<string, Element[]>();
  for (const [at, element] of all.entries()) {
    positions.set(element.id, at);
    // What stands in something of an unknown kind is shown all the same, at the top.
    if (element.parent === undefined || model.element(element.parent) === undefined) roots.push(element);
    else {
      const siblings = inner.get(element.parent);
      if (siblings) siblings.push(element);
      else inner.set(element.parent, [element]);
    }
  }
  const domains = new Map<string, Element | undefined>();
  const contents = new Map<string, { readonly components: boolean; readonly containers: boolean }>();
  const memory = new Map<string, unknown>();
  const chains = new Map<string, readonly Element[]>();
  let reaching: Map<string, Relation[]> | undefined;

  const structure: Structure = {
    model, roots,
    children: (id) => inner.get(id) ?? NOTHING,
    chainOf,
    order: (id) => positions.get(id) ?? all.length,
    touching(id) {
      reaching ??= indexRelations(model, chainOf);
      return reaching.get(id) ?? NONE;
    },
    domainOf,
    ownerOf(element) {
      const target = targetsOf(inheritedSetting(model, element, "owner"))[0];
      return target === undefined ? undefined : model.element(target);
    },
    hasComponents: (id) => contentOf(id).components,
    hasContainers: (id) => contentOf(id).containers,
    remember<T>(key: string, compute: () => T): T {
      if (!memory.has(key)) memory.set(key, compute());
      return memory.get(key) as T;
    },
  };
  return structure;

  function chainOf(id: string): readonly Element[] {
    const known = chains.get(id);
    if (known) return known;
    const chain: Element[] = [];
    for (let at = model.element(id); at; at = at.parent === undefined ? undefined : model.element(at.parent)) chain.push(at);
    chains.set(id, chain);
    return chain;
  }

  function domainOf(element: Element): Element | undefined {
    if (domains.has(element.id)) return domains.get(element.id);
    const stated = targetsOf(settingOf(element, "domain"))[0];
    let found = stated === undefined ? undefined : model.element(stated);
    if (!found) for (const capability of targetsOf(settingOf(element, "realises"))) found ??= model.ancestors(capability).find((holder) => holder.kind.group === "domain");
    if (!found && element.parent !== undefined) {
      const parent = model.element(element.parent);
      if (parent) found = domainOf(parent);
    }
    domains.set(element.id, found);
    return found;
  }

  function contentOf(id: string): { readonly components: boolean; readonly containers: boolean } {
    let content = contents.get(id);
    if (content) return content;
    let components = false;
    let containers = false;
    const holder = model.element(id)?.kind.group;
    for (const child of structure.children(id)) {
      const { group } = child.kind;
      if (group === "component") components = true;
      if (group === "container" || group === "system") containers = true;
      if (group !== "group") continue;
      const inner = contentOf(child.id);
      components ||= inner.components;
      containers ||= inner.containers;
    }
    // A component that stands in a system directly is drawn where its containers are.
    if (components && holder === "system") containers = true;
    content = { components, containers };
    contents.set(id, content);
    return content;
  }
}

function indexRelations(model: Model, chainOf: (id: string) => readonly Element[]): Map<string, Relation[]> {
  const index = new Map<string, Relation[]>();
  const add = (id: string, relation: Relation): void => {
    const list = index.get(id);
    if (!list) index.set(id, [relation]);
    else if (list[list.length - 1] !== relation) list.push(relation);
  };
  for (const relation of model.relations()) {
    for (const holder of chainOf(relation.source)) add(holder.id, relation);
    if (relation.target !== relation.source) for (const holder of chainOf(relation.target)) add(holder.id, relation);
  }
  return index;
}
