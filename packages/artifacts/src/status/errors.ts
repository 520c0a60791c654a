import type { Diagnostic } from "@groundplan/syntax";
import type { EmitInput } from "../artifact.ts";
import { elementAt } from "../element-at.ts";

/** The kinds, and groups of kinds, whose elements an artifact is made of: an error in one of them is an error of it. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  "1.1": ["@system", "@actor", "@external", "@group"],
  "1.2": ["@system", "@actor", "@external", "@group", "@container", "@domain", "@capability", "@view"],
  "1.3": ["@choice", "@candidate", "@technology"],
  "1.4": ["@decision"],
  "2.1": ["@container", "@component"],
  "2.2": ["@interface", "@operation", "@topic", "@type", "@field"],
  "2.3": ["@screen", "@widget", "@journey"],
  "2.4": ["@flow", "@step"],
  "3.1": ["@type", "@field"],
  "3.4": ["@migration", "@mapping"],
};

/** How many errors there are in what each artifact is made of; artifacts without one are left out. */
export function errorsByArtifact(input: EmitInput): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const list of input.diagnostics.values()) {
    for (const found of list) if (found.severity === "error") for (const artifact of artifactsOf(found, input)) counts.set(artifact, (counts.get(artifact) ?? 0) + 1);
  }
  return counts;
}

/** The artifacts that an error concerns. */
function artifactsOf(found: Diagnostic, input: EmitInput): readonly string[] {
  if (found.file.endsWith(".md")) return ["1.4"];
  // groundplan.yaml is no part of the model.
  if (!found.file.endsWith(".plan")) return [];
  const { model } = input;
  let at = found.code.startsWith("syntax/") ? undefined : elementAt(input, found.file, found.from);
  // Of a text that cannot be read nobody knows what it would have been part of.
  if (!at) return OF_PLANS;
  for (; at; at = at.parent === undefined ? undefined : model.element(at.parent)) {
    const { kind } = at;
    const parts = Object.keys(PARTS).filter((artifact) => model.vocabulary.covers(PARTS[artifact]!, kind));
    if (parts.length > 0) return parts;
  }
  return [];
}

const OF_PLANS: readonly string[] = Object.keys(PARTS).filter((artifact) => artifact !== "1.4");
