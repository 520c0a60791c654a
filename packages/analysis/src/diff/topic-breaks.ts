import { describeEvents, isAdopted, type Described } from "@groundplan/design";
import { avroIncompatibilities, breakingChanges, protoBreaking, readAvro, writeAvro, type ApiDocument, type TypeDescription, type TypeExpression } from "@groundplan/formats";
import { lastOf, settingOf, type Element, type Model } from "@groundplan/model";
import { SOURCES, type Audience, type FoundBreak, type Sides } from "./breaks.ts";
import type { Pairing } from "./pairs.ts";
import { createSubjects, namesIn, type Named } from "./subjects.ts";

/**
 * What the changes of topics break. Messages are judged by the rules of the format that the relations of the topic name: `protobuf`,
 * `avro`, `json`; where none is named by those of Avro, as which Groundplan writes them.
 */
export function topicBreaks(sides: Sides, pairing: Pairing): readonly FoundBreak[] {
  const { model } = sides.before;
  const described = { before: new Map<string, Described | undefined>(), after: new Map<string, Described | undefined>() };
  return model.elements("@topic").flatMap((topic): readonly FoundBreak[] => {
    if (isAdopted(model, topic.id)) return [];
    const twin = pairing.after(topic.id);
    const now = twin === undefined ? undefined : sides.after.model.element(twin);
    const whole = (rule: string, reason: string): FoundBreak => ({ rule, reason, source: SOURCES.own, side: "before", id: topic.id, audience: { of: "topic", id: topic.id, gone: true } });
    if (!now) return [whole("topic-removed", `The topic ${topic.title} is removed.`)];
    const moved = lastOf(topic.id) !== lastOf(now.id) ? [whole("topic-renamed", `The topic ${lastOf(topic.id)} is now called ${lastOf(now.id)}.`)] : topic.parent !== now.parent && pairing.after(topic.parent ?? "") !== now.parent ? [whole("topic-moved", `The topic ${topic.title} is now one of ${now.parent}.`)] : [];
    const [was, is] = [messageOf(sides.before.model, topic, described.before), messageOf(sides.after.model, now, described.after)];
    if (!was) return moved;
    if (!is) return [...moved, { ...whole("message-type-removed", `What the messages of ${topic.title} are is no longer said.`), audience: { of: "topic", id: topic.id, gone: false } }];
    const subjects = createSubjects(was.named, is.named);
    const audience: Audience = { of: "topic", id: topic.id, gone: false };
    const put = (rule: string, reason: string, source: string, path: string | undefined): FoundBreak => ({ rule, reason, source, ...((path === undefined ? undefined : subjects.part(path)) ?? { side: "before" as const, id: topic.id }), audience });
    return [...moved, ...formatsOf(model, topic).flatMap((format): readonly FoundBreak[] => {
      const [a, b] = [was.root, is.root];
      if (format === "protobuf" && a.is === "named" && b.is === "named") {
        if (a.name !== b.name) return [put("message-type-changed", `The messages of ${topic.title} were ${a.name} and are ${b.name}.`, SOURCES.own, undefined)];
        return protoBreaking(was.document, is.document).filter(({ of }) => of !== "").map(({ rule, message, of }) => put(rule, message, SOURCES.proto, of));
      }
      if (format === "avro" && a.is === "named" && b.is === "named") {
        const [old, fresh] = [was, is].map(({ types }, at) => readAvro(writeAvro(types, (at === 0 ? a : b).name, { namespace: "diff" }).text).document);
        return avroIncompatibilities(old!, fresh!, "full").map(({ direction, path, message }) => put(`avro-${direction}`, `${path}: ${message} ${direction === "forward" ? "Those who know the old messages cannot read new ones." : "Those who know the new messages cannot read those that are kept."}`, SOURCES.avro, path.replace(/[[\]{}]/g, "")));
      }
      const rest = ({ document, root }: Message): ApiDocument => ({ ...document, interfaces: [{ name: "topic", style: "rest", operations: [{ name: "message", method: "GET", path: "/", parameters: [], responses: [{ status: "200", mediaTypes: [], type: root }] }] }] });
      return breakingChanges(rest(was), rest(is)).filter(({ breaking }) => breaking).map(({ word, message, of }) => put(word, message.replaceAll("response 200", "the message"), SOURCES.rest, of));
    })];
  });
}

interface Message {
  readonly root: TypeExpression;
  /** The types that the message leads to. */
  readonly types: readonly TypeDescription[];
  /** A document of these alone. */
  readonly document: ApiDocument;
  readonly named: Named;
}

/** What a topic carries; undefined where nothing says it. */
function messageOf(model: Model, topic: Element, known: Map<string, Described | undefined>): Message | undefined {
  if (topic.parent === undefined) return undefined;
  if (!known.has(topic.parent)) known.set(topic.parent, describeEvents(model, topic.parent));
  const events = known.get(topic.parent);
  const channel = events?.document.interfaces[0]?.channels?.find(({ name }) => events.memberIds.get(name) === topic.id);
  const root = channel?.messages[0]?.type;
  if (!events || !root) return undefined;
  const all = new Map(events.document.types.map((type) => [type.name, type]));
  const reached = new Set(namesIn(root));
  for (const name of reached) {
    const type = all.get(name);
    const inner = type === undefined || type.kind === "enum" ? [] : type.kind === "record" ? [...type.fields.flatMap((field) => namesIn(field.type)), ...(type.extends ?? [])] : type.kind === "union" ? type.of.flatMap(namesIn) : namesIn(type.type);
    for (const each of inner) reached.add(each);
  }
  const types = events.document.types.filter(({ name }) => reached.has(name));
  const document: ApiDocument = { title: "", servers: [], security: [], interfaces: [], types };
  return { root, types, document, named: { model, document, typeId: (name) => events.typeIds.get(name), operationIds: () => [] } };
}

/** The formats that the relations of a topic say it speaks. */
function formatsOf(model: Model, topic: Element): readonly string[] {
  const said = new Set([...model.incoming(topic.id), ...model.outgoing(topic.id)].flatMap((relation) => (settingOf(relation, "format")?.values ?? []).flatMap((value) => (value.type === "technology" ? value.id : []))));
  const known = ["avro", "json", "protobuf"].filter((format) => said.has(format));
  return known.length > 0 ? known : ["avro"];
}
