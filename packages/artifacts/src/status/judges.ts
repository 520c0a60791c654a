import type { EmitInput, Verdict } from "../artifact.ts";
import { decisionsOf } from "../emitters/decisions.ts";
import { weighChoices } from "../emitters/technology.ts";

/** Built-in judges: each refuses what an expert of its field would refuse, without anything installed. */
export const judges: readonly { readonly name: string; readonly artifacts: readonly string[]; readonly judge: (artifact: string, input: EmitInput) => readonly Omit<Verdict, "artifact">[] }[] = [
  { name: "geometry", artifacts: ["1.1", "1.2", "2.1", "3.3"], judge: judgeGeometry },
  { name: "catalogue", artifacts: ["1.3"], judge: judgeChoices },
  { name: "madr", artifacts: ["1.4"], judge: judgeDecisions },
];

/** Nothing overlaps, no edge runs through a box or a title, every label lies on its own edge, nothing is missing. */
function judgeGeometry(artifact: string, input: EmitInput): readonly Omit<Verdict, "artifact">[] {
  return input.views.filter((view) => view.artifact === artifact).map((view) => {
    const faults = input.geometryFaults(view.id);
    if (faults === undefined) return { judge: "geometry", file: view.id, result: "skipped", detail: "not judged yet" };
    return { judge: "geometry", file: view.id, result: faults.length === 0 ? "passed" : "failed", detail: faults.slice(0, 3).join("; ") };
  });
}

/** What was taken is known to the catalogue, and was among what was weighed. */
function judgeChoices(_artifact: string, input: EmitInput): readonly Omit<Verdict, "artifact">[] {
  return weighChoices(input).map((choice) => {
    const unknown = choice.final && !input.technologies.find(choice.final.id);
    const detail = unknown ? `${choice.final!.id} is not in the catalogue` : choice.final && !choice.winner ? `${choice.final.id} is not among the candidates` : "";
    return { judge: "catalogue", file: choice.element.at.file, result: detail === "" ? "passed" : "failed", detail };
  });
}

/** The sections that MADR asks for are there, and no two decisions supersede each other. */
function judgeDecisions(_artifact: string, input: EmitInput): readonly Omit<Verdict, "artifact">[] {
  return decisionsOf(input.model).map((decision) => {
    const document = input.workspace.decision(decision.element.id);
    const roles = new Set(document?.sections.map((section) => section.role));
    const lacking = (["context", "options", "decision", "consequences"] as const).filter((role) => !roles.has(role));
    return { judge: "madr", file: decision.element.at.file, result: lacking.length === 0 && document?.title ? "passed" : "failed", detail: lacking.length > 0 ? `no section on ${lacking.join(", ")}` : "" };
  });
}
