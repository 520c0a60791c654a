import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startClient, type Client } from "./client.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "groundplan-lsp-")));
const program = join(scratch, "server.mjs");
let client: Client;
let folder: string;
let count = 0;

const uri = (file: string): string => pathToFileURL(join(folder, file)).href;
const none = (codes: readonly string[]): boolean => codes.length === 0;
/** Rules may have their say too; the faults of the text are what is waited for. */
const has = (code: string) => (codes: readonly string[]): boolean => codes.includes(code);
const hasNot = (code: string) => (codes: readonly string[]): boolean => !codes.includes(code);

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL("../src/server.ts", import.meta.url))], outfile: program, bundle: true, platform: "node", format: "esm", target: "node20", logLevel: "error",
    banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
  });
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));
afterEach(() => void client?.process.kill());

/** A folder with these files, and a server that has it open. */
async function start(files: Readonly<Record<string, string>>): Promise<any> {
  folder = join(scratch, `w${count++}`);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  client = startClient(program);
  const answer = await client.request("initialize", { processId: null, rootUri: null, workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "w" }], capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, workspaceFolders: true } } });
  client.notify("initialized", {});
  return answer;
}

function open(file: string, text: string, languageId = "groundplan"): void {
  client.notify("textDocument/didOpen", { textDocument: { uri: uri(file), languageId, version: 1, text } });
}

function change(file: string, version: number, ...contentChanges: object[]): void {
  client.notify("textDocument/didChange", { textDocument: { uri: uri(file), version }, contentChanges });
}

const SHOP = 'system shop "Shop" {\n  "Sells telescopes."\n  service cart "Cart" { "Keeps the cart."; tech: go; owner: web }\n  service checkout "Checkout" { "Takes orders."; tech: go; owner: web; -> cart "reads the cart" { protocol: https } }\n}\nteam web "Web" { people: 3 }\n';

describe("the language server", () => {
  it("tells of an error as it is typed, offers its fix, and is content once it is applied", async () => {
    const { capabilities } = await start({ "shop.plan": SHOP });
    expect(capabilities).toMatchObject({ hoverProvider: true, textDocumentSync: { change: 2 }, renameProvider: { prepareProvider: true } });
    open("shop.plan", SHOP);
    // `-> cart` becomes `-> crat` by an edit of four letters.
    const line = SHOP.split("\n")[3]!;
    const at = line.indexOf("-> cart") + 3;
    change("shop.plan", 2, { range: { start: { line: 3, character: at }, end: { line: 3, character: at + 4 } }, text: "crat" });
    const wrong = await client.diagnostics(uri("shop.plan"), has("model/unknown-name"));
    const found = wrong.diagnostics.find((each) => each.code === "model/unknown-name")!;
    expect(found).toMatchObject({ message: expect.stringContaining("Nothing is named crat. Did you mean"), range: { start: { line: 3, character: at }, end: { line: 3, character: at + 4 } }, severity: 1, source: "groundplan" });
    expect(wrong.version).toBe(2);
    const actions = await client.request("textDocument/codeAction", { textDocument: { uri: uri("shop.plan") }, range: found.range, context: { diagnostics: [] } });
    const [edit] = actions[0].edit.changes[uri("shop.plan")];
    change("shop.plan", 3, { range: edit.range, text: edit.newText });
    await client.diagnostics(uri("shop.plan"), hasNot("model/unknown-name"));
    expect(client.errors).toEqual([]);
  });

  it("formats, completes, explains, finds and renames over files", async () => {
    await start({ "shop.plan": SHOP, "more.plan": "extend shop.cart {\n  availability: 99.9%\n}\n", "decisions/0001-go.md": "---\nstatus: accepted\ndate: 2026-01-02\naffects: [shop.cart]\n---\n# Write it in Go\n\n## Context\nText.\n" });
    const text = SHOP.replace("  service cart", "service   cart").replace("tech: go; owner: web }", "tech: go; owner:  }");
    open("shop.plan", text);
    const document = { uri: uri("shop.plan") };
    const completions = await client.request("textDocument/completion", { textDocument: document, position: { line: 2, character: text.split("\n")[2]!.indexOf("owner: ") + 7 } });
    expect(completions.items.map((item: { label: string }) => item.label)).toEqual(["web"]);
    const typed = { line: 2, character: text.split("\n")[2]!.indexOf("owner: ") + 7 };
    change("shop.plan", 2, { range: { start: typed, end: typed }, text: "web" });
    const edits = await client.request("textDocument/formatting", { textDocument: document, options: { tabSize: 2, insertSpaces: true } });
    expect(edits).toEqual([{ range: { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } }, newText: '  service cart "Cart" { "Keeps the cart."; tech: go; owner: web }\n' }]);
    const word = { line: 3, character: text.split("\n")[3]!.indexOf("-> cart") + 4 };
    expect((await client.request("textDocument/hover", { textDocument: document, position: word })).contents.value).toMatch(/^\*\*Cart\*\* · Service/);
    expect(await client.request("textDocument/definition", { textDocument: document, position: word })).toMatchObject({ uri: uri("shop.plan"), range: { start: { line: 2, character: 10 } } });
    const places = await client.request("textDocument/references", { textDocument: document, position: word, context: { includeDeclaration: true } });
    expect(places.map((place: { uri: string }) => place.uri)).toEqual([uri("decisions/0001-go.md"), uri("more.plan"), uri("shop.plan"), uri("shop.plan")]);
    expect(await client.request("textDocument/prepareRename", { textDocument: document, position: word })).toMatchObject({ placeholder: "cart" });
    const { changes } = await client.request("textDocument/rename", { textDocument: document, position: word, newName: "basket" });
    expect(Object.fromEntries(Object.entries(changes as Record<string, { newText: string }[]>).map(([key, all]) => [key, all.map((each) => each.newText)]))).toEqual({ [uri("decisions/0001-go.md")]: ["basket"], [uri("more.plan")]: ["basket"], [uri("shop.plan")]: ["basket", "basket"] });
    await expect(client.request("textDocument/rename", { textDocument: document, position: word, newName: "checkout" })).rejects.toThrow("shop.checkout is declared already.");
    const outline = await client.request("textDocument/documentSymbol", { textDocument: document });
    expect(outline[0]).toMatchObject({ name: "shop", children: [{ name: "cart" }, { name: "checkout" }] });
    expect((await client.request("workspace/symbol", { query: "chk" })).map((each: { name: string }) => each.name)).toEqual(["checkout"]);
    expect((await client.request("textDocument/foldingRange", { textDocument: document })).length).toBe(1);
    const tokens = await client.request("textDocument/semanticTokens/full", { textDocument: document });
    expect(tokens.data.length % 5).toBe(0);
    expect(tokens.data.slice(0, 5)).toEqual([0, 0, 6, 0, 0]);
    expect(client.asked).toContain("client/registerCapability");
    expect(client.errors).toEqual([]);
  });

  it("sees what changes on disk, and prefers the editor's text where a file is open", async () => {
    await start({ "shop.plan": SHOP });
    open("shop.plan", SHOP);
    writeFileSync(join(folder, "b.plan"), "servce mail\n");
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri("b.plan"), type: 1 }] });
    await client.diagnostics(uri("b.plan"), has("model/unknown-kind"));
    // On disk the open file is now wrong; in the editor it is not.
    writeFileSync(join(folder, "shop.plan"), "nonsense {");
    rmSync(join(folder, "b.plan"));
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri("b.plan"), type: 3 }, { uri: uri("shop.plan"), type: 2 }] });
    await client.diagnostics(uri("b.plan"), none);
    client.notify("textDocument/didClose", { textDocument: { uri: uri("shop.plan") } });
    await client.diagnostics(uri("shop.plan"), has("syntax/missing-brace"));
    expect(client.errors).toEqual([]);
  });

  it("keeps workspaces with a groundplan.yaml of their own apart, and reads it", async () => {
    await start({ "a/groundplan.yaml": "name: A\n", "a/x.plan": "service s\n", "b/groundplan.yaml": "rules: { no/such: off }\n", "b/x.plan": "service s { owner: t }\n" });
    open("a/x.plan", "service s\n");
    open("b/x.plan", "service s { owner: t }\n");
    expect((await client.diagnostics(uri("b/x.plan"), has("model/unknown-name"))).diagnostics.length).toBeGreaterThan(0);
    await client.diagnostics(uri("a/x.plan"), hasNot("model/duplicate-name"));
    await client.diagnostics(uri("b/groundplan.yaml"), (codes) => codes.length > 0);
    open("b/groundplan.yaml", "name: B\n", "yaml");
    await client.diagnostics(uri("b/groundplan.yaml"), none);
    expect(client.errors).toEqual([]);
  });

  it("works on a document without a file", async () => {
    await start({ "readme.txt": "no plan" });
    client.notify("textDocument/didOpen", { textDocument: { uri: "untitled:Untitled-1", languageId: "groundplan", version: 1, text: "servce x\n" } });
    await client.diagnostics("untitled:Untitled-1", has("model/unknown-kind"));
    expect((await client.request("textDocument/completion", { textDocument: { uri: "untitled:Untitled-1" }, position: { line: 1, character: 0 } })).items.length).toBeGreaterThan(10);
  });

  it("stays alive whatever it is sent, and ends when it is told to", async () => {
    await start({ "shop.plan": SHOP });
    open("shop.plan", SHOP);
    const document = { uri: uri("shop.plan") };
    await expect(client.request("textDocument/nonsense", {})).rejects.toThrow();
    expect(await client.request("textDocument/hover", { textDocument: { uri: "file:///no/such/file.plan" }, position: { line: 999, character: 999 } })).toBeNull();
    expect(await client.request("textDocument/hover", { textDocument: { uri: "no uri at all" }, position: { line: 0, character: 0 } })).toBeNull();
    await client.request("textDocument/completion", { textDocument: document, position: { line: 9999, character: -1 } });
    const texts = ["", "{", '"""', "}}}}", "\u0000\ufffd", "a: b: c", `${"a { ".repeat(500)}`, "`", "->", "extend", "service s { tech: ".repeat(40), "kind k like database { setting x: list< }", "\r\n\r\r\n", "x".repeat(100_000)];
    for (const [index, text] of texts.entries()) {
      change("shop.plan", index + 2, { text });
      for (const method of ["completion", "hover", "definition", "prepareRename"]) await client.request(`textDocument/${method}`, { textDocument: document, position: { line: 0, character: text.length } });
      for (const method of ["formatting", "documentSymbol", "foldingRange", "semanticTokens/full"]) await client.request(`textDocument/${method}`, { textDocument: document, options: { tabSize: 2, insertSpaces: true } });
    }
    change("shop.plan", 100, { text: SHOP });
    await client.diagnostics(uri("shop.plan"), (codes) => !codes.some((code) => code.startsWith("syntax/")));
    expect(client.process.exitCode).toBeNull();
    await client.request("shutdown", null);
    client.notify("exit", null);
    expect(await client.exited()).toBe(0);
  });
});
