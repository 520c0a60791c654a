import { qualified } from "../sql/keywords.ts";
import type { PlannedTable } from "../sqlalchemy/plan.ts";
import { plural, pythonKeywords, singular, snakeCase, take } from "../sqlalchemy/names.ts";
import { isOne, stemOf, type Side } from "../sqlalchemy/relationships.ts";
import type { Column, ForeignKey, Table } from "../tables.ts";

/** Attributes of `Model` that a field would hide, and names that Django keeps for itself (models.E020, fields.E003). */
const reserved = new Set(
  `pk objects check clean save delete full_clean clean_fields validate_unique validate_constraints serializable_value refresh_from_db arefresh_from_db from_db
  get_deferred_fields unique_error_message date_error_message prepare_database_save asave adelete save_base get_constraints models`.split(/\s+/),
);

/** A foreign key that is a field: of one column, to a column that is unique. */
export interface Reference {
  readonly side: Side;
  /** It is a `OneToOneField`. */
  readonly one: boolean;
  readonly relatedName: string;
  /** The field that it refers to, where that is not the primary key. */
  readonly toField?: string;
}

/** The names of the fields of a table, and the foreign keys among them. */
export interface FieldNames {
  /** By column: the field itself. */
  readonly fields: ReadonlyMap<string, string>;
  /** By column: what holds the value of the column, `customer_id`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly references: ReadonlyMap<Column, Reference>;
}

/** Chooses the names of all fields and of what leads back, each unique where it stands. */
export const fieldNames = (plans: readonly PlannedTable[], lost: (what: string, at?: ForeignKey["at"]) => void): ReadonlyMap<Table, FieldNames> => {
  const byName = new Map(plans.map(({ table }) => [qualified(table.schema, table.name), table]));
  const sides = new Map<Column, Side>();
  // makemigrations adds foreign keys behind the models, where a composite key asks for them too early; only without operations for
  // constraints and indexes in between does its optimizer bring them together (Django 5.2, `CreateModel.reduce`).
  const apart = plans.some(({ table, indexes }) => table.uniques.length + table.checks.length + (table.exclusions ?? []).length > 0 || indexes.some(({ index }) => index.unique || index.parts.length > 1 || !table.foreignKeys.some((key) => key.columns.length === 1 && key.columns[0] === index.parts[0]!.column)));
  for (const { table, foreignKeys } of plans) {
    for (const { key, name } of foreignKeys) {
      const target = byName.get(qualified(key.target.schema, key.target.table));
      const column = table.columns.find((one) => one.name === key.columns[0]);
      const unique = target !== undefined && [...(target.primaryKey === undefined ? [] : [target.primaryKey]), ...target.uniques].some((one) => one.columns.length === 1 && one.columns[0] === key.target.columns[0]);
      if (key.columns.length === 1 && unique && column !== undefined && !(apart && (table.primaryKey?.columns.length ?? 0) > 1 && table.primaryKey!.columns.includes(column.name)) && !sides.has(column) && column.generated === undefined) sides.set(column, { table, key, target });
      else lost(`the foreign key ${name} of ${table.name}`, key.at);
    }
  }
  const names = new Map<Table, { fields: Map<string, string>; attributes: Map<string, string>; taken: Set<string> }>();
  for (const { table } of plans) {
    const taken = new Set<string>();
    const own = { fields: new Map<string, string>(), attributes: new Map<string, string>(), taken };
    // Plain columns keep their names; what refers is named after what it refers to.
    for (const column of table.columns) {
      if (sides.has(column)) continue;
      const name = snakeCase(column.name);
      const bad = reserved.has(name) || pythonKeywords.has(name) || (name === "id" && table.primaryKey === undefined);
      const chosen = take(taken, bad ? `${name}_field` : name);
      own.fields.set(column.name, chosen);
      own.attributes.set(column.name, chosen);
    }
    for (const column of table.columns) {
      const side = sides.get(column);
      if (side === undefined) continue;
      const stem = stemOf(side)!;
      const base = reserved.has(stem) || pythonKeywords.has(stem) || taken.has(stem) || taken.has(`${stem}_id`) ? `${stem}_ref` : stem;
      const chosen = take(taken, base);
      taken.add(`${chosen}_id`);
      own.fields.set(column.name, chosen);
      own.attributes.set(column.name, `${chosen}_id`);
    }
    names.set(table, own);
  }
  const counts = new Map<string, number>();
  const pair = (side: Side): string => `${qualified(side.table.schema, side.table.name)}\0${qualified(side.target.schema, side.target.name)}`;
  for (const side of sides.values()) counts.set(pair(side), (counts.get(pair(side)) ?? 0) + 1);
  const references = new Map<Column, Reference>();
  for (const [column, side] of sides) {
    const field = names.get(side.table)!.fields.get(column.name)!;
    const one = isOne(side);
    const word = singular(snakeCase(side.table.name, "table"));
    const base = one ? word : plural(word);
    const name = side.table === side.target && field === "parent" && !one ? "children" : counts.get(pair(side))! > 1 ? `${field}_${base}` : base;
    const [target] = side.key.target.columns;
    const toField = side.target.primaryKey?.columns.length === 1 && side.target.primaryKey.columns[0] === target ? undefined : names.get(side.target)!.fields.get(target!)!;
    references.set(column, { side, one, relatedName: take(names.get(side.target)!.taken, reserved.has(name) ? `${name}_set` : name), ...(toField === undefined ? {} : { toField }) });
  }
  return new Map(plans.map(({ table }) => [table, { fields: names.get(table)!.fields, attributes: names.get(table)!.attributes, references }]));
};
