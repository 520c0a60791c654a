import fc from "fast-check";

/** Texts that look like plans, with comments, odd blanks, breaks and every kind of term; most are free of syntax errors. */

const name = fc.constantFrom("cart", "shop.cart", "a-b", "postgresql@18.4", "straße", "_x", "`odd name`", "`service`", "a.`b c`.d", "`x`.y@2", "GET", "P95");
const number = fc.constantFrom("400ms", "99.95%", "3..12", "0..*", "-5", "2026-11-02T02:00Z", "300/s", "1e9");
const path = fc.constantFrom("/v1", "/orders/{id: uuid}", "/a:b", "/x/*", "/{id}/c");
const text = fc.oneof(fc.constantFrom('"Title"', '""', '"a \\"b\\" \\\\ \\n \\u{1F600}"', '"// no comment"', '"{;}"', '"a\tb"'), fc.string({ unit: "grapheme" }).map((each) => JSON.stringify(each.replace(/[\n\r]/g, " ")).replace(/\\u(....)/g, "\\u{$1}").replace(/\\[bf/]/g, "\\t")));
const markdown = fc.constantFrom('"""One line"""', '"""ends in "a" """', '""" """', '"""\n   # A\n     b\n\n   c\n   """', '"""\n"""', '"""a\n  b"""', '"""\n\n\n  x\n\n"""');
const operator = fc.constantFrom("=", "<", ">", "<=", "!=", "+", "-", "*", "?", "|", "%", "&", "!", ".", "..", "->", "->>");
const blank = fc.constantFrom(" ", " ", " ", "", "  ", "\t", "\u00a0");
const type = fc.constantFrom("list<Item>", "string?", "decimal(5, 2)", "map < string, list< Item? > >", "page<decimal( 5,2 )>?", "a<b", "x < y", "USD/month", "USD /month", "a - b", "a -b", "-x", "!x", "f(x).y", "f (x)", "cost.units >= 0");
const comment = fc.constantFrom(" // a comment", "//b", " // it's {", "// \"");

const group = fc.letrec<{ group: string; term: string }>((tie) => ({
  term: fc.oneof({ depthSize: "small", withCrossShrink: true }, name, number, path, text, operator, type, tie("group")),
  group: fc.tuple(fc.constantFrom("()", "[]"), fc.array(fc.tuple(tie("term"), fc.constantFrom(" ", ", ", ": ", ",\n      ", "\n      ", ", // in a list\n      ", ""))), fc.constantFrom("", "\n        "), fc.constantFrom("", "\n ", " // last\n ")).map(
    ([brackets, terms, before, after]) => `${brackets[0]}${before}${terms.map(([term, gap]) => term + gap).join("")}${after}${brackets[1]}`,
  ),
})).group;

const term = fc.oneof({ weight: 4, arbitrary: name }, number, path, text, operator, type, group, { weight: 1, arbitrary: markdown }, fc.constantFrom(",", ",\n   ", ",\n\n ", "|\n ", "->\n  ", ", // more\n  ", "->> // to\n // far\n   "));
const terms = (min: number) => fc.array(fc.tuple(term, blank), { minLength: min, maxLength: 6 }).map((all) => all.map(([each, gap]) => each + gap).join(""));
const end = fc.oneof({ weight: 6, arbitrary: fc.constantFrom("\n", "\n\n", "\n\n\n\n", "; ", ";\n", "\r\n") }, comment.map((each) => `${each}\n`), comment.map((each) => `;${each}\n`), comment.map((each) => `\n\n  ${each}\n`));

const item = fc.letrec<{ item: string; block: string }>((tie) => ({
  block: fc.oneof(
    fc.tuple(fc.constantFrom("\n", " ", "", "\n\n", " // after the brace\n", "\n // first\n"), fc.array(fc.tuple(tie("item"), end), { maxLength: 4 })).map(([start, items]) => `{${start}${items.map(([each, gap]) => each + gap).join("")}}`),
    fc.array(tie("item"), { maxLength: 3 }).map((items) => `{ ${items.join("; ")} }`),
  ),
  item: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    terms(1),
    fc.oneof(text, markdown),
    fc.tuple(name, fc.constantFrom(": ", ":", " :", ":\n   ", ": // c\n  "), terms(0)).map((parts) => parts.join("")),
    fc.tuple(name, terms(0), tie("block")).map((parts) => parts.join(" ")),
    fc.tuple(name, terms(0), tie("block")).map((parts) => parts.join(" ")),
    fc.tuple(name, terms(1)).map(([source, rest]) => `${source} -> ${rest}`),
  ),
})).item;

export const planText: fc.Arbitrary<string> = fc.tuple(fc.constantFrom("", "\ufeff", "\n\n", "// head\n\n", "  "), fc.array(fc.tuple(item, end), { maxLength: 6 }), fc.constantFrom("", "\n", "// the end", "\n\n\n")).map(
  ([start, items, finish]) => start + items.map(([each, gap]) => each + gap).join("") + finish,
);

/** Any run of pieces: it meets the places where two terms touch. */
export const soup: fc.Arbitrary<string> = fc.array(fc.oneof(name, number, path, text, operator, type, comment.map((each) => `${each}\n`), fc.constantFrom("{", "}", "(", ")", "[", "]", ":", ";", ",", "\n", " ", " ", "\t", "/", "{id", "1", "a", "T3", "-", ">", "=", '"', "`", "@", "\r\n", "\ufeff", '"""')), { maxLength: 24 }).map((all) => all.join(""));
