import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { parseSync } from "@swc/core";

/** A module specifier that a file names: in `import`, `export … from`, `import(…)` or a type's `import("…")`. */
export interface Import {
  readonly specifier: string;
  /** Erased when the types are: `import type`, `export type`, `import("…").T`. */
  readonly typeOnly: boolean;
}

/** Source files by their path from the root of the repository, with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

/** What each package offers to others: `"@groundplan/diagrams/export"` → `"packages/diagrams/src/export.ts"`. */
export type Entries = ReadonlyMap<string, string>;

/** Every import of a TypeScript file, read from its syntax tree, so that comments and strings are no imports. Throws where the file is no TypeScript. */
export function importsOf(path: string, text: string): readonly Import[] {
  const key = `${path.endsWith(".tsx")} ${text}`;
  let imports = known.get(key);
  if (!imports) known.set(key, (imports = readImports(path, text)));
  return imports;
}

const known = new Map<string, readonly Import[]>();

function readImports(path: string, text: string): readonly Import[] {
  const found: Import[] = [];
  const tree = parseFile(path, text);
  const work: unknown[] = [tree];
  while (work.length > 0) {
    const node = work.pop();
    if (Array.isArray(node)) work.push(...(node as unknown[]));
    else if (node !== null && typeof node === "object") {
      const specifier = specifierOf(node as SyntaxNode);
      if (specifier !== undefined) found.push(specifier);
      for (const value of Object.values(node)) if (value !== null && typeof value === "object") work.push(value);
    }
  }
  return found.reverse();
}

function parseFile(path: string, text: string): unknown {
  try {
    return parseSync(text, { syntax: "typescript", tsx: path.endsWith(".tsx"), target: "es2022" });
  } catch (error) {
    throw new Error(`${path} cannot be parsed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

interface SyntaxNode {
  readonly type?: string;
  readonly typeOnly?: boolean;
  readonly source?: { readonly value?: string } | null;
  readonly argument?: { readonly value?: unknown };
  readonly callee?: { readonly type?: string; readonly value?: string };
  readonly arguments?: readonly { readonly expression?: { readonly type?: string; readonly value?: unknown } }[];
  readonly moduleRef?: { readonly type?: string; readonly expression?: { readonly value?: string } };
}

function specifierOf(node: SyntaxNode): Import | undefined {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return typeof node.source?.value === "string" ? { specifier: node.source.value, typeOnly: node.typeOnly === true } : undefined;
    case "TsImportType":
      return typeof node.argument?.value === "string" ? { specifier: node.argument.value, typeOnly: true } : undefined;
    case "TsImportEqualsDeclaration":
      return typeof node.moduleRef?.expression?.value === "string" ? { specifier: node.moduleRef.expression.value, typeOnly: false } : undefined;
    case "CallExpression": {
      const called = node.callee?.type === "Import" || (node.callee?.type === "Identifier" && node.callee.value === "require");
      const first = node.arguments?.[0]?.expression;
      return called && typeof first?.value === "string" ? { specifier: first.value, typeOnly: false } : undefined;
    }
    default:
      return undefined;
  }
}

/** The package that a path lies in: `diagrams` of `packages/diagrams/src/index.ts`. */
export function packageOf(path: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(path)?.[1];
}

/** Which package names which other, with the first file that does: `"diagrams -> model"` → `"packages/diagrams/src/…"`. */
export function packageImports(sources: Sources): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [path, text] of sorted(sources)) {
    const own = packageOf(path);
    for (const { specifier } of importsOf(path, text)) {
      const other = specifier.startsWith(".") ? packageOf(posix.join(posix.dirname(path), specifier)) : /^@groundplan\/([^/]+)/.exec(specifier)?.[1];
      if (other !== undefined && other !== own && !found.has(`${own} -> ${other}`)) found.set(`${own} -> ${other}`, path);
    }
  }
  return found;
}

/** Imports that go round a package's entry: a path into another package's folder, or a subpath that it does not offer. */
export function sideDoors(sources: Sources, entries: Entries): readonly string[] {
  const found: string[] = [];
  for (const [path, text] of sorted(sources)) {
    for (const { specifier } of importsOf(path, text)) {
      const leaves = specifier.startsWith(".") && packageOf(posix.join(posix.dirname(path), specifier)) !== packageOf(path);
      if (leaves || (specifier.startsWith("@groundplan/") && !entries.has(specifier))) found.push(`${path}: ${specifier}`);
    }
  }
  return found;
}

/**
 * The ways from a file to a module of Node itself, each as the chain of files that leads there. Type imports do not count:
 * they are gone when the program runs. Empty: what begins here runs in a browser.
 */
export function waysToNode(start: string, sources: Sources, entries: Entries): readonly string[] {
  const found: string[] = [];
  const cameFrom = new Map<string, string | undefined>([[start, undefined]]);
  const work = [start];
  for (let path = work.shift(); path !== undefined; path = work.shift()) {
    const text = sources.get(path);
    if (text === undefined) continue;
    for (const { specifier, typeOnly } of importsOf(path, text)) {
      if (typeOnly) continue;
      if (isBuiltin(specifier)) {
        const chain = [specifier];
        for (let at: string | undefined = path; at !== undefined; at = cameFrom.get(at)) chain.unshift(at);
        found.push(chain.join(" -> "));
        continue;
      }
      const target = specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : entries.get(specifier);
      if (target === undefined || cameFrom.has(target)) continue;
      cameFrom.set(target, path);
      work.push(target);
    }
  }
  return found.sort();
}

/** Files that import a module of Node, types included. */
export function filesWithNode(sources: Sources): readonly string[] {
  return sorted(sources).filter(([path, text]) => importsOf(path, text).some(({ specifier }) => isBuiltin(specifier))).map(([path]) => path);
}

function sorted(sources: Sources): readonly (readonly [string, string])[] {
  return [...sources].sort((a, b) => (a[0] < b[0] ? -1 : 1));
}
