import { createInput, emitSite, emitters, siteData, statusOf, viewPicture } from "@groundplan/artifacts";
import { createChecker } from "@groundplan/checks";
import { createWorkspace } from "@groundplan/model";
import { format, parse, type Diagnostic } from "@groundplan/syntax";
import { SPELL, type Input } from "./inputs.ts";

const AS_OF = "2026-11-23";
/** Larger models are checked and projected; their pictures are other tests' business. */
const MOST_DRAWN = 400;

/** Does with an input all that check, build, format and the workbench do with a stranger's text, and tells what went wrong. Empty: nothing. */
export function judge(input: Input): string[] {
  const faults: string[] = [];
  const attempt = (what: string, act: () => void): void => {
    try {
      act();
    } catch (error) {
      faults.push(`${what} threw ${error instanceof Error ? `${error.message.slice(0, 200)} at ${placeOf(error)}` : String(error)}`);
    }
  };
  const workspace = createWorkspace();
  const checker = createChecker(workspace, { asOf: AS_OF });
  let diagnostics: ReadonlyMap<string, readonly Diagnostic[]> = new Map();
  for (const [file, text] of input.files) {
    if (!file.endsWith(".plan")) continue;
    attempt("parse", () => void parse(text));
    attempt("format", () => {
      const once = format(text);
      if (text.length < 200_000 && format(once) !== once) faults.push(`format of ${file} is not settled after once`);
    });
  }
  attempt("check", () => {
    workspace.update([...input.files].map(([file, text]) => ({ file, text })));
    diagnostics = checker.diagnostics();
  });
  for (const found of diagnostics.values()) for (const diagnostic of found) judgeDiagnostic(diagnostic, input, faults);
  attempt("emit", () => {
    const emit = createInput(workspace, checker, { asOf: AS_OF });
    if (emit.model.elementCount > MOST_DRAWN) {
      for (const view of emit.views.slice(0, 5)) emit.scene(view.id);
      return;
    }
    const files = emitters.flatMap((emitter) => [...emitter.emit(emit)]);
    for (const file of files) attempt(`${file.path}`, () => {
      if (/[\u0000-\u001f]|\.\.|\/\//.test(file.path)) faults.push(`${JSON.stringify(file.path)} is no path to write to`);
      const content = file.content();
      if (typeof content === "string" && file.format === "svg") judgeSvg(file.path, content, faults);
    });
    const status = statusOf(emit, (artifact) => files.filter((file) => file.artifact === artifact).map((file) => file.path));
    const data = siteData(emit, { version: "0", revision: 0, status });
    for (const chart of data.charts) judgeSvg(chart.id, chart.svg, faults);
    for (const view of data.views) attempt(`view ${view.id}`, () => judgeSvg(`view ${view.id}`, viewPicture(emit, view.id, 0)!.svg, faults));
    for (const file of emitSite(emit, data, new Map([["index.html", "<title>x</title><!--readable-->"]]))) attempt(file.path, () => {
      const content = file.content();
      if (String(content).includes(SPELL)) faults.push(`${file.path} holds a raw ${SPELL}`);
    });
  });
  return [...new Set(faults)];
}

function placeOf(error: Error): string {
  return (error.stack ?? "").split("\n").slice(1, 4).map((line) => line.trim().replace(/\(?\/.*\//, "(")).join(" < ");
}

function judgeDiagnostic(diagnostic: Diagnostic, input: Input, faults: string[]): void {
  const { code, message, hint } = diagnostic;
  const place = (what: string, { file, from, to }: { file: string; from: number; to: number }): void => {
    const length = input.files.get(file)?.length;
    if (length === undefined) faults.push(`${code}: ${what} stands in ${JSON.stringify(file)}, which there is not`);
    else if (!(from >= 0 && from <= to && to <= length)) faults.push(`${code}: ${what} stands at ${from}–${to} of ${length}`);
  };
  place("it", diagnostic);
  for (const related of diagnostic.related) place("a related place", related);
  for (const edit of diagnostic.fix?.edits ?? []) place("an edit", edit);
  if (/\bundefined\b|\[object |\bNaN\b|function \(/.test(`${message} ${hint ?? ""}`) && ![...input.files.values()].some((text) => /\bundefined\b|\[object |NaN|function \(/.test(text))) faults.push(`${code} says ${JSON.stringify(message)} ${JSON.stringify(hint)}`);
  if (message.trim() === "") faults.push(`${code} says nothing`);
}

/** Elements that a picture may hold; none of them runs, loads or embeds anything. */
const ALLOWED = new Set(["svg", "title", "desc", "defs", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "use", "a"]);

/** A picture is well-formed XML of elements that do nothing, whatever stands in the titles. */
export function judgeSvg(name: string, svg: string, faults: string[]): void {
  const fault = (text: string): void => void faults.push(`${name}: ${text}`);
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(svg)) fault("a character that XML forbids");
  const open: string[] = [];
  let roots = 0;
  let at = 0;
  const tag = /<(?:\/([a-zA-Z]+)\s*|([a-zA-Z]+)((?:\s+[a-zA-Z][a-zA-Z:-]*="[^"<]*")*)\s*(\/?))>/y;
  while (at < svg.length) {
    const next = svg.indexOf("<", at);
    const end = next < 0 ? svg.length : next;
    if (end > at) {
      const data = svg.slice(at, end);
      if (!isEscaped(data)) return fault(`a bare & in ${JSON.stringify(data.slice(0, 80))}`);
      if (open.length === 0 && data.trim() !== "") return fault("text outside of the root");
      at = end;
      continue;
    }
    tag.lastIndex = at;
    const found = tag.exec(svg);
    if (!found) return fault(`malformed at ${JSON.stringify(svg.slice(at, at + 80))}`);
    at = tag.lastIndex;
    const [, closed, name, attributes, alone] = found;
    if (closed !== undefined) {
      if (open.pop() !== closed) return fault(`</${closed}> closes nothing`);
      continue;
    }
    if (!ALLOWED.has(name!)) fault(`an element ${name}`);
    const seen = new Set<string>();
    for (const [, key, value] of attributes!.matchAll(/([a-zA-Z][a-zA-Z:-]*)="([^"]*)"/g)) {
      if (seen.has(key!)) return fault(`${key} twice in <${name}>`);
      seen.add(key!);
      if (!isEscaped(value!)) return fault(`a bare & in ${key}`);
      if (/^on/i.test(key!)) fault(`an attribute ${key}`);
      if (key!.endsWith("href") && /^\s*(?:javascript|data|vbscript):/i.test(value!)) fault(`${key} leads to ${value}`);
      if (/^(?:x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|width|height|viewBox|d|points|transform)$/.test(key!) && /NaN|Infinity|undefined/.test(value!)) fault(`${key} is ${value!.slice(0, 60)}`);
    }
    if (open.length === 0 && roots++ > 0) return fault("two roots");
    if (alone === "") open.push(name!);
  }
  if (open.length > 0) fault(`<${open[open.length - 1]}> is not closed`);
}

function isEscaped(data: string): boolean {
  return !/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/.test(data);
}
