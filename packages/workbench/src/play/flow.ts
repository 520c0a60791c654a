/** A flow as it is played over a picture: which picture, and what of it a step lights. */
import type { FlowData, FlowStepData, ViewData } from "@groundplan/artifacts";
import type { SiteIndex } from "../data/index-site.ts";

const STRUCTURE: ReadonlySet<string> = new Set(["components", "containers", "context", "landscape"]);

export function flowOf(index: SiteIndex, id: string | undefined): FlowData | undefined {
  return id === undefined ? undefined : index.site.flows.find((flow) => flow.id === id);
}

/** The picture of the structure that shows most of those who take part for themselves; of several the one with the fewest others. */
export function stageOf(index: SiteIndex, flow: FlowData): ViewData | undefined {
  let best: ViewData | undefined;
  let most = 0;
  for (const view of index.site.views) {
    if (!STRUCTURE.has(view.kind)) continue;
    const shown = flow.participants.filter((id) => index.element(id)?.views.includes(view.id)).length;
    if (shown < most || (shown === most && best !== undefined && view.elements >= best.elements)) continue;
    if (shown === 0) continue;
    best = view;
    most = shown;
  }
  return best;
}

/** The flows of which at least two who take part are drawn in a view for themselves: those that can be played there. */
export function flowsIn(index: SiteIndex, view: ViewData): readonly FlowData[] {
  if (!STRUCTURE.has(view.kind)) return [];
  return index.site.flows.filter((flow) => flow.participants.filter((id) => index.element(id)?.views.includes(view.id)).length >= 2);
}

/** What a step lights in a picture: the boxes at its ends, or those that hold what is not drawn, and the lines between. */
export interface LitStep {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly relation: string | undefined;
  /** All that take part in the flow, as they are drawn. */
  readonly cast: ReadonlySet<string>;
  /** It travels against the line: a reply. */
  readonly back: boolean;
  readonly error: boolean;
}

export function litBy(index: SiteIndex, { participants }: FlowData, step: FlowStepData, isDrawn: (id: string) => boolean): LitStep {
  const drawnFor = (id: string): string | undefined => [id, ...index.ancestors(id).map((element) => element.id)].find(isDrawn);
  return { from: drawnFor(step.from), to: drawnFor(step.to), relation: step.relation, cast: new Set(participants.flatMap((id) => drawnFor(id) ?? [])), back: step.is === "reply", error: step.error === true };
}

/** The number of a step as the address has it, from 1; what is no number of a step is the first or the last one. */
export function stepAt(flow: FlowData, step: string | undefined): number {
  const wanted = Number.parseInt(step ?? "1", 10);
  return Math.min(Math.max(Number.isNaN(wanted) ? 1 : wanted, 1), Math.max(1, flow.steps.length));
}

const OPERATORS: Readonly<Record<FlowStepData["within"][number]["operator"], string>> = { alt: "if", opt: "perhaps", loop: "again", par: "beside", break: "breaks off", failure: "on failure" };

/** What a step stands in, in words: `again: each item`. */
export function withinWords({ operator, guard }: FlowStepData["within"][number]): string {
  return guard === "" ? OPERATORS[operator] : `${OPERATORS[operator]}: ${guard}`;
}
