import { qualify, type Element, type Workspace } from "@groundplan/model";
import type { KindGroup } from "@groundplan/vocabulary";
import { namesOf } from "./names.ts";

/** An element or an extension in the outline of a file. */
export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly group: KindGroup | undefined;
  /** The place of the whole item. */
  readonly from: number;
  readonly to: number;
  readonly nameFrom: number;
  readonly nameTo: number;
  readonly children: readonly DocumentSymbol[];
}

interface MutableSymbol extends DocumentSymbol {
  readonly children: MutableSymbol[];
}

/** The outline of a file, in the order of the text. */
export function documentSymbols(workspace: Workspace, file: string): readonly DocumentSymbol[] {
  const unit = workspace.unit(file);
  if (!unit) return [];
  const { vocabulary } = workspace.model;
  const all = unit.declarations.map((declaration): MutableSymbol => ({
    name: declaration.kind === undefined ? `extend ${unit.extensions[declaration.base]?.name ?? ""}` : declaration.name,
    detail: [declaration.kind, declaration.title].filter((part) => part !== undefined && part !== "?").join(" · "),
    group: vocabulary.kind(declaration.kind ?? "")?.group,
    from: declaration.itemFrom, to: declaration.itemTo, nameFrom: declaration.from, nameTo: declaration.to, children: [],
  }));
  all.sort((a, b) => a.from - b.from || b.to - a.to);
  const roots: MutableSymbol[] = [];
  const open: MutableSymbol[] = [];
  for (const symbol of all) {
    while (open.length > 0 && open[open.length - 1]!.to <= symbol.from) open.pop();
    (open[open.length - 1]?.children ?? roots).push(symbol);
    open.push(symbol);
  }
  return roots;
}

/** Elements of the workspace whose qualified name or title holds the letters of a query in their order; the best first, at most 200. */
export function workspaceSymbols(workspace: Workspace, query: string): readonly Element[] {
  const wanted = query.toLowerCase().replace(/\s+/g, "");
  const found: { readonly element: Element; readonly rank: number }[] = [];
  for (const element of workspace.model.elements()) {
    const rank = rankOf(element, wanted);
    if (rank !== undefined) found.push({ element, rank });
  }
  return found.sort((a, b) => a.rank - b.rank || (a.element.id < b.element.id ? -1 : 1)).slice(0, 200).map(({ element }) => element);
}

function rankOf(element: Element, wanted: string): number | undefined {
  const name = element.name.toLowerCase();
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(wanted) || element.title.toLowerCase().includes(wanted)) return 2;
  return isSubsequence(wanted, element.id.toLowerCase()) ? 3 : undefined;
}

function isSubsequence(wanted: string, text: string): boolean {
  let at = 0;
  for (const letter of wanted) {
    at = text.indexOf(letter, at);
    if (at < 0) return false;
    at += letter.length;
  }
  return true;
}

/** The qualified name of the innermost element whose item holds an offset; for pictures that follow the cursor. */
export function elementAt(workspace: Workspace, file: string, offset: number): string | undefined {
  const unit = workspace.unit(file);
  if (!unit) return undefined;
  const names = namesOf(workspace.model);
  const bases: (string | undefined)[] = [];
  for (const extension of unit.extensions) {
    const scope = extension.base < 0 ? extension.scope : bases[extension.base] === undefined ? undefined : qualify(bases[extension.base], extension.scope);
    bases.push(scope === undefined ? undefined : names.resolve(scope, extension.name));
  }
  let best: { readonly size: number; readonly id: string } | undefined;
  for (const declaration of unit.declarations) {
    if (offset < declaration.itemFrom || offset > declaration.itemTo || declaration.relation >= 0) continue;
    const base = declaration.base < 0 ? "" : bases[declaration.base];
    if (base === undefined) continue;
    const id = qualify(base, declaration.path);
    const size = declaration.itemTo - declaration.itemFrom;
    if (names.kindOf(id) && (!best || size < best.size)) best = { size, id };
  }
  return best?.id;
}
