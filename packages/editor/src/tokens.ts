import { parse, type Item, type Term } from "@groundplan/syntax";
import type { Workspace } from "@groundplan/model";
import { occurrencesIn } from "./names.ts";

export const tokenTypes = ["keyword", "property", "class", "variable", "string", "number", "operator", "comment", "enumMember"] as const;
export type TokenType = (typeof tokenTypes)[number];

export interface SemanticToken {
  readonly from: number;
  readonly to: number;
  readonly type: TokenType;
}

/** What each word of a plan file is: a kind, a setting, a declared name, a reference, a value. In the order of the text, without overlap. */
export function semanticTokens(workspace: Workspace, file: string): readonly SemanticToken[] {
  const text = workspace.text(file);
  if (text === undefined || !file.endsWith(".plan")) return [];
  const { vocabulary } = workspace.model;
  const tree = parse(text);
  const names = new Map<number, SemanticToken>();
  for (const { from, to, role } of occurrencesIn(workspace, file)) names.set(from, { from, to, type: role === "declaration" ? "class" : "variable" });
  const segments = [...names.values()];
  const found: SemanticToken[] = [];
  for (let at = 0; at < tree.comments.length; at += 2) found.push({ from: tree.comments[at]!, to: tree.comments[at + 1]!, type: "comment" });
  const open: Item[] = [...tree.items];
  for (let item = open.pop(); item; item = open.pop()) {
    const labelled = item.label.length > 0;
    for (const term of item.label) addTerm(term, term.kind === "word" ? "property" : undefined);
    for (const [index, term] of item.header.entries()) {
      const first = !labelled && index === 0 && term.kind === "word" && item.header[1]?.kind !== "arrow";
      addTerm(term, first && (vocabulary.kind(term.text) || term.text === "extend" || term.text === "kind" || term.text === "setting") ? "keyword" : first ? "property" : undefined);
    }
    for (const inner of item.block?.items ?? []) open.push(inner);
  }
  return found.concat(segments).sort((a, b) => a.from - b.from);

  function addTerm(term: Term, wanted: TokenType | undefined): void {
    const open: Term[] = [term];
    for (let each = open.pop(); each; each = open.pop()) {
      if (each.terms) {
        open.push(...each.terms);
        continue;
      }
      const { from, to } = each;
      // A dotted name is made of its segments.
      if (names.has(from)) continue;
      const type = wanted ?? TYPE[each.kind];
      if (type) found.push({ from, to, type });
    }
  }
}

const TYPE: Partial<Record<Term["kind"], TokenType>> = { word: "enumMember", raw: "class", string: "string", markdown: "string", number: "number", path: "string", operator: "operator", arrow: "operator" };
