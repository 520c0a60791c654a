import type { Diagnostic } from "@groundplan/syntax";
import { readDecision, type DecisionDocument, type Located } from "@groundplan/sources";
import { oneOf, nearest, type Setting, type Value, type Vocabulary } from "@groundplan/vocabulary";
import type { SettingReference, SettingValue, Unit } from "./unit.ts";

/** Whether a file of the workspace is a decision: Markdown in a folder `decisions`, its name beginning with a number. */
export function isDecisionFile(file: string): boolean {
  return /(?:^|\/)decisions\/\d[^/]*\.md$/i.test(file);
}

/** The name under which a decision stands in the model: `adr-0003`. */
export function decisionName(number: string): string {
  return `adr-${number.replace(/^0+(?=\d)/, "").padStart(4, "0")}`;
}

export interface BoundDecision {
  readonly unit: Unit;
  readonly document: DecisionDocument;
}

/** Binds a decision file: its front matter becomes settings, its names references. */
export function bindDecision(file: string, text: string, vocabulary: Vocabulary): BoundDecision {
  const document = readDecision(file, text);
  const kind = vocabulary.kind("decision")!;
  const settings: SettingValue[] = [];
  const references: SettingReference[] = [];
  const problems: Diagnostic[] = document.problems.map((problem) => ({ code: "model/unreadable-decision", severity: "error", message: problem.text, ...(problem.hint === undefined ? {} : { hint: problem.hint }), file, from: problem.from, to: problem.to, related: [] }));
  for (const field of document.fields) {
    const setting = vocabulary.setting(kind, field.key.text);
    if (!setting || field.values.length === 0) continue;
    const values: Value[] = [];
    for (const value of field.values) {
      const read = readField(setting, value);
      if (typeof read === "string") problems.push({ code: "model/bad-value", severity: "error", message: read, hint: `As in ${setting.example}.`, file, from: value.from, to: value.to, related: [] });
      else {
        values.push(read);
        if (read.type === "reference") references.push({ base: -1, scope: "", name: read.name, accepts: read.grammar.to, optional: read.grammar.orText === true, from: read.from, to: read.to });
      }
    }
    if (values.length > 0) settings.push({ name: setting.name, setting, values, from: field.key.from, to: field.key.to });
  }
  const number = document.number ?? "0";
  const at = document.title ?? { from: 0, to: Math.min(1, text.length), text: "" };
  const context = document.sections.find((section) => section.role === "context");
  return {
    document,
    unit: {
      file, extensions: [], relations: [], references, problems,
      declarations: [{
        base: -1, path: decisionName(number), kind: "decision", name: decisionName(number), title: document.title?.text, description: context ? firstParagraph(context.content) : undefined,
        settings, from: at.from, to: at.to, itemFrom: 0, itemTo: text.length, relation: -1,
      }],
    },
  };
}

/** Text that is no name is a role or a group of people where the setting allows free text. */
function readField(setting: Setting, value: Located): Value | string {
  const { from, to } = value;
  const text = value.text.trim();
  switch (setting.grammar.type) {
    case "date":
      return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/.test(text) ? { type: "date", date: text.slice(0, 10), from, to } : `${text || "Nothing"} is no date.`;
    case "word": {
      const known = setting.grammar.values ?? [];
      const word = text.toLowerCase().split(/\s+/)[0]!;
      if (known.includes(word)) return { type: "word", word, from, to };
      const near = nearest(word, known);
      return `${text || "Nothing"} is none of ${oneOf(known)}${near ? `; did you mean ${near}?` : "."}`;
    }
    case "reference": {
      const reference = setting.grammar;
      if (reference.to.includes("decision")) {
        const number = /^(?:adr-)?(\d+)/i.exec(text)?.[1];
        return number === undefined ? `${text} is no decision's number.` : { type: "reference", name: decisionName(number), grammar: reference, from, to };
      }
      if (/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(text) && (!reference.orText || text === text.toLowerCase())) return { type: "reference", name: text, grammar: reference, from, to };
      return reference.orText ? { type: "text", text, from, to } : `${text || "Nothing"} is no name of the model.`;
    }
    default:
      return { type: "text", text, from, to };
  }
}

function firstParagraph(content: string): string | undefined {
  const paragraph = content.trim().split(/\n\s*\n/)[0]?.replace(/\s+/g, " ").trim();
  return paragraph === undefined || paragraph === "" ? undefined : paragraph;
}
