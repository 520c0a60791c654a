import { entitiesOf, readTables, snake } from "@groundplan/design";
import { writeAlembic, writeDjango, writeMariadb, writePostgresql, writeSqlAlchemy, writeSqlite, type TableDocument, type Writing } from "@groundplan/formats";
import type { Element, Model } from "@groundplan/model";
import { inheritedSetting } from "@groundplan/model";
import type { Technologies } from "@groundplan/checks";
import type { Emitter, OutputFile } from "../artifact.ts";
import { filePaths } from "../file-names.ts";
import { folderOf } from "../folders.ts";
import { lossesOf, namedLosses } from "../losses.ts";
import { inline, link, page, table } from "../markdown.ts";
import { filesOf } from "./views.ts";

/** A store whose entities become tables, and those. */
export interface RelationalStore {
  readonly store: Element;
  readonly document: TableDocument;
}

/** Technologies that keep other things than rows of tables. */
const NOT_RELATIONAL: ReadonlySet<string> = new Set(["mongodb", "redis", "valkey", "memcached", "dynamodb", "cassandra", "elasticsearch", "opensearch", "neo4j", "s3", "couchdb", "cosmos-db", "firestore"]);

/** The databases with entities that are relational, by what they are built with; one without a technology counts. */
export function relationalStores(model: Model, technologies: Technologies): readonly RelationalStore[] {
  const stores = [...new Set(entitiesOf(model).flatMap(({ store }) => store ?? []))];
  return stores.flatMap((id) => {
    const store = model.element(id)!;
    const tech = inheritedSetting(model, store, "tech")?.values[0];
    const main = tech?.type === "technology" ? (technologies.find(tech.id)?.id ?? tech.id) : undefined;
    const keepsTables = store.kind.name === "database" || model.vocabulary.covers(["database"], store.kind);
    return keepsTables && !(main !== undefined && NOT_RELATIONAL.has(main)) ? [{ store, document: readTables(model, id).document }] : [];
  });
}

/** What a store's tables are written as, below the artifact's folder; `name` is the store's, safe for a file. */
export const WRITERS: readonly { readonly format: string; readonly path: (name: string) => string; readonly write: (document: TableDocument, store: Element) => Writing }[] = [
  { format: "sql-postgresql", path: (name) => `${name}.postgresql.sql`, write: (document) => writePostgresql(document) },
  { format: "sql-sqlite", path: (name) => `${name}.sqlite.sql`, write: (document) => writeSqlite(document) },
  { format: "sql-mariadb", path: (name) => `${name}.mariadb.sql`, write: (document) => writeMariadb(document) },
  { format: "sqlalchemy", path: (name) => `python/${name}/models.py`, write: (document, store) => writeSqlAlchemy(document, { package: store.title }) },
  { format: "alembic", path: (name) => `python/${name}/versions/0001_initial.py`, write: (document, store) => writeAlembic(document, { revision: "0001", message: `Make the tables of ${store.title}` }) },
  { format: "django", path: (name) => `django/${name}/models.py`, write: (document, store) => writeDjango(document, { app: snake(store.name) }) },
];

export const dataSchemas: Emitter = {
  artifact: "3.1", name: "Entities and schemas",
  *emit(input): Iterable<OutputFile> {
    for (const view of input.views) if (view.artifact === "3.1") yield* filesOf(view, input);
    const folder = folderOf("3.1");
    const stores = relationalStores(input.model, input.technologies);
    const name = filePaths(stores.map(({ store }) => store.id));
    if (stores.length === 0) return;
    const written = stores.flatMap(({ store, document }) => WRITERS.map(({ format, path, write }): WrittenTables => {
      let writing: Writing | undefined;
      return { store, path: path(name(store.id)), format, writing: () => (writing ??= write(document, store)) };
    }));
    for (const { path, format, writing } of written) yield { path: `${folder}/${path}`, artifact: "3.1", format, ownership: "derived", content: () => writing().text, losses: () => lossesOf([writing()]) };
    yield { path: `${folder}/schemas.md`, artifact: "3.1", format: "markdown", ownership: "derived", content: () => overview(input.name, stores, written) };
  },
};

/** The tables of a store in one format; written when first asked for. */
interface WrittenTables {
  readonly store: Element;
  /** Below the artifact's folder. */
  readonly path: string;
  readonly format: string;
  readonly writing: () => Writing;
}

function overview(name: string, stores: readonly RelationalStore[], written: readonly WrittenTables[]): string {
  const sections = stores.map(({ store, document }) => {
    const own = written.filter((each) => each.store === store);
    return [
      `## ${inline(store.title)}`, inline(store.description ?? ""),
      table(["table", "columns", "what"], document.tables.map((each) => [inline(each.schema === undefined ? each.name : `${each.schema}.${each.name}`), String(each.columns.length), inline(each.doc ?? "")])),
      table(["file", "what it cannot say"], own.map(({ path, writing }) => [link(path, path), namedLosses(lossesOf([writing()]))])),
    ].filter((part) => part !== "").join("\n\n");
  });
  return page(`# ${inline(name)}: schemas`, "The tables that each store keeps its entities in, the files that make them, and what the format of each cannot say of the model.", ...sections);
}
