import { CompletionItemKind, DiagnosticSeverity, FoldingRangeKind, InsertTextFormat, MarkupKind, SymbolKind, type CodeAction, type CompletionItem, type Diagnostic, type DocumentSymbol, type FoldingRange, type Location, type Range, type TextEdit, type WorkspaceEdit } from "vscode-languageserver";
import type { KindGroup } from "@groundplan/vocabulary";
import type { CodeAction as Action } from "../actions.ts";
import type { Completion } from "../completion.ts";
import type { EditorDiagnostic } from "../diagnostics.ts";
import { rangesOf } from "../diagnostics.ts";
import type { Fold } from "../folding.ts";
import type { Edit } from "../rename.ts";
import type { DocumentSymbol as OutlineSymbol } from "../symbols.ts";
import { tokenTypes, type SemanticToken } from "../tokens.ts";

/** From what the features say to what the protocol says (Language Server Protocol 3.17). Positions are UTF-16. */

type ToRange = (place: { readonly from: number; readonly to: number }) => Range;
/** How a project's files are called outside, and what stands in them. */
export interface Files {
  uriOf(file: string): string;
  textOf(file: string): string | undefined;
}

const SEVERITY = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning, info: DiagnosticSeverity.Information } as const;

export function toDiagnostic(diagnostic: EditorDiagnostic, files: Files): Diagnostic {
  return {
    range: diagnostic.range, severity: SEVERITY[diagnostic.severity], code: diagnostic.code, source: "groundplan", message: diagnostic.message,
    relatedInformation: diagnostic.related.map((related) => ({ location: { uri: files.uriOf(related.file), range: related.range }, message: related.message })),
  };
}

const COMPLETION = { kind: CompletionItemKind.Class, setting: CompletionItemKind.Property, value: CompletionItemKind.EnumMember, element: CompletionItemKind.Reference, technology: CompletionItemKind.Module, keyword: CompletionItemKind.Keyword } as const;

/** `index` keeps the order of the list, which editors would otherwise change to that of the alphabet. */
export function toCompletion(item: Completion, index: number, range: ToRange): CompletionItem {
  return {
    label: item.label, kind: COMPLETION[item.what], detail: item.detail, sortText: String(index).padStart(5, "0"), filterText: item.label, insertTextFormat: InsertTextFormat.PlainText,
    textEdit: { range: range(item), newText: item.text },
    ...(item.doc === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: item.doc } }),
    // Behind `owner: ` comes the next choice.
    ...(item.text.endsWith(" ") && item.what !== "kind" ? { command: { title: "Suggest", command: "editor.action.triggerSuggest" } } : {}),
  };
}

const SYMBOL: Readonly<Record<KindGroup, SymbolKind>> = {
  actor: SymbolKind.Constant, external: SymbolKind.Interface, system: SymbolKind.Package, group: SymbolKind.Namespace, container: SymbolKind.Class, component: SymbolKind.Object, interface: SymbolKind.Interface,
  operation: SymbolKind.Method, topic: SymbolKind.Event, requirement: SymbolKind.Key, decision: SymbolKind.File, choice: SymbolKind.Enum, candidate: SymbolKind.EnumMember, domain: SymbolKind.Namespace,
  capability: SymbolKind.Function, team: SymbolKind.Struct, term: SymbolKind.String, view: SymbolKind.Field, rule: SymbolKind.Operator, layer: SymbolKind.Array, technology: SymbolKind.Module, relation: SymbolKind.Variable,
  type: SymbolKind.Struct, field: SymbolKind.Field, access: SymbolKind.Function, flow: SymbolKind.Event, step: SymbolKind.Operator, screen: SymbolKind.Class, widget: SymbolKind.Property, journey: SymbolKind.Function,
  source: SymbolKind.File, migration: SymbolKind.Event, mapping: SymbolKind.Operator,
};

export function symbolKind(group: KindGroup | undefined): SymbolKind {
  return group === undefined ? SymbolKind.Object : (SYMBOL[group] ?? SymbolKind.Object);
}

export function toSymbol(symbol: OutlineSymbol, range: ToRange): DocumentSymbol {
  return {
    name: symbol.name === "" ? "(no name)" : symbol.name, detail: symbol.detail, kind: symbolKind(symbol.group), range: range(symbol),
    selectionRange: range({ from: Math.max(symbol.from, symbol.nameFrom), to: Math.min(symbol.to, symbol.nameTo) }), children: symbol.children.map((child) => toSymbol(child, range)),
  };
}

export function toFold(fold: Fold): FoldingRange {
  return { startLine: fold.fromLine - 1, endLine: fold.toLine - 1, ...(fold.what === "comment" ? { kind: FoldingRangeKind.Comment } : {}) };
}

export function toTextEdit(edit: { readonly from: number; readonly to: number; readonly text: string }, range: ToRange): TextEdit {
  return { range: range(edit), newText: edit.text };
}

export function toLocation(place: { readonly file: string; readonly from: number; readonly to: number }, files: Files): Location {
  return { uri: files.uriOf(place.file), range: rangesOf(files.textOf(place.file) ?? "")(place) };
}

export function toWorkspaceEdit(edits: readonly Edit[], files: Files): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  const ranges = new Map<string, ToRange>();
  for (const edit of edits) {
    let range = ranges.get(edit.file);
    if (!range) ranges.set(edit.file, (range = rangesOf(files.textOf(edit.file) ?? "")));
    (changes[files.uriOf(edit.file)] ??= []).push(toTextEdit(edit, range));
  }
  return { changes };
}

export function toAction(action: Action, files: Files, diagnostic: Diagnostic): CodeAction {
  return { title: action.title, kind: "quickfix", isPreferred: action.preferred, diagnostics: [diagnostic], edit: toWorkspaceEdit(action.edits, files) };
}

/** Tokens as the protocol packs them: five numbers each, places relative to the token before; one that spans lines is split. */
export function toTokenData(tokens: readonly SemanticToken[], text: string): number[] {
  const range = rangesOf(text);
  const data: number[] = [];
  let [lastLine, lastCharacter] = [0, 0];
  for (const token of tokens) {
    let from = token.from;
    for (const line of text.slice(token.from, token.to).split("\n")) {
      if (line !== "") {
        const { start } = range({ from, to: from });
        data.push(start.line - lastLine, start.line === lastLine ? start.character - lastCharacter : start.character, line.length, tokenTypes.indexOf(token.type), 0);
        [lastLine, lastCharacter] = [start.line, start.character];
      }
      from += line.length + 1;
    }
  }
  return data;
}
