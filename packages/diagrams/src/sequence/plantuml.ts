import { identifiers, oneLine } from "../exports/identifiers.ts";
import { escapePlantUml } from "../exports/plantuml.ts";
import { themes } from "../theme.ts";
import type { Sequence, SequenceParticipant, SequenceStep } from "./sequence.ts";

/** Words that begin a statement of PlantUML where a name could stand. */
const RESERVED = new Set(["as", "end", "title", "note", "left", "right", "over", "ref", "hide", "show", "skinparam", "participant", "actor", "boundary", "control", "entity", "database", "collections", "queue", "box", "alt", "else", "opt", "loop", "par", "break", "critical", "group", "activate", "deactivate", "destroy", "create", "return", "autonumber", "newpage", "header", "footer", "legend"]);

/** An interaction as a sequence diagram of PlantUML (https://plantuml.com/sequence-diagram). */
export function writeSequencePlantUml(sequence: Sequence): string {
  const names = identifiers(sequence.participants.map(({ id }) => id), RESERVED);
  const { inks } = themes.light;
  const lines = [
    "@startuml", `title ${escapePlantUml(sequence.title)}`, "autonumber", "hide footbox", "skinparam shadowing false", `skinparam defaultFontColor ${inks.ink}`,
    `skinparam ParticipantBackgroundColor ${inks.card}`, `skinparam ParticipantBorderColor ${inks["card-line"]}`, `skinparam ArrowColor ${inks.edge}`, `skinparam LifeLineBorderColor ${inks.ink3}`, "",
  ];
  let group: string | undefined;
  for (const participant of sequence.participants) {
    if (participant.group !== group) {
      if (group !== undefined) lines.push("end box");
      if (participant.group !== undefined) lines.push(`box "${escapePlantUml(participant.group)}" ${inks.group2}`);
      group = participant.group;
    }
    lines.push(`${kindOf(participant)} "${escapePlantUml(participant.title)}" as ${names.get(participant.id)}`);
  }
  if (group !== undefined) lines.push("end box");
  lines.push("");
  write(sequence.steps, "", 0);
  lines.push("@enduml");
  return `${lines.join("\n")}\n`;

  function write(steps: readonly SequenceStep[], indent: string, depth: number): void {
    if (depth > 48) return;
    for (const step of steps) {
      switch (step.is) {
        case "call":
        case "message": {
          const [from, to] = [names.get(step.from), names.get(step.to)];
          if (from === undefined || to === undefined) break;
          lines.push(`${indent}${from} ${step.is === "call" ? "->" : "->>"} ${to}${said(step.label)}`);
          if (step.steps.length === 0) break;
          lines.push(`${indent}activate ${to}`);
          write(step.steps, `${indent}  `, depth + 1);
          lines.push(`${indent}deactivate ${to}`);
          break;
        }
        case "reply": {
          const [from, to] = [names.get(step.from), names.get(step.to)];
          if (from !== undefined && to !== undefined) lines.push(`${indent}${from} --> ${to}${said(step.label)}`);
          break;
        }
        case "fragment":
          step.operands.forEach((operand, at) => {
            const guard = escapePlantUml(operand.guard);
            lines.push(`${indent}${at > 0 ? `else ${guard}` : step.operator === "failure" ? `group on failure [${guard}]` : `${step.operator} ${guard}`}`);
            write(operand.steps, `${indent}  `, depth + 1);
          });
          lines.push(`${indent}end`);
          break;
        case "note": {
          const over = step.over.flatMap((id) => names.get(id) ?? []);
          if (over.length > 0) lines.push(`${indent}note over ${over.length === 1 ? over[0] : `${over[0]}, ${over[over.length - 1]}`} : ${escapePlantUml(step.text)}`);
          break;
        }
      }
    }
  }
}

function kindOf({ shape }: SequenceParticipant): string {
  switch (shape) {
    case "person":
      return "actor";
    case "cylinder":
    case "bucket":
      return "database";
    case "capsule":
      return "queue";
    default:
      return "participant";
  }
}

function said(label: string): string {
  return oneLine(label) === "" ? "" : ` : ${escapePlantUml(label)}`;
}
