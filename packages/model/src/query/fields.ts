import { parse } from "@groundplan/syntax";
import { catalogue, findTechnology, isDay, isTextual, nearest, oneOf, readValue, writeQuantity, type Grammar, type Kind, type Quantity, type Setting, type Vocabulary } from "@groundplan/vocabulary";
import { inheritedSetting, settingOf, textsOf, type Element, type LinkedValue, type Model } from "../model.ts";
import { endsWithPath } from "../names.ts";
import { compileMove, failUnknown, isRelation, settingsNamed, type Context, type Subject, type Thing } from "./moves.ts";
import { fail, type FieldPath, type Literal, type Operator } from "./syntax.ts";

/** One value of a field. */
export type Scalar =
  | { readonly type: "text"; readonly text: string }
  /** One of a fixed list; `performance` stands for `performance.timeBehaviour` too. */
  | { readonly type: "word"; readonly word: string }
  | { readonly type: "kind"; readonly kind: Kind }
  | { readonly type: "element"; readonly id: string }
  | { readonly type: "technology"; readonly id: string; readonly version: string | undefined }
  | { readonly type: "number"; readonly number: number }
  | { readonly type: "range"; readonly low: number; readonly high: number }
  | { readonly type: "quantity"; readonly quantity: Quantity; readonly shown: string };

export interface CompiledField {
  values(thing: Thing): readonly Scalar[];
  /** Fails where a value cannot be compared with the field. */
  check(operator: Operator, literal: Literal): void;
}

/** Turns a field path into a function of things; fails where the subject has no such field. */
export function compileField(path: FieldPath, subject: Subject, context: Context): CompiledField {
  const { model } = context;
  let at = subject;
  const moves: ((things: readonly Thing[]) => readonly Thing[])[] = [];
  for (const [index, move] of path.moves.entries()) {
    const rest = path.moves.length - 1 - index;
    if (rest === 0 && index > 0 && move.name === "count") return field((things) => [{ type: "number", number: things.length }], (operator, literal) => checkNumber(operator, literal, path.text));
    const plain = !move.star && !move.style && !move.where;
    const settings = settingsNamed(move.name, at, model.vocabulary);
    const next = path.moves[index + 1];
    if (rest === 1 && settings.length > 0 && next) {
      const part = partOf(settings, next.name);
      if (part) return field((things) => things.flatMap((thing) => valuesOf(thing, move.name).flatMap(part.read)), part.check);
    }
    const own = rest === 0 && plain ? ownField(move.name, at, model) : undefined;
    if (own) return field((things) => things.flatMap(own.read), own.check);
    const compiled = compileMove(move, at, context);
    if (compiled && (rest > 0 || settings.length === 0 || !plain)) {
      moves.push(compiled.apply);
      at = compiled.subject;
      continue;
    }
    if (rest > 0) {
      if (settings.length > 0) fail(next!, `${next!.name} is no part of ${move.name}.`, settings.some((setting) => setting.grammar.type === "distribution") ? `As in ${move.name}.p99 or ${move.name}.mean.` : undefined);
      failUnknown("field", move, at, model.vocabulary);
    }
    if (settings.length === 0) failUnknown("field", move, at, model.vocabulary);
    return field((things) => things.flatMap((thing) => valuesOf(thing, move.name).flatMap(scalarsOf)), (operator, literal) => checkSetting(operator, literal, settings, model));
  }
  return field((things) => things.flatMap((thing): Scalar[] => (isRelation(thing) ? [{ type: "text", text: thing.id }] : [{ type: "element", id: thing.id }])), (_operator, literal) => checkName(literal, undefined, model));

  function field(read: (things: readonly Thing[]) => readonly Scalar[], check: CompiledField["check"]): CompiledField {
    return {
      values(thing) {
        let things: readonly Thing[] = [thing];
        for (const move of moves) things = move(things);
        return read(things);
      },
      check(operator, literal) {
        if (literal.type !== "none" && operator !== "~" && operator !== "!~") check(operator, literal);
        else if (literal.type === "none" && operator !== "=" && operator !== "!=") fail(literal, `none cannot be compared with ${operator}.`, "Write = none or != none.");
      },
    };
  }

  function valuesOf(thing: Thing, name: string): readonly LinkedValue[] {
    const setting = isRelation(thing) ? settingOf(thing, name) : inheritedSetting(model, thing, name);
    return setting?.values ?? [];
  }
}

/** Whether a comparison holds between one value and one literal; what cannot be compared does not. */
export function matches(scalar: Scalar, operator: "=" | "<" | "<=" | ">" | ">=" | "~", literal: Literal, vocabulary: Vocabulary): boolean {
  if (operator === "~") return showScalar(scalar).toLowerCase().includes(literal.text.toLowerCase());
  const { text } = literal;
  switch (scalar.type) {
    case "text":
      return operator === "=" ? scalar.text === text : ordered(scalar.text < text ? -1 : scalar.text > text ? 1 : 0, operator);
    case "word":
      return operator === "=" ? scalar.word === text || scalar.word.startsWith(`${text}.`) || scalar.word.endsWith(`.${text}`) : ordered(scalar.word < text ? -1 : scalar.word > text ? 1 : 0, operator);
    case "kind":
      return operator === "=" && vocabulary.covers([text, `@${text}`], scalar.kind);
    case "element":
      return operator === "=" && endsWithPath(scalar.id, text);
    case "technology": {
      const at = text.indexOf("@");
      const version = at < 0 ? undefined : text.slice(at + 1);
      return operator === "=" && plainTechnology(scalar.id) === plainTechnology(at < 0 ? text : text.slice(0, at)) && (version === undefined || scalar.version === version || scalar.version?.startsWith(`${version}.`) === true);
    }
    case "number":
      return ordered(scalar.number - Number(text), operator);
    case "range":
      return operator === "=" ? Number(text) >= scalar.low && Number(text) <= scalar.high : ordered((operator === "<" || operator === "<=" ? scalar.high : scalar.low) - Number(text), operator);
    case "quantity": {
      const other = readAs({ type: "quantity", dimension: scalar.quantity.dimension }, text);
      return other?.type === "quantity" && ordered(scalar.quantity.base - other.quantity.base, operator);
    }
  }
}

export function showScalar(scalar: Scalar): string {
  switch (scalar.type) {
    case "text":
      return scalar.text;
    case "word":
      return scalar.word;
    case "kind":
      return scalar.kind.name;
    case "element":
      return scalar.id;
    case "technology":
      return scalar.version === undefined ? scalar.id : `${scalar.id}@${scalar.version}`;
    case "number":
      return String(scalar.number);
    case "range":
      return scalar.low === scalar.high ? String(scalar.low) : `${scalar.low}..${scalar.high === Infinity ? "*" : scalar.high}`;
    case "quantity":
      return scalar.shown;
  }
}

/** The number by which a value is sorted; undefined where it is sorted as a text. */
export function numberOf(scalar: Scalar): number | undefined {
  return scalar.type === "number" ? scalar.number : scalar.type === "range" ? scalar.low : scalar.type === "quantity" ? scalar.quantity.base : undefined;
}

interface Part {
  read(value: LinkedValue): readonly Scalar[];
  check: CompiledField["check"];
}

interface OwnField {
  read(thing: Thing): readonly Scalar[];
  check: CompiledField["check"];
}

const anyText = (): void => {};

/** The fields of `words.ts`. */
function ownField(name: string, subject: Subject, model: Model): OwnField | undefined {
  const text = (read: (thing: Thing) => string | undefined, check: CompiledField["check"] = anyText): OwnField => ({ check, read: (thing) => { const found = read(thing); return found === undefined ? [] : [{ type: "text", text: found }]; } });
  if (subject.of === "relations") {
    switch (name) {
      case "id":
        return text((thing) => thing.id);
      case "label":
        return text((thing) => (isRelation(thing) ? thing.label : undefined));
      case "style":
        return text((thing) => (isRelation(thing) ? thing.style : undefined), (_operator, literal) => checkWord(literal, ["call", "message"]));
      case "description":
        return text((thing) => thing.description);
      case "file":
        return text((thing) => thing.at.file);
      default:
        return undefined;
    }
  }
  const of = (read: (element: Element) => string | undefined): OwnField => text((thing) => (isRelation(thing) ? undefined : read(thing)));
  switch (name) {
    case "id":
      return { read: (thing) => [{ type: "element", id: thing.id }], check: (_operator, literal) => checkName(literal, undefined, model) };
    case "name":
      return of((element) => element.name);
    case "title":
      return of((element) => element.title);
    case "description":
      return of((element) => element.description);
    case "file":
      return of((element) => element.at.file);
    case "kind":
      return { read: (thing) => (isRelation(thing) ? [] : [{ type: "kind", kind: thing.kind }]), check: (_operator, literal) => checkWord(literal, kindWords(model.vocabulary)) };
    case "group":
      return { read: (thing) => (isRelation(thing) ? [] : [{ type: "text", text: thing.kind.group }]), check: (_operator, literal) => checkWord(literal, [...new Set(model.vocabulary.kinds.map((kind) => kind.group))]) };
    case "decided":
      return { read: (thing) => (isDecided(thing.id, model) ? [{ type: "text", text: "yes" }] : []), check: (_operator, literal) => checkWord(literal, ["yes"]) };
    default:
      return undefined;
  }
}

function isDecided(id: string, model: Model): boolean {
  return model.mentions(id).some(({ by }) => {
    const element = model.element(by);
    return element?.kind.group === "decision" && textsOf(settingOf(element, "status")).includes("accepted");
  });
}

/** Kinds and groups. */
export function kindWords(vocabulary: Vocabulary): readonly string[] {
  return [...new Set(vocabulary.kinds.flatMap((kind) => [kind.name, kind.group]))];
}

function scalarsOf(value: LinkedValue): readonly Scalar[] {
  if (isTextual(value)) return [{ type: "text", text: value.text }];
  switch (value.type) {
    case "word":
      return [{ type: "word", word: value.word }];
    case "date":
      return [{ type: "text", text: value.date }];
    case "reference":
      return [{ type: "element", id: value.target ?? value.name }];
    case "technology":
      return [{ type: "technology", id: value.id, version: value.version }];
    case "range":
      return [{ type: "range", low: value.low, high: value.high }];
    case "flag":
      return [{ type: "text", text: "yes" }];
    case "quantity":
      return [{ type: "quantity", quantity: value.quantity, shown: writeQuantity(value.quantity) }];
    case "distribution":
      return value.points.map((point): Scalar => ({ type: "quantity", quantity: point.quantity, shown: `${typeof point.at === "number" ? `p${point.at}` : point.at} ${writeQuantity(point.quantity)}` }));
    case "bound":
      return [{ type: "quantity", quantity: value.quantity, shown: `${value.metric} ${value.comparator} ${writeQuantity(value.quantity)}${value.over ? ` over ${writeQuantity(value.over)}` : ""}` }];
    case "weighted":
      return scalarsOf(value.value);
  }
}

/** `time.p99`, `time.mean`, `measure.metric`, `skills.go`: a part of a value. */
function partOf(settings: readonly Setting[], name: string): Part | undefined {
  for (const { grammar } of settings) {
    if (grammar.type === "distribution" && /^(?:p\d{1,2}|mean|exactly)$/.test(name)) {
      const at = name.startsWith("p") ? Number(name.slice(1)) : name;
      return {
        read: (value) => (value.type === "distribution" ? value.points.filter((point) => point.at === at).map((point): Scalar => ({ type: "quantity", quantity: point.quantity, shown: writeQuantity(point.quantity) })) : []),
        check: (_operator, literal) => checkGrammar(literal, { type: "quantity", dimension: grammar.dimension }),
      };
    }
    if (grammar.type === "bound" && (name === "metric" || name === "limit")) {
      return { check: anyText, read: (value) => (value.type !== "bound" ? [] : name === "metric" ? [{ type: "text", text: value.metric }] : [{ type: "quantity", quantity: value.quantity, shown: writeQuantity(value.quantity) }]) };
    }
    if (grammar.type === "weighted" && grammar.of.type === "technology") {
      return {
        read: (value) => (value.type === "weighted" && value.value.type === "technology" && value.value.id === name ? [{ type: "number", number: value.weight }] : []),
        check: (operator, literal) => checkNumber(operator, literal, name),
      };
    }
  }
  return undefined;
}

function checkNumber(_operator: Operator, literal: Literal, name: string): void {
  if (literal.type !== "number" || Number.isNaN(Number(literal.text))) fail(literal, `${name} is a number; ${literal.text} is none.`);
}

function checkWord(literal: Literal, known: readonly string[]): void {
  if (known.includes(literal.text)) return;
  const near = nearest(literal.text, known);
  fail(literal, `${literal.text} is none of ${oneOf(known)}.`, near ? `Did you mean ${near}?` : undefined);
}

/** An element of this name must be there: what is misspelt would find nothing, and say nothing. */
function checkName(literal: Literal, accepts: readonly string[] | undefined, model: Model): void {
  const fitting = accepts ? model.elements(...accepts) : model.elements();
  if (fitting.some((element) => endsWithPath(element.id, literal.text))) return;
  const near = nearest(literal.text, fitting.flatMap((element) => (literal.text.includes(".") ? [element.id] : [element.name])));
  fail(literal, `Nothing is named ${literal.text}${accepts ? ` that may stand here: ${oneOf(accepts.map((each) => each.replace("@", "")))}` : ""}.`, near ? `Did you mean ${near}?` : undefined);
}

/** Several kinds may have a setting of one name: a value is right where it suits one of them. */
function checkSetting(operator: Operator, literal: Literal, settings: readonly Setting[], model: Model): void {
  let first: (() => void) | undefined;
  for (const { grammar } of settings) {
    const check = (): void => checkValue(operator, literal, grammar, model);
    try {
      check();
      return;
    } catch {
      first ??= check;
    }
  }
  first?.();
}

function checkValue(operator: Operator, literal: Literal, grammar: Grammar, model: Model): void {
  if (operator !== "=" && operator !== "!=" && ["reference", "technology", "word", "flag", "licence"].includes(grammar.type)) fail(literal, `This has no order: ${operator} cannot compare it.`, "Write =, != or ~.");
  switch (grammar.type) {
    case "reference":
      if (literal.type === "string" && grammar.orText) return;
      return checkName(literal, grammar.to, model);
    case "word":
      if (!grammar.values || grammar.values.some((value) => value === literal.text || value.startsWith(`${literal.text}.`) || value.endsWith(`.${literal.text}`))) return;
      return checkWord(literal, grammar.values);
    case "weighted":
      return checkValue(operator, literal, grammar.of, model);
    case "range":
      return checkNumber(operator, literal, "It");
    case "flag":
      return checkWord(literal, ["yes"]);
    case "date":
      // A year or a month stands for its first day.
      if (/^\d{4}(?:-\d{2}){0,2}$/.test(literal.text) && isDay(`${literal.text}-01-01`.slice(0, 10))) return;
      return fail(literal, `${literal.text} is no date.`, "As in 2026-03-01.");
    case "quantity":
      return checkGrammar(literal, grammar);
    case "distribution":
      return checkGrammar(literal, { type: "quantity", dimension: grammar.dimension });
    case "technology":
      return checkTechnology(literal, model);
    case "text":
    case "bound":
    case "licence":
    case "type":
    case "literal":
    case "index":
    case "volume":
    case "path":
    case "query":
    case "phrase":
    case "signature":
      return;
  }
}

/** A technology of the catalogue, of the workspace, or one that some setting names. */
function checkTechnology(literal: Literal, model: Model): void {
  const id = literal.text.replace(/@.*/, "").toLowerCase();
  if (findTechnology(id)) return;
  const used = new Set(model.elements().flatMap((element) => [...(element.kind.group === "technology" ? [element.name] : []), ...element.settings.flatMap((setting) => setting.values.flatMap(scalarsOf).flatMap((scalar) => (scalar.type === "technology" ? scalar.id : [])))]));
  for (const relation of model.relations()) for (const setting of relation.settings) for (const value of setting.values) if (value.type === "technology") used.add(value.id);
  if (used.has(id)) return;
  const near = nearest(id, [...used, ...catalogue.map((technology) => technology.id)]);
  fail(literal, `There is no technology ${literal.text} in the catalogue, and none here is named so.`, near ? `Did you mean ${near}?` : undefined);
}

/** One spelling for all names of a technology: `postgres` is `postgresql`. */
function plainTechnology(name: string): string {
  return findTechnology(name)?.id ?? name.toLowerCase();
}

function checkGrammar(literal: Literal, grammar: Grammar): void {
  const terms = termsOf(literal.text);
  const reading = terms ? readValue(grammar, terms) : undefined;
  if (reading?.value) return;
  fail(literal, reading?.problem.message ?? `${literal.text || "Nothing"} is no value.`, reading?.problem.hint);
}

function readAs(grammar: Grammar, text: string): LinkedValue | undefined {
  const terms = termsOf(text);
  return terms ? readValue(grammar, terms).value : undefined;
}

function termsOf(text: string): ReturnType<typeof parse>["items"][number]["header"] | undefined {
  const header = parse(text).items[0]?.header;
  return header && header.length > 0 ? header : undefined;
}

function ordered(difference: number, operator: "=" | "<" | "<=" | ">" | ">="): boolean {
  switch (operator) {
    case "=":
      return difference === 0;
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    case ">=":
      return difference >= 0;
  }
}
