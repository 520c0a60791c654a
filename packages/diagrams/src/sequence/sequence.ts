import type { ChartHead } from "../charts/chart.ts";
import type { NodeShape, Swatch } from "../scene.ts";

/**
 * An interaction as it is drawn: lifelines side by side, and what passes between them from top to bottom. The words are
 * those of UML 2.5.1, clause 17 (interactions).
 */
export interface Sequence extends ChartHead {
  readonly participants: readonly SequenceParticipant[];
  readonly steps: readonly SequenceStep[];
}

export interface SequenceParticipant {
  readonly id: string;
  readonly title: string;
  /** In words: `Service`. */
  readonly kind: string;
  readonly swatch: Swatch;
  readonly shape: NodeShape;
  /** Neighbours of one group stand under one title, such as the parts of a container. */
  readonly group?: string;
  /** The view that it opens. */
  readonly opens?: string;
}

export type SequenceOperator = "alt" | "opt" | "loop" | "par" | "break" | "failure";

export type SequenceStep =
  | {
      readonly is: "call" | "message";
      readonly id: string;
      /** Ids of participants; the same one twice is a step of its own. */
      readonly from: string;
      readonly to: string;
      readonly label: string;
      /** In smaller type under the label: `p50 3ms, p99 12ms`. */
      readonly timing?: string;
      /** The model has no relation for it. */
      readonly unknown?: boolean;
      /** What happens while it is served. */
      readonly steps: readonly SequenceStep[];
    }
  | { readonly is: "reply"; readonly id: string; readonly from: string; readonly to: string; readonly label: string; readonly error: boolean }
  /** A fragment with one operand or several, each under its own guard. */
  | { readonly is: "fragment"; readonly id: string; readonly operator: SequenceOperator; readonly operands: readonly { readonly guard: string; readonly steps: readonly SequenceStep[] }[] }
  | { readonly is: "note"; readonly id: string; readonly text: string; readonly over: readonly string[] };
