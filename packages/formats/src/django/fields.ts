import { expressionTokens } from "../sql/expression.ts";
import { qualified } from "../sql/keywords.ts";
import { withoutCasts } from "../sql/translate.ts";
import { typeText } from "../sql/write-postgresql.ts";
import { memberNames } from "../sqlalchemy/names.ts";
import { call, keyword, pythonString, text, type Python } from "../sqlalchemy/python.ts";
import type { Column, SqlType, Table, TableDocument } from "../tables.ts";

/** What the fields of one module share. */
export interface DjangoContext {
  readonly document: TableDocument;
  /** Classes of enums by their qualified SQL name. */
  readonly choices: ReadonlyMap<string, { readonly name: string; readonly values: readonly string[] }>;
  /** Told for every name that is imported, by its module. */
  readonly use: (module: string, name: string) => void;
  readonly lost: (what: string, at?: Column["at"]) => void;
}

/** The field of a type: its class and its arguments. */
interface FieldType {
  readonly field: string;
  readonly options: readonly Python[];
  /** The column that Django makes, where it is of another type. */
  readonly made?: string;
}

const simple: Readonly<Record<string, readonly [field: string, made?: string]>> = {
  smallint: ["models.SmallIntegerField"], integer: ["models.IntegerField"], bigint: ["models.BigIntegerField"], boolean: ["models.BooleanField"], "double precision": ["models.FloatField"],
  real: ["models.FloatField", "double precision"], text: ["models.TextField"], bytea: ["models.BinaryField"], date: ["models.DateField"], uuid: ["models.UUIDField"], jsonb: ["models.JSONField"],
  json: ["models.JSONField", "jsonb"], "timestamp with time zone": ["models.DateTimeField"], "timestamp without time zone": ["models.DateTimeField", "timestamp with time zone"],
  "time without time zone": ["models.TimeField"], "time with time zone": ["models.TimeField", "time without time zone"], interval: ["models.DurationField"], inet: ["models.GenericIPAddressField"],
};
const postgres: Readonly<Record<string, readonly [module: string, field: string]>> = {
  hstore: ["fields", "HStoreField"], int4range: ["fields", "IntegerRangeField"], int8range: ["fields", "BigIntegerRangeField"], numrange: ["fields", "DecimalRangeField"],
  daterange: ["fields", "DateRangeField"], tstzrange: ["fields", "DateTimeRangeField"], tsvector: ["search", "SearchVectorField"],
};

const fieldType = (type: SqlType, collation: string | undefined, context: DjangoContext): FieldType => {
  if ((type.array ?? 0) > 0) {
    context.use("django.contrib.postgres.fields", "ArrayField");
    const item = fieldType({ name: type.name, ...(type.args === undefined ? {} : { args: type.args }) }, collation, context);
    let nested = call(item.field, item.options);
    for (let depth = 1; depth < type.array!; depth++) nested = call("ArrayField", [nested]);
    return { field: "ArrayField", options: [nested], ...(item.made === undefined ? {} : { made: `${item.made}[]` }) };
  }
  const collated = collation === undefined ? [] : [keyword("db_collation", pythonString(collation))];
  const choice = context.choices.get(type.name);
  if (choice !== undefined) {
    const longest = Math.max(1, ...choice.values.map((value) => [...value].length));
    return { field: "models.CharField", options: [keyword("max_length", String(longest)), keyword("choices", `${choice.name}.choices`)], made: `varchar(${longest})` };
  }
  const domain = context.document.domains.find((one) => qualified(one.schema, one.name) === type.name);
  if (domain !== undefined && domain.type.name !== type.name) {
    const base = fieldType(domain.type, collation, { ...context, document: { ...context.document, domains: [] } });
    return { ...base, made: base.made ?? typeText(domain.type) };
  }
  if (Object.hasOwn(simple, type.name)) {
    const [field, made] = simple[type.name]!;
    const differs = made ?? (type.args === undefined ? undefined : type.name);
    return { field, options: field === "models.TextField" ? collated : [], ...(differs === undefined ? {} : { made: differs }) };
  }
  if (Object.hasOwn(postgres, type.name)) {
    const [module, field] = postgres[type.name]!;
    context.use(`django.contrib.postgres.${module}`, field);
    return { field, options: [] };
  }
  switch (type.name) {
    case "character varying":
    case "character": {
      const [length] = type.args ?? (type.name === "character" ? [1] : []);
      const options = [...(length === undefined ? [] : [keyword("max_length", String(length))]), ...collated];
      return { field: "models.CharField", options, ...(type.name === "character" ? { made: `varchar(${length})` } : {}) };
    }
    case "numeric": {
      const [digits, places = 0] = type.args ?? [];
      if (digits === undefined || places < 0 || places > digits) return { field: "models.DecimalField", options: [keyword("max_digits", "38"), keyword("decimal_places", "10")], made: "numeric(38,10)" };
      return { field: "models.DecimalField", options: [keyword("max_digits", String(digits)), keyword("decimal_places", String(places))] };
    }
    default:
      return { field: "models.TextField", options: collated, made: "text" };
  }
};

/** Django makes a column of just this type. */
export const keepsType = (column: Column | undefined, context: DjangoContext): boolean => column !== undefined && fieldType(column.type, undefined, { ...context, use: () => undefined }).made === undefined;

/** The expression casts to a type that Django does not make. */
export const castsToOwn = (expression: string, { document }: DjangoContext): boolean => {
  const own = new Set([...document.enums, ...document.domains].map((one) => one.name));
  const tokens = expressionTokens(expression);
  return tokens.some((token, at) => own.has(token.value) && (tokens[at - 1]?.value === "::" || tokens[at - 3]?.value === "::"));
};

/** SQL as an expression of Django. `RawSQL` formats its text, so that a percent sign is doubled. */
export const rawSql = (sql: string, context: DjangoContext, more: readonly Python[] = []): Python => {
  context.use("django.db.models.expressions", "RawSQL");
  return call("RawSQL", [text(sql.replaceAll("%", "%%")), "[]", ...more]);
};

/** The default that the database gives, or undefined where Django has none. */
const databaseDefault = (table: Table, column: Column, context: DjangoContext): Python | undefined => {
  const expression = column.default!;
  const tokens = withoutCasts(expressionTokens(expression));
  const [first] = tokens;
  const { name } = column.type;
  const choice = context.choices.get(name);
  if (tokens.length === 1 && first!.kind === "string" && (column.type.array ?? 0) === 0) {
    if (choice !== undefined) {
      const at = choice.values.indexOf(first!.value);
      return at < 0 ? pythonString(first!.value) : `${choice.name}.${memberNames(choice.values)[at]!}`;
    }
    if (["text", "character varying", "character"].includes(name) || context.document.domains.some((domain) => qualified(domain.schema, domain.name) === name)) return text(first!.value);
  }
  if (tokens.length === 1 && first!.kind === "number" && /^(?:0|[1-9]\d*)$/.test(first!.value) && /^(?:smallint|integer|bigint|numeric)$/.test(name)) return first!.value;
  if (tokens.length === 1 && name === "boolean" && /^(?:true|false)$/.test(first!.value)) return first!.value === "true" ? "True" : "False";
  const spelled = expression.toLowerCase().replaceAll(/\s/g, "");
  if (spelled === "now()" || spelled === "current_timestamp") {
    context.use("django.db.models.functions", "Now");
    return "Now()";
  }
  if (spelled === "gen_random_uuid()") {
    context.use("django.contrib.postgres.functions", "RandomUUID");
    return "RandomUUID()";
  }
  if (/\bnextval\s*\(/i.test(expression) || choice !== undefined || castsToOwn(expression, context)) {
    context.lost(`the default of ${table.name}.${column.name}`, column.at);
    return undefined;
  }
  return rawSql(expression, context);
};

/** A column that refers to nothing, as a field. `name`: what the field is called. */
export const plainField = (table: Table, column: Column, name: string, context: DjangoContext): Python => {
  const where = `${table.name}.${column.name}`;
  const key = table.primaryKey?.columns.length === 1 && table.primaryKey.columns[0] === column.name;
  const collation = column.collation?.includes(".") === true ? undefined : column.collation;
  const type = fieldType(column.type, collation, context);
  const options: Python[] = [];
  const collates = type.options.some((option) => typeof option === "string" && option.startsWith("db_collation="));
  if (column.collation !== undefined && !collates) context.lost(`the collation of ${where}`, column.at);
  const named = name === column.name ? [] : [keyword("db_column", pythonString(column.name))];
  const doc = column.doc === undefined ? [] : [keyword("db_comment", text(column.doc))];
  if (column.identity !== undefined && key) {
    if (column.identity === "always") context.lost(`GENERATED ALWAYS of the identity ${where}, which is BY DEFAULT`, column.at);
    const auto = column.type.name === "bigint" ? "models.BigAutoField" : column.type.name === "smallint" ? "models.SmallAutoField" : "models.AutoField";
    return call(auto, [...named, keyword("primary_key", "True"), ...doc]);
  }
  if (column.identity !== undefined) context.lost(`the identity ${where}, which is no primary key of its own`, column.at);
  if (type.made !== undefined) context.lost(`the type ${typeText(column.type)} of ${where}, which is ${type.made}`, column.at);
  if (key) options.push(keyword("primary_key", "True"));
  const nullable = column.nullable && table.primaryKey?.columns.includes(column.name) !== true;
  if (column.generated !== undefined && castsToOwn(column.generated, context)) context.lost(`the expression of ${where}`, column.at);
  else if (column.generated !== undefined) {
    if (!nullable) context.lost(`NOT NULL of the generated ${where}`, column.at);
    return call("models.GeneratedField", [...named, keyword("expression", rawSql(column.generated, context)), keyword("output_field", call(type.field, type.options)), keyword("db_persist", "True"), ...doc]);
  }
  if (nullable) options.push(keyword("null", "True"), keyword("blank", "True"));
  if (column.default !== undefined) {
    const value = databaseDefault(table, column, context);
    if (value !== undefined) options.push(keyword("db_default", value));
  }
  return call(type.field, [...type.options, ...named, ...options, ...doc]);
};
