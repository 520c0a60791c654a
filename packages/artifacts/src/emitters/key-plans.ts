import { isLike } from "@groundplan/checks";
import { readKeyPlan, type KeyPattern, type KeyPlan } from "@groundplan/design";
import { settingOf, targetsOf, textOf, type Element, type Model } from "@groundplan/model";
import type { Technology } from "@groundplan/vocabulary";
import { bullets, inline, page, table } from "../markdown.ts";
import { keyMemory, MEMORY_METHOD, type KeyMemory } from "./key-memory.ts";
import { bytesText, countText, type StoreVolume } from "./volumes.ts";

/** What a store does when its memory is full; the words are those of `maxmemory-policy` of Redis and Valkey. */
export interface Eviction {
  readonly policy: "noeviction" | "volatile-ttl" | "volatile-lru" | "allkeys-lru";
  readonly reason: string;
}

/** A form of key with how many there are of it, and what they take. */
export interface SizedPattern {
  readonly key: KeyPattern;
  /** Undefined where nothing says how many of its entity there are. */
  readonly count: number | undefined;
  readonly later: number | undefined;
  readonly memory: KeyMemory;
}

/** The plan of the keys of one store, with its memory. */
export interface SizedKeyPlan {
  readonly store: Element;
  readonly technology: Technology;
  readonly plan: KeyPlan;
  readonly patterns: readonly SizedPattern[];
  readonly now: number;
  readonly later: number;
  readonly eviction: Eviction;
  /** The form in which documents are written, where the relations that lead here name one. */
  readonly format: string | undefined;
}

/** Whether a technology keeps values of several types behind keys and speaks as Redis does. */
export function hasKeyPlan(technology: Technology | undefined): boolean {
  return technology !== undefined && (isLike(technology, "redis") || isLike(technology, "valkey"));
}

export function sizedKeyPlan(model: Model, store: Element, technology: Technology, volume: StoreVolume | undefined): SizedKeyPlan {
  const plan = readKeyPlan(model, store.id);
  const memory = keyMemory(model);
  const volumes = new Map(volume?.entities.map((each) => [each.entity.id, each]));
  const patterns = plan.patterns.map((key): SizedPattern => ({ key, count: volumes.get(key.entity.id)?.rows, later: volumes.get(key.entity.id)?.later, memory: memory(key) }));
  const sum = (of: (pattern: SizedPattern) => number | undefined): number => patterns.reduce((all, each) => all + (of(each) ?? 0) * each.memory.bytes, 0);
  const formats = new Set(model.incoming(store.id).flatMap((relation) => textOf(settingOf(relation, "format")) ?? []));
  return { store, technology, plan, patterns, now: sum(({ count }) => count), later: sum(({ later }) => later), eviction: evictionOf(model, store, plan), format: formats.size === 1 ? [...formats][0] : undefined };
}

/** What is the truth of its data forgets nothing; a cache gives up first what would go anyway. */
function evictionOf(model: Model, store: Element, { patterns }: KeyPlan): Eviction {
  if (!model.vocabulary.covers(["cache"], store.kind)) return { policy: "noeviction", reason: "It is the truth of its data: when its memory is full it refuses to write, and forgets nothing." };
  const ending = patterns.filter(({ seconds }) => seconds !== undefined).length;
  if (ending === 0) return { policy: "allkeys-lru", reason: "It is a cache and may forget, and no key ends by itself: what was not used for the longest time goes first." };
  if (ending === patterns.length) return { policy: "volatile-ttl", reason: "It is a cache and may forget, and every key ends by itself: what would end soonest goes first." };
  return { policy: "volatile-lru", reason: "It is a cache and may forget what ends by itself: of that, what was not used for the longest time goes first; what has no end stays." };
}

/** What the plan leaves open, in sentences. */
export function missingOfKeys({ plan, patterns, store }: SizedKeyPlan, model: Model): readonly string[] {
  const entities = [...new Map(patterns.map((pattern) => [pattern.key.entity.id, pattern])).values()];
  const cache = model.vocabulary.covers(["cache"], store.kind);
  return [
    ...plan.missing,
    ...entities.flatMap(({ key: { entity }, count }) => [
      ...(count === undefined ? [`Nothing says how many of ${entity.title ?? entity.name} there are, so that its memory is not estimated.`] : []),
      ...(cache && entity.retention === undefined ? [`Nothing says how long ${entity.title ?? entity.name} is kept in the cache ${store.title}: its keys never end.`] : []),
    ]),
  ];
}

export function keyPlanJson({ store, technology, patterns, now, later, eviction, format }: SizedKeyPlan): string {
  return `${JSON.stringify({
    store: store.id, technology: technology.id,
    keys: patterns.map(({ key, count, later: next, memory: { bytes, key: keyBytes, values } }) => ({
      entity: key.entity.id, role: key.role, pattern: key.pattern, type: key.type,
      ...(key.fields.length > 0 ? { fields: key.fields.map(({ field, as }, at) => ({ name: field.name, as: asText(as, format), bytes: values[at], optional: field.optional, ...(field.classes.length > 0 ? { classes: field.classes } : {}) })) } : {}),
      ...(key.holds ? { holds: { what: key.holds.what, as: asText(key.holds.as, format), bytes: values[0], ...(key.role === "value" && key.type !== "string" ? { members: values.length } : {}) } } : {}),
      ...(key.score ? { score: key.score.name } : {}), ...(key.where === undefined ? {} : { where: key.where }), ...(key.hashTag === undefined ? {} : { hashTag: key.hashTag }),
      ttlSeconds: key.seconds ?? null, count: count ?? null, countInAYear: next ?? null, keyBytes, bytesEach: bytes, ...(count === undefined ? {} : { bytes: Math.round(count * bytes) }),
    })),
    memory: { bytes: Math.round(now), bytesInAYear: Math.round(later) },
    maxmemoryPolicy: eviction.policy,
  }, null, 2)}\n`;
}

export function keyPlanDocument(sized: SizedKeyPlan, model: Model): string {
  const { store, technology, patterns, now, later, eviction, format } = sized;
  const missing = missingOfKeys(sized, model);
  const accesses = model.elements("access").filter(({ parent }) => parent === store.id);
  const entities = [...new Set(patterns.map(({ key }) => key.entity))];
  const tagged = patterns.some(({ key }) => key.hashTag !== undefined);
  return page(
    `# ${inline(store.title)}: keys`,
    `What ${inline(technology.name)} keeps for ${inline(store.title)}, behind which keys, for how long. What stands in angle brackets is a value${tagged ? "; what stands in braces decides the slot of a cluster" : ""}.`,
    patterns.length > 0 && table(["Key", "Type", "What is behind it", "Ends after", "How many", "Memory"], patterns.map(({ key, count, memory: { bytes } }) => [
      code(key.pattern), key.type, inline(behind(key)), key.seconds === undefined ? "never" : secondsText(key.seconds), count === undefined ? "not said" : countText(count), count === undefined ? `${bytes} B each` : `${bytesText(count * bytes)} (${bytes} B each)`,
    ])),
    bullets([
      `Memory by estimate: ${bytesText(now)} now, ${bytesText(later)} in a year. \`maxmemory\` stands above that.`,
      `\`maxmemory-policy ${eviction.policy}\`: ${eviction.reason}`,
      tagged ? "In a cluster, keys with the same text in braces lie in one slot, so that one transaction or script may use them together." : "In a cluster each key lies in the slot of its whole text: no command, transaction or script uses two of them together, for nothing says by what they belong together (the shard setting of an entity).",
    ]),
    ...entities.flatMap((entity) => {
      const own = patterns.filter(({ key }) => key.entity === entity).map(({ key }) => key);
      const [value] = own;
      const asked = accesses.filter((access) => {
        const query = settingOf(access, "query")?.values[0];
        return (query?.type === "query" && query.query.entity.target === entity.id) || targetsOf(settingOf(access, "writes")).includes(entity.id);
      });
      return [
        `## ${inline(entity.title ?? entity.name)}`, inline(entity.description ?? ""),
        value && value.fields.length > 0 && table(["Field", "Written as", "May be missing", "Class of data"], value.fields.map(({ field, as }) => [inline(field.name), asText(as, format), field.optional ? "yes" : "", field.classes.join(", ")])),
        "How it is read and written:", ["```text", ...own.flatMap(commandsOf), "```"].join("\n"),
        asked.length > 0 && `Access patterns: ${asked.map(({ title }) => inline(title)).join(", ")}.`,
        own.length > 1 && "All keys of one are written in one MULTI and EXEC, so that none leads to what is not there; in a cluster only those can be that lie in one slot.",
        entity.retention !== undefined && own.some(({ role }) => role === "index") && "The members of an index do not end with what they lead to: whoever reads one and finds nothing behind it removes it.",
      ];
    }),
    missing.length > 0 && "## What is not said", missing.length > 0 && bullets(missing.map(inline)),
    patterns.length > 0 && "## How memory is computed", patterns.length > 0 && bullets(MEMORY_METHOD),
  );
}

function behind(key: KeyPattern): string {
  const where = key.where === undefined ? "" : `, where ${key.where}`;
  if (key.fields.length > 0) return key.fields.map(({ field }) => field.name).join(", ");
  return `${key.holds?.what ?? ""}${key.score ? `, by ${key.score.name}` : ""}${where}`;
}

function commandsOf({ pattern, type, role, fields, seconds, score }: KeyPattern): readonly string[] {
  const end = seconds === undefined ? [] : [`EXPIRE ${pattern} ${seconds}`];
  if (role === "unique") return [`SET ${pattern} <key> NX${seconds === undefined ? "" : ` EX ${seconds}`}`, `GET ${pattern}`];
  if (role === "index") return score ? [`ZADD ${pattern} <${score.name}> <key>`, `ZRANGE ${pattern} <from> <to> BYSCORE`] : [`SADD ${pattern} <key>`, `SSCAN ${pattern} 0`];
  switch (type) {
    case "hash":
      return [`HSET ${pattern} ${fields.length === 0 ? "<name> <value> …" : fields.map(({ field }) => `${word(field.name)} <${field.name}>`).join(" ")}`, ...end, `HGETALL ${pattern}`];
    case "list":
      return [`RPUSH ${pattern} <value> …`, ...end, `LRANGE ${pattern} 0 -1`];
    case "set":
      return [`SADD ${pattern} <value> …`, ...end, `SSCAN ${pattern} 0`];
    default:
      return [`SET ${pattern} 1${seconds === undefined ? "" : ` EX ${seconds}`}`, `EXISTS ${pattern}`];
  }
}

/** A name as an argument of redis-cli. */
function word(name: string): string {
  return /^[\w.:-]+$/.test(name) ? name : JSON.stringify(name);
}

function asText(as: string, format: string | undefined): string {
  return as === "document" ? (format ?? "json") : as;
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** `1 h`, `90 min`, `7 d`: the largest unit in which it is whole. */
function secondsText(seconds: number): string {
  for (const [unit, size] of [["d", 86_400], ["h", 3600], ["min", 60]] as const) if (seconds % size === 0) return `${seconds / size} ${unit}`;
  return `${seconds} s`;
}
