import type { Term } from "@groundplan/syntax";
import type { Signature, SignaturePart, SignatureResult, TypeNode } from "../grammar.ts";
import { readLiteral } from "./literal.ts";
import { readType, SCALARS } from "./type.ts";

export interface SignatureProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly hint?: string;
}

const METHODS = new Set(["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "QUERY"]);
const ROOTS = new Set(["query", "mutation", "subscription", "send", "receive"]);
const PLACES = new Set(["path", "query", "header", "cookie", "body", "argument"]);

/**
 * Reads what an operation takes and gives: `POST /orders (NewOrder, dryRun: boolean in query) -> 201 Order | 409 OutOfStock`,
 * `(stream Sample) -> Summary`, `query product(id: uuid) -> Product?`, `add(item: Item): Cart`. What is left out is empty.
 */
export function readSignature(terms: readonly Term[]): { readonly signature: Signature; readonly problem?: SignatureProblem } {
  let problem: SignatureProblem | undefined;
  const tell = (at: { readonly from: number; readonly to: number }, message: string, hint?: string): void => {
    problem ??= { from: at.from, to: at.to, message, ...(hint === undefined ? {} : { hint }) };
  };
  const split = terms.findIndex((term) => term.kind === "arrow" || (term.kind === "operator" && term.text === ":"));
  const before = split < 0 ? terms : terms.slice(0, split);
  const after = split < 0 ? [] : terms.slice(split + 1);
  let method: string | undefined;
  let root: string | undefined;
  let path: string | undefined;
  const takes: SignaturePart[] = [];
  for (const term of before) {
    if (term.kind === "word" && METHODS.has(term.text) && method === undefined) method = term.text;
    else if (term.kind === "word" && ROOTS.has(term.text) && root === undefined) root = term.text;
    else if (term.kind === "path" && path === undefined) path = readPath(term);
    else if (term.kind === "parens") for (const part of commas(term.terms ?? [])) readPart(part, term);
    else if (term.kind === "word" && root !== undefined) continue; // The field of a GraphQL root, repeated.
    else if (term.kind === "word" && /^[A-Za-z]+$/.test(term.text) && term.text === term.text.toUpperCase()) tell(term, `${term.text} is no method of HTTP.`, `The methods are ${[...METHODS].join(", ")}.`);
  }
  const gives = split < 0 ? [] : readResults();
  const signature: Signature = { ...(method === undefined ? {} : { method }), ...(root === undefined ? {} : { root }), ...(path === undefined ? {} : { path }), takes, gives };
  return problem ? { signature, problem } : { signature };

  /** `/orders/{id: uuid}`: the types of the parameters are taken out of the path. */
  function readPath(term: Term): string {
    return term.text.replace(/\{([^{}]*)\}/g, (whole, inner: string, offset: number) => {
      const match = /^\s*([\p{L}\p{N}_.-]+)\s*(?::\s*([\p{L}\p{N}_.-]+)\s*)?$/u.exec(inner);
      if (!match) {
        tell({ from: term.from + offset, to: term.from + offset + whole.length }, "A parameter of a path is a name, with its type behind a colon.", "As in /orders/{id: uuid}.");
        return whole;
      }
      const [, name, type] = match;
      const from = term.from + offset + 1 + inner.indexOf(type ?? name!, type === undefined ? 0 : inner.indexOf(":"));
      const node: TypeNode = type === undefined ? { is: "scalar", scalar: "string", args: [] } : Object.hasOwn(SCALARS, type) ? { is: "scalar", scalar: type, args: [] } : { is: "name", name: type, from, to: from + type.length };
      takes.push({ name: name!, type: node, in: "path" });
      return `{${name}}`;
    });
  }

  /** `NewOrder`, `currency: string in query`, `first: integer = 10`. */
  function readPart(part: readonly Term[], whole: Term): void {
    const colon = part.findIndex((term) => term.kind === "operator" && term.text === ":");
    const named = colon === 1 && (part[0]!.kind === "word" || part[0]!.kind === "raw");
    let rest = named ? part.slice(2) : part;
    let place = named ? (path === undefined ? "argument" : "query") : "body";
    const within = rest.findIndex((term, index) => index > 0 && term.kind === "word" && term.text === "in");
    if (within >= 0) {
      const word = rest[within + 1];
      if (word && PLACES.has(word.text)) place = word.text;
      else tell(word ?? rest[within]!, "Behind in stands where it is: path, query, header, cookie or body.");
      rest = rest.slice(0, within);
    }
    const equals = rest.findIndex((term) => term.kind === "operator" && term.text === "=");
    const preset = equals < 0 ? undefined : readLiteral(rest.slice(equals + 1));
    if (preset?.problem) tell(preset.problem, preset.problem.message);
    if (equals >= 0) rest = rest.slice(0, equals);
    if (rest.length === 0) {
      tell(part[0] ?? whole, "What is taken has a type.", "As in (NewOrder) or (currency: string in query).");
      return;
    }
    const reading = readType(rest);
    if (reading.problem) tell(reading.problem, reading.problem.message, reading.problem.hint);
    else takes.push({ ...(named ? { name: part[0]!.text } : {}), type: reading.node, in: place, ...(preset?.literal === undefined ? {} : { default: preset.literal }) });
  }

  /** `201 Order | 409 OutOfStock | 204`: a status begins a result of its own, types without one stand as they are. */
  function readResults(): SignatureResult[] {
    const results: SignatureResult[] = [];
    for (const part of bars(after)) {
      const first = part[0];
      if (!first) continue;
      const status = (first.kind === "number" && /^[1-5](?:\d\d|XX)$/.test(first.text)) || first.text === "default" ? first.text : undefined;
      if (first.kind === "number" && status === undefined) {
        tell(first, `${first.text} is no status of HTTP.`, "A status has three digits, as 404, or is 4XX or default.");
        continue;
      }
      const rest = status === undefined ? part : part.slice(1);
      if (rest.length === 0) {
        results.push(status === undefined ? {} : { status });
        continue;
      }
      const reading = readType(rest);
      if (reading.problem) tell(reading.problem, reading.problem.message, reading.problem.hint);
      else results.push({ ...(status === undefined ? {} : { status }), type: reading.node });
    }
    return results;
  }
}

function commas(terms: readonly Term[]): readonly (readonly Term[])[] {
  return parted(terms, ",");
}

function bars(terms: readonly Term[]): readonly (readonly Term[])[] {
  return parted(terms, "|");
}

/** Terms parted at a sign that stands outside of `< >`. */
function parted(terms: readonly Term[], sign: string): readonly (readonly Term[])[] {
  const parts: Term[][] = [[]];
  let open = 0;
  for (const term of terms) {
    if (term.kind === "operator" && term.text === "<") open++;
    else if (term.kind === "operator" && term.text === ">") open = Math.max(0, open - 1);
    if (open === 0 && term.kind === "operator" && term.text === sign) parts.push([]);
    else parts[parts.length - 1]!.push(term);
  }
  return parts.filter((part) => part.length > 0);
}
