import { callsOf, flowsOf, journeysOf, readFlow, screensOf, widgetsOf } from "@groundplan/design";
import { projectSequence, type SequenceStep } from "@groundplan/diagrams";
import type { Model } from "@groundplan/model";
import type { FlowData, FlowStepData, JourneyData, ScreenData } from "./types.ts";

/** Each flow as its steps one after the other: every case of an alternative and one turn of a loop, each step with what it stands in. */
export function flowData(model: Model): readonly FlowData[] {
  return flowsOf(model).flatMap((id): FlowData[] => {
    const sequence = projectSequence(model, id);
    if (!sequence) return [];
    const followed = new Map(callsOf(readFlow(model, id)!.steps).map((call) => [call.id, call.relations[0]?.id]));
    const steps: FlowStepData[] = [];
    const walk = (list: readonly SequenceStep[], within: FlowStepData["within"]): void => {
      for (const step of list) {
        switch (step.is) {
          case "call":
          case "message": {
            const relation = followed.get(step.id);
            steps.push({ is: step.is, from: step.from, to: step.to, label: step.label, within, ...(step.timing === undefined ? {} : { timing: step.timing }), ...(relation === undefined ? {} : { relation }) });
            walk(step.steps, within);
            break;
          }
          case "reply":
            steps.push({ is: "reply", from: step.from, to: step.to, label: step.label, within, ...(step.error ? { error: true } : {}) });
            break;
          case "fragment":
            for (const { guard, steps: inner } of step.operands) walk(inner, [...within, { operator: step.operator, guard }]);
            break;
          case "note":
            break;
        }
      }
    };
    walk(sequence.steps, []);
    return [{ id, title: sequence.title, participants: sequence.participants.map((participant) => participant.id), steps }];
  });
}

export function screenData(model: Model): readonly ScreenData[] {
  return screensOf(model).map((screen) => ({
    id: screen.id, title: screen.title, entry: screen.entry, states: screen.states.map(({ name }) => name), ...(screen.of === undefined ? {} : { of: screen.of }),
    calls: widgetsOf(screen).flatMap(({ id, calls }) => (calls === undefined ? [] : [{ widget: id, operation: calls }])),
  }));
}

export function journeyData(model: Model): readonly JourneyData[] {
  return journeysOf(model).filter(({ way }) => way.length > 0).map(({ id, title, way, goal, by }) => ({ id, title, way, by, ...(goal === undefined ? {} : { goal }) }));
}
