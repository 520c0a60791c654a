import fc from "fast-check";
import type { ApiDocument, Field, Json, TypeDescription, TypeExpression } from "../../src/index.ts";

/** Without the places, and without what is undefined. */
export function placeless<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === "at" ? undefined : inner))) as Value;
}

const scalars = ["string", "boolean", "int32", "int64", "uint32", "uint64", "float", "double", "bytes", "datetime", "duration", "json"] as const;
const scalar = fc.constantFrom(...scalars).map((name): TypeExpression => ({ is: "scalar", scalar: name }));
const doc = fc.option(fc.array(fc.stringMatching(/^[A-Za-z0-9"'*/{};=\\]( ?[A-Za-z0-9"'*/{};=\\.]){0,12}$/), { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n\n")), { nil: undefined });
const word = fc.constantFrom("SPEED", "inf", "-inf", "9223372036854775807", "VALUE_1").map((text): Json => ({ "=": text }));
const plain: fc.Arbitrary<Json> = fc.oneof(fc.string(), fc.integer(), fc.boolean(), word);
const aggregate: fc.Arbitrary<Json> = fc.dictionary(fc.constantFrom("a", "b_1", "[x.y]"), fc.oneof(plain, fc.array(plain, { maxLength: 3 }), fc.dictionary(fc.constantFrom("c", "d"), plain), fc.array(fc.dictionary(fc.constantFrom("c", "d"), plain), { maxLength: 3 })));
const options = fc.dictionary(fc.constantFrom("packed_", "(my.option)", "(my.other).part", "plain"), fc.oneof(plain, aggregate, fc.array(plain, { minLength: 2, maxLength: 3 })), { maxKeys: 2 });

function extensionsOf(said: Record<string, Json>): { extensions?: { options: Record<string, Json> } } {
  return Object.keys(said).length === 0 ? {} : { extensions: { options: said } };
}

/** Documents that proto can say whole: reading what is written gives them again. */
export const documents: fc.Arbitrary<ApiDocument> = fc
  .record({
    names: fc.uniqueArray(fc.constantFrom<string[]>("Order", "Item", "User", "Order.Line", "Order.Line.Part", "User.Order", "Shop"), { minLength: 1, maxLength: 6 }),
    enums: fc.uniqueArray(fc.constantFrom<string[]>("Status", "Colour", "Kind"), { maxLength: 2 }),
    package: fc.constantFrom("shop.v1", "order.user.v2", "shop.google.v1", undefined),
    doc,
    seed: fc.infiniteStream(fc.record({ scalar, doc, options, list: fc.nat(5), pick: fc.nat(1000), optional: fc.boolean(), deprecated: fc.boolean(), nullable: fc.boolean() })),
  })
  .map(({ names: wanted, enums, package: packageName, doc: about, seed }) => {
    const names = wanted.filter((name) => !name.includes(".") || wanted.includes(name.slice(0, name.lastIndexOf(".")))).filter((name) => name.split(".").every((_, at, parts) => wanted.includes(parts.slice(0, at + 1).join("."))));
    // Nested types follow the one that they stand in.
    names.sort();
    const next = () => seed.next().value!;
    const types: TypeDescription[] = names.map((name) => {
      const { pick, doc: said, options: set, deprecated } = next();
      const fields: Field[] = [];
      for (let at = 0; at < pick % 6; at++) {
        const facts = next();
        const named = names.length + enums.length > 0 && facts.pick % 3 === 0 ? [...names, ...enums][facts.pick % (names.length + enums.length)] : facts.pick % 17 === 0 ? "google.protobuf.Any" : undefined;
        const one: TypeExpression = named !== undefined ? { is: "named", name: named } : facts.scalar;
        const isMessage = (named !== undefined && !enums.includes(named)) || (one.is === "scalar" && ["datetime", "duration", "json"].includes(one.scalar));
        const json = one.is === "scalar" && one.scalar === "json";
        const type: TypeExpression = facts.list === 0 ? { is: "list", of: one } : facts.list === 1 ? { is: "map", ...(facts.optional && { key: "int64" as const }), of: one } : one;
        const many = type !== one;
        const nullable = !many && facts.nullable && one.is === "scalar" && !isMessage;
        const struct = json && facts.list === 1 && !facts.optional;
        fields.push({
          name: `field_${at}`, type, number: at * 3 + 1,
          required: struct ? false : many || (!isMessage && !nullable && facts.optional && facts.list !== 2),
          ...(nullable && { nullable }), ...(facts.doc !== undefined && { doc: facts.doc }), ...(facts.deprecated && { deprecated: true }),
          ...(facts.list === 2 && !many && { choice: "one_of" }), ...extensionsOf(facts.options),
        });
      }
      fields.sort((a, b) => Number(a.choice !== undefined) - Number(b.choice !== undefined));
      return { kind: "record", name, ...(said !== undefined && { doc: said }), ...(deprecated && { deprecated: true }), fields, ...(pick % 2 === 0 && { reserved: { numbers: [[2, 2], [500, 536_870_911]], names: pick % 4 === 0 ? ["gone"] : [] } }), ...extensionsOf(set) };
    });
    for (const name of enums) {
      const { doc: said, pick, options: set } = next();
      types.push({ kind: "enum", name, ...(said !== undefined && { doc: said }), values: ["A", "B", "C"].slice(0, 1 + (pick % 3)).map((value, at) => ({ name: `${name.toUpperCase()}_${value}`, value: at * 7, ...(at === 1 && said !== undefined && { doc: said }) })), ...extensionsOf(set) });
    }
    const operations = Array.from({ length: next().pick % 4 }, (_, at) => {
      const { pick, doc: said, optional, nullable } = next();
      const message = (number: number) => (number % 4 === 0 ? {} : { type: { is: "named" as const, name: names[number % Math.max(names.length, 1)] ?? "google.protobuf.Any" } });
      const request = { ...message(pick), mediaTypes: [], ...(optional && { stream: true }) };
      return {
        name: `Do${at}`, ...(said !== undefined && { doc: said }), parameters: [], ...((request.type !== undefined || optional) && { request }),
        responses: [{ status: "ok", ...message(pick >> 2), mediaTypes: [], ...(nullable && { stream: true }) }],
        ...(pick % 5 === 0 && { method: pick % 2 === 0 ? "GET" : "HEAD", path: "/v1/{name=shelves/*}:run", extensions: { http: { body: "*", additional_bindings: [{ get: "/a" }, { post: "/b", body: "*" }] } } }),
      };
    });
    const version = packageName === undefined ? undefined : /v\d+$/.exec(packageName)![0];
    return {
      title: packageName ?? "", ...(version !== undefined && { version }), ...(packageName !== undefined && about !== undefined && { doc: about }), ...(packageName !== undefined && { package: packageName }),
      servers: [], security: [], types, interfaces: operations.length === 0 ? [] : [{ name: "Desk", style: "grpc" as const, operations }],
    };
  });
