// Every judge of the field's own tools, in the order in which they are run.
import { d2 } from "./d2.mjs";
import { mermaid } from "./mermaid.mjs";
import { plantuml } from "./plantuml.mjs";
import { structurizr } from "./structurizr.mjs";

export const judges = [mermaid, plantuml, d2, structurizr];
