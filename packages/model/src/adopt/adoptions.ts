import { parse, type Tree } from "@groundplan/syntax";

/** The formats of files that can be adopted. */
export type AdoptedFormat = "proto" | "openapi" | "asyncapi" | "graphql" | "avro" | "jsonschema" | "sql";

const FORMATS: ReadonlySet<string> = new Set<AdoptedFormat>(["proto", "openapi", "asyncapi", "graphql", "avro", "jsonschema", "sql"]);

/** `source oteldemo proto "demo.proto"`: a file of the team's own that the model takes up under a name. */
export interface Adoption {
  readonly name: string;
  readonly format: AdoptedFormat;
  /** The file, relative to the workspace, forward slashes; it begins with `../` where it lies outside. */
  readonly file: string;
}

/** What a plan file adopts. Items that are not whole are left out: the binder tells of them. */
export function adoptionsIn(file: string, tree: Tree): readonly Adoption[] {
  const found: Adoption[] = [];
  for (const { label, header } of tree.items) {
    const [word, name, format, path] = header;
    if (label.length > 0 || word?.text !== "source" || word.kind !== "word") continue;
    if ((name?.kind !== "word" && name?.kind !== "raw") || !format || !FORMATS.has(format.text) || path?.kind !== "string" || path.text === "") continue;
    found.push({ name: name.text, format: format.text as AdoptedFormat, file: pathFrom(file, path.text) });
  }
  return found;
}

/** The files that a plan file adopts, relative to the workspace; of a text that adopts nothing no tree is made. */
export function adoptedBy(file: string, text: string): readonly string[] {
  return mayAdopt(text) ? adoptionsIn(file, parse(text)).map((adoption) => adoption.file) : [];
}

/** Whether a text can adopt anything: told without parsing it. */
export function mayAdopt(text: string): boolean {
  // The search for a word is quicker by far than that for a line, and most texts do not hold it.
  return text.includes("source") && /^[ \t;]*source[ \t]/m.test(text);
}

/** A path that is said in a file, from the folder of the workspace: `ordering/a.plan` and `../demo.proto` give `demo.proto`. */
export function pathFrom(file: string, said: string): string {
  const parts = file.split("/").slice(0, -1);
  for (const part of said.replaceAll("\\", "/").split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts[parts.length - 1] !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
