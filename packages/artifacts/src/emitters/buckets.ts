import { containerOf } from "@groundplan/checks";
import { entitiesOf, plainName, snake, type DataType } from "@groundplan/design";
import { bucketParameters, writeBucketEncryption, writeBucketLifecycle, writeBucketPolicy, writePublicAccessBlock, type BucketDocument, type BucketGrant, type BucketObjects } from "@groundplan/formats";
import { settingOf, targetsOf, textOf, type Element, type Model } from "@groundplan/model";
import { writeQuantity } from "@groundplan/vocabulary";
import { bullets, inline, page, table } from "../markdown.ts";
import { storageClassOf, STORAGE_CLASS_METHOD } from "./storage-classes.ts";
import type { StoreVolume } from "./volumes.ts";

/** A bucket of Amazon S3 with all that follows of it. */
export interface BucketDesign {
  readonly store: Element;
  readonly document: BucketDocument;
  /** What each parameter of the policy stands for, in words. */
  readonly parameters: readonly (readonly [name: string, what: string])[];
  readonly objects: readonly { readonly entity: DataType; readonly key: string; readonly rule: BucketObjects; readonly reason: string }[];
  /** What nobody has said, in sentences. */
  readonly missing: readonly string[];
}

const DAY = 86_400;

export function bucketDesign(model: Model, store: Element, volume: StoreVolume | undefined): BucketDesign {
  const missing: string[] = [];
  const taken = new Set<string>();
  const entities = entitiesOf(model).filter((entity) => entity.store === store.id);
  const questions = new Map<string, Element[]>();
  for (const access of model.elements("access")) {
    const query = settingOf(access, "query")?.values[0];
    const target = query?.type === "query" ? query.query.entity.target : undefined;
    if (target !== undefined) questions.set(target, [...(questions.get(target) ?? []), access]);
  }
  const objects = entities.map((entity) => {
    const title = entity.title ?? entity.name;
    const prefix = prefixOf(entity, textOf(settingOf(model.element(entity.id)!, "table")));
    const days = entity.retention === undefined ? undefined : Math.max(1, Math.ceil(entity.retention.base / DAY));
    if (entity.retention === undefined) missing.push(`Nothing says how long ${title} is kept in ${store.title}: no lifecycle rule removes it.`);
    else if (entity.retention.base % DAY !== 0) missing.push(`${title} is kept for ${writeQuantity(entity.retention)}; S3 counts in whole days, and keeps it ${days}.`);
    const chosen = storageClassOf(model, entity, days, volume?.entities.find((each) => each.entity.id === entity.id)?.rows, questions.get(entity.id) ?? []);
    missing.push(...chosen.missing);
    const key = `${prefix}${(entity.keys[0] ?? []).map((name) => `<${snake(name)}>`).join("/")}`;
    return { entity, key, reason: chosen.reason, rule: { name: `keep-${prefix.replace(/\/$/, "")}`, prefix, days, transitions: chosen.transition ? [chosen.transition] : [] } };
  });
  const prefixes = new Map(objects.map(({ entity, rule }) => [entity.id, rule.prefix]));
  const grants = grantsOf(model, store, prefixes, missing);
  const ownKey = entities.some(({ fields }) => fields.some(({ classes }) => classes.some((name) => name !== "internal")));
  const document: BucketDocument = { grants: grants.map(({ grant }) => grant), ownKey, objects: objects.map(({ rule }) => rule) };
  const named = new Map(grants.map(({ grant, client }) => [`${grant.name}RoleArn`, `the role in which ${client.title} runs`]));
  const words: Readonly<Record<string, string>> = { BucketName: "the name of the bucket", KmsKeyArn: "the key of AWS KMS that it is encrypted with" };
  return { store, document, objects, missing, parameters: bucketParameters(document).map((name) => [name, words[name] ?? named.get(name)!]) };

  /** What the keys of an entity's objects begin with: its name, or that of its `table` setting, and no other's. */
  function prefixOf(entity: DataType, said: string | undefined): string {
    // Signs that the user guide calls safe in a key ("Naming Amazon S3 objects").
    const wanted = (said === undefined ? snake(entity.name) : said.replace(/["`]/g, "")).replace(/[^A-Za-z0-9!_.*'()/-]+/g, "_").replace(/\*+/g, "_").replace(/^\/+|\/+$/g, "");
    const base = wanted === "" ? "_" : wanted;
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}_${count}`;
    taken.add(name);
    return `${name}/`;
  }
}

/** Who does what with which objects: by the relations that lead to the bucket, and by its access patterns where these name who asks. */
function grantsOf(model: Model, store: Element, prefixes: ReadonlyMap<string, string>, missing: string[]): readonly { readonly client: Element; readonly grant: BucketGrant }[] {
  const clients = new Map<string, { readonly client: Element; reads: boolean; writes: boolean }>();
  for (const relation of model.incoming(store.id)) {
    const client = containerOf(model, relation.source);
    if (!client || client.id === store.id) {
      if (!client) missing.push(`${model.element(relation.source)?.title ?? relation.source} uses ${store.title} and is none of our containers: the policy grants it nothing.`);
      continue;
    }
    const access = textOf(settingOf(relation, "access")) ?? "reads-writes";
    const known = clients.get(client.id) ?? { client, reads: false, writes: false };
    known.reads ||= access !== "writes";
    known.writes ||= access !== "reads";
    clients.set(client.id, known);
  }
  if (clients.size === 0) missing.push(`No relation says who reads or writes ${store.title}: its policy grants it to nobody.`);
  const accesses = model.elements("access").filter(({ parent }) => parent === store.id).map((access) => {
    const value = settingOf(access, "query")?.values[0];
    return { by: new Set(targetsOf(settingOf(access, "by")).flatMap((id) => containerOf(model, id)?.id ?? [])), query: value?.type === "query" ? value.query : undefined, writes: targetsOf(settingOf(access, "writes")) };
  });
  const names = new Set<string>();
  return [...clients.values()].map(({ client, reads, writes }) => {
    const own = accesses.filter(({ by }) => by.has(client.id));
    const of = (ids: readonly (string | undefined)[]): readonly string[] => [...new Set(ids.flatMap((id) => (id === undefined ? [] : (prefixes.get(id) ?? []))))].sort();
    const read = of(own.map(({ query }) => query?.entity.target));
    const listed = of(own.map(({ query }) => (query && !asksByKey(model, query) ? query.entity.target : undefined)));
    const written = of(own.flatMap((access) => access.writes));
    return { client, grant: { name: roleName(client, names), reads: !reads ? [] : read.length > 0 ? read : [""], lists: reads ? listed : [], writes: !writes ? [] : written.length > 0 ? written : [""] } };
  });
}

/** Whether a question names one object by its whole key. */
function asksByKey(model: Model, query: { readonly entity: { readonly target?: string }; readonly where: readonly { readonly field: string; readonly operator: string }[] }): boolean {
  const entity = entitiesOf(model).find(({ id }) => id === query.entity.target);
  const key = entity?.keys[0] ?? [];
  return key.length > 0 && key.every((name) => query.where.some(({ field, operator }) => field === name && operator === "="));
}

/** A name of letters and digits, as parameters have it. */
function roleName(client: Element, taken: Set<string>): string {
  const words = plainName(client.name).normalize("NFKD").split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const base = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("") || "Client";
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}${count}`;
  taken.add(name);
  return name;
}

/** The texts of a bucket, by the ending of their file. */
export const BUCKET_FILES: readonly { readonly format: string; readonly ending: string; readonly write: (design: BucketDesign) => string }[] = [
  { format: "s3-bucket-policy", ending: "bucket-policy.json", write: ({ document }) => writeBucketPolicy(document) },
  { format: "s3-lifecycle", ending: "lifecycle.json", write: ({ document }) => writeBucketLifecycle(document) },
  { format: "s3-encryption", ending: "encryption.json", write: ({ document }) => writeBucketEncryption(document) },
  { format: "s3-public-access-block", ending: "public-access-block.json", write: () => writePublicAccessBlock() },
  { format: "markdown", ending: "bucket.md", write: bucketPage },
];

function bucketPage({ store, document, parameters, objects, missing }: BucketDesign): string {
  const prefixText = (prefixes: readonly string[]): string => (prefixes.length === 0 ? "" : prefixes.includes("") ? "everything" : prefixes.map((prefix) => `\`${prefix}\``).join(", "));
  return page(
    `# ${inline(store.title)}: bucket`,
    `Who may do what in ${inline(store.title)}, how it is encrypted, and how long its objects are kept. The files beside this one are what the API of Amazon S3 takes; parameters stand in them as \`\${Name}\`.`,
    "## Parameters", table(["Parameter", "What it is"], parameters.map(([name, what]) => [`\`${name}\``, inline(what)])),
    "## Who may do what",
    document.grants.length === 0 ? "Nobody: no relation leads to it." : table(["Role", "Reads", "Writes", "Lists"], document.grants.map(({ name, reads, writes, lists }) => [`\`${name}RoleArn\``, prefixText(reads), prefixText(writes), prefixText(lists)])),
    bullets([
      "Requests without TLS, and with TLS older than 1.2, are refused.",
      document.ownKey ? "Some of what it holds is of a class of data: it is encrypted with a key of AWS KMS, and nothing else may be written. Who reads it needs `kms:Decrypt` of that key as well, and who writes it `kms:GenerateDataKey`." : "It is encrypted with the keys of S3.",
      "Nobody may remove an object: the model does not say who does, and the lifecycle removes what was kept long enough.",
      "Nothing of it is public.",
    ]),
    objects.length > 0 && "## What it holds",
    objects.length > 0 && table(["Objects", "Key", "Kept for", "Storage class"], objects.map(({ entity, key, rule, reason }) => [inline(entity.title ?? entity.name), `\`${key}\``, rule.days === undefined ? "not said" : `${rule.days} days`, inline(reason)])),
    missing.length > 0 && "## What is not said", missing.length > 0 && bullets(missing.map(inline)),
    objects.length > 0 && "## How storage classes are chosen", objects.length > 0 && bullets(STORAGE_CLASS_METHOD),
  );
}
