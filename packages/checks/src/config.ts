import type { Diagnostic, Severity } from "@groundplan/syntax";
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";
import { isDay, nearest } from "@groundplan/vocabulary";
import { configPages } from "./pages/config.ts";
import { modelPages } from "./pages/model.ts";
import { syntaxPages } from "./pages/syntax.ts";

/** What `groundplan.yaml` says: the workspace's name, severities of rules, and exceptions. */
export interface Config {
  readonly name: string | undefined;
  readonly rules: Readonly<Record<string, Severity | "off">>;
  readonly exceptions: readonly Exception[];
  readonly problems: readonly Diagnostic[];
  /** What `build` draws besides SVG: `pictures: [png, pdf]`. */
  readonly pictures: readonly ("png" | "pdf")[];
}

/** One finding that the team accepts: of one rule, at one element or relation (`shop.web -> shop.db`), for a reason, until a day. */
export interface Exception {
  readonly rule: string;
  readonly element: string;
  readonly reason: string;
  /** The last day on which it holds, `2026-12-31`. */
  readonly until: string;
  /** Where its values stand. */
  readonly at: Readonly<Record<"rule" | "element" | "until", { readonly from: number; readonly to: number }>>;
}

export const CONFIG_FILE = "groundplan.yaml";
export const emptyConfig: Config = { name: undefined, rules: {}, exceptions: [], problems: [], pictures: [] };

const KEYS = ["name", "rules", "exceptions", "pictures"];
const FORM = "As in - rule: container/owner, element: shop.cart, reason: \"the team forms in May\", until: 2026-05-31.";

/** Reads `groundplan.yaml`. Never throws; what is wrong is told with its place, and the rest is used. */
export function readConfig(text: string, knownRules: readonly string[]): Config {
  const problems: Diagnostic[] = [];
  const report = (from: number, to: number, message: string, hint?: string): void => void problems.push({ code: "config/bad-value", severity: "error", message, ...(hint === undefined ? {} : { hint }), file: CONFIG_FILE, from, to, related: [] });
  const refused = refusal(text);
  if (refused !== undefined) {
    report(refused.at, Math.min(text.length, refused.at + 1), refused.why, "groundplan.yaml holds a few settings: name, rules, exceptions, pictures.");
    return { ...emptyConfig, problems };
  }
  const document = parseDocument(text, { lineCounter: new LineCounter(), merge: false });
  // One mistake makes a YAML reader stumble many times; the first is where it is.
  for (const error of document.errors.slice(0, 1)) {
    const { message, hint } = wordsOf(error.code);
    report(error.pos[0], Math.max(error.pos[1], error.pos[0] + 1), message, hint);
  }
  const broken = text.indexOf("\ufffd");
  if (broken >= 0) report(broken, broken + 1, "groundplan.yaml is not valid UTF-8 here.", "Save it as UTF-8.");
  const rules: Record<string, Severity | "off"> = {};
  const exceptions: Exception[] = [];
  const pictures: ("png" | "pdf")[] = [];
  let name: string | undefined;
  if (document.errors.length === 0 && document.contents !== null) {
    if (!isMap(document.contents)) report(0, text.length, "groundplan.yaml holds settings: name, rules, exceptions.");
    else {
      for (const pair of document.contents.items) {
        if (!isPair(pair) || !isScalar(pair.key)) continue;
        const key = String(pair.key.value);
        const [from, to] = place(pair.key);
        const value = pair.value as Node | null;
        // A key without a value says nothing yet, whichever it is.
        if (isEmpty(value) && KEYS.includes(key)) continue;
        if (key === "name") name = isScalar(value) ? String(value.value) : undefined;
        else if (key === "rules") readRules(value);
        else if (key === "exceptions") readExceptions(value);
        else if (key === "pictures") readPictures(value);
        else {
          const near = nearest(key, KEYS);
          report(from, to, `There is no setting ${key}.`, near ? `Did you mean ${near}?` : `There are ${KEYS.join(", ")}.`);
        }
      }
    }
  }
  return { name, rules, exceptions, problems, pictures };

  function readRules(value: Node | null): void {
    if (!isMap(value)) {
      report(...place(value), "The rules stand one on a line, each with its severity.", "As in container/owner: error.");
      return;
    }
    for (const pair of value.items) {
      if (!isScalar(pair.key)) continue;
      const code = String(pair.key.value);
      const [from, to] = place(pair.key);
      if (!knownRules.includes(code)) {
        reportNoRule(code, from, to);
        continue;
      }
      const severity = isScalar(pair.value) ? String(pair.value.value) : "";
      // YAML 1.1 readers turn `off` into false; both mean the same here.
      const named = severity === "false" ? "off" : severity;
      if (named === "error" || named === "warning" || named === "info" || named === "off") rules[code] = named;
      else report(...place(pair.value as Node | null, from, to), `${severity || "Nothing"} is no severity.`, "Write error, warning, info or off.");
    }
  }

  function readExceptions(value: Node | null): void {
    if (!isSeq(value)) {
      report(...place(value), "The exceptions are a list, each behind a dash.", FORM);
      return;
    }
    for (const item of value.items as Node[]) {
      const [from, to] = place(item);
      if (!isMap(item)) {
        report(from, to, "An exception names rule, element, reason and until.", FORM);
        continue;
      }
      const field = (key: string): string => {
        const found: unknown = item.get(key);
        return found instanceof Date ? found.toISOString().slice(0, 10) : found === undefined || found === null ? "" : String(found);
      };
      const placeOf = (key: string): { readonly from: number; readonly to: number } => {
        const [start, end] = place(item.get(key, true) as Node | undefined, from, to);
        return { from: start, to: end };
      };
      const exception = { rule: field("rule"), element: field("element"), reason: field("reason").trim(), until: field("until"), at: { rule: placeOf("rule"), element: placeOf("element"), until: placeOf("until") } };
      const missing = (["rule", "element", "reason", "until"] as const).filter((key) => exception[key] === "");
      if (missing.length > 0) report(from, to, `This exception does not say its ${missing.join(", ")}.`, FORM);
      else if (!isDay(exception.until)) report(exception.at.until.from, exception.at.until.to, `${exception.until} is no date.`, "Write until: 2026-12-31.");
      else if (!knownRules.includes(exception.rule)) reportNoRule(exception.rule, exception.at.rule.from, exception.at.rule.to);
      else exceptions.push(exception);
    }
  }

  function reportNoRule(code: string, from: number, to: number): void {
    if (faultPages.some((page) => page.code === code)) {
      report(from, to, `${code} is no rule but a fault: it can be neither silenced nor excepted.`, `Mend what it tells; see groundplan explain ${code}.`);
      return;
    }
    const near = nearest(code, knownRules);
    report(from, to, `There is no rule ${code}.`, near ? `Did you mean ${near}?` : "groundplan explain lists the rules.");
  }

  function readPictures(value: Node | null): void {
    for (const item of isSeq(value) ? (value.items as Node[]) : value ? [value] : []) {
      const format = isScalar(item) ? String(item.value) : "";
      if (format === "png" || format === "pdf") pictures.push(format);
      else if (format !== "svg") report(...place(item), `${format || "This"} is no picture format.`, "Write pictures: [png, pdf].");
    }
  }
}

function place(node: { readonly range?: readonly number[] | null } | null | undefined, from = 0, to = 1): [number, number] {
  return node?.range ? [node.range[0]!, Math.max(node.range[1]!, node.range[0]! + 1)] : [from, to];
}

/** Codes that are no rules: what they tell makes part of a workspace unreadable. */
const faultPages = [...syntaxPages, ...modelPages, ...configPages];

function isEmpty(value: Node | null): boolean {
  return value === null || (isScalar(value) && value.value === null);
}

/** What the library's codes of faults mean, in our words: its own speak to programmers. */
function wordsOf(code: string): { readonly message: string; readonly hint: string } {
  switch (code) {
    case "DUPLICATE_KEY":
      return { message: "This key stands twice.", hint: "Put what stands under the two together." };
    case "MULTIPLE_DOCS":
      return { message: "groundplan.yaml is one document; here a second one begins.", hint: "Remove the line --- or ... before it." };
    case "TAB_AS_INDENT":
      return { message: "This is no YAML: a tab indents nothing.", hint: "Indent with blanks." };
    case "MISSING_CHAR":
      return { message: "This is no YAML: something that was opened is not closed.", hint: "Close the quote or the bracket on its line." };
    case "BAD_INDENT":
      return { message: "This is no YAML: the line is indented differently from those that it belongs to.", hint: "Keys of one block stand in one column." };
    default:
      return { message: "This is no YAML.", hint: "Write key: value; a value that holds a colon, a # or a bracket stands in quotes." };
  }
}

const LARGEST = 256 * 1024;
const DEEPEST = 32;

/** The YAML library composes by recursion, and deep input ends the whole process: what is too large or too deep is not given to it. */
function refusal(text: string): { readonly at: number; readonly why: string } | undefined {
  if (text.length > LARGEST) return { at: LARGEST, why: `groundplan.yaml is larger than ${LARGEST / 1024} KiB; it is not read.` };
  let depth = 0;
  let leading = 0;
  let fresh = true;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === "\n") {
      fresh = true;
      leading = 0;
    } else if (sign === "[" || sign === "{") depth++;
    else if (sign === "]" || sign === "}") depth = Math.max(0, depth - 1);
    else if (fresh && (sign === "-" || sign === "?" || sign === ":" || sign === " " || sign === "\t")) leading++;
    else fresh = false;
    if (depth > DEEPEST || leading > 4 * DEEPEST) return { at, why: `groundplan.yaml nests more than ${DEEPEST} levels deep; it is not read.` };
  }
  return undefined;
}
