import fc from "fast-check";
import { format } from "@groundplan/syntax";
import { createWorkspace } from "@groundplan/model";
import { describe, expect, it } from "vitest";
import { applyEdits, codeActions, complete, documentSymbols, editorDiagnostics, elementAt, folds, formatEdits, hover, lineEdits, references, rename, semanticTokens, workspaceSymbols, type DocumentSymbol } from "../src/index.ts";
import { marked } from "./marked.ts";

const hoverText = (files: Parameters<typeof marked>[0]): string | undefined => {
  const { workspace, file, from } = marked(files);
  return hover(workspace, file, from)?.text;
};

describe("hover", () => {
  it("tells of an element, with what it inherits", () => {
    const text = hoverText('system shop "Shop" { owner: web; service cart "Cart" { "Keeps the cart."; tech: go, grpc@1.2; -> shop "x" } }\nteam web "Web"\nactor a { -> ca¦rt "y" }');
    expect(text).toBe("**Cart** · Service\n\n`shop.cart`\n\nKeeps the cart.\n\n- owner: web (inherited)\n- tech: go, grpc@1.2\n- 1 in, 1 out\n\n*a.plan*");
  });

  it("tells of kinds, settings, clauses and values", () => {
    expect(hoverText("serv¦ice cart")).toMatch(/^\*\*service\*\* · Service\n\nA program that runs on its own/);
    expect(hoverText("service cart { ava¦ilability: 99% }")).toMatch(/The share of time.*availability: 99.95%/s);
    expect(hoverText("service cart { status: li¦ve }")).toMatch(/One of planned, live/);
    expect(hoverText("driver d qual¦ity cost")).toMatch(/ISO\/IEC 25010/);
    expect(hoverText('service a { -> b "x" { time¦out: 2s } }\nservice b')).toMatch(/How long the caller waits/);
    expect(hoverText("ext¦end a { }\nservice a")).toMatch(/declared elsewhere/);
    expect(hoverText({ "decisions/0001-x.md": "---\nst¦atus: accepted\n---\n# X" })).toMatch(/Where it stands/);
  });

  it("tells of technologies from the catalogue and the workspace", () => {
    expect(hoverText("database d { tech: postgr¦esql@18.4 }")).toMatch(/^\*\*PostgreSQL\*\*.*category: database.*18: supported until \d{4}/s);
    expect(hoverText('database d { tech: ledg¦erdb }\ntechnology ledgerdb "LedgerDB"')).toMatch(/^\*\*LedgerDB\*\* · Technology/);
    expect(hoverText("database d { tech: nos¦uch }")).toMatch(/not in the catalogue/);
  });

  it("tells of a named relation, and nothing of texts", () => {
    expect(hoverText('actor a\nservice b\npa¦y: a -> b "pays" { timeout: 2s }')).toBe("**a -> b**\n\npays\n\n- timeout: 2s");
    expect(hoverText('service cart "the sto¦ry"')).toBeUndefined();
    expect(hoverText("// service ca¦rt\nservice cart")).toBeUndefined();
  });
});

describe("formatting", () => {
  it("changes only the lines that change", () => {
    const text = 'system shop {\n  service a { tech: go }\n service b\n\n\n  service c\n}\n';
    const edits = formatEdits(text);
    expect(applyEdits(text, edits)).toBe(format(text));
    expect(edits.map((edit) => [text.slice(edit.from, edit.to), edit.text])).toEqual([[" service b\n\n", "  service b\n"]]);
    expect(formatEdits(format(text))).toEqual([]);
    expect(formatEdits("service a {")).toEqual([]);
  });

  it("turns any text into any other", () => {
    const lines = fc.array(fc.constantFrom("a\n", "b\n", "c\n", "\n", "a"), { maxLength: 14 }).map((all) => all.join(""));
    fc.assert(fc.property(lines, lines, (before, after) => void expect(applyEdits(before, lineEdits(before, after))).toBe(after)), { numRuns: 500, seed: 20261123 });
  });
});

describe("symbols", () => {
  it("make the outline of a file", () => {
    const { workspace, file } = marked('¦system shop "Shop" {\n  service cart { api A grpc { x } }\n  team-less: cart -> cart "self"\n}\nextend shop { database db }');
    const show = (all: readonly DocumentSymbol[]): unknown => all.map((each) => [each.name, each.detail, show(each.children)]);
    expect(show(documentSymbols(workspace, file))).toEqual([
      ["shop", "system · Shop", [["cart", "service", [["A", "api", [["x", "operation", []]]]]], ["team-less", "relation", []]]],
      ["extend shop", "", [["db", "database", []]]],
    ]);
  });

  it("find elements by some of their letters", () => {
    const { workspace } = marked('¦system shop { service cart "Basket"; service checkout { component carting } }');
    expect(workspaceSymbols(workspace, "cart").map((element) => element.id)).toEqual(["shop.cart", "shop.checkout.carting"]);
    expect(workspaceSymbols(workspace, "bask").map((element) => element.id)).toEqual(["shop.cart"]);
    expect(workspaceSymbols(workspace, "spchk").map((element) => element.id)).toContain("shop.checkout");
    expect(workspaceSymbols(workspace, "xyz")).toEqual([]);
  });

  it("tell in which element a place is", () => {
    const at = (text: string): string | undefined => {
      const { workspace, file, from } = marked(text);
      return elementAt(workspace, file, from);
    };
    expect(at("system shop { service cart { tech: ¦go } }")).toBe("shop.cart");
    expect(at("system shop { service cart }\nextend shop { service x { ¦ } }")).toBe("shop.x");
    expect(at("system shop\n¦\n\n// end")).toBe(undefined);
  });
});

describe("folds", () => {
  it("are blocks, texts and comments of several lines", () => {
    expect(folds('// one\n// two\na {\n  b { c }\n  """\n  text\n  """\n}\n// lone')).toEqual([{ fromLine: 1, toLine: 2, what: "comment" }, { fromLine: 3, toLine: 7, what: "block" }, { fromLine: 5, toLine: 6, what: "text" }]);
  });
});

describe("semantic tokens", () => {
  it("tell kinds, settings, names and values apart, in order and without overlap", () => {
    const { workspace, file } = marked('¦system shop { // c\n  service cart "Cart" { tech: go; owner: web; -> shop.db "x" { timeout: 2s } }\n  database db\n}\nteam web');
    const text = workspace.text(file)!;
    const found = semanticTokens(workspace, file);
    expect(found.map((each) => `${text.slice(each.from, each.to)} ${each.type}`)).toEqual([
      "system keyword", "shop class", "// c comment", "service keyword", "cart class", '"Cart" string', "tech property", "go enumMember", "owner property", "web variable", "-> operator", "shop variable", "db variable", '"x" string',
      "timeout property", "2s number", "database keyword", "db class", "team keyword", "web class",
    ]);
    for (const [index, each] of found.entries()) expect(each.from).toBeGreaterThanOrEqual(found[index - 1]?.to ?? 0);
  });
});

describe("diagnostics", () => {
  it("have ranges, hints and fixes that mend", () => {
    const { workspace, file } = marked("¦service cart {\n  onwer: web\n}\nteam web");
    const all = workspace.faults().get(file)!;
    expect(editorDiagnostics(all, workspace.text)).toEqual([{ range: { start: { line: 1, character: 2 }, end: { line: 1, character: 7 } }, severity: "error", code: "model/unknown-setting", message: "A service has no setting onwer. Did you mean owner?", related: [] }]);
    const [action] = codeActions(all, 20, 20);
    expect(action!.title).toBe("Write owner");
    workspace.update([{ file, text: applyEdits(workspace.text(file)!, action!.edits) }]);
    expect(workspace.faults().size).toBe(0);
    expect(codeActions(all, 0, 3)).toEqual([]);
  });

  it("show related places in other files, and widen empty places", () => {
    const { workspace } = marked({ "a.plan": "¦service s", "b.plan": "\nservice s" });
    expect(editorDiagnostics(workspace.faults().get("b.plan")!, workspace.text)[0]!.related).toEqual([{ file: "a.plan", range: { start: { line: 0, character: 8 }, end: { line: 0, character: 9 } }, message: "declared here first" }]);
    const empty = editorDiagnostics([{ code: "x", severity: "error", message: "m", related: [], file: "a.plan", from: 3, to: 3 }], workspace.text)[0]!;
    expect(empty.range).toEqual({ start: { line: 0, character: 2 }, end: { line: 0, character: 3 } });
  });
});

describe("every feature", () => {
  it("stays calm at any place of any broken text", () => {
    const pieces = ["system shop {", "service cart", "}", "{", "\n", " ", "tech:", "owner:", "go", "web", "->", "shop.", "cart", '"', '"""', "//", "extend", "(", ")", ",", "`", "driver d quality", "€", "@", ";", "include"];
    fc.assert(fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 16 }), fc.nat(), (all, seed) => {
      const text = all.join(seed % 2 ? " " : "");
      const workspace = createWorkspace();
      workspace.update([{ file: "a.plan", text }, { file: "b.plan", text: "system shop { service cart }\nteam web" }]);
      const offset = text.length === 0 ? 0 : seed % (text.length + 1);
      complete(workspace, "a.plan", offset);
      hover(workspace, "a.plan", offset);
      references(workspace, "a.plan", offset);
      rename(workspace, "a.plan", offset, "other");
      documentSymbols(workspace, "a.plan");
      semanticTokens(workspace, "a.plan");
      folds(text);
      formatEdits(text);
      editorDiagnostics(workspace.faults().get("a.plan") ?? [], workspace.text);
    }), { numRuns: 600, seed: 20261123 });
  });
});
