import type { Term } from "@groundplan/syntax";
import type { Comparator, Grammar, Terms, Value, ValueProblem } from "../grammar.ts";
import { withArticle } from "../article.ts";
import { isDay } from "../dates.ts";
import { nearest } from "../nearest.ts";
import { readLiteral } from "./literal.ts";
import { readSignature } from "./signature.ts";
import { readIndex, readPath, readStoreQuery, readVolume } from "./store.ts";
import { readType, writeType } from "./type.ts";
import { dimensionOf, exampleOf, readQuantity, splitNumber, type Dimension, type Quantity } from "../units.ts";

export type Reading = { readonly value: Value; readonly problem?: undefined } | { readonly value?: undefined; readonly problem: ValueProblem };

/** Reads one value by its grammar. Never throws; what cannot be read gives a problem with its exact place. */
export function readValue(grammar: Grammar, terms: Terms): Reading {
  const from = terms[0]!.from;
  const to = terms[terms.length - 1]!.to;
  const first = terms[0]!;
  switch (grammar.type) {
    case "text":
      if (terms.length === 1 && isText(first)) return ok({ type: "text", text: first.text, from, to });
      if (grammar.words && terms.every((term) => isWord(term) || term.kind === "number")) return ok({ type: "text", text: terms.map((term) => term.text).join(" "), from, to });
      return wrong(from, to, "A text in quotes belongs here.", undefined, isWord(first) ? `"${terms.map((term) => term.text).join(" ").replaceAll('"', '\\"')}"` : undefined);
    case "word":
      return readWord(grammar.values, terms);
    case "reference":
      if (terms.length === 1 && (isWord(first) || first.kind === "number")) return ok({ type: "reference", name: first.text, grammar, from, to });
      if (terms.length === 1 && isText(first) && grammar.orText) return ok({ type: "text", text: first.text, from, to });
      return wrong(from, to, `The name of ${list(grammar.to)} belongs here.`, isText(first) ? "A name stands without quotes." : undefined);
    case "technology":
      return readTechnology(terms);
    case "quantity":
      return readAmount(grammar.dimension, terms, grammar.positive);
    case "range":
      return readRange(terms);
    case "date":
      if (terms.length === 1 && isDate(first.text)) return ok({ type: "date", date: first.text.slice(0, 10), from, to });
      return wrong(from, to, "A date belongs here, as 2026-03-01.");
    case "flag":
      return wrong(from, to, "Nothing follows this word.");
    case "distribution":
      return readDistribution(grammar.dimension, terms);
    case "bound":
      return readBound(terms, grammar.metrics);
    case "weighted":
      return readWeighted(grammar, terms);
    case "licence":
      if (terms.length === 1 && (isWord(first) || isText(first) || first.kind === "number")) return ok({ type: "word", word: first.text, from, to });
      return wrong(from, to, "A licence belongs here: an SPDX identifier as Apache-2.0, or proprietary, service, standard.");
    case "signature": {
      const { signature, problem } = readSignature(terms);
      return problem ? { problem } : ok({ type: "signature", text: write(terms), signature, from, to });
    }
    case "type": {
      const reading = readType(terms);
      return reading.problem ? reading : ok({ type: "type", text: writeType(reading.node), expression: reading.node, grammar, from, to });
    }
    case "literal": {
      const reading = readLiteral(terms);
      return reading.problem ? reading : ok({ type: "literal", text: write(terms), literal: reading.literal, from, to });
    }
    case "index": {
      const reading = readIndex(terms, write(terms));
      return reading.problem ? reading : ok({ ...reading.read, from, to });
    }
    case "volume": {
      const reading = readVolume(terms, write(terms));
      return reading.problem ? reading : ok({ ...reading.read, from, to });
    }
    case "path": {
      const reading = readPath(terms);
      return reading.problem ? reading : ok({ type: "path", text: write(terms), stops: reading.read, grammar, from, to });
    }
    case "query": {
      const reading = readStoreQuery(terms);
      return reading.problem ? reading : ok({ type: "query", text: write(terms), query: reading.read, from, to });
    }
    case "phrase":
      return ok({ type: "phrase", text: write(terms), from, to });
  }
}

/** Splits the terms of a list at its commas; an empty member is a problem at the comma. */
export function splitList(terms: Terms): { readonly members: Terms[]; readonly problem?: ValueProblem } {
  if (terms.length === 1 && terms[0]!.kind === "brackets") return splitList(terms[0]!.terms ?? []);
  const members: Terms[] = [];
  let member: Term[] = [];
  let problem: ValueProblem | undefined;
  for (const term of terms) {
    if (term.kind === "operator" && term.text === ",") {
      if (member.length === 0) problem ??= { from: term.from, to: term.to, message: "Nothing stands before this comma." };
      else members.push(member);
      member = [];
    } else member.push(term);
  }
  if (member.length > 0) members.push(member);
  else if (terms.length > 0) problem ??= { from: terms[terms.length - 1]!.from, to: terms[terms.length - 1]!.to, message: "Nothing stands behind this comma." };
  return problem ? { members, problem } : { members };
}

/** Terms as they would be written, single blanks between, for what is kept as written. */
export function write(terms: Terms): string {
  let text = "";
  let last = "";
  for (const term of terms) {
    const piece = term.terms ? `${term.kind === "parens" ? "(" : "["}${write(term.terms)}${term.kind === "parens" ? ")" : "]"}` : isText(term) ? JSON.stringify(term.text) : term.text;
    const glued = text === "" || piece === "," || piece === "?" || piece === ":" || piece === "<" || piece === ">" || last === "<" || (term.kind === "parens" && /^\w+$/.test(last) && last === last.toLowerCase() && !/^\d/.test(last));
    text += glued ? piece : ` ${piece}`;
    last = piece;
  }
  return text;
}

function readWord(values: readonly string[] | undefined, terms: Terms): Reading {
  const first = terms[0]!;
  const to = terms[terms.length - 1]!.to;
  if (terms.length > 1 || (!isWord(first) && first.kind !== "number")) return wrong(first.from, to, values ? `One of ${oneOf(values)} belongs here.` : "A word belongs here.");
  if (!values || values.includes(first.text)) return ok({ type: "word", word: first.text, from: first.from, to });
  // `performance` may be left out where the second part says it all.
  const partial = values.filter((value) => value.endsWith(`.${first.text}`));
  if (partial.length === 1) return ok({ type: "word", word: partial[0]!, from: first.from, to });
  const near = nearest(first.text, values);
  return wrong(first.from, to, `${first.text} is none of ${oneOf(values)}.`, near ? `Did you mean ${near}?` : undefined, near);
}

function readTechnology(terms: Terms): Reading {
  const first = terms[0]!;
  const to = terms[terms.length - 1]!.to;
  if (terms.length > 1 || (!isWord(first) && first.kind !== "number" && !isText(first))) {
    if (terms.map((term) => term.text).join("").toLowerCase() === "c++") return wrong(first.from, to, "C++ is named in letters here.", "Write cpp.", "cpp");
    const second = terms[1];
    const glue = second?.kind === "number" ? `${first.text}@${second.text}` : undefined;
    return wrong(first.from, to, "A technology belongs here, with its version behind @.", glue ? `Write ${glue}; commas separate several.` : "Commas separate several.", terms.length === 2 ? glue : undefined);
  }
  const at = first.text.indexOf("@");
  const id = (at < 0 ? first.text : first.text.slice(0, at)).toLowerCase();
  return ok(at < 0 ? { type: "technology", id, from: first.from, to } : { type: "technology", id, version: first.text.slice(at + 1), from: first.from, to });
}

/** A number with its unit, or an amount of money: `120 USD/month`. */
function readAmount(dimension: Dimension, terms: Terms, positive = false): Reading {
  const from = terms[0]!.from;
  const to = terms[terms.length - 1]!.to;
  const quantity = quantityOf(dimension, terms);
  if (quantity) {
    const limits = outOfLimits(quantity, positive);
    return limits === undefined ? ok({ type: "quantity", quantity, from, to }) : wrong(from, to, `${terms.map((term) => term.text).join(" ")} ${limits}`, `Write it as ${exampleOf(dimension)}.`);
  }
  const split = splitNumber(terms[0]!.text);
  if (!split || terms[0]!.kind !== "number") return wrong(from, to, `A ${NAME[dimension]} belongs here, as ${exampleOf(dimension)}.`);
  const other = dimensionOf(split.unit);
  return wrong(from, to, split.unit === "" ? `A ${NAME[dimension]} needs its unit, as ${exampleOf(dimension)}.` : other ? `${split.unit} is a unit of ${NAME[other]}; a ${NAME[dimension]} belongs here, as ${exampleOf(dimension)}.` : `${split.unit} is no unit of a ${NAME[dimension]}; write it as ${exampleOf(dimension)}.`);
}

/** What is wrong with an amount of the right unit: a share beyond the whole, or less than nothing. */
function outOfLimits({ dimension, base }: Quantity, positive: boolean): string | undefined {
  if (base < 0) return "is less than nothing.";
  if (positive && base === 0) return "is nothing.";
  return dimension === "ratio" && base > 1 ? "is more than the whole." : undefined;
}

function quantityOf(dimension: Dimension, terms: Terms): Quantity | undefined {
  const first = terms[0];
  if (!first || first.kind !== "number") return undefined;
  if (dimension !== "money") return terms.length === 1 ? readQuantity(first.text, dimension) : undefined;
  const split = splitNumber(first.text);
  const rest = terms.slice(1).map((term) => term.text).join("");
  const money = /^([A-Z]{3})(\/(?:month|y|year|h|d))?$/.exec((split?.unit ?? "") + rest);
  if (!split || !money) return undefined;
  const months: Record<string, number> = { "/month": 1, "/y": 1 / 12, "/year": 1 / 12, "/h": 730, "/d": 365 / 12 };
  return { dimension: "money", amount: split.amount, unit: money[2] ?? "", currency: money[1]!, base: split.amount * (money[2] ? months[money[2]]! : 1) };
}

function readRange(terms: Terms): Reading {
  const first = terms[0]!;
  const to = terms[terms.length - 1]!.to;
  const match = terms.length === 1 ? /^(\d+)(?:\.\.(\d+|\*))?$/.exec(first.text) : null;
  if (!match) return wrong(first.from, to, "A whole number belongs here, or a range as 3..12.");
  const low = Number(match[1]);
  const high = match[2] === undefined ? low : match[2] === "*" ? Infinity : Number(match[2]);
  if (high < low) return wrong(first.from, to, `The range ends before it begins: ${first.text}.`, undefined, `${high}..${low}`);
  return ok({ type: "range", low, high, from: first.from, to });
}

function readDistribution(dimension: Dimension, terms: Terms): Reading {
  const { members, problem } = splitList(terms);
  if (problem) return { problem };
  const points: { at: "mean" | "exactly" | number; quantity: Quantity }[] = [];
  for (const member of members) {
    const [key, ...rest] = member;
    const from = key!.from;
    const to = member[member.length - 1]!.to;
    const percentile = /^p(\d{1,2}(?:\.\d+)?)$/.exec(key!.text);
    const at = percentile ? Number(percentile[1]) : key!.text === "mean" || key!.text === "exactly" ? key!.text : undefined;
    if (at === undefined || rest.length === 0) return wrong(from, to, "An estimate belongs here, as p50 3ms, p99 12ms or mean 5ms or exactly 5ms.");
    const reading = readAmount(dimension, rest);
    if (reading.problem) return reading;
    points.push({ at, quantity: (reading.value as Extract<Value, { type: "quantity" }>).quantity });
  }
  for (const [index, point] of points.entries()) {
    const next = points[index + 1];
    if (next && typeof point.at === "number" && typeof next.at === "number" && (next.at <= point.at || next.quantity.base < point.quantity.base)) {
      return wrong(terms[0]!.from, terms[terms.length - 1]!.to, "Percentiles rise, and so do their values.");
    }
  }
  return ok({ type: "distribution", points, from: terms[0]!.from, to: terms[terms.length - 1]!.to });
}

/** What a bound may speak of, and the dimension of its limit. */
const METRICS: readonly (readonly [RegExp, readonly Dimension[]])[] = [
  [/^p\d{1,2}(?:\.\d+)?$|^mean$|^max$|^time$|^latency$|^recovery$|^rto$|^rpo$|^mttr$|^mttd$|^lead$|^age$/, ["duration"]],
  [/^availability$|^errors$|^success$|^coverage$|^loss$|^utilisation$/, ["ratio"]],
  [/^rate$|^throughput$/, ["rate", "throughput"]],
  [/^cost$|^budget$/, ["money"]],
  [/^size$|^storage$|^memory$/, ["size"]],
];

function readBound(terms: Terms, metrics: readonly string[] | undefined): Reading {
  const from = terms[0]!.from;
  const to = terms[terms.length - 1]!.to;
  const index = terms.findIndex((term) => term.kind === "operator" && /^[<>]=?$|^=$/.test(term.text));
  if (index < 1 || index === terms.length - 1) return wrong(from, to, metrics ? `A limit belongs here, as ${metrics[0]!} <= 8; it may be of ${oneOf(metrics)}.` : "A requirement belongs here, as p95 <= 400ms or availability >= 99.9% over 30d.");
  const metric = terms.slice(0, index).map((term) => term.text).join(" ");
  if (metrics && !metrics.includes(metric)) {
    const near = nearest(metric, metrics);
    return wrong(from, terms[index - 1]!.to, `${metric} is none of ${oneOf(metrics)}.`, near ? `Did you mean ${near}?` : undefined, near);
  }
  const overAt = terms.findIndex((term, at) => at > index && term.text === "over");
  const amount = terms.slice(index + 1, overAt < 0 ? undefined : overAt);
  const known = METRICS.find(([pattern]) => pattern.test(metric));
  const dimensions: readonly Dimension[] = metrics ? ["count", "ratio"] : known ? known[1] : ["count", "duration", "ratio", "rate", "size", "throughput", "money", "cores"];
  const quantity = dimensions.map((dimension) => quantityOf(dimension, amount)).find((found) => found !== undefined);
  if (!quantity) {
    const reading = amount.length > 0 ? readAmount(dimensions[0]!, amount) : undefined;
    return reading?.problem ? { problem: reading.problem } : wrong(from, to, `A ${NAME[dimensions[0]!]} belongs behind the comparison, as ${exampleOf(dimensions[0]!)}.`);
  }
  const limits = outOfLimits(quantity, false);
  if (limits !== undefined) return wrong(amount[0]!.from, amount[amount.length - 1]!.to, `${amount.map((term) => term.text).join(" ")} ${limits}`);
  const bound = { type: "bound", metric, comparator: terms[index]!.text as Comparator, quantity, from, to } as const;
  if (overAt < 0) return ok(bound);
  const over = readAmount("duration", terms.slice(overAt + 1).length > 0 ? terms.slice(overAt + 1) : [terms[overAt]!]);
  return over.problem ? over : ok({ ...bound, over: (over.value as Extract<Value, { type: "quantity" }>).quantity });
}

function readWeighted(grammar: Extract<Grammar, { type: "weighted" }>, terms: Terms): Reading {
  const last = terms[terms.length - 1]!;
  const from = terms[0]!.from;
  if (terms.length < 2 || last.kind !== "number" || !/^\d+(?:\.\d+)?$/.test(last.text)) return wrong(from, last.to, `A name with a number from ${grammar.min} to ${grammar.max} behind it belongs here, as ${grammar.of.type === "technology" ? "go 3" : "low-cost 2"}.`);
  const weight = Number(last.text);
  if (weight < grammar.min || weight > grammar.max) return wrong(last.from, last.to, `${last.text} is not between ${grammar.min} and ${grammar.max}.`);
  const reading = readValue(grammar.of, terms.slice(0, -1));
  return reading.problem ? reading : ok({ type: "weighted", value: reading.value, weight, from, to: last.to });
}

const NAME: Readonly<Record<Dimension, string>> = { duration: "duration", ratio: "percentage", rate: "rate", count: "number", size: "size", throughput: "throughput", money: "sum of money", cores: "number of cores" };

function ok(value: Value): Reading {
  return { value };
}

function wrong(from: number, to: number, message: string, hint?: string, replace?: string): Reading {
  return { problem: { from, to, message, ...(hint === undefined ? {} : { hint }), ...(replace === undefined ? {} : { replace }) } };
}

function isText(term: Term): boolean {
  return term.kind === "string" || term.kind === "markdown";
}

function isWord(term: Term): boolean {
  return term.kind === "word" || term.kind === "raw";
}

/** A day, with a time behind it where somebody wrote one. */
function isDate(text: string): boolean {
  return isDay(text.slice(0, 10)) && /^(?:T[\d:.]+Z?)?$/.test(text.slice(10));
}

/** `a, b or c`, shortened where there are many. */
export function oneOf(values: readonly string[]): string {
  if (values.length > 8) return `${values.slice(0, 7).join(", ")} … (${values.length} in all)`;
  return values.length === 1 ? values[0]! : `${values.slice(0, -1).join(", ")} or ${values[values.length - 1]}`;
}

function list(kinds: readonly string[]): string {
  return oneOf(kinds.map((kind) => withArticle(kind.replace("@", ""))));
}
