import type { EmitInput, OutputFile, Verdict } from "../artifact.ts";
import { emitters } from "../emitters/index.ts";
import { planningOf } from "../emitters/planning.ts";
import type { StatusData } from "../site/types.ts";

/** What a tool of the field said of one file, or of one question to a planner, and of which content. */
export interface FieldVerdict extends Verdict {
  /** Of the tool. */
  readonly version: string;
  /** The file's format; `question` for what a planner was asked. */
  readonly format: string;
  /** SHA-256 of what was judged, by `contentJudged`. */
  readonly sha256: string;
}

/** A verdict as it stands now: `stale` where it is of other content, or where nothing was said yet. */
export interface FieldLine extends FieldVerdict {
  readonly stale: boolean;
}

/** The verdicts on the files of an artifact. */
export type FieldVerdicts = (artifact: string) => readonly FieldLine[];

/** The format of a question to a planner: its verdicts name an access pattern in place of a file. */
export const QUESTION = "question";

/** Formats of which a tool reads all files of an artifact in one, with the formats that it reads beside them. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = { proto: ["proto", "buf"] };

/** The formats of the files that are read with one of this format, itself included. */
export function judgedTogether(format: string): readonly string[] {
  return TOGETHER[format] ?? [format];
}

/** What a verdict on a file is of, as one text: the file's, or those of all files that are judged with it. `files` are those of its artifact. */
export function contentJudged<File extends { readonly path: string; readonly format: string }>(file: File, files: readonly File[], textOf: (file: File) => string): string {
  const formats = TOGETHER[file.format];
  return formats === undefined ? textOf(file) : JSON.stringify(files.filter(({ format }) => formats.includes(format)).sort((a, b) => (a.path < b.path ? -1 : 1)).map((each) => [each.path, textOf(each)]));
}

/**
 * The kept verdicts, held against what is emitted now. A verdict counts for exactly the content that it is of; what a judge
 * has not read although it is of a format that it reads is told as well. `digest` gives the SHA-256 of a text.
 */
export function judgedNow(input: EmitInput, kept: readonly FieldVerdict[], digest: (text: string) => string): FieldVerdicts {
  const lines = new Map<string, readonly FieldLine[]>();
  return (artifact) => {
    let found = lines.get(artifact);
    if (!found) lines.set(artifact, (found = linesOf(input, artifact, kept.filter((verdict) => verdict.artifact === artifact), digest)));
    return found;
  };
}

function linesOf(input: EmitInput, artifact: string, kept: readonly FieldVerdict[], digest: (text: string) => string): readonly FieldLine[] {
  if (kept.length === 0) return [];
  const formats = new Set(kept.map(({ format }) => format));
  const now = new Map<string, { readonly format: string; readonly sha256: string }>();
  if (formats.has(QUESTION)) for (const { questions } of planningOf(input)) for (const { id, content } of questions) now.set(id, { format: QUESTION, sha256: digest(content) });
  const files = emitters.filter((emitter) => emitter.artifact === artifact).flatMap((emitter) => [...emitter.emit(input)]);
  const texts = new Map<OutputFile, string>();
  for (const file of files) {
    if (!formats.has(file.format)) continue;
    const content = contentJudged(file, files, (each) => {
      let text = texts.get(each);
      if (text === undefined) {
        const made = each.content();
        texts.set(each, (text = typeof made === "string" ? made : new TextDecoder().decode(made)));
      }
      return text;
    });
    now.set(file.path, { format: file.format, sha256: digest(content) });
  }
  // What is emitted no more has no verdict that counts.
  const lines = kept.filter(({ file }) => now.has(file)).map((verdict): FieldLine => ({ ...verdict, stale: now.get(verdict.file)!.sha256 !== verdict.sha256 }));
  for (const judge of new Set(kept.map((verdict) => verdict.judge))) {
    const own = kept.filter((verdict) => verdict.judge === judge);
    const read = new Set(own.map(({ format }) => format));
    for (const [file, { format, sha256 }] of now) if (read.has(format) && !own.some((verdict) => verdict.file === file)) lines.push({ artifact, file, format, sha256, judge, version: own[0]!.version, result: "skipped", detail: "not judged yet", stale: true });
  }
  return lines;
}

type JudgeLine = StatusData["artifacts"][number]["judges"][number];

/** One line for each tool of the field: it failed if it refuses anything as it is now, and passed only if it passed everything as it is now. */
export function sumField(lines: readonly FieldLine[]): readonly JudgeLine[] {
  return [...new Set(lines.map(({ judge }) => judge))].map((judge): JudgeLine => {
    const own = lines.filter((line) => line.judge === judge);
    const name = [judge, own[0]!.version].filter((part) => part !== "").join(" ");
    const current = own.filter(({ stale }) => !stale);
    const failed = current.filter(({ result }) => result === "failed");
    if (failed.length > 0) return { name, result: "failed", detail: failed.map((line) => `${line.file}: ${line.detail}`).join("; ") };
    const passed = current.filter(({ result }) => result === "passed").length;
    if (current.length < own.length) return { name, result: "skipped", stale: true, detail: `${own.length - current.length} of ${own.length} changed since, or not judged: groundplan verify judges ${own.length - current.length === 1 ? "it" : "them"}` };
    if (passed < own.length) return { name, result: "skipped", detail: own.find(({ result }) => result === "skipped")!.detail };
    return { name, result: "passed", detail: `${passed} judged` };
  });
}
