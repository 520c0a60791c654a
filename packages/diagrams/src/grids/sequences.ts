import { callsOf, flowsOf, readFlow } from "@groundplan/design";
import { writeSequenceMermaid } from "../sequence/mermaid.ts";
import { drawSequence } from "../sequence/paint.ts";
import { writeSequencePlantUml } from "../sequence/plantuml.ts";
import { projectSequence } from "../sequence/project.ts";
import type { Grid } from "./grid.ts";

const PREFIX = "sequence/";

/** The sequence diagram of each flow that has a step. */
export const sequences: Grid = {
  name: "sequence",
  summary: "What happens in what order, for each flow.",
  views: (model) => flowsOf(model).flatMap((id) => {
    const flow = readFlow(model, id)!;
    return callsOf(flow.steps).length === 0 ? [] : [{ id: PREFIX + id, kind: "sequence" as const, title: flow.title, artifact: "2.4", elements: flow.participants.length }];
  }),
  describe: (model, id) => readFlow(model, id.slice(PREFIX.length))?.description ?? "",
  draw(model, id) {
    const sequence = projectSequence(model, id.slice(PREFIX.length));
    return sequence && drawSequence(sequence);
  },
  members: (model, id) => readFlow(model, id.slice(PREFIX.length))?.participants ?? [],
  texts: [
    { id: "mermaid", extension: "mmd", format: "mermaid", write: (model, id) => writeSequenceMermaid(projectSequence(model, id.slice(PREFIX.length))!) },
    { id: "plantuml", extension: "puml", format: "plantuml", write: (model, id) => writeSequencePlantUml(projectSequence(model, id.slice(PREFIX.length))!) },
  ],
};
