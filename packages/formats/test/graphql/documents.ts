import type { ApiDocument, Operation, Parameter } from "../../src/api.ts";
import type { Field, Scalar, TypeDescription, TypeExpression } from "../../src/types.ts";

/** Numbers from a seed (mulberry32), so that a failure can be had again. */
export function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const DOCS = [undefined, "One line.", "Two\n\n  lines, the second indented.", 'With """ and \\ and "quotes"', " leading blank", "ends with \"", "é 漢 🙂", "tab\there", "\u0007 bell"];
const SCALARS: Scalar[] = ["string", "boolean", "int32", "double", "datetime", "date", "time", "duration", "uuid", "int64", "decimal", "uri", "email", "bytes", "json"];

/** A document that GraphQL can say all of, so that it must come back as it is. */
export function sayable(seed: number): ApiDocument {
  const below = random(seed);
  const doc = () => {
    const text = DOCS[below(DOCS.length)];
    return text === undefined ? {} : { doc: text };
  };
  const count = 2 + below(4);
  const names = (kind: string) => Array.from({ length: count }, (_, index) => `${kind}${index}`);
  const wrap = (type: TypeExpression): TypeExpression => {
    let wrapped = type;
    for (let lists = below(4) - 1; lists > 0; lists--) wrapped = { is: "list", of: wrapped, ...(below(2) ? { nullable: true } : {}) };
    return wrapped;
  };
  const expression = (kinds: string[]): TypeExpression => wrap(below(2) ? { is: "scalar", scalar: SCALARS[below(SCALARS.length)]! } : { is: "named", name: `${kinds[below(kinds.length)]!}${below(count)}` });
  const field = (name: string, kinds: string[]): Field => ({ name, type: expression(kinds), ...(below(2) ? { required: true } : { required: false, nullable: true }), ...doc(), ...(below(8) ? {} : { extensions: { "@tag": below(2) ? "" : ['name: "a"', "name: B"] } }) });
  const output = (name: string): Field => ({ ...field(name, ["Type", "Enum", "Face", "Union", "Alias"]), ...(below(5) ? {} : { deprecated: true }) });
  const input = (name: string): Field => {
    const made = field(name, ["Enum", "Input", "Alias"]);
    return made.type.is === "scalar" && made.type.scalar === "string" && below(2) ? { ...made, required: false, default: 'a "default" \\ \n here' } : made;
  };
  const several = <Part>(make: (name: string) => Part, prefix: string) => Array.from({ length: below(4) }, (_, index) => make(`${prefix}${index}`));
  const types: TypeDescription[] = [
    ...names("Face").map((name): TypeDescription => ({ name, ...doc(), kind: "record", fields: [output(`id${name}`), ...several(output, `of${name}`)], role: "interface" })),
    ...names("Type").map((name): TypeDescription => ({ name, ...doc(), kind: "record", fields: several(output, "field"), ...(below(2) ? {} : { extends: [`Face${below(count)}`] }) })),
    ...names("Enum").map((name): TypeDescription => ({ name, ...doc(), kind: "enum", values: [{ name: "ONE", ...doc() }, { name: "TWO", ...(below(2) ? { deprecated: true } : {}) }] })),
    ...names("Union").map((name): TypeDescription => ({ name, ...doc(), kind: "union", of: [{ is: "named", name: `Type${below(count)}` }] })),
    ...names("Alias").map((name): TypeDescription => ({ name, ...doc(), kind: "alias", type: { is: "scalar", scalar: "json" } })),
    // Required inputs must not go round in a circle: they lead to later ones alone.
    ...names("Input").map((name): TypeDescription => ({ name, ...doc(), kind: "record", fields: several(input, "field").map((each) => (JSON.stringify(each.type).includes("Input") && each.required ? { ...each, required: false, nullable: true } : each)), role: "input" })),
  ];
  const operation = (root: "query" | "mutation" | "subscription") => (name: string): Operation => {
    const paged = below(4) === 0;
    return {
      name,
      ...doc(),
      root,
      parameters: several((each): Parameter => ({ ...input(each), in: "argument" }), "arg"),
      ...(root === "mutation" && below(2) ? { request: { type: { is: "named", name: `Input${below(count)}` }, mediaTypes: [], ...(below(2) ? { required: true } : {}), ...doc() } } : {}),
      responses: [{ status: "ok", type: paged ? { is: "list", of: { is: "named", name: `Type${below(count)}` } } : expression(["Type", "Enum", "Union"]), ...(below(2) ? { nullable: true } : {}), mediaTypes: [], ...(root === "subscription" ? { stream: true } : {}) }],
      ...(paged ? { pagination: "cursor" } : {}),
      ...(below(6) ? {} : { deprecated: true }),
    };
  };
  const operations = [...several(operation("query"), "query"), ...several(operation("mutation"), "mutation"), ...several(operation("subscription"), "subscription")];
  const extensions = { "directive @tag": "directive @tag(name: String) repeatable on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION" };
  const about = below(2) ? {} : { doc: "About it." };
  return { title: below(2) ? "The title" : "", servers: [], interfaces: operations.length === 0 && about.doc === undefined ? [] : [{ name: "schema", style: "graphql", ...about, operations }], types, security: [], extensions };
}

/** Places aside; undefined properties are none. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === "at" ? undefined : inner)));
}
