import type { ApiDocument, FormatProblem, Loss, TableDocument, TypeDescription } from "@groundplan/formats";
import { readAsyncApi, readAvro, readGraphql, readJsonSchema, readOpenApi, readProto, readSql } from "@groundplan/formats/readers";
import type { AdoptedFormat } from "./adoptions.ts";
import { foreignTypes, type ImportedFile } from "./imports.ts";

/** What a file of any format describes, as far as the model takes it up. */
export interface AdoptedDocument {
  readonly api?: ApiDocument;
  readonly types: readonly TypeDescription[];
  readonly tables?: TableDocument;
  readonly problems: readonly FormatProblem[];
  readonly losses: readonly Loss[];
  /** Of proto, full names of the types of imported files that are adopted too, with what they are called in the model. */
  readonly foreign?: ReadonlyMap<string, string>;
}

/** Larger files are not read: what describes an interface or a schema is smaller by far. In UTF-16 code units. */
export const LARGEST_ADOPTED = 40 * 1024 * 1024;

/** Reads a file of the team's own by its format. Never throws: what cannot be read is told, and the rest is there. */
export function readAdopted(format: AdoptedFormat, text: string, file: string, imported: readonly ImportedFile[] = []): AdoptedDocument {
  if (text.length > LARGEST_ADOPTED) return refused("format/too-large", `The file is larger than ${LARGEST_ADOPTED / 1024 / 1024} MB.`, "Adopt the part of it that matters.");
  if (text.trim() === "") return refused("format/syntax", "The file is empty.", "Put in what it is to describe, or take its source out of the plan.");
  const read = readFormat(format, text, file, imported);
  return { ...read, problems: toTheCause(format, read.problems) };
}

/** What to do where the reader has no better word for it. */
const HINTS: Readonly<Record<FormatProblem["code"], string>> = {
  "format/syntax": "Mend the file at this place; what could be read of the rest is in the model.",
  "format/version": "Adopt it in a version that is read.",
  "format/unknown-name": "Declare it, or correct the name.",
  "format/not-followed": "Bundle the documents into one, or adopt the other one by a source of its own.",
  "format/duplicate": "Rename one of the two.",
  "format/meaning": "Correct it in the file: its own tools refuse it as well.",
  "format/too-large": "Adopt the part of it that matters.",
};

function refused(code: FormatProblem["code"], message: string, hint: string): AdoptedDocument {
  return { types: [], losses: [], problems: [{ code, severity: "error", from: 0, to: 1, message, hint }] };
}

/**
 * The problems without those that follow from others: of a text that breaks off, names that stand behind its end are not missing; of a
 * dump of another database one sign of that is enough; and what is too large is told once.
 */
function toTheCause(format: AdoptedFormat, problems: readonly FormatProblem[]): readonly FormatProblem[] {
  const broken = format !== "proto" && format !== "sql" && problems.some(({ code }) => code === "format/syntax");
  const told = new Map<string, number>();
  const kept: FormatProblem[] = [];
  for (const problem of problems.toSorted((a, b) => a.from - b.from)) {
    if (broken && (problem.code === "format/unknown-name" || problem.severity === "warning")) continue;
    const key = problem.code === "format/too-large" ? `${problem.code} ${problem.message}` : format === "sql" && problem.code === "format/version" && problem.severity === "error" ? problem.code : undefined;
    if (key !== undefined) told.set(key, (told.get(key) ?? 0) + 1);
    if (key === undefined || told.get(key) === 1) kept.push({ ...problem, hint: problem.hint ?? HINTS[problem.code] });
  }
  const others = (told.get("format/version") ?? 1) - 1;
  if (others === 0) return kept;
  return kept.map((problem) => (problem.code === "format/version" && problem.severity === "error" ? { ...problem, message: `${problem.message} So ${others === 1 ? "is one more place" : `are ${others} more places`} of the file.` } : problem));
}

function readFormat(format: AdoptedFormat, text: string, file: string, imported: readonly ImportedFile[]): AdoptedDocument {
  switch (format) {
    case "proto":
      return { ...ofApi(readProto(text, { file, ...(imported.length === 0 ? {} : { imports: (path: string) => imported.find((each) => each.path === path)?.text, partial: true }) })), foreign: foreignTypes(imported) };
    case "openapi":
      return ofApi(readOpenApi(text));
    case "asyncapi":
      return ofApi(readAsyncApi(text));
    case "graphql":
      return ofApi(readGraphql(text));
    case "avro": {
      const { document, problems, losses } = readAvro(text);
      return { types: document.types, problems, losses };
    }
    case "jsonschema": {
      const { document, problems, losses } = readJsonSchema(text);
      return { types: document.types, problems, losses };
    }
    case "sql": {
      const { document, problems, losses } = readSql(text, { dialect: "postgresql" });
      return { types: [], tables: document, problems, losses };
    }
  }
}

function ofApi({ document, problems, losses }: { readonly document: ApiDocument; readonly problems: readonly FormatProblem[]; readonly losses: readonly Loss[] }): AdoptedDocument {
  return { api: document, types: document.types, problems, losses };
}
