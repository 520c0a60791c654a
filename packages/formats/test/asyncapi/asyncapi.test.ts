import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ApiDocument, Channel, Message, Operation } from "../../src/api.ts";
import type { TypeDescription } from "../../src/types.ts";
import { readAsyncApi } from "../../src/asyncapi/read.ts";
import { writeAsyncApi } from "../../src/asyncapi/write.ts";

const shop = readFileSync(new URL("shop.yaml", import.meta.url), "utf8");
const old = readFileSync(new URL("old.yaml", import.meta.url), "utf8");
const plain = (value: unknown) => JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === "at" ? undefined : inner)));
const whats = (losses: readonly { readonly what: string }[]) => losses.map(({ what }) => what);

describe("a document of version 3", () => {
  it("is read without a word and written back to the same document, in both languages", () => {
    const first = readAsyncApi(shop);
    expect([first.problems, first.losses]).toEqual([[], []]);
    for (const format of ["yaml", "json"] as const) {
      const { text, losses } = writeAsyncApi(first.document, { format });
      expect(losses).toEqual([]);
      const again = readAsyncApi(text);
      expect([again.problems, again.losses]).toEqual([[], []]);
      expect(plain(again.document)).toEqual(plain(first.document));
      expect(writeAsyncApi(again.document, { format }).text).toBe(text);
    }
  });

  it("gives channels, messages with their traits, and operations", () => {
    const [api] = plain(readAsyncApi(shop).document.interfaces);
    expect(api.channels[0]).toMatchObject({ name: "orders", address: "shop.orders.{region}.v1", bindings: { kafka: { partitions: 12 } }, parameters: [{ name: "region", default: "eu", constraints: { values: ["eu", "us"] } }] });
    expect(api.channels[0].messages[0]).toMatchObject({ name: "OrderPlaced", type: { is: "named", name: "Order" }, mediaType: "application/json", correlation: "$message.header#/correlationId", headers: [{ name: "correlationId", required: true, type: { is: "scalar", scalar: "uuid" } }], bindings: { kafka: { key: { type: "string" } } } });
    expect(api.operations[0]).toMatchObject({ name: "publishPlaced", action: "send", channel: "orders", summary: "Tells of a new order.", extensions: { messages: ["OrderPlaced"], bindings: { kafka: { groupId: { enum: ["shop"] } } } } });
    expect(api.operations[1]).toMatchObject({ action: "receive", security: [{ scram: [] }], extensions: { reply: { address: "$message.header#/replyTo", channel: "replies", messages: ["Accepted"] } } });
    expect(api.security).toEqual([{ scram: [] }]);
  });

  it("shows exactly the one fact that was changed", () => {
    const { document } = readAsyncApi(shop);
    const changed = { ...document, interfaces: document.interfaces.map((api) => ({ ...api, channels: api.channels!.map((channel) => (channel.name === "orders" ? { ...channel, address: "shop.orders.v2" } : channel)) })) };
    const before = writeAsyncApi(document).text.split("\n");
    const { text } = writeAsyncApi(changed);
    expect(text.split("\n").filter((line, index) => line !== before[index])).toEqual(["    address: shop.orders.v2"]);
    expect(plain(readAsyncApi(text).document)).toEqual(plain(changed));
  });
});

it.each(Array.from({ length: 60 }, (_, seed) => seed))("a document made at random comes back as it was (%i)", (seed) => {
  let state = seed + 1;
  const below = (most: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % most;
  };
  const some = <Part>(part: Part): Part | object => (below(2) ? part : {});
  const text = () => ["One: two", "line\n\nline", "# no comment", "- 1", "yes", "é 🙂"][below(6)]!;
  const types = ["A", "B"].map((name): TypeDescription => ({ kind: "record", name, ...some({ doc: text() }), fields: Array.from({ length: below(4) }, (_, index) => ({ name: `f${index}`, type: { is: "scalar", scalar: (["string", "int64", "uuid", "datetime", "boolean"] as const)[below(5)]! }, required: below(2) === 0, ...some({ nullable: true }) })) }));
  const channels = Array.from({ length: 1 + below(3) }, (_, index): Channel => ({
    name: `c/${index}`, address: ["", "a.b", "a/{id}"][below(3)]!, ...some({ doc: text() }), ...some({ bindings: { kafka: { partitions: below(9) } } }),
    messages: Array.from({ length: below(3) }, (__, each): Message => ({ name: `M${each}`, ...some({ title: text() }), ...some({ doc: text() }), ...some({ type: { is: "named", name: "AB"[below(2)]! } as const }), ...some({ mediaType: "application/json" }), ...some({ correlation: "$message.header#/id" }), ...some({ headers: [{ name: "id", type: { is: "scalar", scalar: "string" } as const, required: below(2) === 0 }] }) })),
  }));
  const operations = channels.flatMap((channel, index): Operation[] => (below(4) ? [{ name: `o${index}`, action: below(2) ? "send" : "receive", channel: channel.name, parameters: [], responses: [], ...some({ summary: text() }), ...some({ doc: text() }), ...some({ extensions: { "x-team": { a: [1] } } }) }] : []));
  const document: ApiDocument = { title: "T", version: "1.0.0", ...some({ doc: text() }), servers: [], interfaces: [{ name: "T", style: "events", operations, channels }], types, security: [] };
  const { text: written, losses } = writeAsyncApi(document);
  expect(losses).toEqual([]);
  const again = readAsyncApi(written);
  expect([again.problems, again.losses]).toEqual([[], []]);
  expect(plain(again.document)).toEqual(plain(document));
});

describe("a document of version 2", () => {
  it("is turned round: what others publish is received", () => {
    const { document, problems, losses } = readAsyncApi(old);
    expect(problems).toEqual([]);
    expect(whats(losses)).toEqual(["variables of the server broker"]);
    const [api] = plain(document.interfaces);
    expect(api.operations.map((each: any) => [each.name, each.action, each.channel])).toEqual([["onMeasured", "receive", "light.id.measured"], ["receive.light.dim", "receive", "light.dim"], ["dim", "send", "light.dim"]]);
    expect(api.operations[1].extensions).toEqual({ messages: ["Dim"] });
    expect(api.channels[0]).toMatchObject({ address: "light/{id}/measured", messages: [{ name: "Measured", mediaType: "text/plain" }] });
    expect(document.servers).toEqual([{ url: "mqtt://test.example:{port}", protocol: "mqtt" }]);
    const { text, losses: lost } = writeAsyncApi(document);
    expect(lost).toEqual([]);
    expect(plain(readAsyncApi(text).document)).toEqual(plain(document));
  });
});

describe("a fault", () => {
  const base = (more: string) => `asyncapi: 3.0.0\ninfo: { title: A, version: "1" }\n${more}`;
  it.each([
    ["asyncapi: 1.2.0\n", "format/version", "1.2.0"],
    ["openapi: 3.1.0\n", "format/version", "o"],
    [base("operations: { a: { action: send, channel: { $ref: '#/channels/b' } } }"), "format/unknown-name", "'#/channels/b'"],
    [base("operations: { a: { action: emit, channel: { $ref: '#/channels/b' } } }\nchannels: { b: { address: b } }"), "format/meaning", "emit"],
    [base("channels: { b: { address: b, messages: { m: { $ref: 'https://x.example/m.yaml' } } } }"), "format/not-followed", "'https://x.example/m.yaml'"],
    [base("channels: { b: { $ref: '#/channels/c' }, c: { $ref: '#/channels/b' } }"), "format/meaning", undefined],
    [base("channels: { b: { address: b }, c: { messages: { m: {} } } }\noperations: { a: { action: send, channel: { $ref: '#/channels/b' }, messages: [{ $ref: '#/channels/c/messages/m' }] } }"), "format/meaning", undefined],
  ])("is told at its place: %s", (text, code, word) => {
    const [problem] = readAsyncApi(text).problems;
    expect(problem).toMatchObject({ code });
    if (word !== undefined) expect(text.slice(problem!.from, problem!.to)).toBe(word);
  });

  it("of many mutated texts never throws, and has its place in the text", () => {
    let state = 5;
    const below = (most: number) => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return (state >> 8) % most;
    };
    const json = writeAsyncApi(readAsyncApi(shop).document, { format: "json" }).text;
    const signs = ["{", "}", "[", "]", ":", "- ", "\n", "  ", '"', "$ref: ", '"$ref":', "null", "__proto__: 1", "&a ", "*a "];
    for (let round = 0; round < 600; round++) {
      let text = [shop, old, json, json][round % 4]!;
      if (round % 5 === 0) text = text.slice(0, below(text.length));
      for (let edit = below(3); edit >= 0; edit--) {
        const at = below(text.length + 1);
        text = text.slice(0, at) + (below(2) ? signs[below(signs.length)]! : "") + text.slice(at + below(12));
      }
      const { document, problems, losses } = readAsyncApi(text);
      for (const { from, to } of [...problems, ...losses.flatMap(({ at }) => at ?? [])]) expect(0 <= from && from <= to && to <= text.length).toBe(true);
      writeAsyncApi(document);
    }
  });

  it("of great depth or length is told", () => {
    expect(readAsyncApi("[".repeat(10_000)).problems.length).toBeGreaterThan(0);
    expect(readAsyncApi(`{"asyncapi":"3.0.0","info":{"title":"${"a".repeat(10_000_000)}"}}`).problems).toEqual([]);
  });
});

it("tells what it does not carry, and what AsyncAPI cannot say", () => {
  const { losses } = readAsyncApi("asyncapi: 3.0.0\nid: urn:a\ninfo: { title: A, version: '1', contact: {} }\nchannels: { c: { address: c, servers: [], messages: { m: { payload: { schemaFormat: application/vnd.apache.avro, schema: {} }, tags: [] } } } }\ncomponents: { messages: { unused: {} } }");
  expect(whats(losses).sort()).toEqual(["contact of the document", "id of the document", "servers of the channel c", "tags of the message m", "the message unused, which no channel has", "the payload of m, which is of application/vnd.apache.avro"].sort());
  const written = writeAsyncApi({ title: "A", servers: [], types: [], security: [], interfaces: [{ name: "R", style: "rest", operations: [] }, { name: "A", style: "events", operations: [{ name: "lost", parameters: [], responses: [] }], channels: [] }] });
  expect(whats(written.losses)).toEqual(["the interface R, which is rest", "the operation lost, which has no channel", "that the interface has no version (written as 1.0.0)"]);
});
