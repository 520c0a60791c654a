import { describe, expect, it } from "vitest";
import { readConfig, rules } from "../src/index.ts";
import { open } from "./open.ts";

const codes = rules.map((rule) => rule.code);

/** What is told of a configuration: the text it stands at, the message and the hint. */
function told(text: string): string[] {
  return readConfig(text, codes).problems.map(({ from, to, message, hint }) => `${text.slice(from, to)} · ${message}${hint === undefined ? "" : ` ${hint}`}`);
}

const exception = (fields: Readonly<Record<string, string>>): string => `exceptions:\n  - ${Object.entries({ rule: "container/owner", element: "cart", reason: "soon", until: "2099-05-31", ...fields }).map(([key, value]) => `${key}: ${value}`).join("\n    ")}\n`;

describe("groundplan.yaml", () => {
  it("refuses days that are not in the calendar", () => {
    expect(told(exception({}))).toEqual([]);
    expect(told(exception({ until: "2026-99-99" }))).toEqual(["2026-99-99 · 2026-99-99 is no date. Write until: 2026-12-31."]);
  });

  it("places each fault at its value", () => {
    expect(told(exception({ rule: "container/ownr" }))).toEqual(["container/ownr · There is no rule container/ownr. Did you mean container/owner?"]);
    expect(told(exception({ rule: "model/unknown-name" }))).toEqual(["model/unknown-name · model/unknown-name is no rule but a fault: it can be neither silenced nor excepted. Mend what it tells; see groundplan explain model/unknown-name."]);
    expect(told("rules:\n  syntax/extra-brace: off\n")[0]).toMatch(/^syntax\/extra-brace · .*neither silenced nor excepted/);
    expect(told("exceptions:\n  rule: container/owner\n")[0]).toMatch(/^rule: container\/owner\n? · The exceptions are a list, each behind a dash\./);
    expect(told("rules: [container/owner]\n")).toEqual(["[container/owner] · The rules stand one on a line, each with its severity. As in container/owner: error."]);
  });

  it("takes a key without a value for one that says nothing yet", () => {
    expect(told("name:\nrules:\nexceptions:\npictures:\n")).toEqual([]);
    expect(readConfig("name:\n", codes).name).toBeUndefined();
  });

  it("speaks of YAML in its own words", () => {
    expect(told("name: a\nname: b\n")).toEqual([expect.stringContaining("This key stands twice.")]);
    expect(told("name: a\n---\nname: b\n")).toEqual([expect.stringContaining("here a second one begins.")]);
    for (const text of ["a: [", "a: b: c", "\tname: a", 'name: "a', "- a\nb: c", "a: *x", "!!q a", "%Z\n---\n"]) for (const line of told(text)) expect(line).not.toMatch(/parse|Map keys|document\(|implicit|flow|scalar|Nested|collection/i);
  });

  it("tells of bytes that are no UTF-8", () => {
    expect(told("name: caf\ufffd\n")).toEqual(["\ufffd · groundplan.yaml is not valid UTF-8 here. Save it as UTF-8."]);
  });

  it("tells of an exception for an element that there is not", () => {
    const config = exception({ element: "shop.chekout" });
    const found = (text: string): string[] => open('system shop "Shop" { "Sells."; service checkout "Checkout" { "Sells."; tech: go } }', text).diagnostics.filter(({ file }) => file === "groundplan.yaml").map(({ from, to, message, hint }) => `${text.slice(from, to)} · ${message} ${hint}`);
    expect(found(config)).toEqual(["shop.chekout · Nothing is named shop.chekout. Did you mean shop.checkout?"]);
    expect(found(exception({ element: "shop.checkout" }))).toEqual([]);
    expect(found(exception({ element: "shop.checkout -> shop.nothing" }))).toEqual([expect.stringContaining("Nothing is named shop.nothing.")]);
  });
});
