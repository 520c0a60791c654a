import { describe, expect, it } from "vitest";
import { readConfig, rules } from "../src/index.ts";

const codes = rules.map((rule) => rule.code);

/** What is told of a configuration: the text it stands at, the message and the hint. */
function told(text: string): string[] {
  return readConfig(text, codes).problems.map(({ from, to, message, hint }) => `${text.slice(from, to)} · ${message}${hint === undefined ? "" : ` ${hint}`}`);
}

const exception = (fields: Readonly<Record<string, string>>): string => `exceptions:\n  - ${Object.entries({ rule: "container/owner", element: "cart", reason: "soon", until: "2099-05-31", ...fields }).map(([key, value]) => `${key}: ${value}`).join("\n    ")}\n`;

describe("groundplan.yaml", () => {
  it("refuses days that are not in the calendar", () => {
    expect(told(exception({}))).toEqual([]);
    expect(told(exception({ until: "2026-99-99" }))).toEqual([expect.stringContaining("2026-99-99 is no date.")]);
  });
});
