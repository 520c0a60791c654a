import { readFlow, type FlowStep } from "@groundplan/design";
import type { Model } from "@groundplan/model";
import type { NodeShape } from "../scene.ts";
import type { Sequence, SequenceParticipant, SequenceStep } from "./sequence.ts";

/** The interaction that a flow of the model describes; undefined where there is no flow of that name. */
export function projectSequence(model: Model, id: string): Sequence | undefined {
  const flow = readFlow(model, id);
  if (!flow) return undefined;
  return { id: `sequence/${id}`, title: flow.title, description: flow.description ?? "", participants: inOrder(model, flow.participants).map((participant) => participantOf(model, participant)), steps: flow.steps.map(stepOf) };
}

/** Parts of one container stand side by side, where the first of them takes part. */
function inOrder(model: Model, participants: readonly string[]): readonly string[] {
  const holder = (id: string): string | undefined => (model.element(id)?.kind.group === "component" ? containerOf(model, id) : model.element(id)?.kind.group === "container" ? id : undefined);
  const taken = new Set<string>();
  return participants.flatMap((id) => {
    if (taken.has(id)) return [];
    const own = holder(id);
    const together = own === undefined ? [id] : participants.filter((other) => !taken.has(other) && holder(other) === own);
    for (const one of together) taken.add(one);
    return together;
  });
}

function containerOf(model: Model, id: string): string | undefined {
  return model.ancestors(id).find(({ kind }) => kind.group === "container")?.id;
}

function participantOf(model: Model, id: string): SequenceParticipant {
  const element = model.element(id);
  if (!element) return { id, title: id, kind: "", swatch: "neutral", shape: "card" };
  const container = element.kind.group === "component" ? containerOf(model, id) : undefined;
  const shape: NodeShape = element.kind.style?.shape ?? "card";
  return {
    id, title: element.title, kind: element.kind.title, swatch: element.kind.style?.swatch ?? "neutral", shape,
    ...(container === undefined ? {} : { group: model.element(container)!.title }),
  };
}

function stepOf(step: FlowStep): SequenceStep {
  switch (step.is) {
    case "call":
    case "message":
      return {
        is: step.is, id: step.id, from: step.from, to: step.to, label: step.label, steps: step.steps.map(stepOf),
        ...(step.time ? { timing: step.time.text } : {}), ...(step.unknown ? { unknown: true } : {}),
      };
    case "reply":
      return { is: "reply", id: step.id, from: step.from, to: step.to, label: step.label, error: step.error };
    case "alt":
      return { is: "fragment", id: step.id, operator: "alt", operands: step.cases.map((one) => ({ guard: guard(one.title ?? "otherwise", one.chance), steps: one.steps.map(stepOf) })) };
    case "parallel":
      return { is: "fragment", id: step.id, operator: "par", operands: step.branches.map((one) => ({ guard: one.title ?? "", steps: one.steps.map(stepOf) })) };
    case "opt":
    case "break":
      return { is: "fragment", id: step.id, operator: step.is, operands: [{ guard: guard(step.title, step.chance), steps: step.steps.map(stepOf) }] };
    case "loop": {
      const times = step.low === undefined ? "" : step.low === step.high ? `${step.low} times` : `${step.low} to ${step.high === Infinity ? "any number of" : step.high} times`;
      const words = [step.title, times, step.mean === undefined ? "" : `${step.mean} on average`].filter((part) => part !== undefined && part !== "");
      return { is: "fragment", id: step.id, operator: "loop", operands: [{ guard: words.join(", "), steps: step.steps.map(stepOf) }] };
    }
    case "failure": {
      const of = step.of?.slice(step.of.lastIndexOf(".") + 1);
      return { is: "fragment", id: step.id, operator: "failure", operands: [{ guard: guard([of, step.with === undefined ? "" : `with ${step.with}`, step.title ?? ""].filter((part) => part !== undefined && part !== "").join(" "), step.chance), steps: step.steps.map(stepOf) }] };
    }
    case "note":
      return { is: "note", id: step.id, text: step.text, over: step.over };
  }
}

function guard(title: string | undefined, chance: number | undefined): string {
  const share = chance === undefined ? "" : `${Number((chance * 100).toPrecision(6))} %`;
  return [title ?? "", share].filter((part) => part !== "").join(", ");
}
