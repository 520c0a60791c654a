import { exampleOf, kinds, qualities, qualityModel, settingTypes, type Clause, type Dimension, type Grammar, type Kind, type Setting } from "@groundplan/vocabulary";
import { anchorOf, code, fence, listOf, table } from "./markdown.ts";

/** What the language reference takes from the vocabulary. */
export function languageInserts(): Readonly<Record<string, string>> {
  return {
    grammars: describeGrammars(), units: describeUnits(), qualities: describeQualities(), types: describeTypes(),
    index: table(["kind", "in words", "what it is"], kinds.map((kind) => [link(kind.name), kind.title, kind.summary])),
    kinds: kinds.map(describeKind).join("\n\n"),
  };
}

const DIMENSIONS: Readonly<Record<Dimension, string>> = {
  duration: "duration", ratio: "percentage", rate: "rate", count: "number", size: "size", throughput: "throughput", money: "sum of money", cores: "number of cores",
};

const GRAMMARS: readonly (readonly [Grammar["type"], string, string])[] = [
  ["text", "A text in quotes.", '"Turns a cart into an order."'],
  ["word", "A word, often one of a list.", "high"],
  ["reference", "The name of something that is declared elsewhere, of the kinds that the setting takes.", "shop.checkout"],
  ["technology", "A technology of the [catalogue](technologies.md) or of the workspace, with its version behind `@` where it matters.", "postgresql@18.4"],
  ["quantity", "A number with its unit glued on.", "400ms"],
  ["range", "A whole number, or a range of them; `*` is no end.", "2..6"],
  ["date", "A day.", "2026-03-01"],
  ["flag", "Nothing follows: it holds by being there.", "illustrative"],
  ["distribution", "An estimate: percentiles, a mean, or an exact value.", "p50 3ms, p99 12ms"],
  ["bound", "A requirement: what is measured, a comparison, a limit, and over which time.", "availability >= 99.9% over 30d"],
  ["weighted", "Something with a number behind it.", "go 3"],
  ["licence", "A licence: an SPDX identifier, or `proprietary`, `service`, `standard`.", "Apache-2.0"],
  ["signature", "What an operation takes and gives.", "GET /orders/{id: uuid} -> 200 Order | 404 Problem"],
  ["type", "A scalar, the name of a type, `list<…>`, `set<…>`, `map<…>`, `page<…>`, several with `|` between; `?` behind what may be missing.", "list<Item>?"],
  ["literal", "A value as it stands in data; a word is a value of an enum.", "pending"],
  ["index", "Fields in an order; `where` makes it partial, `using` names its kind.", '(status, placedAt desc) where "total > 0"'],
  ["volume", "How many there are, and how many come.", "40M growing 2M/month"],
  ["path", "Names in the order in which they are passed.", "Home -> Cart -> Confirmation"],
  ["query", "What is asked of a store.", "Order where customer = ? and status = pending order by placedAt desc limit 20"],
  ["phrase", "Words kept as they were written.", "201 Order"],
];

function describeGrammars(): string {
  return table(["value", "is", "example"], GRAMMARS.map(([type, text, example]) => [NAMES[type], text, code(example)]));
}

function describeUnits(): string {
  return table(["quantity", "as written"], Object.entries(DIMENSIONS).map(([dimension, name]) => [name, code(exampleOf(dimension as Dimension))]));
}

function describeQualities(): string {
  return table(["quality", "parts"], Object.entries(qualityModel).map(([name, parts]) => [code(name), parts.map(code).join(", ")]));
}

function describeTypes(): string {
  return table(["type", "value"], Object.entries(settingTypes).map(([name, grammar]) => [code(name), valueOf(grammar)]));
}

function describeKind(kind: Kind): string {
  const parts = [`### ${kind.name}`, `${kind.summary}${kind.doc === undefined ? "" : ` ${kind.doc}`}`, standing(kind), fence("plan", kind.example)];
  const clauses = kind.clauses ?? [];
  if (clauses.length > 0 && kind.within.length > 0) parts.push(`Behind the title: ${listOf(clauses.map(clauseOf))}.`);
  const settings = kind.settings ?? [];
  const twin = kinds.slice(0, kinds.indexOf(kind)).find((earlier) => earlier.settings === kind.settings && settings.length > 0);
  const rows = [...clauses.map(({ setting }) => setting), ...(twin ? [] : settings)];
  if (rows.length > 0) parts.push(table(["setting", "value", "means", "example"], rows.map((setting) => describeSetting(kind, setting))));
  if (twin) parts.push(`Its ${rows.length > 0 ? "other " : ""}settings are those of ${link(twin.name)}.`);
  return parts.join("\n\n");
}

/** A setting as it stands in the block of a kind: where items with a colon are members, settings have none. */
export function exampleIn(kind: Kind, setting: Setting): string {
  return kind.members === undefined ? setting.example : setting.example.replace(/^(\w+): /, "$1 ");
}

function describeSetting(kind: Kind, setting: Setting): readonly string[] {
  const value = `${setting.many ? "list: " : ""}${valueOf(setting.grammar)}`;
  return [code(setting.name), value, `${setting.doc}${setting.inherited ? " Inherited." : ""}${setting.bare && setting.grammar.type !== "flag" ? " The colon may be left out." : ""}`, code(exampleIn(kind, setting))];
}

function clauseOf({ keyword, setting, required }: Clause): string {
  return `${keyword === undefined ? `its ${setting.name}` : code(keyword)}${required ? " (required)" : ""}`;
}

/** Where a kind may stand, in words. */
function standing(kind: Kind): string {
  if (kind.name === "relation") return "Stands at the top level, between two names, or in the block of the element that it comes from.";
  if (kind.name === "decision") return "Stands in a file of its own: see [Decisions](#decisions).";
  if (kind.unnamed && kind.group === "widget") return "Stands in a screen, or in a widget that holds others.";
  if (kind.within.length === 0) return `Stands as an item of its ${listOf(kinds.filter((other) => other.members === kind.name).map((other) => link(other.name)), "or")}.`;
  const places = kind.within.filter((place) => place !== "workspace").map((place) => kindWords(place));
  const inside = places.length > 0 ? `in ${listOf(places, "or")}` : "";
  return `Stands ${listOf([...(kind.within.includes("workspace") ? ["at the top level"] : []), ...(inside === "" ? [] : [inside])], "or")}.`;
}

/** `a system`, `any container`: a kind, or a group of kinds. */
function kindWords(name: string): string {
  if (!name.startsWith("@")) return withArticle(name);
  const group = name.slice(1);
  const members = kinds.filter((kind) => kind.group === group);
  return members.length === 1 ? withArticle(members[0]!.name) : `any ${group}`;
}

function withArticle(name: string): string {
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${link(name)}`;
}

const NAMES: Readonly<Record<Grammar["type"], string>> = {
  text: "text", word: "word", reference: "name", technology: "technology", quantity: "quantity", range: "range", date: "date", flag: "flag",
  distribution: "estimate", bound: "requirement", weighted: "weight", licence: "licence", signature: "signature",
  type: "type", literal: "value", index: "fields of an index", volume: "volume", path: "names with arrows between", query: "query", phrase: "words",
};

function valueOf(grammar: Grammar): string {
  switch (grammar.type) {
    case "word":
      if (grammar.values === undefined) return "word";
      return grammar.values === qualities ? "a [quality](#qualities)" : grammar.values.map(code).join(", ");
    case "reference":
      return `name of ${grammar.to.length > 4 ? "an element" : listOf(grammar.to.map(kindWords), "or")}${grammar.orText ? ", or text" : ""}`;
    case "quantity":
      return DIMENSIONS[grammar.dimension];
    case "weighted":
      return `${valueOf(grammar.of)} with a number from ${grammar.min} to ${grammar.max}`;
    case "text":
      return grammar.words ? "text or words" : NAMES.text;
    case "technology":
    case "range":
    case "date":
    case "flag":
    case "distribution":
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
      return NAMES[grammar.type];
  }
}

function link(kind: string): string {
  return `[${code(kind)}](#${anchorOf(kind)})`;
}
