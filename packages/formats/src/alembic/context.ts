import type { Loss } from "../reading.ts";
import { qualified } from "../sql/keywords.ts";
import { call, keyword, layout, prefixed, pythonString, type Python } from "../sqlalchemy/python.ts";
import { columnArguments } from "../sqlalchemy/schema-items.ts";
import { columnType, isNullable, wouldCount, type ModuleContext } from "../sqlalchemy/tables.ts";
import { snakeCase, take } from "../sqlalchemy/names.ts";
import { postgresType, pythonType, type PythonType } from "../sqlalchemy/types.ts";
import type { Column, Table, TableDocument } from "../tables.ts";

/** What the operations of one migration share. */
export interface MigrationContext extends ModuleContext {
  readonly losses: Loss[];
  readonly used: ReadonlySet<string>;
  /** The types of enums and domains that the columns use, as definitions of the module. */
  readonly definitions: () => readonly string[];
}

/** A context for a migration; types are those of the documents, of which the last one wins. They never create themselves. */
export const migrationContext = (documents: readonly TableDocument[]): MigrationContext => {
  const losses: Loss[] = [];
  const used = new Set<string>();
  const definitions = new Map<string, string>();
  const variables = new Set(["op", "sa", "postgresql", "revision", "down_revision", "branch_labels", "depends_on", "upgrade", "downgrade"]);
  const types = new Map<string, { readonly make: () => Python; readonly name: string }>();
  const chosen = new Map<string, PythonType>();
  const schemaOf = (thing: { readonly schema?: string }): readonly Python[] => (thing.schema === undefined ? [] : [keyword("schema", pythonString(thing.schema))]);
  const context: MigrationContext = {
    losses, used, definitions: () => [...definitions.values()],
    use: (name) => void used.add(name),
    lost: (what, at) => {
      if (!losses.some((loss) => loss.what === what)) losses.push({ what, ...(at === undefined ? {} : { at }) });
    },
    named: (name) => {
      const known = chosen.get(name);
      const type = types.get(name);
      if (known !== undefined || type === undefined) return known;
      const value = type.make();
      const variable = take(variables, snakeCase(type.name));
      definitions.set(name, layout(prefixed(`${variable} = `, value), 0));
      used.add("postgresql");
      const made: PythonType = { sql: variable, annotation: "str" };
      chosen.set(name, made);
      return made;
    },
  };
  for (const document of documents) {
    for (const one of document.enums) types.set(qualified(one.schema, one.name), { name: one.name, make: () => call("postgresql.ENUM", [...one.values.map(pythonString), keyword("name", pythonString(one.name)), ...schemaOf(one), keyword("create_type", "False")]) });
    for (const one of document.domains) types.set(qualified(one.schema, one.name), { name: one.name, make: () => call("postgresql.DOMAIN", [pythonString(one.name), pythonType(one.type, undefined, context).sql, ...schemaOf(one), keyword("create_type", "False")]) });
  }
  return context;
};

/** A column without its keys, as `op.create_table` and `op.add_column` take it. */
export const migrationColumn = (table: Table, column: Column, context: ModuleContext, nullable = isNullable(table, column, context)): Python => {
  const said = columnArguments(column);
  const alone = table.primaryKey?.columns.length === 1 && table.primaryKey.columns[0] === column.name && wouldCount(column);
  return call("sa.Column", [pythonString(column.name), columnType(table, column, context).sql, ...said.positional, ...(alone ? [keyword("autoincrement", "False")] : []), keyword("nullable", nullable ? "True" : "False"), ...said.named]);
};

/** The settings of a migration's file. */
export interface MigrationHead {
  readonly revision: string;
  readonly downRevision?: string;
  readonly message: string;
}

/** The text of a migration: its head, its types, and both ways. */
export const migrationText = (head: MigrationHead, context: MigrationContext, upgrade: readonly string[], downgrade: readonly string[]): string => {
  const { used } = context;
  const definitions = context.definitions();
  const own = used.has("PostgresType") ? [postgresType] : [];
  const down = head.downRevision === undefined ? "None" : pythonString(head.downRevision);
  const message = head.message.replaceAll(/[\\"\p{C}]/gu, " ").trim() || "Change the tables";
  const uses = [...upgrade, ...downgrade, ...definitions].join("\n");
  const body = (lines: readonly string[]): string => (lines.length === 0 ? "    pass" : lines.join("\n").replace(/^\n+/, ""));
  const imports = [
    ...(/\bsa\./.test(uses) || own.length > 0 ? ["import sqlalchemy as sa"] : []), ...(/\bop\./.test(uses) ? ["from alembic import op"] : []),
    ...(/\bpostgresql\./.test(uses) ? ["from sqlalchemy.dialects import postgresql"] : []),
  ];
  const standard = own.length > 0 ? "from typing import Any\n\n" : "";
  return `${[
    `"""${message}\n\nRevision ID: ${head.revision}\nRevises: ${head.downRevision ?? ""}\n"""`.replace("Revises: \n", "Revises:\n"),
    `${standard}${imports.join("\n")}`.trim(),
    `revision: str = ${pythonString(head.revision)}\ndown_revision: str | None = ${down}\nbranch_labels: str | None = None\ndepends_on: str | None = None`,
  ].filter((part) => part !== "").join("\n\n")}\n${own.length > 0 ? `\n\n${own[0]!}\n\n` : ""}${definitions.length > 0 ? `\n${definitions.join("\n")}\n` : ""}\n\ndef upgrade() -> None:\n${body(upgrade)}\n\n\ndef downgrade() -> None:\n${body(downgrade)}\n`;
};
