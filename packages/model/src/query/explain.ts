import { elementFields, elementMoves, relationFields, relationMoves, stages, type QueryWord } from "./words.ts";

/** The query language in Markdown: what its help, the documentation and coding tools read. */
export function explainQuery(): string {
  return [
    "A query begins with a set, goes on from it, and says at the end what to show.",
    "",
    "```",
    "container where owner = ordering and tech = go",
    "shop.checkout out* where kind = database select id, title",
    "driver where priority = high and not decided",
    "relation where style = call and timeout = none select source, target",
    "```",
    "",
    "The set is a kind (`service`), a group of kinds (`container`, `requirement`), an element by its name or the end of it (`shop.checkout`, `checkout`), `all` elements, or every `relation`. A name that is also a word of the language stands in backquotes. Settings that an element takes from what holds it count as its own.",
    "",
    "## What follows a set",
    ...list(stages),
    "",
    "## From elements to others",
    ...list(elementMoves),
    "- `SETTING`: the elements that a setting names. `container owner`",
    "",
    "## From relations to elements",
    ...list(relationMoves),
    "",
    "## Fields of elements",
    ...list(elementFields),
    "- every setting and clause of the kind: `owner`, `tech`, `priority`, `timeout` … Quantities are compared with their units (`availability < 99.9%`), an estimate by one of its points (`time.p99 > 100ms`), a skill by its number (`skills.go >= 2`), a technology with or without its version (`tech = postgresql@18`).",
    "- a way and what stands at its end: `owner.people`, `out.kind`, `parent.title`",
    "- `WAY.count`: how many there are: `in.count`, `out(message).count`, `children.count`",
    "",
    "## Fields of relations",
    ...list(relationFields),
    "- every setting of a relation: `protocol`, `timeout`, `retries` …",
    "",
  ].join("\n");
}

function list(words: readonly QueryWord[]): readonly string[] {
  return words.map((word) => `- \`${word.form}\`: ${word.doc} \`${word.example}\``);
}
