import { identifiers, oneLine } from "../exports/identifiers.ts";
import { mermaidTitle } from "../exports/mermaid-title.ts";
import type { Sequence, SequenceStep } from "./sequence.ts";

/** Words of Mermaid's sequence grammar, and names that JavaScript objects have already. */
const RESERVED = new Set(["end", "alt", "else", "opt", "loop", "par", "and", "break", "critical", "option", "rect", "box", "note", "over", "left", "right", "of", "actor", "participant", "as", "activate", "deactivate", "autonumber", "title", "create", "destroy", "link", "links", "properties", "details", "constructor", "prototype"]);

/** An interaction as a sequence diagram of Mermaid (https://mermaid.js.org/syntax/sequenceDiagram.html). */
export function writeSequenceMermaid(sequence: Sequence): string {
  const names = identifiers(sequence.participants.map(({ id }) => id), RESERVED);
  const lines = [...mermaidTitle(sequence.title, "Sequence"), "sequenceDiagram", "  autonumber"];
  let group: string | undefined;
  for (const participant of sequence.participants) {
    if (participant.group !== group) {
      if (group !== undefined) lines.push("  end");
      if (participant.group !== undefined) lines.push(`  box transparent ${text(participant.group)}`);
      group = participant.group;
    }
    lines.push(`  ${participant.shape === "person" ? "actor" : "participant"} ${names.get(participant.id)} as ${text(participant.title)}`);
  }
  if (group !== undefined) lines.push("  end");
  write(sequence.steps, "  ", 0);
  return `${lines.join("\n")}\n`;

  function write(steps: readonly SequenceStep[], indent: string, depth: number): void {
    if (depth > 48) return;
    for (const step of steps) {
      switch (step.is) {
        case "call":
        case "message": {
          const [from, to] = [names.get(step.from), names.get(step.to)];
          if (from === undefined || to === undefined) break;
          lines.push(`${indent}${from}${step.is === "call" ? "->>" : "-)"}${to}: ${text(step.label)}`);
          if (step.steps.length === 0) break;
          lines.push(`${indent}activate ${to}`);
          write(step.steps, `${indent}  `, depth + 1);
          lines.push(`${indent}deactivate ${to}`);
          break;
        }
        case "reply": {
          const [from, to] = [names.get(step.from), names.get(step.to)];
          if (from !== undefined && to !== undefined) lines.push(`${indent}${from}-->>${to}: ${text(step.label)}`);
          break;
        }
        case "fragment": {
          const [open, next] = WORDS[step.operator];
          step.operands.forEach((operand, at) => {
            const guard = step.operator === "failure" ? `on failure ${operand.guard}` : operand.guard;
            lines.push(`${indent}${at === 0 ? open : next} ${text(guard)}`);
            write(operand.steps, `${indent}  `, depth + 1);
          });
          lines.push(`${indent}end`);
          break;
        }
        case "note": {
          const over = step.over.flatMap((id) => names.get(id) ?? []);
          if (over.length > 0) lines.push(`${indent}note over ${over.length === 1 ? over[0] : `${over[0]},${over[over.length - 1]}`}: ${text(step.text)}`);
          break;
        }
      }
    }
  }
}

const WORDS = { alt: ["alt", "else"], opt: ["opt", "else"], loop: ["loop", "and"], par: ["par", "and"], break: ["break", "else"], failure: ["opt", "else"] } as const;

/** A text behind a colon or a keyword: what Mermaid would take for its own stands as an entity code. */
function text(words: string): string {
  const line = oneLine(words);
  return line === "" ? "#8203;" : line.replace(/[#;&<>{}%:,+"\\]|-(?=[->x)])|\b(?:end|wrap)\b/gi, (found) => (found.length === 1 ? `#${found.codePointAt(0)};` : `#${found.codePointAt(0)};${found.slice(1)}`));
}
