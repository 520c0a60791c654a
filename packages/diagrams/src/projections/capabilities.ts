import { settingOf, textsOf, type Element, type Relation } from "@groundplan/model";
import type { Mark, Scene } from "../scene.ts";
import type { Boundary, Content, Member } from "./members.ts";
import type { Structure } from "./structure.ts";
import { viewsOf, type Projection } from "./view.ts";

/** What the business can do, domain by domain, and the containers that make it real. */
export const capabilities: Projection = {
  name: "capabilities",
  summary: "Domains, the capabilities in them, and the containers that realise each.",
  views(structure) {
    const map = mapOf(structure);
    if (map.content.members.length === 0) return [];
    return viewsOf(structure, {
      id: "capabilities", kind: "capabilities", title: "Domains and capabilities", artifact: "1.2", element: undefined, frame: undefined, detailed: false,
      description: "What the business can do, domain by domain, and what makes each capability real.",
      content: map.content, relations: () => map.links, refine: (scene) => refine(scene, map.realised),
    });
  },
};

interface CapabilityMap {
  readonly content: Content;
  readonly links: readonly Relation[];
  /** Capabilities that something realises. */
  readonly realised: ReadonlySet<string>;
}

function mapOf(structure: Structure): CapabilityMap {
  const members: Member[] = [];
  const boundaries: Boundary[] = [];
  const links: Relation[] = [];
  const realised = new Set<string>();
  const placed = new Set<string>();
  const all = structure.model.elements("domain", "capability");
  const isBoundary = (element: Element): boolean => structure.children(element.id).some((child) => child.kind.group === "capability" || (element.kind.group === "domain" && child.kind.group === "domain"));
  const known = new Set(all.map((element) => element.id));
  const holderOf = (element: Element): string | undefined => (element.parent !== undefined && known.has(element.parent) ? element.parent : undefined);
  const place = (element: Element, parent: string | undefined): void => {
    if (placed.has(element.id)) return;
    placed.add(element.id);
    members.push({ element, parent });
  };
  const settled = containersByDomain(structure);
  for (const element of all) {
    const realisers = element.kind.group === "capability" ? realisersOf(structure, element) : [];
    const residents = element.kind.group === "domain" && !isBoundary(element) ? (settled.get(element.id) ?? []) : [];
    const opened = isBoundary(element) || residents.length > 0;
    if (opened) boundaries.push({ id: element.id, parent: holderOf(element), title: element.title, kind: kindWords(element), dashed: element.kind.group === "domain", element });
    else place(element, holderOf(element));
    for (const resident of residents) place(resident, element.id);
    if (realisers.length > 0) realised.add(element.id);
    for (const realiser of realisers) {
      place(realiser, opened ? element.id : holderOf(element));
      links.push({ id: `${element.id} is realised by ${realiser.id}`, source: element.id, target: realiser.id, style: "call", label: undefined, description: undefined, name: undefined, settings: [], implied: true, at: element.at });
    }
  }
  return { content: { members, boundaries, around: [], aroundBoundaries: [] }, links, realised };
}

/** Containers, and systems and the like, whose `realises` names the capability; a component stands for its container. */
function realisersOf(structure: Structure, capability: Element): readonly Element[] {
  const found = new Set<Element>();
  for (const mention of structure.model.mentions(capability.id)) {
    if (mention.setting !== "realises") continue;
    let element = structure.model.element(mention.by);
    while (element?.kind.group === "component" && element.parent !== undefined) element = structure.model.element(element.parent) ?? element;
    if (element) found.add(element);
  }
  return [...found];
}

/** Containers by the domain that they name themselves: what a domain without capabilities is told by. */
function containersByDomain(structure: Structure): ReadonlyMap<string, readonly Element[]> {
  const byDomain = new Map<string, Element[]>();
  for (const element of structure.model.elements("@container")) {
    const domain = structure.domainOf(element);
    if (!domain) continue;
    const held = byDomain.get(domain.id);
    if (held) held.push(element);
    else byDomain.set(domain.id, [element]);
  }
  return byDomain;
}

/** `Core domain`, where its importance is stated. */
function kindWords(element: Element): string {
  const importance = textsOf(settingOf(element, "importance"))[0];
  return importance === undefined ? element.kind.title : `${importance.charAt(0).toUpperCase()}${importance.slice(1)} ${element.kind.title.toLowerCase()}`;
}

function refine(scene: Scene, realised: ReadonlySet<string>): Scene {
  return {
    ...scene,
    nodes: scene.nodes.map((node) => {
      if (node.kind !== "Capability" || node.folded !== undefined) return node;
      const mark: Mark = realised.has(node.id) ? "complete" : "empty";
      return { ...node, mark };
    }),
    edges: scene.edges.map((edge) => ({ ...edge, style: "link" as const, relations: [] })),
  };
}
