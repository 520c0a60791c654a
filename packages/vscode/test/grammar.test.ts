import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { IGrammar } from "vscode-textmate";
import { kinds } from "@groundplan/vocabulary";
import { writeGrammar } from "../src/grammar.ts";
import { disagreement, highlight, loadGrammar } from "./tokens.ts";

const file = readFileSync(new URL("../syntaxes/groundplan.tmLanguage.json", import.meta.url), "utf8");
let grammar: IGrammar;
beforeAll(async () => {
  grammar = await loadGrammar(file);
});

test("the grammar's file is what vocabulary and scanner make of it; else run: npm run grammar -w groundplan-vscode", () => {
  expect(file === writeGrammar(kinds)).toBe(true);
});

describe("highlighting keeps in step with the scanner", () => {
  test.each(kinds.map((kind) => [kind.name, kind.example]))("on the example of %s", (_, example) => {
    expect(disagreement(grammar, example)).toBeUndefined();
    expect(disagreement(grammar, example.replaceAll("\n", "\r\n"))).toBeUndefined();
  });

  test("on the settings of all kinds", () => {
    const text = kinds.flatMap((kind) => [...(kind.settings ?? []), ...(kind.clauses ?? []).map((clause) => clause.setting)]).map((setting) => setting.example).join("\n");
    expect(text.length).toBeGreaterThan(1000);
    expect(disagreement(grammar, text)).toBeUndefined();
  });

  test.each([
    ["names", "a a-b a--b a.b.c a.`b c`.d `x y`.z @ a@1 postgresql@18.4 a@v1-2+3. a.1 é.ü _ a- -b a.- `a``b` a`b` 漢字 𝒳y a.b@c.`d`"],
    ["a quoted name without its end", "a `b c\nd .`e"],
    ["numbers", "1 -1 a-1 a -1 400ms 99.95% 300/s 1/2 3..12 0..* 1.* .5 1.5.x 1. 2026-03-01 2026-03-01T10:20:30 10:20 1T 1+2 1-2 1+a 120 USD/month 1//c"],
    ["paths", "/ /v1 /a/{id: uuid}/b /{a{b}c}d /a{b /.x /*/y //c\n/a:b /a: /{open \"x\" }\n/a;b /a|b /a,b (/a) [/a] /a(\"x\") /{x}{y} /a//b"],
    ["operators", "-> ->> --> - -> = == != <= >= < > ! | + * % ? & . .. ... / ,"],
    ["strings", '"a" "" "\\"" "\\\\" "a\\n\\u{1F600}\\q" "/* // */" "`" "→"'],
    ["strings without their end", 'a "b {\n"c };\n"d } }\n"e \\\n"f\\" }\n"  \n"g\\{\n"{\n"'],
    ["Markdown", 'a """x""" b\n"""\n# H "quoted" ""\n```\n} "" {\n**b""" c\n""""""d\n""""e"""'],
    ["wrong quotes", "'a b' 'c\n“x y” “z\n‘q’ it's #'a' #“b” c"],
    ["strange characters", "# $x @ \\ ^~ \u0001 \u007f a→b « » \u2026 \ufffd \u00a0 #\u00a0$ b#c # // d"],
    ["comments", "// a \u00a0\na // b\n//\n///x\na//b // \"c\" ->"],
    ["groups", "(a: b, [c]) { ( } a: b\n[ {\nc: d }"],
  ])("%s", (_, text) => {
    expect(disagreement(grammar, text)).toBeUndefined();
  });

  test("on random texts", () => {
    const pieces = [
      ..."{}()[];:,|+*%?&-./<>=!\"`'#$@\\ \n\t", '"""', "->", "->>", "//", "..", "a", "b-c", "7", "3ms", "T", "é", "“", "”", "→", "\u00a0", "\r\n", "𝒳", "\\u{41}", "\\q",
      "system", "service shop", "extend", "of", "strict", "owner:", "/v1/{id}", "2026-01-02T03:04", "@1.2", "`q r`", '"s"', "'w'", "// c\n", '"""md"""', "**b**", "*i*", "# h\n", "[l](u)", " ", "\n",
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3 }) }), { maxLength: 40 }), (parts) => {
        // An editor takes a lone carriage return for a line's end, the scanner for a blank.
        const text = parts.join("").replace(/\r(?!\n)/g, " ").replace(/[\u2028\u2029\u0085]/g, " ");
        expect(disagreement(grammar, text)).toBeUndefined();
      }),
      { numRuns: 5000, seed: 3 },
    );
  });
});

describe("highlighting tells words apart by their place", () => {
  /** The last scope of the first span with this text, without the language. */
  const scopeOf = (text: string, word: string, nth = 0) => highlight(grammar, text).filter((span) => text.slice(span.from, span.to) === word)[nth]?.scopes.at(-1)?.replace(/\.groundplan$/, "");

  test("kind, name, title, key, clause", () => {
    const text = 'driver always-open "Open" quality reliability.availability priority high {\n  source: "the cloud"; measure: availability >= 99.9%\n}';
    expect(scopeOf(text, "driver")).toBe("storage.type");
    expect(scopeOf(text, "always-open")).toBe("entity.name.type");
    expect(scopeOf(text, "quality")).toBe("keyword.other.clause");
    expect(scopeOf(text, "source")).toBe("support.type.property-name.json");
    expect(scopeOf(text, "measure")).toBe("support.type.property-name.json");
    expect(scopeOf(text, "availability")).toBe("variable.other");
    expect(scopeOf(text, "99.9%")).toBe("constant.numeric");
  });

  test("a kind counts only in first place, where neither a colon nor an arrow follows", () => {
    expect(scopeOf("service: x", "service")).toBe("support.type.property-name.json");
    expect(scopeOf("service -> x", "service")).toBe("variable.other");
    expect(scopeOf("a -> service x", "service")).toBe("variable.other");
    expect(scopeOf("services x", "services")).toBe("variable.other");
    expect(scopeOf("service.x y", "service.x")).toBe("variable.other");
    expect(scopeOf("on (\n  service x\n)", "service")).toBe("variable.other");
    expect(scopeOf("{ service x }", "service")).toBe("storage.type");
    expect(scopeOf("a; service x", "service")).toBe("storage.type");
    expect(scopeOf("tags: a,\n", "tags")).toBe("support.type.property-name.json");
  });

  test("a missing name is not taken from what follows", () => {
    expect(scopeOf('view "Title" of shop', "of")).toBe("keyword.other.clause");
    expect(scopeOf("view of shop", "of")).toBe("keyword.other.clause");
    expect(scopeOf("extend shop.cart { }", "extend")).toBe("keyword.other");
    expect(scopeOf("extend shop.cart { }", "shop.cart")).toBe("variable.other");
    expect(scopeOf("kind ledger like database { }", "ledger")).toBe("entity.name.type");
    expect(scopeOf("kind ledger like database { }", "like")).toBe("keyword.other.clause");
  });

  test("settings without a colon", () => {
    expect(scopeOf("layers tiers { strict }", "strict")).toBe("support.type.property-name.json");
    expect(scopeOf("view v { include a, b }", "include")).toBe("support.type.property-name.json");
  });

  test("Markdown inside its quotes, and no further", () => {
    const text = '"""\n# Head\nSome **bold** and `code`, [a](b).\n**open""" service x';
    expect(scopeOf(text, "# Head")).toBe("markup.heading");
    expect(scopeOf(text, "**bold**")).toBe("markup.bold");
    expect(scopeOf(text, "`code`")).toBe("markup.inline.raw");
    expect(highlight(grammar, text).filter((span) => text.slice(span.from, span.to) === "x").map((span) => span.scopes.length)).toEqual([2]);
  });
});

describe("the language's configuration", () => {
  const configuration = JSON.parse(readFileSync(new URL("../language-configuration.json", import.meta.url), "utf8")) as { wordPattern: { pattern: string; flags: string }; indentationRules: { increaseIndentPattern: string; decreaseIndentPattern: string } };

  test("takes the scanner's names for words", () => {
    const word = new RegExp(configuration.wordPattern.pattern, `${configuration.wordPattern.flags}g`);
    expect("a-b.c d--e -> f- 12.5ms é_ü: `x y`".match(word)).toEqual(["a-b", "c", "d--e", "f", "12.5ms", "é_ü", "x", "y"]);
  });

  test.each([
    ["service a {", true], ["a (", true], ["a { // more", true], ["url: /v1/{", true], ['a "{"', false], ["// a {", false], ["a { b }", false], ["}", false], ["", false],
  ])("%s indents the next line: %s", (line, expected) => {
    expect(new RegExp(configuration.indentationRules.increaseIndentPattern).test(line)).toBe(expected);
  });

  test.each([["  }", true], ["])", true], ["a }", false]])("%s stands further left: %s", (line, expected) => {
    expect(new RegExp(configuration.indentationRules.decreaseIndentPattern).test(line)).toBe(expected);
  });
});
