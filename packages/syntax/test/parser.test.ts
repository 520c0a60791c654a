import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexLines, parse, type Item, type Term } from "../src/index.ts";

function show(items: readonly Item[]): unknown {
  return items.map((item) => {
    const line = [...item.label.map(word), ...(item.label.length > 0 ? [":"] : []), ...item.header.map(word)].join(" ");
    return item.block ? [line, show(item.block.items)] : line;
  });
}

function word(term: Term): string {
  if (term.terms) return `${term.kind === "parens" ? "(" : "["}${term.terms.map(word).join(" ")}${term.kind === "parens" ? ")" : "]"}`;
  return term.kind === "string" || term.kind === "markdown" ? JSON.stringify(term.text) : term.text;
}

const codes = (text: string): string[] => parse(text).problems.map((problem) => problem.code);

describe("the syntax", () => {
  it("reads items, blocks, labels, arrows and descriptions", () => {
    const tree = parse(`system shop "Shop" {
  "Sells things." // a comment
  service a { tech: go, grpc; owner: web; -> b "calls" { timeout: 2s } }
  charge: a -> b.C.d "x"
  a ->> events.orders
}`);
    expect(tree.problems).toEqual([]);
    expect(show(tree.items)).toEqual([
      ['system shop "Shop"', ['"Sells things."', ["service a", ["tech : go , grpc", "owner : web", ['-> b "calls"', ["timeout : 2s"]]]], 'charge : a -> b.C.d "x"', "a ->> events.orders"]],
    ]);
    expect(tree.comments.length).toBe(2);
  });

  it("reads the terms of the data kinds", () => {
    const tree = parse("place: POST /orders/{id: uuid} (a: string in query) -> 201 Order | 409 OutOfStock\nx: list<Item>?\ndiscount: decimal(5, 2) check \"a\"\n1 to 0..*\nat: 2026-11-02T02:00Z\nb: db.r6g.4xlarge postgresql@18.4");
    expect(tree.problems).toEqual([]);
    expect(show(tree.items)).toEqual([
      "place : POST /orders/{id: uuid} (a : string in query) -> 201 Order | 409 OutOfStock",
      "x : list < Item > ?",
      'discount : decimal (5 , 2) check "a"',
      "1 to 0..*",
      "at : 2026-11-02T02:00Z",
      "b : db.r6g.4xlarge postgresql@18.4",
    ]);
  });

  it("carries an item over a line's end after a comma, a bar, a colon, an arrow, and inside brackets", () => {
    expect(show(parse("a: b,\n c |\n d\nx:\n y\na ->\n b\nf (1,\n 2\n)\nz").items)).toEqual(["a : b , c | d", "x : y", "a -> b", "f (1 , 2)", "z"]);
  });

  it("keeps quoted names quoted only where they need it", () => {
    const [item] = parse("`service` `a b`.`c`.d").items;
    expect(item!.header.map((term) => [term.kind, term.text])).toEqual([["raw", "service"], ["raw", "`a b`.c.d"]]);
  });

  it("removes the shared indentation of Markdown", () => {
    expect(parse('"""\n    # A\n      b\n\n    c\n    """').items[0]!.header[0]!.text).toBe("# A\n  b\n\nc");
  });

  it.each([
    ["a missing brace, placed by indentation", "system a {\n  service b {\n    tech: go\n  service c { }\n}\n", ["syntax/missing-brace"], 2],
    ["a brace too many", "system a {\n  service b { }\n  }\n  service c { }\n}\n", ["syntax/extra-brace"], 2],
    ["a missing brace at the end", "system a {\n  service b { }\n", ["syntax/missing-brace"], 0],
    ["a string that is not closed", 'service a "Title {\n  tech: go\n}', ["syntax/unterminated-string"], 0],
    ["items run together", 'a -> b "x" tech: go', ["syntax/items-run-together"], 0],
    ["single quotes", "service a 'A'", ["syntax/unexpected-character"], 0],
    ["a hash comment", "# hello\nservice a", ["syntax/unexpected-character"], 0],
    ["a bracket that is not closed", "place: POST /a (x -> 201 Order {\n tech: go\n}", ["syntax/missing-bracket"], 0],
    ["bytes that are no UTF-8, in a text", 'service a {\n  "caf\ufffd, th\ufffd"\n}', ["syntax/unexpected-character"], 1],
    ["bytes that are no UTF-8, in a comment or outside", "service a // caf\ufffd\nservice \ufffd b", ["syntax/unexpected-character"], 0],
    ["a name that is not closed", 'service a { -> `b "asks" }', ["syntax/unterminated-name"], 0],
    ["an invisible character in a name", "service a {\n  tech: g\u200bo\n}", ["syntax/unexpected-character"], 1],
    ["a text over two lines", 'service a {\n  "Keeps\n  carts."\n}', ["syntax/unterminated-string"], 1],
    ["a text that is not closed, above others", 'service a {\n  "Keeps carts.\n  tags: b\n  tags: "c"\n}', ["syntax/unterminated-string"], 1],
    ["a brace on its own line", "service a\n{\n tech: go\n}", ["syntax/brace-on-own-line"], 1],
    ["a block without header", "{ tech: go }", ["syntax/block-without-header"], 0],
  ])("gives one diagnostic for %s", (_, text, expected, line) => {
    expect(codes(text)).toEqual(expected);
    expect(text.slice(0, parse(text).problems[0]!.from).split("\n").length - 1).toBe(line);
  });

  it("keeps what stands behind a fault", () => {
    expect(show(parse("system a {\n  service b {\n    tech: go\n  service c { }\n}\n").items)).toEqual([["system a", [["service b", ["tech : go"]], ["service c", []]]]]);
  });

  it("ends an item where the next line begins another one", () => {
    expect(show(parse("tech:\nowner: web\nuses: a,\n  b,\ntags: c,\nd -> e\nsees: f,\n-> g\n").items)).toEqual(["tech :", "owner : web", "uses : a , b ,", "tags : c ,", "d -> e", "sees : f ,", "-> g"]);
    expect(show(parse("charge:\n  a -> b\non: c |\n  d\n").items)).toEqual(["charge : a -> b", "on : c | d"]);
  });

  it("takes a lone carriage return for a line's end", () => {
    expect(show(parse("service a {\r  tech: go // c\r}\rservice b\r").items)).toEqual(show(parse("service a {\n  tech: go // c\n}\nservice b\n").items));
    expect(indexLines("a\rb\r\nc\nd").position(5)).toEqual({ line: 3, column: 1 });
  });

  it("nests ten thousand deep without overflow", () => {
    const deep = "a {".repeat(10_000) + "}".repeat(10_000);
    expect(codes(deep)).toEqual(["syntax/too-deep"]);
    expect(codes("x: " + "(".repeat(10_000) + ")".repeat(10_000))).toEqual(["syntax/too-deep"]);
    expect(codes("a {".repeat(10_000))).toEqual(["syntax/too-deep"]);
    expect(codes("system s {\n".repeat(10_000)).length).toBeLessThan(202);
  });

  it("gives a tree for any text", () => {
    const alphabet = fc.constantFrom("a", " ", "{", "}", "(", ")", "[", "]", '"', '"""', "`", "\n", ":", ";", "->", "->>", ",", "//", "1", "..", "/", "\\", "#", "'", "é", "“", "\u0000", "-");
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 60 }).map((parts) => parts.join("")), (text) => {
        const tree = parse(text);
        for (const problem of tree.problems) expect(problem.from).toBeLessThanOrEqual(problem.to);
        let last = 0;
        for (const item of tree.items) {
          expect(item.from).toBeGreaterThanOrEqual(last);
          expect(item.to).toBeLessThanOrEqual(text.length);
          last = item.from;
        }
      }),
      { numRuns: 3000, seed: 7 },
    );
  });

  const drafts = new URL("../../../../shared/design/language/", import.meta.url);
  it.skipIf(!existsSync(drafts))("reads the drafts of all seven phases without a problem (needs the shared drafts)", () => {
    const files = readdirSync(drafts).filter((name) => name.endsWith(".plan"));
    expect(files.length).toBeGreaterThan(5);
    for (const name of files) expect({ name, problems: parse(readFileSync(new URL(name, drafts), "utf8")).problems.map((problem) => problem.code) })
      // One draft puts an arrow behind an item's }, which the grammar beside it forbids.
      .toEqual({ name, problems: name === "2-interfaces.plan" ? ["syntax/items-run-together"] : [] });
  });
});
