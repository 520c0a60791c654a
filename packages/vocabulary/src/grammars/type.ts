import type { Term } from "@groundplan/syntax";
import type { Container, TypeNode } from "../grammar.ts";

/** Scalar types of the language, with the arguments that each may take: a length, or precision and scale. */
export const SCALARS: Readonly<Record<string, number>> = {
  string: 1, text: 0, boolean: 0, integer: 0, number: 0, int32: 0, int64: 0, uint32: 0, uint64: 0, float: 0, double: 0, decimal: 2,
  bytes: 1, date: 0, time: 0, datetime: 0, duration: 0, uuid: 0, email: 0, uri: 0, json: 0, money: 0,
};

const CONTAINERS: Readonly<Record<Container, readonly [least: number, most: number]>> = { list: [1, 1], set: [1, 1], page: [1, 1], stream: [1, 1], map: [1, 2] };

/** How deep types may be nested in each other. */
const DEEPEST = 32;

export type TypeReading = { readonly node: TypeNode; readonly problem?: undefined } | { readonly node?: undefined; readonly problem: { readonly from: number; readonly to: number; readonly message: string; readonly hint?: string } };

/**
 * Reads a type where it is used: a scalar with its arguments (`decimal(12, 2)`), a name, `list<…>`, `set<…>`, `page<…>`, `map<…>`,
 * `A | B`, and `?` behind what may be missing. The terms are those of the type and no others.
 */
export function readType(terms: readonly Term[]): TypeReading {
  let at = 0;
  const first = terms[0];
  const last = terms[terms.length - 1];
  if (!first || !last) return { problem: { from: 0, to: 0, message: "A type belongs here." } };
  const fail = (term: Term | undefined, message: string, hint?: string): TypeReading => ({ problem: { from: (term ?? last).from, to: (term ?? last).to, message, ...(hint === undefined ? {} : { hint }) } });
  const read = union(0);
  if (read.problem) return read;
  if (at < terms.length) return fail(terms[at], `${terms[at]!.text || "This"} does not belong to a type.`, "A type is a scalar, a name, list<…>, map<…> or several of them with | between.");
  return read;

  function union(depth: number): TypeReading {
    const members: TypeNode[] = [];
    for (;;) {
      const one = single(depth);
      if (one.problem) return one;
      members.push(one.node);
      if (!isOperator(terms[at], "|")) break;
      at++;
    }
    return { node: members.length === 1 ? members[0]! : { is: "union", of: members } };
  }

  function single(depth: number): TypeReading {
    const term = terms[at];
    if (!term || (term.kind !== "word" && term.kind !== "raw")) return fail(term, "A type belongs here, as string, list<Item> or the name of one.");
    if (depth > DEEPEST) return fail(term, `Types are nested deeper than ${DEEPEST}.`);
    at++;
    let node: TypeNode;
    const lower = term.text as Container;
    if (term.kind === "word" && Object.hasOwn(CONTAINERS, lower) && isOperator(terms[at], "<")) {
      at++;
      const of: TypeNode[] = [];
      for (;;) {
        const inner = union(depth + 1);
        if (inner.problem) return inner;
        of.push(inner.node);
        if (!isOperator(terms[at], ",")) break;
        at++;
      }
      if (!isOperator(terms[at], ">")) return fail(terms[at], `${term.text}<…> is not closed.`, "A > belongs here.");
      at++;
      const [least, most] = CONTAINERS[lower];
      if (of.length < least || of.length > most) return fail(term, `${term.text} is of one type${most === 2 ? ", or from one to another" : ""}.`, `As in ${term.text}<string>.`);
      node = { is: "of", container: lower, of };
    } else if (term.kind === "word" && Object.hasOwn(SCALARS, term.text)) {
      const args: number[] = [];
      const parens = terms[at];
      if (parens?.kind === "parens") {
        at++;
        for (const inner of parens.terms ?? []) {
          if (isOperator(inner, ",")) continue;
          if (inner.kind !== "number" || !/^\d+$/.test(inner.text)) return fail(inner, "A whole number belongs here: a length, or digits in all and behind the point.");
          args.push(Number(inner.text));
        }
        if (args.length > SCALARS[term.text]!) return fail(parens, SCALARS[term.text] === 0 ? `${term.text} takes no arguments.` : `${term.text} takes ${SCALARS[term.text] === 1 ? "one argument" : "two arguments"} at most.`);
        if (args.length === 2 && args[1]! > args[0]!) return fail(parens, "More digits stand behind the point than there are in all.");
      }
      node = { is: "scalar", scalar: term.text, args };
    } else if (term.kind === "word" && term.text === "stream" && (terms[at]?.kind === "word" || terms[at]?.kind === "raw")) {
      const inner = single(depth + 1);
      if (inner.problem) return inner;
      node = { is: "of", container: "stream", of: [inner.node] };
    } else node = { is: "name", name: term.text, from: term.from, to: term.to };
    if (isOperator(terms[at], "?")) {
      at++;
      node = { is: "optional", of: node };
    }
    return { node };
  }
}

/** The type as it would be written. */
export function writeType(node: TypeNode): string {
  switch (node.is) {
    case "scalar":
      return node.args.length === 0 ? node.scalar : `${node.scalar}(${node.args.join(", ")})`;
    case "name":
      return node.name;
    case "of":
      return `${node.container}<${node.of.map(writeType).join(", ")}>`;
    case "union":
      return node.of.map(writeType).join(" | ");
    case "optional":
      return `${writeType(node.of)}?`;
  }
}

function isOperator(term: Term | undefined, text: string): boolean {
  return term?.kind === "operator" && term.text === text;
}
