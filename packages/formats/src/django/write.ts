import type { Loss, Writing } from "../reading.ts";
import { qualified } from "../sql/keywords.ts";
import { classNames, memberNames } from "../sqlalchemy/names.ts";
import { planTables } from "../sqlalchemy/plan.ts";
import { docstring, pythonString } from "../sqlalchemy/python.ts";
import type { TableDocument } from "../tables.ts";
import type { DjangoContext } from "./fields.ts";
import { modelText } from "./model.ts";
import { fieldNames } from "./names.ts";

/** Settings of the writer. */
export interface WriteDjangoOptions {
  /** The label of the app that the models are of. */
  readonly app: string;
}

/** Names that the module imports, which no class may have. */
const imported = ["ArrayField", "HStoreField", "RawSQL", "Now", "RandomUUID", "Lower", "Upper", "OpClass", "GinIndex", "GistIndex", "BrinIndex", "HashIndex", "SpGistIndex", "BloomIndex", "ExclusionConstraint", "SearchVectorField", "IntegerRangeField", "BigIntegerRangeField", "DecimalRangeField", "DateRangeField", "DateTimeRangeField", "Meta", "Model"];

/**
 * Writes the module `models.py` of an app of Django 5.2, for PostgreSQL; what is of PostgreSQL alone needs `django.contrib.postgres` among
 * the apps. A table becomes a model, an enum `TextChoices`, a foreign key of one column a field with a name of its own on both sides.
 *
 * Tables of a schema are named `"schema"."table"`, which Django takes as it is; the schema itself is a loss. Django deletes and updates
 * what refers to a row by itself, so that ON DELETE and ON UPDATE of the database are losses: RESTRICT is `PROTECT`, no action is
 * `RESTRICT`, which also lets go what is deleted in the same turn.
 */
export const writeDjango = (document: TableDocument, options: WriteDjangoOptions): Writing => {
  const losses: Loss[] = [];
  const imports = new Map<string, Set<string>>();
  const classes = classNames(document, imported);
  const choices = new Map(document.enums.flatMap((one, at) => (one.values.length === 0 ? [] : [[qualified(one.schema, one.name), { name: classes.enums[at]!, values: one.values }] as const])));
  const context: DjangoContext = {
    document, choices,
    use: (module, name) => void imports.set(module, (imports.get(module) ?? new Set()).add(name)),
    lost: (what, at) => void losses.push({ what, ...(at === undefined ? {} : { at }) }),
  };
  tellLosses(document, context);
  const plans = planTables(document, losses).filter(({ table }) => table.partitionOf === undefined && table.columns.length > 0);
  if (plans.some((plan) => plan.foreignKeys.some(({ key }) => key.deferrable !== "deferred"))) context.lost("that foreign keys are checked at once: Django makes all of them DEFERRABLE INITIALLY DEFERRED");
  const names = fieldNames(plans, context.lost);
  const blocks: string[] = [];
  document.enums.forEach((one, at) => {
    if (one.values.length === 0) return;
    const members = memberNames(one.values);
    const lines = one.values.map((value, index) => `    ${members[index]!} = ${pythonString(value)}, ${pythonString(label(value))}`);
    blocks.push(`class ${classes.enums[at]!}(models.TextChoices):\n${one.doc === undefined ? "" : `${docstring(one.doc, 4)}\n\n`}${lines.join("\n")}`);
  });
  const taken = new Set<string>();
  for (const { table } of document.tables.flatMap((one) => plans.filter((plan) => plan.table === one))) blocks.push(modelText(plans.find((plan) => plan.table === table)!, classes.tables, names, taken, context));
  const lines = [...imports].map(([module, found]) => `from ${module} import ${[...found].toSorted((a, b) => (a < b ? -1 : 1)).join(", ")}`);
  lines.push("from django.db import models");
  return { text: `${docstring(`Models of the app ${options.app}.`, 0)}\n\n${lines.toSorted((a, b) => (moduleOf(a) < moduleOf(b) ? -1 : 1)).join("\n")}\n\n\n${blocks.join("\n\n\n")}\n`, losses };
};

const moduleOf = (line: string): string => line.split(" ")[1]!;

/** What people read for a value: its words, the first with a capital, as Django makes it of the names of members. */
const label = (value: string): string => {
  const words = value.replaceAll(/[_-]+/g, " ").trim();
  return words === "" ? value : words[0]!.toUpperCase() + words.slice(1);
};

const tellLosses = (document: TableDocument, { lost }: DjangoContext): void => {
  for (const schema of document.schemas) lost(`CREATE SCHEMA ${schema.name}`);
  for (const extension of document.extensions) lost(`CREATE EXTENSION ${extension}`);
  for (const one of document.enums) lost(`the type ${one.name}, whose columns are texts with choices`, one.at);
  for (const one of document.domains) lost(`the domain ${one.name}`);
  for (const one of document.sequences ?? []) lost(`the sequence ${one.name}`, one.at);
  for (const view of document.views) lost(`the view ${view.name}`, view.at);
  for (const table of document.tables) {
    if (table.partitionOf !== undefined) lost(`the partition ${table.name} of ${table.partitionOf.table}`, table.at);
    else if (table.columns.length === 0) lost(`the table ${table.name}, which has no columns`, table.at);
    if (table.partitionBy !== undefined) lost(`PARTITION BY ${table.partitionBy} of ${table.name}`, table.at);
    if (table.inherits !== undefined && table.inherits.length > 0) lost(`INHERITS (${table.inherits.join(", ")}) of ${table.name}`, table.at);
  }
};
