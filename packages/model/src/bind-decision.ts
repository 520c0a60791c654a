import type { Diagnostic } from "@groundplan/syntax";
import { readDecision, type DecisionDocument, type Located } from "@groundplan/sources";
import { isDay, oneOf, nearest, type Kind, type Setting, type Value, type Vocabulary } from "@groundplan/vocabulary";
import type { SettingReference, SettingValue, Unit } from "./unit.ts";

/** Pages that stand beside decisions and are none. */
const BESIDE = /^(?:readme|index|about|contributing|.*template.*)$/i;

/**
 * Whether a file of the workspace may be a decision: Markdown in a folder `decisions`. One without a number in its name is
 * read no further than to tell that it lacks it.
 */
export function isDecisionFile(file: string): boolean {
  const name = /(?:^|\/)decisions\/([^/]+)\.md$/i.exec(file)?.[1];
  return name !== undefined && !BESIDE.test(name);
}

/** What one may write in the front matter of a decision besides its settings. */
const OTHER_KEYS: readonly string[] = ["title", "consulted", "informed"];

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
  if (document.number === undefined) return { document, unit: { file, extensions: [], declarations: [], relations: [], references: [], problems: isDecision(document) ? [lacksNumber(file, document)] : [] } };
  const references: SettingReference[] = [];
  const problems: Diagnostic[] = document.problems.map((problem) => ({ code: "model/unreadable-decision", severity: "error", message: problem.text, ...(problem.hint === undefined ? {} : { hint: problem.hint }), file, from: problem.from, to: problem.to, related: [] }));
  for (const field of document.fields) {
    const setting = vocabulary.setting(kind, field.key.text);
    if (!setting) problems.push(...nearMiss(field.key, kind, file));
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
  const { number } = document;
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

/** Whether a page says what decisions say: a status in its front matter, options, or an outcome. */
function isDecision({ fields, sections }: DecisionDocument): boolean {
  return fields.some(({ key }) => key.text === "status") || sections.some(({ role }) => role === "options" || role === "decision");
}

function lacksNumber(file: string, { title }: DecisionDocument): Diagnostic {
  const { from, to } = title ?? { from: 0, to: 0 };
  const named = file.replace(/([^/]+)$/, "0001-$1");
  return { code: "model/unreadable-decision", severity: "error", message: "This decision has no number: it is not read.", hint: `Begin its file's name with one: ${named}.`, file, from, to, related: [] };
}

/** A key that is nearly one of a decision's is misspelt; any other belongs to another tool. */
function nearMiss(key: Located, kind: Kind, file: string): readonly Diagnostic[] {
  if (OTHER_KEYS.includes(key.text)) return [];
  const near = nearest(key.text, [...(kind.settings ?? []).map(({ name }) => name), ...OTHER_KEYS]);
  if (near === undefined || Math.abs(near.length - key.text.length) > 1) return [];
  return [{ code: "model/unknown-setting", severity: "error", message: `A decision has no setting ${key.text}.`, hint: `Did you mean ${near}?`, file, from: key.from, to: key.to, related: [], fix: { title: `Write ${near}`, edits: [{ file, from: key.from, to: key.to, text: near }] } }];
}

/** Text that is no name is a role or a group of people where the setting allows free text. */
function readField(setting: Setting, value: Located): Value | string {
  const { from, to } = value;
  const text = value.text.trim();
  switch (setting.grammar.type) {
    case "date":
      return isDay(text.slice(0, 10)) ? { type: "date", date: text.slice(0, 10), from, to } : `${text || "Nothing"} is no date.`;
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
