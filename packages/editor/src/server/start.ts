import { createConnection, DidChangeWatchedFilesNotification, ErrorCodes, MarkupKind, ProposedFeatures, ResponseError, TextDocuments, TextDocumentSyncKind, type Connection, type InitializeParams, type InitializeResult, type Position } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic as Finding } from "@groundplan/syntax";
import { codeActions } from "../actions.ts";
import { complete, MOST_COMPLETIONS, triggers } from "../completion.ts";
import { definition, references } from "../definition.ts";
import { editorDiagnostics, rangesOf } from "../diagnostics.ts";
import { folds } from "../folding.ts";
import { formatEdits } from "../formatting.ts";
import { hover } from "../hover.ts";
import { prepareRename, rename } from "../rename.ts";
import { documentSymbols, workspaceSymbols } from "../symbols.ts";
import { semanticTokens, tokenTypes } from "../tokens.ts";
import { symbolKind, toAction, toCompletion, toDiagnostic, toFold, toLocation, toSymbol, toTextEdit, toTokenData, toWorkspaceEdit } from "./convert.ts";
import { createProjects, type Located, type Project } from "./projects.ts";

/** Diagnostics follow this long after the last edit, in ms: less than a keystroke, so that a burst of edits is checked once. */
const PAUSE = 15;

/**
 * Serves one editor over standard input and output until it says exit; resolves then. Whatever a request meets, the
 * server stays alive: a fault is logged, and the request answered with nothing.
 */
export function startServer(): Promise<void> {
  // What a library prints would break the protocol.
  console.log = console.error;
  console.info = console.error;
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  return new Promise((resolve) => serve(connection, resolve));
}

function serve(connection: Connection, exited: () => void): void {
  const documents = new TextDocuments(TextDocument);
  const projects = createProjects(() => new Date().toISOString().slice(0, 10), (message) => connection.console.warn(message));
  /** What was last published of each document, so that only changes are sent. */
  const published = new Map<string, string>();
  /** What the ranges of a document's diagnostics were made of: while all of it is the same, they need not be made again. */
  const made = new Map<string, { readonly found: readonly Finding[]; readonly texts: ReadonlyMap<string, string | undefined> }>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watchesFiles = false;
  let hasFolders = false;

  const logFault = (what: string, error: unknown): void => connection.console.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const safely = <T>(what: string, run: () => T, otherwise: T): T => {
    try {
      return run();
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      logFault(what, error);
      return otherwise;
    }
  };

  connection.onInitialize((parameters) => {
    watchesFiles = parameters.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    hasFolders = parameters.capabilities.workspace?.workspaceFolders === true;
    safely("initialize", () => foldersOf(parameters).forEach(projects.addFolder), undefined);
    return CAPABILITIES;
  });
  connection.onInitialized(() => {
    if (watchesFiles) void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: ["**/*.plan", "**/decisions/*.md", "**/groundplan.yaml"].map((globPattern) => ({ globPattern })) }).catch((error: unknown) => logFault("watching files", error));
    if (hasFolders) connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const { uri } of removed) safely("a folder", () => projects.removeFolder(uri), undefined);
      for (const { uri } of added) safely("a folder", () => projects.addFolder(uri), undefined);
      schedule();
    });
    schedule();
  });
  connection.onExit(exited);

  documents.onDidChangeContent(({ document }) => {
    safely("an edit", () => projects.setText(document.uri, document.getText()), undefined);
    schedule();
  });
  documents.onDidClose(({ document }) => {
    safely("a close", () => projects.setText(document.uri, undefined), undefined);
    schedule();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) safely("a change on disk", () => projects.refresh(uri), undefined);
    schedule();
  });

  connection.onCompletion(({ textDocument, position }) => at(textDocument.uri, position, "completion", ({ project, file }, offset, range) => {
    const items = complete(project.workspace, file, offset);
    return { isIncomplete: items.length >= MOST_COMPLETIONS, items: items.map((item, index) => toCompletion(item, index, range)) };
  }));
  connection.onHover(({ textDocument, position }) => at(textDocument.uri, position, "hover", ({ project, file }, offset, range) => {
    const found = hover(project.workspace, file, offset);
    return found ? { contents: { kind: MarkupKind.Markdown, value: found.text }, range: range(found) } : null;
  }));
  connection.onDefinition(({ textDocument, position }) => at(textDocument.uri, position, "definition", ({ project, file }, offset) => {
    const place = definition(project.workspace, file, offset);
    return place ? toLocation(place, project) : null;
  }));
  connection.onReferences(({ textDocument, position, context }) => at(textDocument.uri, position, "references", ({ project, file }, offset) =>
    references(project.workspace, file, offset).filter((each) => context.includeDeclaration || each.role !== "declaration").map((each) => toLocation(each, project)),
  ));
  connection.onPrepareRename(({ textDocument, position }) => at(textDocument.uri, position, "rename", ({ project, file }, offset, range) => {
    const found = prepareRename(project.workspace, file, offset);
    return found ? { range: range(found), placeholder: found.text } : null;
  }));
  connection.onRenameRequest(({ textDocument, position, newName }) => at(textDocument.uri, position, "rename", ({ project, file }, offset) => {
    const result = rename(project.workspace, file, offset, newName);
    if (result.problem !== undefined) throw new ResponseError(ErrorCodes.InvalidParams, result.problem);
    return toWorkspaceEdit(result.edits, project);
  }));
  connection.onDocumentFormatting(({ textDocument }) => of(textDocument.uri, "formatting", (_located, text, range) => formatEdits(text).map((edit) => toTextEdit(edit, range))));
  connection.onDocumentSymbol(({ textDocument }) => of(textDocument.uri, "symbols", ({ project, file }, _text, range) => documentSymbols(project.workspace, file).map((symbol) => toSymbol(symbol, range))));
  connection.onFoldingRanges(({ textDocument }) => of(textDocument.uri, "folding", (_located, text) => folds(text).map(toFold)));
  connection.onCodeAction(({ textDocument, range: wanted }) => of(textDocument.uri, "code actions", ({ project, file }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return [];
    const own = project.diagnostics().get(file) ?? [];
    return codeActions(own, document.offsetAt(wanted.start), document.offsetAt(wanted.end)).map((action) => toAction(action, project, toDiagnostic(editorDiagnostics([action.mends], project.textOf)[0]!, project)));
  }));
  connection.languages.semanticTokens.on(({ textDocument }) => of(textDocument.uri, "tokens", ({ project, file }, text) => ({ data: toTokenData(semanticTokens(project.workspace, file), text) })) ?? { data: [] });
  connection.onWorkspaceSymbol(({ query }) => safely("symbols", () => [...projects.all()].flatMap((project) => workspaceSymbols(project.workspace, query).map((element) => ({
    name: element.name, kind: symbolKind(element.kind.group), location: toLocation(element.at, project), ...(element.parent === undefined ? {} : { containerName: element.parent }),
  }))), []));

  documents.listen(connection);
  connection.listen();

  function of<T>(uri: string, what: string, run: (located: Located, text: string, range: ReturnType<typeof rangesOf>) => T): T | null {
    return safely(what, () => {
      const located = projects.locate(uri);
      const text = located?.project.textOf(located.file);
      return located && text !== undefined && located.project.workspace.text(located.file) !== undefined ? run(located, text, rangesOf(text)) : null;
    }, null);
  }

  function at<T>(uri: string, position: Position, what: string, run: (located: Located, offset: number, range: ReturnType<typeof rangesOf>) => T): T | null {
    return of(uri, what, (located, text, range) => run(located, documents.get(uri)?.offsetAt(position) ?? TextDocument.create(uri, "", 0, text).offsetAt(position), range));
  }

  function schedule(): void {
    if (timer !== undefined) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      safely("diagnostics", publish, undefined);
    }, PAUSE);
  }

  function publish(): void {
    const current = new Set<string>();
    for (const project of projects.all()) {
      for (const [file, found] of findingsOf(project)) {
        const uri = project.uriOf(file);
        current.add(uri);
        const before = made.get(uri);
        if (before?.found === found && [...before.texts].every(([each, text]) => project.textOf(each) === text)) continue;
        made.set(uri, { found, texts: new Map([file, ...found.flatMap((each) => each.related.map((related) => related.file))].map((each) => [each, project.textOf(each)])) });
        send(uri, editorDiagnostics(found, project.textOf).map((each) => toDiagnostic(each, project)));
      }
    }
    for (const uri of published.keys()) {
      if (current.has(uri)) continue;
      made.delete(uri);
      send(uri, []);
    }
  }

  /** Where a rule fails, what the text itself says wrong is told all the same. */
  function findingsOf(project: Project): ReturnType<Project["diagnostics"]> {
    try {
      return project.diagnostics();
    } catch (error) {
      logFault("the rules", error);
      return project.workspace.faults();
    }
  }

  function send(uri: string, diagnostics: ReturnType<typeof toDiagnostic>[]): void {
    const text = JSON.stringify(diagnostics);
    if ((published.get(uri) ?? "[]") === text) return;
    if (diagnostics.length === 0) published.delete(uri);
    else published.set(uri, text);
    const version = documents.get(uri)?.version;
    void connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) }).catch((error: unknown) => logFault("diagnostics", error));
  }
}

function foldersOf(parameters: InitializeParams): readonly string[] {
  if (parameters.workspaceFolders) return parameters.workspaceFolders.map(({ uri }) => uri);
  return parameters.rootUri ? [parameters.rootUri] : [];
}

const CAPABILITIES: InitializeResult = {
  serverInfo: { name: "groundplan" },
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    completionProvider: { triggerCharacters: [...triggers] },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    documentFormattingProvider: true,
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    codeActionProvider: { codeActionKinds: ["quickfix"] },
    semanticTokensProvider: { legend: { tokenTypes: [...tokenTypes], tokenModifiers: [] }, full: true },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
};
