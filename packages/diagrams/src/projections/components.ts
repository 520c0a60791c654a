import type { Element } from "@groundplan/model";
import { frameOf } from "./containers.ts";
import { contentOf } from "./members.ts";
import type { Structure } from "./structure.ts";
import { viewsOf, type Projection, type Subject } from "./view.ts";
import { describe } from "./words.ts";

/** What a container is made of: its components, and what they have to do with each other and with the containers beside it. */
export const components: Projection = {
  name: "components",
  summary: "The components of a container and their dependencies.",
  views: (structure) =>
    structure.model
      .elements("@container", "@component", "@external")
      .filter((holder) => structure.hasComponents(holder.id))
      .flatMap((holder) => viewsOf(structure, componentSubject(structure, holder))),
};

export function componentSubject(structure: Structure, holder: Element): Subject {
  return {
    id: `components/${holder.id}`, kind: "components", title: `${holder.title}: components`, artifact: "2.1", element: holder, frame: frameOf(holder), detailed: true,
    description: [describe(holder), "Its parts, and what they use."].filter((part) => part !== undefined).join(" "),
    content: contentOf(structure, holder, "components"),
  };
}
