import type { Loss, Writing } from "../reading.ts";
import { qualified } from "../sql/keywords.ts";
import type { TableDocument } from "../tables.ts";
import { attributeNames, classNames, memberNames, snakeCase, take } from "./names.ts";
import { isAssociation, planTables } from "./plan.ts";
import { call, docstring, keyword, layout, prefixed, pythonString, type Python } from "./python.ts";
import { relationships } from "./relationships.ts";
import { rawSql, sequenceItem } from "./schema-items.ts";
import { coreTable, modelClass, type ModuleContext } from "./tables.ts";
import { postgresType, pythonType, type PythonType } from "./types.ts";

/** Settings of the writer. */
export interface WriteSqlAlchemyOptions {
  /** What the models are of, for the description of the module: `shop`. */
  readonly package?: string;
}

const base = `class Base(DeclarativeBase):
    """What all models have in common."""

    metadata = sa.MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )`;

const enumValues = `def enum_values(members: type[enum.StrEnum]) -> list[str]:
    """The values of an enum, which are what the database keeps."""
    return [member.value for member in members]`;

/** Names of the module that classes would hide. */
const moduleNames = ["Any", "Base", "Decimal", "DeclarativeBase", "Mapped", "PostgresType", "UUID"];
/** Names of the module, of Python and of `DeclarativeBase` that attributes would hide. */
const bodyNames = ["metadata", "registry", "type_annotation_map", "sa", "dt", "enum", "conv", "postgresql", "mapped_column", "relationship", "enum_values", "int", "str", "bool", "float", "bytes", "list", "dict", "type"];
/** Of those, the ones that a class body does not use behind its attributes. */
const harmless = new Set(["type", "enum", "enum_values"]);

/**
 * Writes the module `models.py` of SQLAlchemy 2.0.26 or newer, for PostgreSQL and Python 3.11 or newer: a class for every table that has a
 * primary key, a `Table` for those that have none and for those that only tie two others together. `create_all` makes what our SQL makes,
 * but for the losses: schemas, extensions, views and partitions are of the migrations (`writeAlembic`).
 */
export const writeSqlAlchemy = (document: TableDocument, options: WriteSqlAlchemyOptions = {}): Writing => {
  const losses: Loss[] = [];
  const used = new Set<string>();
  const types = new Map<string, PythonType>();
  const context: ModuleContext = {
    named: (name) => types.get(name),
    use: (name) => void used.add(name),
    lost: (what, at) => void losses.push({ what, ...(at === undefined ? {} : { at }) }),
  };
  tellLosses(document, context);

  const classes = classNames(document, moduleNames);
  const variables = new Set<string>(bodyNames);
  const enums: string[] = [];
  const constants: string[] = [];
  const constant = (name: string, value: Python): string => {
    const variable = take(variables, name);
    constants.push(layout(prefixed(`${variable} = `, value), 0));
    return variable;
  };
  document.enums.forEach((one, at) => {
    if (one.values.length === 0) return context.lost(`the type ${one.name}, which has no values`, one.at);
    used.add("enum");
    const name = classes.enums[at]!;
    const members = memberNames(one.values);
    const lines = one.values.map((value, index) => `    ${members[index]!} = ${pythonString(value)}`);
    enums.push(`class ${name}(enum.StrEnum):\n${one.doc === undefined ? "" : `${docstring(one.doc, 4)}\n\n`}${lines.join("\n")}`);
    const sql = constant(`${snakeCase(name)}_type`, call("sa.Enum", [name, keyword("name", pythonString(one.name)), ...schemaOf(one), keyword("metadata", "Base.metadata"), keyword("values_callable", "enum_values")]));
    types.set(qualified(one.schema, one.name), { sql, annotation: name });
  });
  for (const domain of document.domains) {
    const type = pythonType(domain.type, undefined, context);
    used.add("postgresql");
    const rules = [...(domain.nullable ? [] : [keyword("not_null", "True")]), ...(domain.check === undefined ? [] : [keyword("check", rawSql(domain.check))])];
    const sql = constant(`${snakeCase(domain.name)}_domain`, call("postgresql.DOMAIN", [pythonString(domain.name), type.sql, ...rules, ...schemaOf(domain), keyword("metadata", "Base.metadata")]));
    types.set(qualified(domain.schema, domain.name), { sql, annotation: type.annotation });
  }
  for (const sequence of document.sequences ?? []) constant(`${snakeCase(sequence.name)}_sequence`, sequenceItem(sequence, [keyword("metadata", "Base.metadata")]));
  const settings = constants.length > 0 ? [constants.join("\n")] : [];

  const planned = planTables(document, losses).filter(({ table }) => table.partitionOf === undefined);
  const plans = document.tables.flatMap((table) => planned.find((plan) => plan.table === table) ?? []);
  const mapped = plans.filter((plan) => plan.table.primaryKey !== undefined && !isAssociation(plan, planned));
  const core = new Map(plans.filter((plan) => !mapped.includes(plan)).map((plan) => [plan, take(variables, `${snakeCase(plan.table.name, "table")}_table`)] as const));
  const tables = [...core].map(([plan, variable]) => layout(prefixed(`${variable} = `, coreTable(plan, context)), 0));
  const attributes = new Map(mapped.map(({ table }) => [table, attributeNames(table, (name) => variables.has(name) && !harmless.has(name), "_", new Set([...variables].filter((name) => !harmless.has(name))))] as const));
  const keys = planned.flatMap((plan) => plan.foreignKeys);
  const related = relationships({
    classes: new Map(mapped.map(({ table }) => [table, classes.tables.get(table)!])), attributes,
    associations: new Map([...core].filter(([plan]) => isAssociation(plan, planned)).map(([plan, variable]) => [plan.table, variable])),
    known: (key) => keys.some((one) => one.key === key), circular: (key) => keys.some((one) => one.key === key && one.later), reserved: variables,
  });
  const models = mapped.map((plan) => modelClass(plan, classes.tables.get(plan.table)!, attributes.get(plan.table)!, related.get(plan.table) ?? [], context));

  const ownTypes = used.has("PostgresType") ? [postgresType] : [];
  if (ownTypes.length > 0) used.add("Any");
  const blocks = [...ownTypes, ...enums, base, ...(used.has("enum") ? [enumValues] : []), ...([...settings, ...tables].length > 0 ? [[...settings, ...tables].join("\n\n")] : []), ...models];
  const subject = options.package === undefined ? "Models of the tables." : `Models of the tables of ${options.package}.`;
  return { text: `${docstring(subject, 0)}\n\n${imports(used, models.join("\n"))}\n\n\n${blocks.join("\n\n\n")}\n`, losses };
};

const schemaOf = (thing: { readonly schema?: string }): readonly Python[] => (thing.schema === undefined ? [] : [keyword("schema", pythonString(thing.schema))]);

const tellLosses = (document: TableDocument, { lost }: ModuleContext): void => {
  for (const schema of document.schemas) lost(`CREATE SCHEMA ${schema.name}`);
  for (const extension of document.extensions) lost(`CREATE EXTENSION ${extension}`);
  for (const view of document.views) lost(`the view ${view.name}`, view.at);
  for (const table of document.tables) if (table.partitionOf !== undefined) lost(`the partition ${table.name} of ${table.partitionOf.table}`, table.at);
  for (const [kind, things] of [["TYPE", document.enums], ["DOMAIN", document.domains], ["SEQUENCE", document.sequences ?? []]] as const) for (const one of things) if (one.doc !== undefined) lost(`COMMENT ON ${kind} ${one.name}`);
};

const imports = (used: ReadonlySet<string>, models: string): string => {
  const standard = [...(used.has("dt") ? ["import datetime as dt"] : []), ...(used.has("enum") ? ["import enum"] : []), ...(used.has("Decimal") ? ["from decimal import Decimal"] : []), ...(used.has("Any") ? ["from typing import Any"] : []), ...(used.has("UUID") ? ["from uuid import UUID"] : [])];
  const orm = ["DeclarativeBase", ...(/\bMapped\[/.test(models) ? ["Mapped"] : []), ...(/\bmapped_column\(/.test(models) ? ["mapped_column"] : []), ...(/\brelationship\(/.test(models) ? ["relationship"] : [])];
  const others = ["import sqlalchemy as sa", ...(used.has("postgresql") ? ["from sqlalchemy.dialects import postgresql"] : []), `from sqlalchemy.orm import ${orm.join(", ")}`, ...(used.has("conv") ? ["from sqlalchemy.sql.naming import conv"] : [])];
  return [...(standard.length > 0 ? [standard.join("\n")] : []), others.join("\n")].join("\n\n");
};
