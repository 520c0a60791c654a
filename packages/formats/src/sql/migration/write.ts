import { backfill, moves, walkedBy } from "./backfill.ts";
import { expand } from "./expand.ts";
import { sidesOf, type Sides } from "./sides.ts";
import { contract, switchOver } from "./switch.ts";
import { sync } from "./sync.ts";
import type { MigratedTable, MigrationInput, MigrationPhase, MigrationScript, MigrationStep, TableName } from "./types.ts";
import { targetRules, validate } from "./validate.ts";

/**
 * Plans the SQL that takes a database of PostgreSQL 15 or newer from one schema to another and keeps its rows: the phases of expand and
 * contract ("parallel change", D. Sato, 2014), each with what undoes it. A table whose key stays the same is changed in place; any other one
 * is made beside the old one, filled, and given its name at the switch. Where the plan lacks something that only its author knows, a finding
 * says so; with a finding that blocks there are no phases.
 */
export const planMigration = (input: MigrationInput): MigrationScript => {
  const sides = sidesOf(input);
  const tables = sides.targets.map((target): MigratedTable => ({
    table: nameOf(target.table), from: [...new Set(target.feeds.flatMap(({ sources }) => sources))].map(nameOf), mode: target.mode, until: target.until,
    columns: target.feeds.flatMap(({ columns }) => [...columns.values()].map(({ story }) => story)), dropped: leftBehind(sides, target.feeds.map(({ index }) => index)),
    batchedBy: walkedBy(target.feeds[0]!), moves: moves(target),
  }));
  if (sides.findings.some(({ severity }) => severity === "blocked")) return { phases: [], tables, findings: sides.findings };
  const rules = targetRules(sides);
  const first = [expand(sides), ...(input.sync ? [sync(sides)] : []), backfill(sides), validate(sides, rules)];
  const { phase, leftovers } = switchOver(sides, rules);
  return { phases: [...first, phase, contract(sides, leftovers)], tables, findings: sides.findings };
};

const nameOf = ({ schema, name }: TableName): TableName => ({ ...(schema === undefined ? {} : { schema }), name });

/** Old columns of these mappings that no new column is made of. */
const leftBehind = ({ input, targets }: Sides, mappings: readonly number[]): readonly string[] => {
  const feeds = targets.flatMap((target) => target.feeds).filter(({ index }) => mappings.includes(index));
  const used = new Set(feeds.flatMap(({ columns }) => [...columns.values()].flatMap(({ story }) => story.from)));
  return [...new Set(feeds.flatMap(({ sources }) => sources.flatMap((table) => table.columns.map(({ name }) => name))))].filter((name) => !used.has(name) || mappings.some((at) => input.mappings[at]!.dropped.includes(name)));
};

/** The steps of a phase as a file for psql: what may run in one transaction stands between BEGIN and COMMIT, and the rest alone. */
export const writeSteps = (title: string, steps: readonly MigrationStep[], lockTimeout: number): string => {
  const lines = [`-- ${title.replaceAll("\n", " ")}`, "-- psql -X -v ON_ERROR_STOP=1 -f THIS_FILE", `SET lock_timeout = '${lockTimeout}ms';`, ""];
  let open = false;
  let patient = false;
  for (const step of steps) {
    if (step.alone === true && open) lines.push("COMMIT;", "");
    // Whoever waits for older transactions here holds up nobody meanwhile.
    const waits = /^(?:CREATE|DROP) (?:UNIQUE )?INDEX CONCURRENTLY/.test(step.sql);
    if (waits !== patient) lines.push(`SET lock_timeout = ${waits ? "0" : `'${lockTimeout}ms'`};`, ...(waits ? [] : [""]));
    patient = waits;
    if (step.alone !== true && !open) lines.push("BEGIN;");
    open = step.alone !== true;
    if (step.note !== undefined) lines.push(`-- ${step.note.replaceAll("\n", " ")}`);
    if (step.alone === true && /^(?:CREATE|DROP) (?:UNIQUE )?INDEX CONCURRENTLY|^DO \$backfill/.test(step.sql)) lines.push("-- Cannot run in a transaction.");
    lines.push(`${step.sql};`);
    if (step.alone === true) lines.push("");
  }
  if (open) lines.push("COMMIT;");
  return `${lines.join("\n").trimEnd()}\n`;
};

/** What a phase is about, for the head of its file. */
export const phaseTitle: Readonly<Record<MigrationPhase["name"], string>> = {
  expand: "Makes what is new beside what is there", sync: "Keeps the new side like the old one from now on", backfill: "Moves the rows that are there",
  validate: "Proves that nothing is lost, and adds what the new side promises", switch: "Gives the new side its names", contract: "Takes the old side away",
};

