import type { Scene, SceneGroup, SceneNode } from "../scene.ts";
import { oneLine } from "./identifiers.ts";

/** The nesting of a scene: what stands in a group, or at the top. */
export interface Outline {
  nodes(parent: string | undefined): readonly SceneNode[];
  groups(parent: string | undefined): readonly SceneGroup[];
  /** The group's id, then those of the groups that hold it, from the inside out. */
  chain(group: string | undefined): readonly string[];
}

export function outlineOf(scene: Scene): Outline {
  const groups = new Map(scene.groups.map((group) => [group.id, group]));
  const home = (parent: string | undefined): string | undefined => (parent !== undefined && groups.has(parent) ? parent : undefined);
  const nodesBy = gather(scene.nodes, home);
  const groupsBy = gather(scene.groups, home);
  return {
    nodes: (parent) => nodesBy.get(parent) ?? [],
    groups: (parent) => groupsBy.get(parent) ?? [],
    chain(group) {
      const chain: string[] = [];
      for (let at = home(group); at !== undefined && !chain.includes(at); at = home(groups.get(at)?.parent)) chain.push(at);
      return chain;
    },
  };
}

function gather<T extends { readonly parent?: string }>(items: readonly T[], home: (parent: string | undefined) => string | undefined): Map<string | undefined, T[]> {
  const found = new Map<string | undefined, T[]>();
  for (const item of items) {
    const parent = home(item.parent);
    const list = found.get(parent);
    if (list) list.push(item);
    else found.set(parent, [item]);
  }
  return found;
}

/** The picture's title; its id where it has none. */
export function headingOf(scene: Scene): string {
  return oneLine(scene.title) || oneLine(scene.id) || "Diagram";
}

/** The second line of a card: `Service · Go, gRPC`, or how many elements are folded into it. */
export function kindLine(node: SceneNode): string {
  const folded = node.folded === undefined ? "" : node.folded === 1 ? "1 element" : `${node.folded} elements`;
  return [node.kind, folded, node.technologies.join(", ")].filter((part) => part !== "").join(" · ");
}

/** The lines of a card below its description: owner and interfaces, four at most. */
export function moreLines(node: SceneNode): readonly string[] {
  const lines = node.lines.length > MOST ? [...node.lines.slice(0, MOST - 1), `and ${node.lines.length - MOST + 1} more`] : node.lines;
  return node.owner === undefined ? lines : [`Owner: ${node.owner}`, ...lines];
}

const MOST = 4;

/** `asks for a quote (HTTP)`. */
export function edgeLabel(edge: { readonly label?: string; readonly technology?: string }): string {
  const label = oneLine(edge.label ?? "");
  const technology = oneLine(edge.technology ?? "");
  if (technology === "") return label;
  return label === "" ? technology : `${label} (${technology})`;
}
