import type { Diagnostic } from "@groundplan/syntax";
import { createWorkspace, type Workspace } from "@groundplan/model";
import { CONFIG_FILE, createChecker, readExample, type Checker } from "../src/index.ts";

/** The day for which the tests check. */
export const AS_OF = "2026-11-23";

/** A workspace made of an example or a fixture, with its checker. */
export function open(example: string, config?: string): { readonly workspace: Workspace; readonly checker: Checker; readonly diagnostics: readonly Diagnostic[] } {
  const workspace = createWorkspace();
  const files = readExample(example);
  workspace.update(files);
  const checker = createChecker(workspace, { asOf: AS_OF });
  checker.configure(config ?? files.find(({ file }) => file === CONFIG_FILE)?.text);
  return { workspace, checker, diagnostics: [...checker.diagnostics().values()].flat() };
}

/** The codes found in an example. */
export function check(example: string, config?: string): string[] {
  return open(example, config).diagnostics.map((diagnostic) => diagnostic.code);
}

export function isFault(code: string): boolean {
  return code.startsWith("model/") || code.startsWith("syntax/");
}
