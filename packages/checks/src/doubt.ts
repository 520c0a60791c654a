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
  /** Kinds and groups of which one may have been meant where a name is wrong. */
  const meant = new Set<string>();
  /** Files that declare the same twice: `a b` where b repeats a. What is found between the two follows from that. */
  const repeated = new Set<string>();
  /** An arrow may have been meant to lead anywhere. */
  let arrows = false;
  let count = 0;
  for (const [file, list] of faults) {
    const text = workspace.text(file) ?? "";
    const spans: { readonly from: number; readonly to: number }[] = [];
    for (const fault of list) {
      if (++count > MOST_FAULTS) break;
      if (fault.code === "model/duplicate-name") for (const first of fault.related) repeated.add(`${first.file} ${file}`);
      const end = text.indexOf("\n", fault.from);
      const line = { from: text.lastIndexOf("\n", fault.from - 1) + 1, to: end < 0 ? text.length : end };
      spans.push(line);
      // Whatever is named on the line, or was meant there, may lack just what the fault hides.
      const shown = text.slice(line.from, Math.min(line.to, line.from + 1000));
      for (const [word] of shown.matchAll(/[\p{L}_][\p{L}\p{N}_-]*/gu)) if (!names.has(word)) {
        names.add(word);
        for (const target of targetsOfSetting(word)) meant.add(target);
      }
      if (shown.includes("->") && !fault.fix) arrows = true;
      for (const edit of fault.fix?.edits ?? []) names.add(lastOf(edit.text.trim()));
      doubt(workspace, file, fault.from);
    }
    lines.set(file, spans);
  }

  return {
    covers(finding, missing, place) {
      if (lines.get(place.file)?.some((line) => place.from >= line.from && place.from <= line.to)) return true;
      if (repeated.size > 0 && place.related.some((other) => repeated.has(`${other.file} ${place.file}`) || repeated.has(`${place.file} ${other.file}`))) return true;
      if (!missing) return false;
      const id = "element" in finding.at ? finding.at.element : finding.at.source;
      if (elements.has(id) || holders.has(id) || names.has(lastOf(id))) return true;
      return missing.some((where) => {
        switch (where) {
          case "here":
            return false;
          case "above":
            return isWithinOne(id);
          case "named":
            return mayBeMeant(id);
          default:
            return groups.has(where);
        }
      });
    },
  };

  function mayBeMeant(id: string): boolean {
    const kind = model.element(id)?.kind;
    return kind !== undefined && ((arrows && kind.relates === true) || model.vocabulary.covers([...meant], kind));
  }

  /** The kinds and groups that the settings of a name refer to, whatever they are settings of. */
  function targetsOfSetting(name: string): readonly string[] {
    return model.vocabulary.kinds.flatMap((kind) => {
      const grammar = model.vocabulary.setting(kind, name)?.grammar;
      return grammar?.type === "reference" ? grammar.to : grammar?.type === "weighted" && grammar.of.type === "reference" ? grammar.of.to : [];
    });
  }

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
