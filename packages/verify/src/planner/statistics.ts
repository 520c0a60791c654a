import { closeSync, openSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { attempt, type Session } from "../postgresql/session.ts";
import { literal, tableName } from "./names.ts";

/**
 * How far a planner's view of the sizes is that of the model:
 * `sizes`: rows and pages of tables and indexes are those of the whole tables;
 * `rows`: rows are, pages are those of the sample;
 * `sample`: the server lets neither be set.
 */
export type Modelled = "sizes" | "rows" | "sample";

/** Sets what the planner knows of sizes, and takes it back before something is read or written. */
export interface Volumes {
  readonly modelled: Modelled;
  grow(): Promise<void>;
  shrink(): void;
}

/** Pages of 8 kB; a table of more is taken to have so many (64 GB). */
const PAGE = 8192;
const MOST_PAGES = 8_388_608;
/** PostgreSQL keeps a table in files of so many pages. */
const SEGMENT = 131_072;

interface Relation {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly index: boolean;
  readonly pages: number;
  readonly rows: number;
  readonly path: string;
}

/**
 * The planner takes the rows of a table from its density in `pg_class` and from how many pages its file has at the moment (PostgreSQL 18,
 * src/backend/access/table/tableam.c, `table_block_relation_estimate_size`). So both are set: `pg_class` by `pg_restore_relation_stats`,
 * or by an update before version 18; and where the files are ours, a file is made as long as the whole table's, with nothing in what is
 * added. That is cheap and never read: `shrink` takes it off before anything runs. On a server of somebody else the density alone is set,
 * so that the rows are right and the pages those of the sample.
 */
export async function setVolumes(session: Session, tables: readonly { readonly schema?: string | undefined; readonly name: string; readonly rows: number }[]): Promise<Volumes> {
  // Where a longer file takes its place on the disk at once, it is left as it is.
  const folder = process.platform === "win32" ? undefined : session.folder;
  const lengthened: { readonly path: string; readonly pages: number; readonly to: number }[] = [];
  let modelled: Modelled = folder === undefined ? "rows" : "sizes";
  /** Rows as counted in the sample, by relation: what is set replaces them in the catalogue. */
  const counted = new Map<number, number>();
  const grow = async (): Promise<void> => {
    for (const table of tables) {
      const relations = await relationsOf(session, tableName(table));
      for (const { oid, rows } of relations) if (!counted.has(oid)) counted.set(oid, rows);
      const own = relations.find(({ index }) => !index);
      const sampled = own === undefined ? 0 : counted.get(own.oid)!;
      // What is there as a whole has the statistics that it should have.
      if (sampled <= 0 || table.rows <= sampled) continue;
      const scale = table.rows / sampled;
      for (const relation of relations) {
        const whole = Math.min(MOST_PAGES, relation.index ? 1 + Math.ceil((relation.pages - 1) * scale) : Math.ceil(relation.pages * scale));
        const pages = folder === undefined ? relation.pages : Math.max(relation.pages, whole);
        if (!(await setOne(session, relation, pages, counted.get(relation.oid)! * scale))) {
          modelled = "sample";
          return;
        }
        if (folder !== undefined && pages > relation.pages) {
          const path = join(folder, relation.path);
          lengthened.push({ path, pages: relation.pages, to: pages });
          setLength(path, pages);
        }
      }
    }
  };
  const shrink = (): void => {
    for (const { path, pages, to } of lengthened.splice(0)) {
      for (let segment = Math.floor(to / SEGMENT); segment > Math.floor(pages / SEGMENT); segment--) rmSync(`${path}.${segment}`, { force: true });
      truncateSync(segmentPath(path, Math.floor(pages / SEGMENT)), (pages % SEGMENT) * PAGE);
    }
  };
  await grow();
  return {
    grow, shrink,
    get modelled() {
      return modelled;
    },
  };
}

async function relationsOf(session: Session, table: string): Promise<readonly Relation[]> {
  const oid = `${literal(table)}::regclass`;
  const found = await session.run(
    `SELECT json_build_object('oid', c.oid::bigint, 'schema', n.nspname, 'name', c.relname, 'index', c.relkind = 'i', 'pages', pg_relation_size(c.oid) / ${PAGE}, 'rows', c.reltuples, 'path', pg_relation_filepath(c.oid))::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'i') AND (c.oid = ${oid} OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = ${oid})) ORDER BY c.oid`,
  );
  return found.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Relation]));
}

async function setOne(session: Session, { oid, schema, name, index }: Relation, pages: number, rows: number): Promise<boolean> {
  const tuples = `${Math.round(rows)}::real`;
  // As after a vacuum: what an index finds need not be looked up in the table.
  const visible = index ? 0 : pages;
  const set = session.number >= 180_000
    ? `SELECT pg_restore_relation_stats('schemaname', ${literal(schema)}, 'relname', ${literal(name)}, 'relpages', ${pages}, 'reltuples', ${tuples}, 'relallvisible', ${visible})`
    : `UPDATE pg_class SET relpages = ${pages}, reltuples = ${tuples}, relallvisible = ${visible} WHERE oid = ${oid}`;
  return (await attempt(session, set)) === undefined;
}

/** Makes a table's files as long as so many pages, without writing anything into what is new. */
function setLength(path: string, pages: number): void {
  const last = Math.floor(pages / SEGMENT);
  for (let segment = 0; segment < last; segment++) lengthen(segmentPath(path, segment), SEGMENT * PAGE);
  lengthen(segmentPath(path, last), (pages % SEGMENT) * PAGE);
}

function segmentPath(path: string, segment: number): string {
  return segment === 0 ? path : `${path}.${segment}`;
}

function lengthen(path: string, bytes: number): void {
  closeSync(openSync(path, "a"));
  truncateSync(path, bytes);
}
