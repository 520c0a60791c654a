import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isUntouchedPrompt, nextNumber, readDecision, slug, writeDecision } from "@groundplan/sources";

const draft = { number: "0004", title: "Announce orders over Kafka", status: "draft", date: "2026-03-01" } as const;

describe("a new decision", () => {
  test("reads as a decision ought to", () => {
    const { path, text } = writeDecision({ ...draft, deciders: ["ordering"], drivers: ["always-open"], affects: ["shop.events"], supersedes: ["0002"], options: ["Kafka topic", "PostgreSQL queue"] });
    expect(path).toBe("decisions/0004-announce-orders-over-kafka.md");
    expect(text.slice(0, text.indexOf("## Decision Outcome"))).toBe(`---
status: draft
date: 2026-03-01
deciders: [ordering]
drivers: [always-open]
affects: [shop.events]
supersedes: [0002]
---

# Announce orders over Kafka

## Context and Problem Statement

_What is the situation, which question does it raise, and what happens if nothing is decided?_

## Decision Drivers

* always-open

## Considered Options

* Kafka topic
* PostgreSQL queue

`);
    expect(text.endsWith("?_\n")).toBe(true);
  });

  test("asks in every section, states nothing, and is known as untouched", () => {
    const { path, text } = writeDecision(draft);
    const document = readDecision(path, text);
    expect(document.problems).toEqual([]);
    expect(document.sections.map((section) => section.role)).toEqual(["context", "drivers", "options", "decision", "consequences", "confirmation", "pros-and-cons", "more"]);
    for (const section of document.sections) expect(isUntouchedPrompt(section.content), section.text).toBe(true);
    expect(document.options).toEqual([]);
    expect(document.consequences).toEqual([]);
  });

  test("a prompt is known however a formatter wraps and marks it, and no other text is", () => {
    const { content } = readDecision("1.md", writeDecision(draft).text).sections[0]!;
    expect(isUntouchedPrompt(`\n*${content.slice(1, -1).replaceAll(" ", "\n")}*\n`)).toBe(true);
    expect(isUntouchedPrompt(`${content}\n\nAccounting must see each order.`)).toBe(false);
    expect(isUntouchedPrompt(content.slice(1, -1))).toBe(false);
    expect(isUntouchedPrompt("_What is the situation?_")).toBe(false);
    expect(isUntouchedPrompt("")).toBe(false);
    expect(isUntouchedPrompt("_")).toBe(false);
  });

  test("everything that is given is read again", () => {
    const names = fc.array(fc.oneof(fc.constantFrom("always-open", "shop.events", "no", "Yes", "null", "0002", "1.5", "2026-01-01", "a, b", "x: y", "# no comment", "it's", '"', "{", "*a", "\\", "a#", "- x", "Größe"), fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== "")), { maxLength: 4 });
    const title = fc.oneof(fc.constantFrom("Use C#", "Use #", "A # B ##", "Open <!-- not --> closed", "a\\*b", "C:\\#", "# twice", "---", "* Star", "`code`"), fc.string()).map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "" && !text.includes("\0"));
    fc.assert(
      fc.property(title, names, names, names, (given, deciders, affects, supersedes) => {
        // MADR's own headings are no titles; the reader would take them for the section.
        fc.pre(!/^(?:\d+[.)]? )?[\W_]*(?:context|decision|options|status|date|problem|links|forces|outcome)/i.test(given));
        const { path, text } = writeDecision({ ...draft, title: given, deciders, affects, supersedes });
        const document = readDecision(path, text);
        expect(document.problems).toEqual([]);
        expect(document.title?.text).toBe(given);
        const values = (name: string) => document.fields.find((field) => field.key.text === name)?.values.map((value) => value.text) ?? [];
        expect(values("deciders")).toEqual(deciders);
        expect(values("affects")).toEqual(affects);
        expect(values("supersedes")).toEqual(supersedes);
      }),
      { numRuns: 1000, seed: 11 },
    );
  });
});

test("the next number", () => {
  expect(nextNumber([])).toBe("0001");
  expect(nextNumber(["0003", "0012", "0007"])).toBe("0013");
  expect(nextNumber(["9999"])).toBe("10000");
  expect(nextNumber(["00041", "x", "", "-5", "1".repeat(40)])).toBe("00042");
});

test.each([
  ["Announce orders over Kafka", "announce-orders-over-kafka"],
  ["Größere Äpfel für Øresund & Łódź", "grossere-apfel-fur-oresund-lodz"],
  ["L’été à Orléans: ça va?", "lete-a-orleans-ca-va"],
  ["Don't use C++ or C#", "dont-use-cpp-or-c-sharp"],
  ["../../etc/passwd", "etc-passwd"],
  ["日本語", "decision"],
  ["   ", "decision"],
  ["İstanbul", "istanbul"],
  ["x".repeat(100), "x".repeat(60)],
  [`${"word ".repeat(30)}`, Array(12).fill("word").join("-")],
])("the slug of %j is %s", (title, expected) => {
  expect(slug(title)).toBe(expected);
});
