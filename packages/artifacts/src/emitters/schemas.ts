import { isLike, storeFormOf, type StoreForm, type Technologies } from "@groundplan/checks";
import { entitiesOf, readCollections, readTables, snake, type CollectionReading } from "@groundplan/design";
import { writeAlembic, writeDjango, writeMariadb, writeMongoSchema, writePostgresql, writeSqlAlchemy, writeSqlite, type TableDocument, type Writing } from "@groundplan/formats";
import type { Element, Model } from "@groundplan/model";
import type { Emitter, OutputFile } from "../artifact.ts";
import { filePaths } from "../file-names.ts";
import { folderOf } from "../folders.ts";
import { BUCKET_FILES, bucketDesign } from "./buckets.ts";
import { hasKeyPlan, keyPlanDocument, keyPlanJson, missingOfKeys, sizedKeyPlan } from "./key-plans.ts";
import { lossesOf, namedLosses } from "../losses.ts";
import { inline, link, page, table } from "../markdown.ts";
import { filesOf } from "./views.ts";
import { storeVolumes, type StoreVolume } from "./volumes.ts";

/** A store whose entities become tables, and those. */
export interface RelationalStore {
  readonly store: Element;
  readonly document: TableDocument;
}

/** What is written for one store, and what its form cannot say or the model does not, in sentences. */
export interface StoreSchema {
  readonly store: Element;
  readonly files: readonly { readonly format: string; readonly path: (name: string) => string; readonly text: () => string; /** What the format could not say, where it tells that. */ readonly losses?: () => readonly Pick<Writing, "losses">[] }[];
  /** Its tables, where it keeps its entities in such. */
  readonly tables?: () => TableDocument;
  readonly missing: readonly string[];
}

/** The stores with entities whose data model is relational. */
export function relationalStores(model: Model, technologies: Technologies): readonly RelationalStore[] {
  return storesWithEntities(model).flatMap((store) => (storeFormOf(model, store, technologies)?.dataModel === "relational" ? [{ store, document: readTables(model, store.id).document }] : []));
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

/** What is written for each store, by the data model that the catalogue has of its technology. */
export function storeSchemas(model: Model, technologies: Technologies): readonly StoreSchema[] {
  const holding = new Set(storesWithEntities(model));
  // A bucket has a policy, whether or not it is said what lies in it.
  const stores = model.elements("@container").filter((element) => holding.has(element) || (storeFormOf(model, element, technologies)?.dataModel === "object" && isS3(storeFormOf(model, element, technologies)!)));
  let computed: ReadonlyMap<string, StoreVolume> | undefined;
  const volumes = (): ReadonlyMap<string, StoreVolume> => (computed ??= new Map(storeVolumes(model).map((volume) => [volume.store.id, volume])));
  return stores.map((store) => schemaOf(model, store, storeFormOf(model, store, technologies), volumes));
}

function schemaOf(model: Model, store: Element, form: StoreForm | undefined, volumes: () => ReadonlyMap<string, StoreVolume>): StoreSchema {
  const none = (why: string): StoreSchema => ({ store, files: [], missing: [`No schema is written for ${store.title}: ${why}`] });
  const technology = form?.technology;
  switch (form?.dataModel) {
    case undefined:
      return none("it is no store.");
    case "relational": {
      let document: TableDocument | undefined;
      const tables = (): TableDocument => (document ??= readTables(model, store.id).document);
      const files = WRITERS.map(({ format, path, write }) => {
        let writing: Writing | undefined;
        const written = (): Writing => (writing ??= write(tables(), store));
        return { format, path, text: () => written().text, losses: () => [written()] };
      });
      return { store, files, tables, missing: [] };
    }
    case "document": {
      if (!isLike(technology, "mongodb")) return none(`of stores of documents, validators are written for MongoDB alone${technology ? `, and it is ${technology.name}` : ""}.`);
      const reading = readCollections(model, store.id);
      return { store, files: [{ format: "mongodb", path: (name) => `${name}.mongodb.js`, text: () => mongoScript(store, reading) }], missing: reading.missing };
    }
    case "key-value": {
      if (!technology || !hasKeyPlan(technology)) return none(technology ? `of stores of values behind keys, plans are written for those alone that speak as Redis and Valkey do, and it is ${technology.name}.` : "it has no technology that says what its keys can hold.");
      const plan = sizedKeyPlan(model, store, technology, volumes().get(store.id));
      return {
        store, missing: missingOfKeys(plan, model),
        files: [{ format: "key-plan", path: (name) => `${name}.keys.json`, text: () => keyPlanJson(plan) }, { format: "markdown", path: (name) => `${name}.keys.md`, text: () => keyPlanDocument(plan, model) }],
      };
    }
    case "object": {
      if (!isS3(form)) return none(technology ? `policy and lifecycle are written for Amazon S3 alone, and it is ${technology.name}.` : "it has no technology.");
      const design = bucketDesign(model, store, volumes().get(store.id));
      return { store, missing: design.missing, files: BUCKET_FILES.map(({ format, ending, write }) => ({ format, path: (name: string) => `${name}.${ending}`, text: () => write(design) })) };
    }
    default:
      return none(`this version has no form for a ${form?.dataModel.replace("-", " ")} store${technology ? ` as ${technology.name}` : ""}.`);
  }
}

/** The commands that make the collections of a store; what these cannot say stands before them. */
function mongoScript(store: Element, { types, collections, losses }: CollectionReading): string {
  const writing = writeMongoSchema(types, collections);
  const lost = [...losses, ...writing.losses].map(({ what }) => what);
  const line = (text: string): string => `// ${text.replace(/[\s\u2028\u2029]+/g, " ")}`;
  const head = [line(`The collections of ${store.title}, for mongosh and MongoDB 5 or newer.`), ...(lost.length > 0 ? [line("What validators and indexes cannot say:"), ...lost.map((what) => line(`- ${what}`))] : [])];
  return `${head.join("\n")}\n\n${writing.text}`;
}

function isS3({ technology }: StoreForm): boolean {
  return technology?.id === "s3";
}

function storesWithEntities(model: Model): readonly Element[] {
  return [...new Set(entitiesOf(model).flatMap(({ store }) => store ?? []))].map((id) => model.element(id)!);
}

export const dataSchemas: Emitter = {
  artifact: "3.1", name: "Entities and schemas",
  *emit(input): Iterable<OutputFile> {
    for (const view of input.views) if (view.artifact === "3.1") yield* filesOf(view, input);
    const folder = folderOf("3.1");
    const stores = storeSchemas(input.model, input.technologies);
    const name = filePaths(stores.map(({ store }) => store.id));
    for (const { store, files } of stores) for (const { format, path, text, losses } of files) yield { path: `${folder}/${path(name(store.id))}`, artifact: "3.1", format, ownership: "derived", content: text, ...(losses ? { losses: () => lossesOf(losses()) } : {}) };
    if (stores.some(({ tables }) => tables)) yield { path: `${folder}/schemas.md`, artifact: "3.1", format: "markdown", namesLosses: true, ownership: "derived", content: () => overview(input.name, stores, name) };
  },
};

function overview(name: string, stores: readonly StoreSchema[], fileNameOf: (store: string) => string): string {
  const sections = stores.flatMap(({ store, files, tables }) => {
    if (!tables) return [];
    const written = files.map(({ path, losses }) => [link(path(fileNameOf(store.id)), path(fileNameOf(store.id))), namedLosses(lossesOf(losses?.() ?? []))]);
    return [[
      `## ${inline(store.title)}`, inline(store.description ?? ""),
      table(["table", "columns", "what"], tables().tables.map((each) => [inline(each.schema === undefined ? each.name : `${each.schema}.${each.name}`), String(each.columns.length), inline(each.doc ?? "")])),
      table(["file", "what it cannot say"], written),
    ].filter((part) => part !== "").join("\n\n")];
  });
  return page(`# ${inline(name)}: schemas`, "The tables that each store keeps its entities in, the files that make them, and what the format of each cannot say of the model.", ...sections);
}
