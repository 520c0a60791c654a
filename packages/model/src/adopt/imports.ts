import { readProto } from "@groundplan/formats/readers";
import { writeName } from "@groundplan/syntax";

/** A file that is imported by an adopted one and is adopted itself. */
export interface ImportedFile {
  /** As the import has it: `google/type/money.proto`. */
  readonly path: string;
  readonly text: string;
  /** The source that adopts it; the first in the order of the plan files, where several do. */
  readonly source: string;
}

/** The paths that a proto file imports, in the order of the text; told without parsing it. */
export function importsIn(text: string): readonly string[] {
  return [...text.matchAll(/^[ \t]*import[ \t]+(?:(?:public|weak|option)[ \t]+)?"([^"\n]+)"/gm)].map((found) => found[1]!);
}

/** Whether a file of the workspace is the one that an import names: its path ends with that. */
export function isImport(file: string, path: string): boolean {
  return file === path || file.endsWith(`/${path}`);
}

/** The types of imported files by their full names, with what they are called in the model: `google.type.Money` as `money.Money`. */
export function foreignTypes(imported: readonly ImportedFile[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, text, source } of imported) {
    const { document } = readProto(text, { file: path });
    const before = document.package === undefined ? "" : `${document.package}.`;
    for (const { name } of document.types) found.set(`${before}${name}`, `${source}.${name.split(".").map(writeName).join(".")}`);
  }
  return found;
}
