import type { Term } from "@groundplan/syntax";
import type { Literal } from "../grammar.ts";

export type LiteralReading = { readonly literal: Literal; readonly problem?: undefined } | { readonly literal?: undefined; readonly problem: { readonly from: number; readonly to: number; readonly message: string } };

/**
 * Reads a value as it stands in data: a text, a number, `true`, `false`, `null`, a list in brackets, a call without a
 * depth of its own (`now()`), or a word: a literal of an enum. Lists hold no lists.
 */
export function readLiteral(terms: readonly Term[]): LiteralReading {
  const [first, second, ...more] = terms;
  if (!first) return { problem: { from: 0, to: 0, message: "A value belongs here." } };
  const wrong = (term: Term): LiteralReading => ({ problem: { from: term.from, to: terms[terms.length - 1]!.to, message: "One value belongs here, as pending, \"none\", 12.5, true, [] or now()." } });
  if (more.length > 0) return wrong(more[0]!);
  if (second && second.kind !== "parens") return wrong(second);
  if (second) return first.kind === "word" ? { literal: { call: first.text, args: listOf(second.terms ?? []) } } : wrong(second);
  if (first.kind === "brackets") return { literal: listOf(first.terms ?? []) };
  const single = scalarOf(first);
  return single === undefined ? wrong(first) : { literal: single };
}

function listOf(terms: readonly Term[]): Literal[] {
  return terms.flatMap((term) => scalarOf(term) ?? (term.kind === "word" && term.text === "null" ? [null] : []));
}

function scalarOf(term: Term): Literal | undefined {
  switch (term.kind) {
    case "string":
    case "markdown":
      return term.text;
    case "number":
      return /^-?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(term.text) ? Number(term.text.replaceAll("_", "")) : term.text;
    case "word":
      return term.text === "true" ? true : term.text === "false" ? false : term.text === "null" ? null : { word: term.text };
    case "raw":
      return { word: term.text };
    default:
      return undefined;
  }
}
