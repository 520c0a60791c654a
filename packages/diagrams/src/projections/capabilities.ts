import { settingOf, textsOf, type Element } from "@groundplan/model";
import type { Scene, SceneNode } from "../scene.ts";
import { drillDown } from "./compose.ts";
import type { Boundary, Content, Member } from "./members.ts";
import type { Structure } from "./structure.ts";
import { viewsOf, type Projection } from "./view.ts";

/** A map of what the business can do, domain by domain; each card names what makes the capability real. */
export const capabilities: Projection = {
  name: "capabilities",
  summary: "Domains, the capabilities in them, and the containers that realise each.",
  views(structure) {
    const content = mapOf(structure);
    if (content.members.length === 0) return [];
    return viewsOf(structure, {
      id: "capabilities", kind: "capabilities", title: "Domains and capabilities", artifact: "1.2", element: undefined, frame: undefined, detailed: false,
      description: "What the business can do, domain by domain, and what makes each capability real.",
      content, relations: () => [], refine: (scene) => refine(structure, scene),
    });
  },
};

/** Domains with something in them, and capabilities made of others, are boundaries; the rest are cards. */
function mapOf(structure: Structure): Content {
  const members: Member[] = [];
  const boundaries: Boundary[] = [];
  const all = structure.model.elements("domain", "capability");
  const known = new Set(all.map((element) => element.id));
  for (const element of all) {
    const parent = element.parent !== undefined && known.has(element.parent) ? element.parent : undefined;
    const opened = structure.children(element.id).some((child) => known.has(child.id));
    if (opened) boundaries.push({ id: element.id, parent, title: element.title, kind: kindWords(element), dashed: element.kind.group === "domain", element });
    else members.push({ element, parent });
  }
  return { members, boundaries, around: [], aroundBoundaries: [] };
}

function refine(structure: Structure, scene: Scene): Scene {
  const settled = containersByDomain(structure);
  return { ...scene, nodes: scene.nodes.map((node) => (node.folded === undefined ? cardOf(structure, node, settled) : node)) };
}

function cardOf(structure: Structure, node: SceneNode, settled: ReadonlyMap<string, readonly Element[]>): SceneNode {
  const element = structure.model.element(node.id);
  if (!element) return node;
  const isDomain = element.kind.group === "domain";
  const held = isDomain ? (settled.get(element.id) ?? []) : realisersOf(structure, element);
  const only = held.length === 1 ? drillDown(structure, held[0]!, "capabilities") : undefined;
  return {
    ...node, kind: kindWords(element), lines: held.map((each) => each.title), mark: held.length > 0 ? "complete" : "empty",
    ...(only === undefined ? {} : { opens: only }),
  };
}

/** What names the capability in its `realises`; a component stands for its container. */
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

/** Containers by their domain: what a domain without capabilities is told by. */
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
