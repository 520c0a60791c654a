/** A few simple projections for the development data: enough to draw pictures of any workspace. */
import type { Scene, SceneEdge, SceneGroup, SceneNode } from "@groundplan/diagrams";
import type { Element, Model, Relation } from "@groundplan/model";
import { settingOf } from "@groundplan/model";
import type { Technologies } from "@groundplan/checks";

export interface DevView {
  readonly scene: Scene;
  readonly artifact: string;
  readonly of: string | undefined;
  readonly parent: string | undefined;
}

export function projectViews(model: Model, technologies: Technologies): readonly DevView[] {
  const views: DevView[] = [];
  const systems = model.elements("system");
  for (const system of systems) {
    views.push({ scene: view(`context/${system.id}`, "context", system, model, technologies, (e) => (e.id === system.id || within(e.id, system.id) && e.kind.group !== "actor" ? system.id : topOf(e, model))), artifact: "1.1", of: system.id, parent: undefined });
    views.push({ scene: view(`containers/${system.id}`, "containers", system, model, technologies, (e) => containerOf(e, model)), artifact: "1.2", of: system.id, parent: `context/${system.id}` });
  }
  for (const container of model.elements("@container")) {
    if (!model.children(container.id).some((child) => child.kind.group === "component")) continue;
    views.push({ scene: view(`components/${container.id}`, "components", container, model, technologies, (e) => (within(e.id, container.id) ? componentOf(e, model) : containerOf(e, model))), artifact: "2.1", of: container.id, parent: `containers/${systems[0]?.id}` });
  }
  return views;
}

function within(id: string, holder: string): boolean {
  return id === holder || id.startsWith(`${holder}.`);
}

function topOf(element: Element, model: Model): string | undefined {
  for (let at: Element | undefined = element; at; at = at.parent === undefined ? undefined : model.element(at.parent)) if (["actor", "external", "system"].includes(at.kind.group)) return at.id;
  return undefined;
}

function containerOf(element: Element, model: Model): string | undefined {
  for (let at: Element | undefined = element; at; at = at.parent === undefined ? undefined : model.element(at.parent)) if (["actor", "external", "container"].includes(at.kind.group)) return at.id;
  return undefined;
}

function componentOf(element: Element, model: Model): string | undefined {
  for (let at: Element | undefined = element; at; at = at.parent === undefined ? undefined : model.element(at.parent)) if (at.kind.group === "component") return at.id;
  return undefined;
}

function view(id: string, kind: "context" | "containers" | "components", of: Element, model: Model, technologies: Technologies, lift: (element: Element) => string | undefined): Scene {
  const drawn = new Map<string, SceneNode>();
  const groups = new Map<string, SceneGroup>();
  const merged = new Map<string, { source: string; target: string; relations: Relation[] }>();
  const ends: string[] = [];
  for (const relation of model.relations()) {
    const [source, target] = [relation.source, relation.target].map((end) => { const found = model.element(end); return found ? lift(found) : undefined; });
    if (source === undefined || target === undefined || source === target) continue;
    if (!within(source, of.id) && !within(target, of.id) && kind === "components") continue;
    const key = `${source} ${relation.style} ${target}`;
    const edge = merged.get(key) ?? { source, target, relations: [] };
    edge.relations.push(relation);
    merged.set(key, edge);
    ends.push(source, target);
  }
  for (const end of ends) {
    const element = model.element(end)!;
    const outside = !within(end, of.id);
    const parents = outside ? [] : model.ancestors(end).filter((parent) => within(parent.id, of.id) && ["system", "group", "container"].includes(parent.kind.group) && element.kind.group !== "actor");
    for (const parent of parents) groups.set(parent.id, { id: parent.id, title: parent.title, kind: parent.kind.title, ...(parents.find((p) => p.id === parent.parent) ? { parent: parent.parent! } : {}) });
    const components = model.children(end).some((child) => child.kind.group === "component");
    const opens = kind === "context" && element.kind.group === "system" ? `containers/${end}` : components && `components/${end}` !== id ? `components/${end}` : undefined;
    const style = element.kind.style ?? { shape: "card", swatch: "neutral" } as const;
    drawn.set(end, {
      id: end, shape: style.shape, swatch: style.swatch, title: element.title, kind: element.kind.title,
      technologies: (settingOf(element, "tech")?.values ?? []).flatMap((value) => (value.type === "technology" ? [technologies.title(value.id, value.version)] : [])).slice(0, 2),
      icons: [], lines: [], ...(element.description ? { description: element.description } : {}),
      ...(parents[0] ? { parent: parents[0].id } : {}), ...(opens ? { opens } : {}),
    });
  }
  const edges: SceneEdge[] = [...merged.entries()].map(([key, { source, target, relations }]) => ({
    id: key, source, target, style: relations[0]!.style === "message" ? "message" : "call",
    ...(relations.length === 1 && relations[0]!.label ? { label: relations[0]!.label } : relations.length > 1 ? { label: relations.map((r) => r.label).filter(Boolean).slice(0, 2).join(", ") } : {}),
    relations: relations.map((relation) => relation.id),
  }));
  const titles = { context: "Context", containers: "Containers", components: "Components" };
  return { id, kind, title: `${titles[kind]} of ${of.title}`, description: of.description ?? "", direction: "down", nodes: [...drawn.values()], groups: [...groups.values()], edges };
}
