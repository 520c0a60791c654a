import { entitiesOf, readTables } from "@groundplan/design";
import { writeMariadb, writePostgresql, writeSqlite, type TableDocument, type Writing } from "@groundplan/formats";
import type { Element, Model } from "@groundplan/model";
import { inheritedSetting } from "@groundplan/model";
import type { Technologies } from "@groundplan/checks";
import type { Emitter, OutputFile } from "../artifact.ts";
import { fileNameOf, folderOf } from "../folders.ts";
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

/** The dialects that a store's tables are written in, PostgreSQL first. */
export const DIALECTS: readonly { readonly format: string; readonly suffix: string; readonly write: (document: TableDocument) => Writing }[] = [
  { format: "sql-postgresql", suffix: "postgresql", write: (document) => writePostgresql(document) },
  { format: "sql-sqlite", suffix: "sqlite", write: (document) => writeSqlite(document) },
  { format: "sql-mariadb", suffix: "mariadb", write: (document) => writeMariadb(document) },
];

export const dataSchemas: Emitter = {
  artifact: "3.1", name: "Entities and schemas",
  *emit(input): Iterable<OutputFile> {
    for (const view of input.views) if (view.artifact === "3.1") yield* filesOf(view, input);
    const folder = folderOf("3.1");
    for (const { store, document } of relationalStores(input.model, input.technologies)) {
      for (const { format, suffix, write } of DIALECTS) yield { path: `${folder}/${fileNameOf(store.id)}.${suffix}.sql`, artifact: "3.1", format, ownership: "derived", content: () => write(document).text };
    }
  },
};
