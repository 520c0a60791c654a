import { DEFAULT_BATCH, DEFAULT_LOCK_TIMEOUT, estimateBackfill, migrationsOf, plainName, readMigrationSchemas, type BackfillEstimate, type Mapping, type Migration } from "@groundplan/design";
import { phaseTitle, planMigration, writePostgresql, writeSteps, type MigratedTable, type MigrationInput, type MigrationPhase, type MigrationScript, type PhaseName, type TableName } from "@groundplan/formats";
import { drawPhases, renderSvg, type Phases } from "@groundplan/diagrams";
import type { Model } from "@groundplan/model";
import { writeQuantity } from "@groundplan/vocabulary";
import type { EmitInput, Emitter, OutputFile } from "../artifact.ts";
import { filePaths } from "../file-names.ts";
import { folderOf } from "../folders.ts";
import { bullets, inline, page, table } from "../markdown.ts";
import type { Chart } from "./technology.ts";
import { bytesText, countText, storeVolumes } from "./volumes.ts";

/** A migration with the SQL that follows from it, and what is known of its size. */
export interface PlannedMigration {
  readonly migration: Migration;
  readonly input: MigrationInput;
  readonly script: MigrationScript;
  readonly estimate: BackfillEstimate;
  /** Bytes of one row of each entity, with its part of all indexes. */
  readonly bytes: ReadonlyMap<string, number>;
  /** What keeps the plan from being whole, in sentences. */
  readonly missing: readonly string[];
}

/** Every migration, planned; in the order of the text. Computed once for each version of a model. */
export function plannedMigrations(input: Pick<EmitInput, "model" | "workspace">): readonly PlannedMigration[] {
  const { model, workspace } = input;
  const known = cache.get(model);
  if (known?.version === model.version) return known.planned;
  const migrations = migrationsOf(model);
  const bytes = migrations.length === 0 ? new Map<string, number>() : new Map(storeVolumes(model).flatMap(({ entities }) => entities.map(({ entity, bytes: size }) => [entity.id, size] as const)));
  const planned = migrations.map((migration): PlannedMigration => {
    const schemas = readMigrationSchemas(model, migration, (file) => workspace.text(file));
    const script = schemas.missing.length > 0 ? { phases: [], tables: [], findings: [] } : planMigration(schemas.input);
    const estimate = estimateBackfill(model, migration, (mapping) => tableOf(script, schemas.input, migration.mappings.indexOf(mapping))?.moves !== false);
    return { migration, input: schemas.input, script, estimate, bytes, missing: [...schemas.missing, ...gapsOf(migration, script, estimate)] };
  });
  cache.set(model, { version: model.version, planned });
  return planned;
}

const cache = new WeakMap<Model, { readonly version: number; readonly planned: readonly PlannedMigration[] }>();

export const migrationPlans: Emitter = {
  artifact: "3.4", name: "Migration plan",
  *emit(input): Iterable<OutputFile> {
    const folder = folderOf("3.4");
    const planned = plannedMigrations(input);
    const name = filePaths(planned.map(({ migration }) => migration.id));
    for (const each of planned) {
      const own = `${folder}/${name(each.migration.id)}`;
      yield { path: `${own}/plan.md`, artifact: "3.4", format: "markdown", ownership: "derived", content: () => document(input.model, each) };
      if (each.script.phases.length > 0) for (const theme of ["light", "dark"] as const) yield { path: `${own}/phases.${theme}.svg`, artifact: "3.4", format: "svg", ownership: "derived", content: () => renderSvg(drawPhases(phaseChart(each)), { theme }) };
      for (const file of migrationFiles(each)) yield { path: `${own}/${file.name}`, artifact: "3.4", format: "sql-migration", ownership: "derived", content: file.content };
    }
  },
};

/** The SQL of a migration, a file for each phase and one for the way back from it. */
export function migrationFiles({ migration, input, script }: Pick<PlannedMigration, "migration" | "input" | "script">): readonly { readonly name: string; readonly content: () => string }[] {
  return script.phases.flatMap((phase, at) => {
    const title = `${migration.title}, phase ${at + 1} of ${script.phases.length}: ${phase.name}. ${phaseTitle[phase.name]}.`;
    return [
      { name: fileOf(phase.name, at), content: () => writeSteps(title, phase.steps, input.lockTimeout) },
      ...(phase.rollback.length === 0 ? [] : [{ name: rollbackOf(phase.name, at), content: () => writeSteps(`${migration.title}: back from ${phase.name}.`, phase.rollback, input.lockTimeout) }]),
    ];
  });
}

/** The schemas of both sides as SQL, for whoever tries the migration. */
export function sidesOfMigration({ input }: PlannedMigration): { readonly before: string; readonly after: string } {
  return { before: writePostgresql(input.before, { foreignKeyIndexes: false }).text, after: writePostgresql(input.after).text };
}

const fileOf = (phase: PhaseName, at: number): string => `${at + 1}-${phase}.sql`;
const rollbackOf = (phase: PhaseName, at: number): string => `${at + 1}-${phase}.rollback.sql`;

function tableOf(script: MigrationScript, input: MigrationInput, mapping: number): MigratedTable | undefined {
  const to = input.mappings[mapping]?.to;
  return to && script.tables.find(({ table: each }) => each.name === to.name && each.schema === to.schema);
}

/** What the author has yet to say, or to settle. */
function gapsOf(migration: Migration, script: MigrationScript, estimate: BackfillEstimate): readonly string[] {
  const { cutover } = migration;
  return [
    ...script.findings.filter(({ severity }) => severity === "blocked").map(({ message }) => message),
    ...estimate.tables.filter(({ rows }) => rows === undefined).map(({ mapping }) => `Nothing says how many rows ${nameOf(mapping)} has.`),
    ...(migration.validations.length === 0 ? ["No validation of the author's own: only that all rows and values are there is proved."] : []),
    ...(migration.rollback === undefined ? ["Nothing is said of the way back."] : []),
    ...(cutover === undefined ? ["No cut-over is described."] : cutoverGaps(migration).map((gap) => `Cut-over: ${gap}`)),
  ];
}

function cutoverGaps({ cutover }: Migration): readonly string[] {
  if (!cutover) return [];
  return [
    ...(cutover.at === undefined ? ["when it is, is not said."] : []), ...(cutover.needs.length === 0 ? ["what must be released with it, or be at hand, is not said."] : []),
    ...(cutover.downtime === undefined ? ["how long nobody may write is not said."] : []), ...(cutover.steps.length === 0 ? ["what is done beside the SQL is not said."] : []),
    ...(cutover.abort.length === 0 ? ["what calls it off is not said."] : []), ...(cutover.rehearsed === undefined ? ["no rehearsal on a copy is recorded."] : []),
  ];
}

const nameOf = (mapping: Mapping): string => mapping.from.length === 0 ? "a table that is not found" : mapping.from.map((id) => plainName(id.slice(id.lastIndexOf(".") + 1))).join(" and ");

const sqlName = ({ schema, name }: TableName): string => (schema === undefined ? name : `${schema}.${name}`);

/** Code in a line of Markdown, whatever signs it has. */
const code = (text: string): string => {
  const plain = text.replace(/\s+/g, " ").trim();
  return plain.includes("`") ? `\`\` ${plain} \`\`` : `\`${plain}\``;
};
/** As `code`, in a cell of a table. */
const cell = (text: string): string => code(text).replaceAll("|", "\\|");

function document(model: Model, planned: PlannedMigration): string {
  const { migration, input, script, missing } = planned;
  const title = (id: string): string => inline(model.element(id)?.title ?? id);
  return page(
    `# ${inline(migration.title)}: migration plan`,
    migration.description === undefined ? "" : inline(migration.description),
    migration.illustrative ? "The plan is illustrative: no source says that it is meant." : "",
    script.tables.length === 0 ? "" : table(["New table", "Made of", "How", "Until the switch"], script.tables.map((each) => [cell(sqlName(each.table)), each.from.map((from) => cell(sqlName(from))).join(", "), how(each), cell(sqlName(each.until))])),
    script.phases.length === 0 ? "" : "![Which side is relied on in which phase](phases.light.svg)",
    "## What is still open",
    missing.length === 0 ? "Nothing: what the plan asks for is said." : bullets(missing.map(inline)),
    ...(script.findings.some(({ severity }) => severity === "open") ? ["Somebody has to see to this:", bullets(script.findings.filter(({ severity }) => severity === "open").map(({ message }) => inline(message)))] : []),
    script.phases.length === 0 ? "No SQL is written until this is settled." : "",
    "## Mapping",
    ...mappingSections(model, planned),
    "## Order",
    script.tables.length === 0 ? "It follows once the mappings do." : script.tables.map((each) => cell(sqlName(each.table))).join(" → "),
    migration.order.length > 0 ? "Tables are filled in the order that the plan says." : "What is referred to is filled before what refers to it.",
    "## Volumes and time",
    ...volumes(planned),
    "## Phases",
    ...phases(planned),
    "## Validation",
    script.phases.length === 0 ? "" : `The phase validate stops at the first of these that is not true. ${script.tables.some(({ mode }) => mode === "copy") ? "Of tables that are copied it is asked whether they have as many rows, whether a key is on one side alone, and whether every value is what its expression makes of the old row. " : ""}Expressions that give another value each time are not compared.`,
    ...migration.validations.flatMap(({ name, query }) => [`### ${inline(name)}`, fence(query)]),
    "## Cut-over",
    ...cutoverSection(planned, title),
    "## Rollback",
    inline(migration.rollback ?? "Nothing is said of it."),
    script.phases.length === 0 ? "" : "Until the contract each phase has a file that undoes it; they are run backwards, from the phase that was reached last. What was written to the old side meanwhile stays. What was written since the switch reaches only the new side: of rows that were copied it is lost on the way back, and of columns that stayed in place a new row may lack what the old side must have, at which the way back stops. Behind the contract there is a backup and nothing else.",
    input.sync || script.phases.length === 0 ? "" : "Without the phase sync whoever writes stands still from the backfill to the switch.",
  );
}

/** The phases of each migration that can be run. */
export function migrationCharts(input: EmitInput): readonly Chart[] {
  return plannedMigrations(input).filter(({ script }) => script.phases.length > 0).map((planned): Chart => {
    const from = phaseChart(planned);
    return { id: from.id, title: `${from.title}: phases`, artifact: "3.4", from, draw: () => drawPhases(from) };
  });
}

/** Which side is relied on in which phase, and how long there is a way back. */
export function phaseChart({ migration, input, script, estimate }: PlannedMigration): Phases {
  const at = (name: PhaseName): number => script.phases.findIndex((phase) => phase.name === name);
  const waits = new Map(migration.phases.map((phase) => [phase.name, phase.after]));
  const notes: Partial<Record<PhaseName, string>> = { backfill: estimate.seconds > 0 ? `about ${timeText(estimate.seconds)}` : "", switch: migration.cutover?.at ?? "" };
  const moving = script.tables.some(({ moves }) => moves);
  return {
    id: `migration/${migration.id}`, title: migration.title, description: "Which side programs rely on, phase by phase, and until when there is a way back.",
    phases: script.phases.map(({ name }) => ({ name, note: waits.get(name) ? `after ${writeQuantity(waits.get(name)!)}` : (notes[name] ?? "") })),
    lanes: [
      { title: "Old side", note: [...new Set(script.tables.flatMap(({ from }) => from.map(({ name }) => name)))].join(", "), spans: [{ from: 0, to: at("switch") - 1, text: input.sync ? "read and written" : "read; written until the backfill", is: "live" }, { from: at("switch"), to: at("contract") - 1, text: "kept", is: "idle" }] },
      {
        title: "New side", note: [...new Set(script.tables.map(({ table: { name } }) => name))].join(", "),
        spans: [
          { from: 0, to: 0, text: "made", is: "idle" }, ...(input.sync ? [{ from: 1, to: at("switch") - 1, text: moving ? "kept like the old one, then filled and proved" : "kept like the old one", is: "ready" as const }] : [{ from: 1, to: at("switch") - 1, text: "filled and proved", is: "ready" as const }]),
          { from: at("switch"), to: at("contract"), text: "read and written", is: "live" },
        ],
      },
      { title: "Way back", spans: [{ from: 0, to: at("switch") - 1, text: "nothing is lost", is: "live" }, { from: at("switch"), to: at("contract") - 1, text: "new writes are lost", is: "risk" }, { from: at("contract"), to: at("contract"), text: "a backup", is: "idle" }] },
    ],
  };
}

function how({ mode, moves, from }: MigratedTable): string {
  if (mode === "in place") return moves ? "in place: new columns, filled in batches" : "in place: the catalogue alone changes";
  return from.length > 1 ? "copied, from joined or united tables" : "copied to a table of its own";
}

function mappingSections(model: Model, { migration, script, input }: PlannedMigration): readonly string[] {
  return migration.mappings.flatMap((mapping, at): readonly string[] => {
    const target = tableOf(script, input, at);
    const reasons = mapping.drops.flatMap(({ fields, reason }) => fields.map((field): readonly string[] => [cell(plainName(field.slice(field.lastIndexOf(".") + 1))), inline(reason ?? "no reason is said")]));
    const heading = `### ${inline(nameOf(mapping)[0]!.toUpperCase() + nameOf(mapping).slice(1))} to ${inline(mapping.to === undefined ? "nothing" : (model.element(mapping.to)?.title ?? mapping.to))}${migration.mappings.slice(0, at).some((other) => other.to === mapping.to && nameOf(other) === nameOf(mapping)) ? ` (${at + 1})` : ""}`;
    const own = target && script.tables.length > 0 ? storiesOf(target, migration, at) : [];
    return [
      heading,
      mapping.on === undefined ? "" : `Joined where ${code(mapping.on)}.`, mapping.where === undefined ? "" : `Only rows where ${code(mapping.where)}.`, mapping.keep ? "The old side stays as it is." : "",
      own.length === 0 ? "" : table(["New column", "Type", "From", "How"], own.map((story) => [cell(story.column), cell(story.type), story.from.map(cell).join(", "), story.is === "kept" ? "kept" : story.expression === undefined ? (story.is === "null" ? "stays empty" : story.is) : story.is === "default" ? `its default, ${cell(story.expression)}` : cell(story.expression)])),
      reasons.length === 0 ? "" : "Left behind:", reasons.length === 0 ? "" : table(["Old column", "Why nothing is lost"], reasons),
    ];
  });
}

/** The columns of one mapping: those of a table that several fill stand one after the other. */
function storiesOf(target: MigratedTable, migration: Migration, at: number): MigratedTable["columns"] {
  const before = migration.mappings.slice(0, at).filter((other) => other.to === migration.mappings[at]!.to).length;
  const all = new Set(target.columns.map(({ column }) => column)).size;
  return target.columns.slice(before * all, (before + 1) * all);
}

function volumes({ migration, estimate, bytes, input, script }: PlannedMigration): readonly string[] {
  const { rate, rateIs, seconds, tables } = estimate;
  if (tables.length === 0) return ["No row is moved: the catalogue alone changes."];
  const said = { mapping: "said by the mapping", migration: "said by the migration", volume: "by the volume of the entity" } as const;
  const batches = tables.reduce((sum, { rows }) => sum + Math.ceil((rows ?? 0) / input.batch), 0);
  const window = migration.window;
  return [
    table(["Table", "Rows", "Known", "Size of the new side", "Batches", "Time"], tables.map(({ mapping, rows, rowsFrom, seconds: time }) => {
      const of = tableOf(script, input, migration.mappings.indexOf(mapping));
      const size = mapping.to === undefined ? undefined : bytes.get(mapping.to);
      return [cell(of ? sqlName(of.table) : nameOf(mapping)), rows === undefined ? "not said" : countText(rows), rowsFrom === undefined ? "" : said[rowsFrom], rows === undefined || size === undefined ? "" : bytesText(rows * size), rows === undefined ? "" : countText(Math.ceil(rows / input.batch)), time === undefined ? "" : timeText(time)];
    })),
    `**${timeText(seconds)}** in all: ${tables.filter(({ rows }) => rows !== undefined).map(({ rows }) => countText(rows!)).join(" + ")} rows, at ${countText(rate)} a second, one table after the other, in ${countText(batches)} ${batches === 1 ? "batch" : "batches"} of ${countText(input.batch)} rows.`,
    bullets([
      rateIs === "measured" ? `The rate was measured on ${migration.measured!}.` : rateIs === "stated" ? "The rate is stated and not measured: measure it on a copy with the same indexes and triggers, and write measured." : "The rate is assumed: 2000 rows a second, for narrow rows on one core. Measure it on a copy, and write rate and measured.",
      `The size of a batch is ${migration.batch === undefined ? `the usual one, ${countText(DEFAULT_BATCH)}` : "stated"}; how long a batch holds its rows is ${timeText(input.batch / rate)}.`,
      "Building indexes and validating reads the new side whole once each, and is not in that time; nor are the writes of those who go on working.",
      ...(window ? [seconds <= window.base ? `The window of ${writeQuantity(window)} is long enough: ${timeText(seconds)} of ${timeText(window.base)}.` : `The window of ${writeQuantity(window)} is too short by ${timeText(seconds - window.base)}: the backfill has to go on in ${Math.ceil(seconds / window.base)} windows; begun anew it passes over what is there.`] : ["No window is said: with triggers in place the backfill may take as long as it takes."]),
    ]),
  ];
}

const RISK: Readonly<Record<PhaseName, string>> = {
  expand: "Small: nothing that is there changes its form. A lock that is not had within the lock timeout breaks it off, and it is run again.",
  sync: "A write to the old side writes the new side too, in the same transaction: it takes longer, and fails where an expression does. Try each expression on all rows of a copy first. TRUNCATE is not followed.",
  backfill: "Load, and lag of replicas: watch both, stop it at any time and begin it anew. Rows that are filled in place leave dead ones behind, for autovacuum.",
  validate: "Both sides are read whole; a concurrent build of an index waits for every transaction that is older.",
  switch: "Everybody waits while it waits for its lock: run it when no long query is under way. Programs that know the old names fail from here on; release those that know the new ones with it.",
  contract: "No way back but a backup. Wait until nobody asks for the way back any more.",
};

function phases({ migration, input, script }: PlannedMigration): readonly string[] {
  if (script.phases.length === 0) return ["They follow once the open points are settled."];
  const after = new Map(migration.phases.map((phase) => [phase.name, phase.after]));
  const statements = (phase: MigrationPhase): string => `${phase.steps.length}${phase.steps.some(({ alone }) => alone === true) ? `, ${phase.steps.filter(({ alone }) => alone === true).length} outside of a transaction` : ""}`;
  return [
    `Statements wait ${timeText(input.lockTimeout / 1000)} for a lock at most${migration.lockTimeout === undefined ? ` (the usual ${DEFAULT_LOCK_TIMEOUT} s)` : ""}. The files are for psql, or any client that runs statement by statement.`,
    table(["Phase", "File", "What it does", "Before it", "Statements", "Back"], script.phases.map((phase, at) => [`${at + 1} ${phase.name}`, cell(fileOf(phase.name, at)), phaseTitle[phase.name], after.get(phase.name) ? `wait ${writeQuantity(after.get(phase.name)!)}` : "", statements(phase), phase.rollback.length > 0 ? cell(rollbackOf(phase.name, at)) : phase.name === "contract" ? "none" : "nothing to undo"])),
    ...script.phases.flatMap((phase, at) => [`### ${at + 1} ${phase.name}: locks and risk`, RISK[phase.name], phase.locks.length === 0 ? "It locks nothing that anybody waits for." : bullets([...new Set(phase.locks)].map((lock) => inline(lock[0]!.toUpperCase() + lock.slice(1))))]),
  ];
}

function cutoverSection({ migration }: PlannedMigration, title: (id: string) => string): readonly string[] {
  const { cutover } = migration;
  const gaps = cutover ? cutoverGaps(migration) : ["none is described: when, with whom, how long, and what calls it off."];
  return [
    "A draft, for whoever runs it to make theirs: it counts as done only when it was gone through on a copy.",
    ...(cutover ? [bullets([
      ...(cutover.at === undefined ? [] : [`When: ${inline(cutover.at)}.`]), ...(cutover.needs.length === 0 ? [] : [`Released with it, or at hand: ${cutover.needs.map(title).join(", ")}.`]),
      ...(cutover.downtime === undefined ? [] : [`Nobody writes for ${writeQuantity(cutover.downtime)} at most.`]), ...(cutover.rehearsed === undefined ? [] : [`Last rehearsed: ${cutover.rehearsed}.`]),
    ])] : []),
    [
      "1. The phases before the switch are run, and validate has passed today.", "2. No query runs for longer than the lock timeout: `SELECT pid, now() - xact_start AS since, query FROM pg_stat_activity WHERE state <> 'idle' ORDER BY since DESC`.",
      "3. The switch is run; where it does not get its locks it changed nothing, and is run again.", ...(cutover?.steps ?? []).map((step, at) => `${at + 4}. ${inline(step)}`),
      `${4 + (cutover?.steps.length ?? 0)}. The new side is watched until the contract.`,
    ].join("\n"),
    ...(cutover && cutover.abort.length > 0 ? ["It is called off, and the rollback of the switch is run, when:", bullets(cutover.abort.map(inline))] : []),
    gaps.length > 0 ? "Gaps:" : "", bullets(gaps.map(inline)),
  ];
}

function fence(sql: string): string {
  let ticks = "```";
  while (sql.includes(ticks)) ticks += "`";
  return `${ticks}sql\n${sql.trim()}\n${ticks}`;
}

/** A duration as people say it: `2 h 13 min`, `45 s`. */
export function timeText(seconds: number): string {
  if (seconds < 1) return seconds <= 0 ? "0 s" : `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 120) return `${Number(seconds.toFixed(seconds < 10 ? 1 : 0))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
