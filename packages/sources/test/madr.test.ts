import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDecision, type DecisionDocument } from "@groundplan/sources";

const kafka = `---
status: accepted
date: 2026-02-11
deciders: [ordering]
drivers: [always-open]
affects: [shop.events, shop.checkout.placing]
supersedes: [0002]
---
# Announce orders over Kafka

## Context and problem
Accounting and fraud detection must see each order without slowing the checkout.
## Options
* Kafka topic * PostgreSQL queue * direct gRPC
## Decision
Kafka topic \`orders\`.
## Consequences
* Good: checkout does not wait. * Bad: an outbox is needed.
`;

const read = (text: string, path = "decisions/0003-kafka-for-orders.md") => readDecision(path, text);
const texts = (found: readonly { readonly text: string }[]) => found.map((one) => one.text);
const field = (document: DecisionDocument, name: string) => texts(document.fields.find((one) => one.key.text === name)?.values ?? []);
const consequences = (document: DecisionDocument) => document.consequences.map((one) => `${one.kind}: ${one.text}`);
const outline = (document: DecisionDocument) => document.sections.map((one) => `${one.level} ${one.role} ${one.text}`);

describe("a compact decision", () => {
  const document = read(kafka);

  test("gives number, title and fields as written", () => {
    expect(document.problems).toEqual([]);
    expect(document.number).toBe("0003");
    expect(document.title?.text).toBe("Announce orders over Kafka");
    expect(document.fields.map((one) => [one.key.text, ...texts(one.values)])).toEqual([
      ["status", "accepted"], ["date", "2026-02-11"], ["deciders", "ordering"], ["drivers", "always-open"],
      ["affects", "shop.events", "shop.checkout.placing"], ["supersedes", "0002"],
    ]);
  });

  test("tells several entries on a line apart", () => {
    expect(texts(document.options)).toEqual(["Kafka topic", "PostgreSQL queue", "direct gRPC"]);
    expect(consequences(document)).toEqual(["good: checkout does not wait.", "bad: an outbox is needed."]);
  });

  test("knows the sections", () => {
    expect(outline(document)).toEqual(["2 context Context and problem", "2 options Options", "2 decision Decision", "2 consequences Consequences"]);
    expect(document.sections[2]!.content).toBe("Kafka topic `orders`.");
  });

  test.each(["\n", "\r\n"])("places everything exactly, whatever the line end %j", (newline) => {
    const text = kafka.replaceAll("\n", newline);
    for (const source of [text, `\ufeff${text}`]) {
      const found = read(source);
      expect(found.problems).toEqual([]);
      expect(consequences(found)).toEqual(consequences(document));
      for (const one of allPlaces(found)) expect(source.slice(one.from, one.to)).toBe(one.text);
      expect(source.endsWith(found.body)).toBe(true);
      expect(found.body.trimStart().startsWith("# Announce")).toBe(true);
    }
  });
});

function allPlaces(document: DecisionDocument) {
  return [document.title!, ...document.fields.flatMap((one) => [one.key, ...one.values]), ...document.sections, ...document.options, ...document.consequences];
}

describe("the versions of MADR", () => {
  test("2: a list of fields, and consequences by their headings", () => {
    const document = read(`# Use dashes in file names

* Status: superseded by [ADR-0005](0005-example.md) <!-- optional -->
* **Deciders**: Accounting, the platform team
- **Date:** 2021-04-02

Technical Story: ticket 12

## Decision Drivers <!-- optional -->

* readable names

## Considered Options

1. dashes
2. underscores,
   as before
3. …

## Decision Outcome

Chosen option: "dashes", because they read best.

### Positive Consequences <!-- optional -->

* links look better
* Bad, because old links break

### Negative Consequences

- files must be renamed

## Links

* Refines [ADR-0001](0001-example.md)
`);
    expect(document.problems).toEqual([]);
    expect(field(document, "status")).toEqual(["superseded by [ADR-0005](0005-example.md)"]);
    expect(field(document, "deciders")).toEqual(["Accounting", "the platform team"]);
    expect(field(document, "date")).toEqual(["2021-04-02"]);
    expect(texts(document.options)).toEqual(["dashes", "underscores, as before"]);
    expect(consequences(document)).toEqual(["good: links look better", "bad: old links break", "bad: files must be renamed"]);
    expect(document.sections.map((one) => one.role)).toEqual(["drivers", "options", "decision", "consequences", "consequences", "more"]);
  });

  test("2.0: consequences below a label", () => {
    const document = read("# A\n\n## Decision Outcome\n\nChosen option: B.\n\nPositive Consequences: <!-- optional -->\n\n* fast\n\nNegative consequences:\n\n* dear\n");
    expect(consequences(document)).toEqual(["good: fast", "bad: dear"]);
  });

  test("3: validation is confirmation", () => {
    expect(outline(read("# A\n## Decision Outcome\n### Consequences\n- Good, because x\n- Neutral, because y\n## Validation\nBy a test.\n"))).toEqual([
      "2 decision Decision Outcome", "3 consequences Consequences", "2 confirmation Validation",
    ]);
  });

  test("4: decision-makers, and sections of options that are called like others", () => {
    const document = read(`---
# These are optional metadata elements.
status: "superseded by ADR-0123"
decision-makers: Accounting, Platform
consulted:
  - legal
  - 'data protection'
informed:
---
# A choice

## Context and Problem Statement

Why?

## Pros and Cons of the Options

### First
* Good, because it is no consequence of the decision

### Consequences
* Bad, because this is an option's name

## More Information

Nothing.
`);
    expect(document.problems).toEqual([]);
    expect(field(document, "status")).toEqual(["superseded by ADR-0123"]);
    expect(field(document, "deciders")).toEqual(["Accounting", "Platform"]);
    expect(field(document, "consulted")).toEqual(["legal", "data protection"]);
    expect(document.fields.find((one) => one.key.text === "informed")?.values).toEqual([]);
    expect(texts(document.options)).toEqual(["First", "Consequences"]);
    expect(document.consequences).toEqual([]);
    expect(document.sections.map((one) => one.role)).toEqual(["context", "pros-and-cons", "other", "other", "more"]);
  });

  test("the form by Nygard", () => {
    const document = read("# 1. Record decisions\n\nDate: 2016-02-12\n\n## Status\n\nAccepted\n\n## Context\n\nWe must.\n\n## Consequences\n\nSee the article.\n", "doc/adr/0001-record.md");
    expect(document.title?.text).toBe("1. Record decisions");
    expect(field(document, "status")).toEqual(["Accepted"]);
    expect(field(document, "date")).toEqual(["2016-02-12"]);
    expect(document.consequences).toEqual([]);
  });

  test.each([
    ["* Good, because fast", "good: fast"],
    ["* **Good**, because fast", "good: fast"],
    ["* **Good:** fast", "good: fast"],
    ["* _Bad_: slow", "bad: slow"],
    ["* Bad because slow", "bad: slow"],
    ["- Neutral, because equal", "neutral: equal"],
    ["* goods are sent by night", "neutral: goods are sent by night"],
    ["Bad: slow", "bad: slow"],
  ])("%s is %s", (line, expected) => {
    expect(consequences(read(`# A\n## Consequences\n${line}\n`))).toEqual([expected]);
  });

  test("what is announced is listed below", () => {
    expect(consequences(read("# A\n## Consequences\n* Good:\n  * fast\n  * cheap\n* Bad, because of this:\n  * a detail\n"))).toEqual(["good: fast", "good: cheap", "bad: of this:"]);
  });
});

describe("Markdown", () => {
  test("code, comments and quotations hold no headings and no entries", () => {
    const document = read(`# A

## Options

* one
  \`\`\`md
  ## Decision
  * two
  \`\`\`
* \`\`\`
  * three
  \`\`\`
~~~~
* four
~~~
## Consequences
~~~~

<!--
## Confirmation
* five
-->

    ## Indented

> * six

* seven \`a * b\`
`);
    expect(outline(document)).toEqual(["2 options Options"]);
    expect(texts(document.options)).toEqual(["one", "seven `a * b`"]);
    expect(document.problems).toEqual([]);
  });

  test("a dash in an option parts nothing, deeper entries explain", () => {
    expect(texts(read("# A\n## Options\n- Kafka - a log\n  - with ZooKeeper\n- RabbitMQ\n").options)).toEqual(["Kafka - a log", "RabbitMQ"]);
  });

  test("options as headings", () => {
    expect(texts(read("# A\n## Considered Options\n### Kafka\nA log.\n#### More\n### RabbitMQ\n").options)).toEqual(["Kafka", "RabbitMQ"]);
  });

  test("underlined headings, closing hashes, escapes", () => {
    const document = read("Use C\\# here\n===========\n\nContext\n---\nWhy.\n\n## Decision ##\nSo.\n---\nA rule of two lines\nis no heading\n---\n");
    expect(document.title?.text).toBe("Use C# here");
    expect(outline(document)).toEqual(["2 context Context", "2 decision Decision", "2 other So."]);
    expect(document.sections[0]!.content).toBe("Why.");
  });

  test("numbered and emphasised headings", () => {
    expect(outline(read("# A\n## 1. Context\n## **Decision:**\n#No heading\n"))).toEqual(["2 context 1. Context", "2 decision **Decision:**"]);
  });

  test.each([
    ["decisions/0003-kafka.md", "0003"], ["a/12 plan.md", "12"], ["C:\\x\\adr-0007-a.md", "0007"], ["5.md", "5"], ["x/index.md", undefined], ["0003/kafka.md", undefined], ["3d-model.md", undefined],
  ])("the number of %s is %s", (path, number) => {
    expect(read("# A\n", path).number).toBe(number);
  });
});

describe("front matter", () => {
  test("is told where it is no YAML, and the rest is read", () => {
    const text = '---\nstatus: accepted\ntitle: Orders: over Kafka\ndate: 2026-01-01\n---\n# A\n## Decision\nYes.\n';
    const document = read(text);
    expect(document.problems).toHaveLength(1);
    expect(document.problems[0]!.text).toMatch(/^The front matter is no YAML here: /);
    expect(document.problems[0]!.hint).toBeDefined();
    expect(text.slice(0, document.problems[0]!.from).split("\n")).toHaveLength(3);
    expect(field(document, "status")).toEqual(["accepted"]);
    expect(document.title?.text).toBe("A");
  });

  test("without an end stops at the title", () => {
    const document = read("---\nstatus: accepted\ndate: 2026-01-01\n\n# A\n\n## Decision\nYes.\n\n---\n\nMore.\n");
    expect(document.problems).toEqual([expect.objectContaining({ text: "This front matter is never closed.", from: 0, to: 3 })]);
    expect(field(document, "date")).toEqual(["2026-01-01"]);
    expect(document.title?.text).toBe("A");
    expect(outline(document)).toEqual(["2 decision Decision"]);
  });

  test("a rule at the top of the page is none", () => {
    const document = read("---\n# A\n\n* Status: accepted\n\n## Decision\n");
    expect(document.problems).toEqual([]);
    expect(field(document, "status")).toEqual(["accepted"]);
  });

  test("keys given twice, here or below the title, are told; the first counts", () => {
    const document = read("---\nstatus: accepted\nstatus: draft\n---\n# A\n\n* Status: rejected\n");
    expect(document.problems.map((one) => one.text)).toEqual(["status is given twice.", "status is given twice."]);
    expect(field(document, "status")).toEqual(["accepted"]);
  });

  test("what is no scalar stands as written", () => {
    const text = "---\naffects:\n  shop: events\ntags: [a, {b: c}, 007, ~, 'it''s']\n---\n# A\n";
    const document = read(text);
    expect(field(document, "affects")).toEqual(["shop: events"]);
    expect(field(document, "tags")).toEqual(["a", "{b: c}", "007", "~", "it's"]);
    expect(document.problems).toEqual([]);
  });

  test("aliases are not expanded", () => {
    const bomb = `---\na: &a [x, x, x, x, x, x, x, x, x]\n${[..."bcdefghi"].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[at]}`).join(", ")}]`).join("\n")}\n---\n# A\n`;
    const document = read(bomb);
    expect(field(document, "a")).toHaveLength(9);
    expect(field(document, "i")).toEqual([]);
    expect(document.problems).toHaveLength(1);
    expect(document.problems[0]).toMatchObject({ text: "Aliases of YAML are not read here.", from: bomb.indexOf("*a"), to: bomb.indexOf("*a") + 2 });
  });

  test.each(["[", "- ", "? ", "{a: ", ": ", "- - [{", "a:\n ", "&a ", "!!x "])("deep nesting of %j is refused, not followed", (piece) => {
    for (const count of [40, 2000, 20_000, 100_000]) {
      const document = read(`---\nkey: x\nother: ${piece.repeat(count)}\n---\n# A\n`);
      expect(document.title?.text).toBe("A");
      expect(document.problems.length).toBeLessThan(3);
      if (count > 2000) expect(document.problems.map((one) => one.text).join()).toMatch(/longer than|nests more|no YAML/);
    }
  });

  test("a list, a text or nothing instead of keys", () => {
    expect(read("---\n- a\n---\n# A\n").problems).toEqual([expect.objectContaining({ text: "The front matter holds no keys." })]);
    expect(read("---\n# nothing\n---\n# A\n").problems).toEqual([]);
    expect(read("---\n---\n# A\n").problems).toEqual([]);
  });
});

describe("any text at all", () => {
  test("an empty file, a binary one, one without a title", () => {
    expect(read("").problems[0]).toMatchObject({ text: "This file is empty.", from: 0, to: 0 });
    expect(read(" \r\n\n").problems[0]!.text).toBe("This file is empty.");
    expect(read("\x89PNG\r\n\0\0").problems[0]).toMatchObject({ text: "This file is no text.", from: 6 });
    expect(read("Just prose.\n").problems[0]!.text).toBe("This decision has no title.");
    expect(read("## Context\nWhy.\n").problems[0]!.text).toBe("This decision has no title.");
    expect(read("---\ntitle: From above\n---\n## Context\n").title?.text).toBe("From above");
  });

  test("an unclosed fence is told where it opens", () => {
    const text = "# A\n\n```js\n## Decision\n";
    expect(read(text).problems).toEqual([expect.objectContaining({ from: text.indexOf("```"), to: text.indexOf("\n## ") })]);
  });

  test.each(["# A\n", "* a\n", "x-->\n", "<!--\n", "`", "* a ", "#".repeat(7), " ", "- ", "```\n", "> ", "1. a\n", "good ", "\\", "## Status\nx\n", "**a", "a\n===\n"])("ten megabytes of %j", (piece) => {
    const head = "# A\n\n## Consequences\n\n";
    const document = read(head + piece.repeat(Math.ceil(10_000_000 / piece.length)));
    expect(document.title?.text).toBe("A");
    expect(document.problems.at(-1)!.text).toMatch(/longer than 1 MiB|never closed/);
  });

  test("never throws, and keeps its places inside the text and in order", () => {
    const pieces = ["---\n", "status: accepted\n", "date: 2026-01-01\n", "[", "]", "{", "&a *a", "'", '"', "# T\n", "## Options\n", "### Consequences\n", "* a * b\n", "  - Good, because x - Bad: y\n", "```\n", "<!--", "-->", "\r\n", "\n", " ", "    ", "\t", "`", "**Status**: x\n", "===\n", ":", "\ufeff", "é", "\ud83d"];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        const document = read(text);
        for (const one of [...document.problems, ...(document.title ? allPlaces(document) : []), ...document.options, ...document.consequences]) {
          expect(one.from).toBeGreaterThanOrEqual(0);
          expect(one.to).toBeGreaterThanOrEqual(one.from);
          expect(one.to).toBeLessThanOrEqual(text.length);
        }
        for (const one of document.consequences) expect(one.text).not.toBe("");
        expect(document.sections.map((one) => one.from)).toEqual(document.sections.map((one) => one.from).toSorted((a, b) => a - b));
        expect(text.endsWith(document.body)).toBe(true);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});
