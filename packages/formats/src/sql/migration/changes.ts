import type { MigrationPhase, MigrationStep, PhaseName } from "./types.ts";

/** A step with the one that undoes it, where there is anything to undo. */
export interface Change {
  readonly step: MigrationStep | undefined;
  readonly undo: MigrationStep | undefined;
}

export const doIt = (sql: string, undo?: string, note?: string): Change => ({ step: { sql, ...(note === undefined ? {} : { note }) }, undo: undo === undefined ? undefined : { sql: undo } });

/** As `doIt`, for what cannot run within a transaction. */
export const alone = (sql: string, undo?: string, note?: string): Change => ({ step: { sql, alone: true, ...(note === undefined ? {} : { note }) }, undo: undo === undefined ? undefined : { sql: undo, alone: true } });

/** A phase of changes; what undoes them goes the other way round. */
export const phaseOf = (name: PhaseName, changes: readonly Change[], locks: readonly string[]): MigrationPhase => ({
  name, steps: changes.flatMap(({ step }) => step ?? []), rollback: changes.toReversed().flatMap(({ undo }) => undo ?? []), locks,
});

/** A body between dollar signs, with a word between them that does not end it. */
export const dollars = (body: string, word = "do"): string => {
  let tag = word;
  while (body.includes(`$${tag}$`)) tag += "_";
  return `$${tag}$\n${body}\n$${tag}$`;
};
