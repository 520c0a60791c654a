import type { FormatProblem } from "../reading.ts";
import type { Node } from "./node.ts";
import { textOf, valueOf } from "./node.ts";
import { nodeAt, pointerTokens } from "./pointer.ts";

/** What a `$ref` leads to: the last node of its chain, with the tokens at which it stands; or why it leads nowhere. */
export type Target =
  | { readonly node: Node; readonly tokens: readonly string[] }
  | { readonly problem: FormatProblem };

/** The `$ref` of a node, where it has one that is a text. */
export function referenceOf(node: Node | undefined): string | undefined {
  return textOf(valueOf(node, "$ref"));
}

/**
 * Follows a node's `$ref`, and that of what it leads to, within the document. Nothing is fetched: a reference to another
 * document is told as `format/not-followed`. A node without `$ref` is its own target.
 */
export function follow(root: Node, node: Node, tokens: readonly string[] = []): Target {
  const seen = new Set<string>();
  for (let current: { node: Node; tokens: readonly string[] } = { node, tokens }; ; ) {
    const reference = referenceOf(current.node);
    if (reference === undefined) return current;
    const place = valueOf(current.node, "$ref")!;
    const at = { from: place.from, to: place.to };
    if (seen.has(reference)) {
      return { problem: { code: "format/meaning", severity: "error", message: `The reference ${reference.slice(0, 120)} leads back to itself.`, ...at } };
    }
    seen.add(reference);
    const found = locate(root, reference, at);
    if ("problem" in found) return found;
    current = found;
  }
}

/** What a reference names, its own `$ref` not followed. `at` is its place. */
export function locate(root: Node, reference: string, at: { readonly from: number; readonly to: number }): Target {
  const shown = reference.slice(0, 120);
  if (!reference.startsWith("#")) {
    return { problem: { code: "format/not-followed", severity: "warning", message: `The reference ${shown} leads to another document, which is not read.`, hint: "Bundle the documents into one first.", ...at } };
  }
  const tokens = pointerTokens(reference.slice(1));
  const node = tokens === undefined ? undefined : nodeAt(root, tokens);
  if (tokens === undefined || node === undefined) {
    return { problem: { code: "format/unknown-name", severity: "error", message: `The reference ${shown} leads to nothing in this document.`, ...at } };
  }
  return { node, tokens };
}
