import { settingOf, targetsOf, textsOf, type Element, type Relation } from "@groundplan/model";
import type { Mark, Scene, SceneNode } from "../scene.ts";
import type { Structure } from "./structure.ts";
import { viewsOf, type Projection } from "./view.ts";

/** The decisions, and which of them replace, refine or contradict others. */
export const decisions: Projection = {
  name: "decisions",
  summary: "Architecture decisions with their status, and which replace, refine or contradict which.",
  views(structure) {
    const all = structure.model.elements("decision");
    if (all.length === 0) return [];
    return viewsOf(structure, {
      id: "decisions", kind: "decisions", title: "Decisions", artifact: "1.4", element: undefined, frame: undefined, detailed: false,
      description: "What was decided, how far each decision has come, and which replaces, refines or contradicts which.",
      content: { members: all.map((element) => ({ element, parent: undefined })), boundaries: [], around: [], aroundBoundaries: [] },
      relations: () => linksOf(structure, all), refine: (scene) => refine(structure, scene),
    });
  },
};

const LINKS = [["supersedes", "supersedes"], ["refines", "refines"], ["conflicts", "conflicts with"]] as const;

const MARKS: Readonly<Record<string, Mark>> = { accepted: "complete", proposed: "partial", draft: "empty", rejected: "failing" };

/** A link between two decisions in the form of a relation, so that it is drawn like one. */
function linksOf(structure: Structure, all: readonly Element[]): readonly Relation[] {
  const links: Relation[] = [];
  for (const element of all) {
    for (const [setting, label] of LINKS) {
      for (const target of targetsOf(settingOf(element, setting))) {
        if (structure.model.element(target)?.kind.group !== "decision") continue;
        links.push({ id: `${element.id} ${setting} ${target}`, source: element.id, target, style: "call", label, description: undefined, name: undefined, settings: [], implied: true, at: element.at });
      }
    }
  }
  return links;
}

function refine(structure: Structure, scene: Scene): Scene {
  return {
    ...scene,
    nodes: scene.nodes.map((node) => (node.shape === "folded" ? node : decisionCard(node, structure.model.element(node.id)))),
    // They are no relations of the model; a conflict has no direction.
    edges: scene.edges.map((edge) => ({ ...edge, relations: [], ...(edge.label === "conflicts with" ? { style: "link" as const } : {}) })),
  };
}

function decisionCard(node: SceneNode, element: Element | undefined): SceneNode {
  if (!element) return node;
  const status = textsOf(settingOf(element, "status"))[0] ?? "no status";
  const date = textsOf(settingOf(element, "date"))[0];
  const number = /\d+$/.exec(element.name)?.[0];
  const mark = MARKS[status];
  return {
    ...node, kind: status.charAt(0).toUpperCase() + status.slice(1), technologies: date === undefined ? [] : [date],
    title: number === undefined || !element.titled ? node.title : `${number} ${node.title}`, ...(mark === undefined ? {} : { mark }),
  };
}
