import type { Element } from "@groundplan/model";
import { contentOf, type Boundary } from "./members.ts";
import type { Structure } from "./structure.ts";
import { viewsOf, type Projection, type Subject, type View } from "./view.ts";
import { describe } from "./words.ts";

/** A system as one box, with everybody and everything that it has to do with. */
export const context: Projection = {
  name: "context",
  summary: "A system as one box, the people who use it and the systems that it talks to.",
  views: (structure) => structure.model.elements("@system").flatMap((system) => contextOf(structure, system)),
};

export function contextOf(structure: Structure, system: Element): readonly View[] {
  return viewsOf(structure, contextSubject(structure, system));
}

export function contextSubject(structure: Structure, system: Element): Subject {
  const { around, aroundBoundaries } = contentOf(structure, system, "systems");
  const boundaries = organisationsOf(structure, system);
  const said = describe(system);
  return {
    id: `context/${system.id}`, kind: "context", title: `${system.title}: context`, artifact: "1.1", element: system, frame: undefined, detailed: false,
    description: [said, `Who uses ${system.title}, and what it depends on.`].filter((part) => part !== undefined).join(" "),
    content: { members: [{ element: system, parent: boundaries[boundaries.length - 1]?.id }], boundaries, around, aroundBoundaries },
    linesOf: (element) => (element === system ? purposesOf(structure, system) : []),
  };
}

/** The groups that hold the system, from the outermost inwards: the enterprise, the department. */
function organisationsOf(structure: Structure, system: Element): readonly Boundary[] {
  const groups = structure.model.ancestors(system.id).filter((holder) => holder.kind.group === "group").reverse();
  return groups.map((element, at): Boundary => ({ id: element.id, parent: groups[at - 1]?.id, title: element.title, kind: undefined, dashed: true, element }));
}

/** What the system is for, as its own box tells it: the domains that its containers belong to. */
function purposesOf(structure: Structure, system: Element): readonly string[] {
  const titles = new Set<string>();
  for (const { element } of contentOf(structure, system, "containers").members) {
    const domain = structure.domainOf(element);
    if (domain) titles.add(domain.title);
  }
  return titles.size > 1 ? [...titles] : [];
}
