import type { TableDocument } from "@groundplan/formats";

/**
 * Whether a piece of SQL that a plan gives, such as a condition, ends where it seems to: outside of texts and quoted names it
 * holds no semicolon, no comment, no dollar quote and no quote of its own, so that nothing behind it is read as something else.
 */
export function isSelfContained(sql: string): boolean {
  // A text with escapes of its own ends by other rules.
  if (/(?:^|[^\p{L}\p{N}_$])(?:e|u&)'/iu.test(sql)) return false;
  const rest = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, " ");
  return !/[;'"\\]|--|\/\*|\$(?!\d)/.test(rest);
}

/** What the writer of PostgreSQL begins statements with. */
const DEFINITIONS = /^(?:CREATE (?:EXTENSION IF NOT EXISTS|SCHEMA|TYPE|DOMAIN|SEQUENCE|TABLE|UNIQUE INDEX|INDEX|VIEW|MATERIALIZED VIEW)|ALTER TABLE|ALTER SEQUENCE|COMMENT ON)\s/;

/** Whether a text is definitions alone, each of which ends where it seems to. */
export function isSchema(text: string): boolean {
  const statements = text.match(/(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|[^;'"]+)+;?/g) ?? [];
  if (statements.join("").length !== text.length) return false;
  return statements.map((statement) => statement.replace(/;$/, "").trim()).filter((statement) => statement !== "").every((statement) => DEFINITIONS.test(statement) && isSelfContained(statement));
}

/** The first piece of a document that does not end where it seems to; undefined where all do. */
export function straySql(document: TableDocument): string | undefined {
  const pieces: (string | undefined)[] = [
    ...document.views.map(({ query }) => query), ...document.domains.map(({ check }) => check), ...(document.sequences ?? []).map(({ options }) => options),
    ...document.tables.flatMap((table) => [
      ...table.checks.map(({ expression }) => expression), ...(table.exclusions ?? []).map(({ definition }) => definition), table.partitionBy, table.partitionOf?.bounds,
      ...table.columns.flatMap((column) => [column.default, column.generated]), ...table.indexes.flatMap((index) => [index.where, ...index.parts.map(({ expression }) => expression)]),
    ]),
  ];
  return pieces.find((piece) => piece !== undefined && !isSelfContained(piece));
}
