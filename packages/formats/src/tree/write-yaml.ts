import type { Json } from "../reading.ts";

interface Frame {
  readonly entries: readonly (readonly [string | undefined, Json])[];
  next: number;
  readonly indent: string;
}

/** Words that YAML 1.1 or 1.2 takes for something other than a text. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
const PLAIN = /^[A-Za-z/_$(\u00c0-\u00ff](?:[\w \-./()+@=$,;!?'"&*<>^~%|{}[\]\\\u00a1-\u2027\u202a-\ud7ff\ue000-\ufdff]|:(?! |$)|#)*$/;
/** What a literal block may hold: printable characters and line breaks. */
const PRINTABLE = /^[\t\n\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufdff]*$/;

/**
 * Writes data as YAML 1.2 in block style: two spaces, texts without quotes where that is safe in YAML 1.1 too, literal blocks for
 * texts of several lines.
 */
export function writeYaml(root: Json): string {
  const out: string[] = [];
  if (!hasEntries(root)) return `${scalar(root, "")}\n`;
  const stack: Frame[] = [frameOf(root, "")];
  // In a list, the first entry of what stands there is on the line of its dash.
  let inline = false;
  for (let frame = stack[stack.length - 1]; frame !== undefined; frame = stack[stack.length - 1]) {
    const entry = frame.entries[frame.next];
    if (entry === undefined) {
      stack.pop();
      continue;
    }
    frame.next += 1;
    const [key, value] = entry;
    if (!inline) out.push(frame.indent);
    inline = false;
    if (key === undefined) {
      out.push("- ");
      if (hasEntries(value)) {
        stack.push(frameOf(value, `${frame.indent}  `));
        inline = true;
      } else out.push(scalar(value, `${frame.indent}  `), "\n");
    } else {
      out.push(keyText(key, frame.indent));
      if (hasEntries(value)) {
        out.push("\n");
        stack.push(frameOf(value, `${frame.indent}  `));
      } else out.push(" ", scalar(value, `${frame.indent}  `), "\n");
    }
  }
  return out.join("");
}

function frameOf(value: readonly Json[] | { readonly [key: string]: Json }, indent: string): Frame {
  const entries = Array.isArray(value) ? (value as readonly Json[]).map((item) => [undefined, item] as const) : Object.entries(value as { readonly [key: string]: Json }).filter(([, one]) => one !== undefined);
  return { entries, next: 0, indent };
}

function hasEntries(value: Json): value is readonly Json[] | { readonly [key: string]: Json } {
  if (value === null || typeof value !== "object") return false;
  if (Array.isArray(value)) return value.length > 0;
  for (const key in value) if ((value as { [key: string]: Json | undefined })[key] !== undefined) return true;
  return false;
}

/** A key of more than 1024 characters has to be marked as one (YAML 1.2.2, 7.4.2). */
function keyText(key: string, indent: string): string {
  const text = isPlain(key) ? key : quoted(key);
  return text.length > 1000 ? `? ${text}\n${indent}:` : `${text}:`;
}

function scalar(value: Json, indent: string): string {
  if (typeof value !== "string") return typeof value === "object" && value !== null ? (Array.isArray(value) ? "[]" : "{}") : String(value);
  if (isPlain(value)) return value;
  if (value.includes("\n") && isLiteral(value)) {
    const body = value.replace(/\n+$/, "");
    const ending = value.length - body.length;
    const lines = body.split("\n").map((line) => (line === "" ? "" : indent + line)).join("\n");
    return `|${ending === 0 ? "-" : ending === 1 ? "" : "+"}\n${lines}${"\n".repeat(Math.max(0, ending - 1))}`;
  }
  return quoted(value);
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && !text.includes(" #") && !text.endsWith(" ") && !(text.length < 6 && WORDS.test(text));
}

/** A literal block finds its indentation by its first line, and keeps no carriage returns. */
function isLiteral(text: string): boolean {
  return PRINTABLE.test(text) && !/^[\n \t]/.test(text) && !/\n[ \t]+(?:\n|$)/.test(text) && !/^(?:---|\.\.\.)/m.test(text) && !/^\n*$/.test(text);
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
