import type { Diagnostic } from "@groundplan/syntax";
import { lastOf, parentOf, type Workspace } from "@groundplan/model";
import type { KindGroup } from "@groundplan/vocabulary";
import type { Finding, Missing } from "./rule.ts";

/**
 * What faults of the text leave in doubt. One mistake shall give one diagnostic: where a fault may be why something is
 * missing, no rule complains that it is missing until the fault is mended.
 */
export interface Doubts {
  /** Whether a finding may follow from a fault. */
  covers(finding: Finding, missing: readonly Missing[] | undefined, place: Diagnostic): boolean;
}

/** Beyond these the rest of the workspace is in good order, or in none. */
const MOST_FAULTS = 200;

/** Undefined where there are no faults. */
export function doubtsOf(faults: ReadonlyMap<string, readonly Diagnostic[]>, workspace: Workspace): Doubts | undefined {
  if (faults.size === 0) return undefined;
  const { model } = workspace;
  const lines = new Map<string, { readonly from: number; readonly to: number }[]>();
  const names = new Set<string>();
  const elements = new Set<string>();
  const holders = new Set<string>();
  const groups = new Set<KindGroup>();
  let count = 0;
  for (const [file, list] of faults) {
    const text = workspace.text(file) ?? "";
    const spans: { readonly from: number; readonly to: number }[] = [];
    for (const fault of list) {
      if (++count > MOST_FAULTS) break;
      const end = text.indexOf("\n", fault.from);
      const line = { from: text.lastIndexOf("\n", fault.from - 1) + 1, to: end < 0 ? text.length : end };
      spans.push(line);
      // Whatever is named on the line, or was meant there, may lack just what the fault hides.
      for (const [word] of text.slice(line.from, Math.min(line.to, line.from + 1000)).matchAll(/[\p{L}_][\p{L}\p{N}_-]*/gu)) names.add(word);
      for (const edit of fault.fix?.edits ?? []) names.add(lastOf(edit.text.trim()));
      doubt(workspace, file, fault.from);
    }
    lines.set(file, spans);
  }

  return {
    covers(finding, missing, place) {
      if (lines.get(place.file)?.some((line) => place.from >= line.from && place.from <= line.to)) return true;
      if (!missing) return false;
      const id = "element" in finding.at ? finding.at.element : finding.at.source;
      if (elements.has(id) || holders.has(id) || names.has(lastOf(id))) return true;
      return missing.some((where) => (where === "here" ? false : where === "above" ? isWithinOne(id) : groups.has(where)));
    },
  };

  function isWithinOne(id: string): boolean {
    for (let at = parentOf(id); at !== undefined; at = parentOf(at)) if (elements.has(at)) return true;
    return false;
  }

  /** The element in whose item a fault stands, with all that hold it. */
  function doubt({ unit }: Workspace, file: string, offset: number): void {
    let inner: { readonly path: string; readonly from: number } | undefined;
    for (const declaration of unit(file)?.declarations ?? []) {
      if (declaration.relation >= 0 || offset < declaration.itemFrom || offset > declaration.itemTo) continue;
      if (declaration.base >= 0) names.add(lastOf(unit(file)!.extensions[declaration.base]!.name));
      else if (!inner || declaration.itemFrom >= inner.from) inner = { path: declaration.path, from: declaration.itemFrom };
    }
    if (!inner) return;
    elements.add(inner.path);
    for (let at: string | undefined = inner.path; at !== undefined; at = parentOf(at)) {
      holders.add(at);
      const group = model.element(at)?.kind.group;
      if (group !== undefined) groups.add(group);
    }
  }
}
