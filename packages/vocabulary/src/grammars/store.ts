import type { Term } from "@groundplan/syntax";
import type { IndexField, NameNode, StoreQuery, Value } from "../grammar.ts";
import { readQuantity, type Quantity } from "../units.ts";

type Problem = { readonly from: number; readonly to: number; readonly message: string; readonly hint?: string };
type Result<T> = { readonly read: T; readonly problem?: undefined } | { readonly read?: undefined; readonly problem: Problem };

/** `(status, placedAt desc) where "total > 0" using gin`. */
export function readIndex(terms: readonly Term[], text: string): Result<Omit<Extract<Value, { type: "index" }>, "from" | "to">> {
  const [first, ...rest] = terms;
  if (first?.kind !== "parens") return fail(first ?? terms[terms.length - 1]!, "The fields belong in parentheses.", "As in index (status, placedAt desc).");
  const fields: IndexField[] = [];
  for (const part of parted(first.terms ?? [])) {
    const [name, order, extra] = part;
    if (!name || !isName(name)) return fail(name ?? first, "The name of a field belongs here.");
    if (extra || (order && order.text !== "asc" && order.text !== "desc")) return fail(extra ?? order!, "Behind a field may stand asc or desc.");
    fields.push({ name: name.text, from: name.from, to: name.to, descending: order?.text === "desc" });
  }
  if (fields.length === 0) return fail(first, "An index is over one field at least.");
  let where: string | undefined;
  let method: string | undefined;
  let unique = false;
  for (let at = 0; at < rest.length; at++) {
    const term = rest[at]!;
    const next = rest[at + 1];
    if (term.text === "unique" && term.kind === "word") unique = true;
    else if (term.text === "where" && next?.kind === "string") where = rest[++at]!.text;
    else if (term.text === "using" && next?.kind === "word") method = rest[++at]!.text;
    else return fail(term, `${term.text || "This"} does not belong to an index.`, 'Behind the fields may stand unique, where "…" and using gin.');
  }
  return { read: { type: "index", text, fields, unique, ...(where === undefined ? {} : { where }), ...(method === undefined ? {} : { method }) } };
}

/** `40M growing 2M/month`, `3 per Order`. */
export function readVolume(terms: readonly Term[], text: string): Result<Omit<Extract<Value, { type: "volume" }>, "from" | "to">> {
  const amount = terms[0] && readQuantity(terms[0].text, "count");
  if (!amount) return fail(terms[0]!, "A number belongs here, as 40M growing 2M/month or 3 per Order.");
  let growing: Quantity | undefined;
  let per: NameNode | undefined;
  for (let at = 1; at < terms.length; at += 2) {
    const word = terms[at]!;
    const value = terms[at + 1];
    if (word.text === "growing" && value) {
      growing = readQuantity(value.text, "rate");
      if (!growing) return fail(value, "A rate belongs here, as 2M/month.");
    } else if (word.text === "per" && value && isName(value)) per = { name: value.text, from: value.from, to: value.to };
    else return fail(word, "Behind a volume may stand growing 2M/month, or per and the name of an entity.");
  }
  return { read: { type: "volume", text, amount, ...(growing ? { growing } : {}), ...(per ? { per } : {}) } };
}

/** `Home -> Cart -> Confirmation`. */
export function readPath(terms: readonly Term[]): Result<readonly NameNode[]> {
  const stops: NameNode[] = [];
  for (const [at, term] of terms.entries()) {
    if (at % 2 === 1) {
      if (term.kind !== "arrow") return fail(term, "An arrow stands between two names.");
      continue;
    }
    if (!isName(term)) return fail(term, "A name belongs here.");
    stops.push({ name: term.text, from: term.from, to: term.to });
  }
  if (terms.length % 2 === 0) return fail(terms[terms.length - 1]!, "A name belongs behind the arrow.");
  return { read: stops };
}

const OPERATORS = new Set(["=", "!=", "<", "<=", ">", ">=", "in", "like", "between"]);

/** `[count] Order [with items] [where customer = ? and total > 10] [group by status] [order by placedAt desc] [limit 20]`. */
export function readStoreQuery(terms: readonly Term[]): Result<StoreQuery> {
  let at = 0;
  let aggregate: string | undefined;
  const lead = terms[0]!;
  if (lead.kind === "word" && /^(?:count|sum|min|max|avg|exists)$/.test(lead.text) && terms.length > 1) {
    aggregate = lead.text;
    at = 1;
    if (lead.text !== "count" && lead.text !== "exists" && terms[1]?.kind === "parens") {
      aggregate = `${lead.text} ${terms[1].terms?.[0]?.text ?? ""}`;
      at = 2;
    }
  }
  const entity = terms[at];
  if (!entity || !isName(entity)) return fail(entity ?? lead, "A query begins with what it asks for: the name of an entity.", "As in Order where customer = ? order by placedAt desc limit 20.");
  at++;
  const where: StoreQuery["where"][number][] = [];
  const orderBy: StoreQuery["orderBy"][number][] = [];
  const groupBy: string[] = [];
  const joined: NameNode[] = [];
  let limit: number | undefined;
  while (at < terms.length) {
    const word = terms[at]!;
    switch (word.text) {
      case "where":
      case "and": {
        const [field, operator] = [terms[at + 1], terms[at + 2]];
        if (!field || !isName(field)) return fail(field ?? word, "The name of a field belongs here.");
        if (!operator || !OPERATORS.has(operator.text)) return fail(operator ?? field, `A comparison belongs behind ${field.text}: ${[...OPERATORS].join(" ")}.`);
        let end = at + 4;
        let operand = terms[at + 3];
        if (!operand) return fail(operator, "Something is compared with: ?, a value, or a text.");
        let text = operandText(operand);
        if (operator.text === "between") {
          const second = terms[at + 5];
          if (terms[at + 4]?.text !== "and" || !second) return fail(operand, "between has two ends: between ? and ?.");
          text = `${text} and ${operandText(second)}`;
          operand = second;
          end = at + 6;
        }
        where.push({ field: field.text, operator: operator.text, operand: text, from: field.from, to: operand.to });
        at = end;
        break;
      }
      case "or":
        return fail(word, "A query has no or: write an access of its own for each case.");
      case "order":
      case "group": {
        if (terms[at + 1]?.text !== "by") return fail(word, `Behind ${word.text} stands by.`);
        at += 2;
        for (;;) {
          const field = terms[at];
          if (!field || !isName(field)) return fail(field ?? word, "The name of a field belongs here.");
          at++;
          const direction = terms[at]?.text === "desc" || terms[at]?.text === "asc" ? terms[at++]!.text : undefined;
          if (word.text === "group") groupBy.push(field.text);
          else orderBy.push({ field: field.text, descending: direction === "desc", from: field.from, to: field.to });
          if (terms[at]?.text !== ",") break;
          at++;
        }
        break;
      }
      case "limit": {
        const count = terms[at + 1];
        if (!count || !/^\d+$/.test(count.text)) return fail(count ?? word, "Behind limit stands a whole number.");
        limit = Number(count.text);
        at += 2;
        break;
      }
      case "with": {
        at++;
        for (;;) {
          const name = terms[at];
          if (!name || !isName(name)) return fail(name ?? word, "The name of a field or an entity belongs here.");
          joined.push({ name: name.text, from: name.from, to: name.to });
          at++;
          if (terms[at]?.text !== ",") break;
          at++;
        }
        break;
      }
      default:
        return fail(word, `${word.text || "This"} does not belong to a query.`, "It is made of where … and …, with …, group by …, order by …, limit ….");
    }
  }
  return { read: { entity: { name: entity.text, from: entity.from, to: entity.to }, where, orderBy, groupBy, with: joined, ...(limit === undefined ? {} : { limit }), ...(aggregate === undefined ? {} : { aggregate }) } };
}

function operandText(term: Term): string {
  return term.kind === "string" ? JSON.stringify(term.text) : term.terms ? `(${term.terms.map((inner) => (inner.kind === "string" ? JSON.stringify(inner.text) : inner.text)).join(" ").replaceAll(" ,", ",")})` : term.text;
}

function parted(terms: readonly Term[]): readonly (readonly Term[])[] {
  const parts: Term[][] = [[]];
  for (const term of terms) {
    if (term.kind === "operator" && term.text === ",") parts.push([]);
    else parts[parts.length - 1]!.push(term);
  }
  return parts.filter((part) => part.length > 0);
}

function isName(term: Term): boolean {
  return term.kind === "word" || term.kind === "raw";
}

function fail(at: { readonly from: number; readonly to: number }, message: string, hint?: string): { readonly problem: Problem } {
  return { problem: { from: at.from, to: at.to, message, ...(hint === undefined ? {} : { hint }) } };
}
