import { settingOf, type Element } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const fieldDuplicateNumber: Rule = {
  code: "field/duplicate-number",
  severity: "error",
  title: "Two fields with one number",
  what: "Two fields of a type have the same number in Protocol Buffers.",
  why: "On the wire a field is its number and nothing else: each would be read as the other. The compiler refuses it.",
  fix: "Give the newer one the next free number; numbers of fields that are gone stay unused.",
  good: "type Cart { id: string number 1; items: list<string> number 2 }",
  bad: "type Cart { id: string number 1; items: list<string> number 1 }",
  scope: "element",
  kinds: ["@type"],
  check(element, { model, report }) {
    const known = new Map<number, Element>();
    for (const field of [...model.children(element.id)].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const value = settingOf(field, "number")?.values[0];
      if (value?.type !== "range") continue;
      const other = known.get(value.low);
      if (other) report({ element: field.id, setting: "number" }, `Number ${value.low} belongs to ${other.name} already.`, { hint: "Give the newer one the next free number.", related: [{ at: { element: other.id, setting: "number" }, message: "the other field" }] });
      else known.set(value.low, field);
    }
  },
};
