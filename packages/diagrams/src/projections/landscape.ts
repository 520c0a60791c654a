import { contentOf } from "./members.ts";
import { viewsOf, type Projection } from "./view.ts";

/** The whole estate: every system as one box, with the people and the systems around them. */
export const landscape: Projection = {
  name: "landscape",
  summary: "All systems, people and external systems of the workspace, and how they use each other.",
  views(structure) {
    const content = contentOf(structure, undefined, "systems");
    if (content.members.length + content.around.length === 0) return [];
    return viewsOf(structure, {
      id: "landscape", kind: "landscape", title: "Landscape", artifact: "1.1", element: undefined, frame: undefined, content, detailed: false,
      description: "All systems, the people who use them and the systems of others around them.",
    });
  },
};
