/**
 * Words that PostgreSQL's `quote_identifier` puts in quotes: all but the unreserved ones of `pg_get_keywords()`, PostgreSQL 15
 * (appendix C, "SQL Key Words").
 */
const postgresql = words(`
  all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog current_date
  current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign
  from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null offset on only or order
  placing primary references returning select session_user some symmetric table then to trailing true union unique user using variadic
  when where window with authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left
  like natural notnull outer overlaps right similar tablesample verbose between bigint bit boolean char character coalesce dec decimal
  exists extract float greatest grouping inout int integer interval least national nchar none normalize nullif numeric out overlay
  position precision real row setof smallint substring time timestamp treat trim values varchar xmlattributes xmlconcat xmlelement
  xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable`);

/** The keywords of SQLite 3.40 (lang_keywords.html); any of them is safe in quotes. */
const sqlite = words(`
  abort action add after all alter always analyze and as asc attach autoincrement before begin between by cascade case cast check
  collate column commit conflict constraint create cross current current_date current_time current_timestamp database default
  deferrable deferred delete desc detach distinct do drop each else end escape except exclude exclusive exists explain fail filter
  first following for foreign from full generated glob group groups having if ignore immediate in index indexed initially inner insert
  instead intersect into is isnull join key last left like limit match materialized natural no not nothing notnull null nulls of offset
  on or order others outer over partition plan pragma preceding primary query raise range recursive references regexp reindex release
  rename replace restrict returning right rollback row rows savepoint select set table temp temporary then ties to transaction trigger
  unbounded union unique update using vacuum values view virtual when where window with without`);

/** The reserved words of MariaDB 10.11 (knowledge base, "Reserved Words"), those of its Oracle mode among them. */
const mariadb = words(`
  accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call cascade case change char
  character check collate column condition constraint continue convert create cross current_date current_role current_time
  current_timestamp current_user cursor database databases day_hour day_microsecond day_minute day_second dec decimal declare default
  delayed delete delete_domain_id desc describe deterministic distinct distinctrow div do_domain_ids double drop dual each else elseif
  enclosed escaped except exists exit explain false fetch float float4 float8 for force foreign from fulltext general grant group having
  high_priority hour_microsecond hour_minute hour_second if ignore ignore_domain_ids ignore_server_ids in index infile inner inout
  insensitive insert int int1 int2 int3 int4 int8 integer intersect interval into is iterate join key keys kill leading leave left like
  limit linear lines load localtime localtimestamp lock long longblob longtext loop low_priority master_heartbeat_period
  master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext middleint minute_microsecond minute_second mod modifies
  natural not no_write_to_binlog null numeric offset on optimize option optionally or order out outer outfile over page_checksum
  parse_vcol_expr partition position precision primary procedure purge range read reads read_write real recursive ref_system_id references
  regexp release rename repeat replace require resignal restrict return returning revoke right rlike row_number rows schema schemas
  second_microsecond select sensitive separator set show signal slow smallint spatial specific sql sqlexception sqlstate sqlwarning
  sql_big_result sql_calc_found_rows sql_small_result ssl starting stats_auto_recalc stats_persistent stats_sample_pages straight_join
  table terminated then tinyblob tinyint tinytext to trailing trigger true undo union unique unlock unsigned update usage use using
  utc_date utc_time utc_timestamp values varbinary varchar varcharacter varying when where while window with write xor year_month
  zerofill system`);

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** A name as PostgreSQL writes it: in quotes only where it would not be read as the same name without them. */
export const quotePostgresql = (name: string): string =>
  /^[a-z_][a-z0-9_$]*$/.test(name) && !postgresql.has(name) ? name : `"${name.replaceAll('"', '""')}"`;

export const quoteSqlite = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !sqlite.has(name.toLowerCase()) ? name : `"${name.replaceAll('"', '""')}"`;

export const quoteMariadb = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !mariadb.has(name.toLowerCase()) ? name : `\`${name.replaceAll("`", "``")}\``;

/** A name with its schema as PostgreSQL writes it; the default schema is not written. */
export const qualified = (schema: string | undefined, name: string): string =>
  schema === undefined || schema === "public" ? quotePostgresql(name) : `${quotePostgresql(schema)}.${quotePostgresql(name)}`;

/** A string literal of standard SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
