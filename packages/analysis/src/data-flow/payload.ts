import { plainName } from "@groundplan/design";
import { settingOf, type Element, type Model } from "@groundplan/model";
import { CLASSES, namesOfType, writeType, type Signature, type TypeNode } from "@groundplan/vocabulary";
import type { Part, TypeClasses } from "./classes.ts";
import type { Certainty, Datum } from "./types.ts";

/** What travels in one direction; `untyped` where some of it may be anything that its source holds. */
export interface Payload {
  readonly data: readonly Datum[];
  readonly untyped: boolean;
}

/** What travels both ways between a caller and what it calls. */
export interface Exchange {
  readonly forward: Payload;
  readonly back: Payload;
}

export const NOTHING: Payload = { data: [], untyped: false };
export const ANYTHING: Payload = { data: [], untyped: true };

/** Reads payloads: of signatures, of types, of entities, of interfaces as a whole. */
export interface Payloads {
  ofType(node: TypeNode, part: Part, certainty: Certainty): Payload;
  ofNamed(type: string, part: Part, certainty: Certainty): Datum | undefined;
  /** What an operation takes and gives; undefined where it does not say. */
  ofOperation(operation: Element, certainty: Certainty): Exchange | undefined;
  /** What all operations of interfaces take and give together, as assumed: which of them is called is not said. Undefined where one of them is silent, or there is none. */
  ofInterfaces(interfaces: readonly Element[]): Exchange | undefined;
}

export function createPayloads(model: Model, classes: TypeClasses): Payloads {
  const exchanges = new Map<string, Exchange | undefined>();
  return { ofType, ofNamed, ofOperation, ofInterfaces };

  function ofNamed(type: string, part: Part, certainty: Certainty): Datum | undefined {
    const element = model.element(type);
    if (!element || isEmpty(model, element)) return undefined;
    return { name: plainName(element.name), type, classes: classes.of(type, part), certainty };
  }

  function ofType(node: TypeNode, part: Part, certainty: Certainty): Payload {
    const data: Datum[] = [];
    let untyped = false;
    for (const { target } of namesOfType(node)) {
      if (target === undefined) untyped = true;
      const datum = target === undefined ? undefined : ofNamed(target, part, certainty);
      if (datum) data.push(datum);
    }
    return { data, untyped };
  }

  function ofOperation(operation: Element, certainty: Certainty): Exchange | undefined {
    const value = settingOf(operation, "signature")?.values[0];
    return value?.type === "signature" ? ofSignature(value.signature, certainty) : undefined;
  }

  function ofSignature({ takes, gives }: Signature, certainty: Certainty): Exchange {
    const forward = takes.map((part): Payload => {
      const typed = ofType(part.type, "request", certainty);
      // A parameter of a plain type is known by its own name; it bears no class.
      if (namesOfType(part.type).length > 0) return typed;
      return { data: [{ name: part.name ?? writeType(part.type), type: undefined, classes: [], certainty }], untyped: false };
    });
    const back = gives.map(({ status, type }): Payload => {
      if (!type) return NOTHING;
      const typed = ofType(type, "reply", certainty);
      // What goes wrong is told in words that matter to nobody else, unless they bear a class.
      if (/^[45]|^default$/.test(status ?? "")) return { data: typed.data.filter((datum) => datum.classes.length > 0), untyped: typed.untyped };
      return namesOfType(type).length > 0 ? typed : { data: [{ name: writeType(type), type: undefined, classes: [], certainty }], untyped: false };
    });
    return { forward: unite(forward), back: unite(back) };
  }

  function ofInterfaces(interfaces: readonly Element[]): Exchange | undefined {
    if (interfaces.length === 0) return undefined;
    const key = interfaces.map(({ id }) => id).join(" ");
    if (exchanges.has(key)) return exchanges.get(key);
    const operations = interfaces.flatMap(({ id }) => model.children(id).filter(({ kind }) => kind.group === "operation"));
    const all = operations.map((operation) => ofOperation(operation, "assumed"));
    const said = all.filter((each) => each !== undefined);
    const whole = said.length > 0 && said.length === all.length ? { forward: unite(said.map(({ forward }) => forward)), back: unite(said.map(({ back }) => back)) } : undefined;
    exchanges.set(key, whole);
    return whole;
  }
}

/** Several payloads as one: each datum once, as certain and with as many classes as any of them says; by name. */
export function unite(payloads: readonly Payload[]): Payload {
  if (payloads.length === 1) return { data: inOrder(payloads[0]!.data), untyped: payloads[0]!.untyped };
  return { data: inOrder(payloads.flatMap(({ data }) => data)), untyped: payloads.some(({ untyped }) => untyped) };
}

function inOrder(data: readonly Datum[]): readonly Datum[] {
  const found = new Map<string, Datum>();
  for (const datum of data) {
    const key = datum.type ?? `"${datum.name}`;
    const before = found.get(key);
    found.set(key, before ? { ...datum, classes: CLASSES.filter((name) => before.classes.includes(name) || datum.classes.includes(name)), certainty: before.certainty === "stated" ? "stated" : datum.certainty } : datum);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, datum]) => datum);
}

/** `type Empty {}` stands for nothing at all. */
function isEmpty(model: Model, type: Element): boolean {
  return type.kind.name !== "enum" && model.children(type.id).length === 0 && ["extends", "of", "from"].every((name) => !settingOf(type, name));
}
