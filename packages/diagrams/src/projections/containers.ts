import type { Element } from "@groundplan/model";
import { contentOf, regroup, type Boundary, type Grouping, type Level } from "./members.ts";
import type { Structure } from "./structure.ts";
import { viewsOf, type Projection, type Subject } from "./view.ts";
import { describe } from "./words.ts";

/** What a system is made of: its containers with what they answer for, the interfaces that they offer, and what flows between them. */
export const containers: Projection = {
  name: "containers",
  summary: "The containers of a system: responsibilities, interfaces and primary data flows.",
  views(structure) {
    const systems = structure.model.elements("@system").filter((system) => structure.hasContainers(system.id));
    return [
      ...outsideSystems(structure).flatMap((subject) => viewsOf(structure, subject)),
      ...systems.flatMap((system) => viewsOf(structure, containerSubject(structure, system))),
    ];
  },
};

export function containerSubject(structure: Structure, system: Element, level: Level = "containers", wish?: Grouping): Subject {
  return {
    id: `containers/${system.id}`, kind: "containers", title: `${system.title}: containers`, artifact: "1.2", element: system, frame: frameOf(system), detailed: true,
    description: [describe(system), "What it is made of, and what flows between the parts."].filter((part) => part !== undefined).join(" "),
    content: regroup(structure, contentOf(structure, system, level), wish),
  };
}

/** The boundary of what was opened. */
export function frameOf(element: Element): Boundary {
  return { id: element.id, parent: undefined, title: element.title, kind: element.kind.group === "group" ? undefined : element.kind.title, dashed: element.kind.group === "group", element };
}

/** Containers that no system holds are a picture of their own. */
function outsideSystems(structure: Structure): readonly Subject[] {
  const top = contentOf(structure, undefined, "systems");
  if (!top.members.some((member) => member.element.kind.group === "container")) return [];
  return [{
    id: "containers", kind: "containers", title: "Containers", artifact: "1.2", element: undefined, frame: undefined, detailed: true,
    description: "What runs, and what flows between the parts.", content: regroup(structure, top, undefined),
  }];
}
