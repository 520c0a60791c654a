import { createRequire } from "node:module";
import { Ajv } from "ajv";
import type { Diagnostic } from "@groundplan/syntax";
import { describe, expect, it } from "vitest";
import { pages, renderGithub, renderJson, renderSarif, renderText, type Report, type ReportPalette } from "../src/index.ts";
import { open } from "./open.ts";

const BROKEN = `system shop "Shop" {
\t"Sells."
\tservice cart "Cart" { tech: postgrsql@18; -> crat "asks" }
  service cart "Cärt 日本 🎉" { owner: nobody }
}
// file: b.plan
service far "Far" { -> crat "asks" }
service lone "Lone"
`;

const plain = (text: string): string => text;
const NO_COLOURS: ReportPalette = { error: plain, warning: plain, info: plain, good: plain, strong: plain, faint: plain };
const NAMED: ReportPalette = { error: (text) => `<e>${text}</e>`, warning: (text) => `<w>${text}</w>`, info: (text) => `<i>${text}</i>`, good: (text) => `<g>${text}</g>`, strong: plain, faint: plain };

function reportOf(example: string): Report {
  const { workspace, diagnostics } = open(example);
  return { diagnostics, textOf: workspace.text, counts: { files: workspace.model.files.length, elements: workspace.model.elementCount, relations: workspace.model.relationCount } };
}

function made(text: string, ...diagnostics: (Partial<Diagnostic> & { readonly from: number; readonly to: number })[]): Report {
  return { diagnostics: diagnostics.map((diagnostic) => ({ code: "a/b", severity: "error", message: "Wrong.", file: "a.plan", related: [], ...diagnostic })), textOf: (file) => (file === "a.plan" ? text : undefined), counts: { files: 1, elements: 1, relations: 0 } };
}

function render(report: Report, more: { readonly limit?: number; readonly columns?: number; readonly palette?: ReportPalette } = {}): string {
  return renderText(report, { palette: NO_COLOURS, limit: 0, columns: 100, ...more });
}

describe("the report as text", () => {
  it("shows spans and related places of several files in frames, with what to do", () => {
    const text = render(reportOf(BROKEN));
    expect(text).toContain(
      [
        "error[model/unknown-name] Nothing is named crat.",
        "  → b.plan:1:24",
        '  1 │ service far "Far" { -> crat "asks" }',
        "    │                        ^^^^",
        "  → example.plan:3:10",
        '  3 │     service cart "Cart" { tech: postgrsql@18; -> crat "asks" }',
        "    │             ---- shop.cart is declared here",
        "    │                                                  ---- also named here",
        "  = hint: Did you mean cart?",
      ].join("\n"),
    );
    expect(text).toMatch(/\n3 errors, 4 warnings, 1 note in 2 files \(of 4 elements and 0 relations in 2 files\)\n$/);
  });

  it("keeps signs below what they mark, behind tabs and wide characters", () => {
    const source = '\tservice x "日本🎉e\u0301" { owner: y }';
    const at = source.indexOf("y }");
    const [, , line, marks] = render(made(source, { from: at, to: at + 1 })).split("\n");
    expect(line).toBe('  1 │     service x "日本🎉e\u0301" { owner: y }');
    // Four columns for the tab, two for each of three wide signs, none for the joining accent.
    expect(marks).toBe(`    │ ${" ".repeat(4 + 'service x "'.length + 6 + 1 + '" { owner: '.length)}^`);
  });

  it("cuts a long line around the mark", () => {
    const source = `${"left, ".repeat(50)}HERE${", right".repeat(50)}`;
    const at = source.indexOf("HERE");
    const [, , line, marks] = render(made(source, { from: at, to: at + 4 }), { columns: 60 }).split("\n");
    expect(line!.length).toBeLessThanOrEqual(60);
    expect(line!.slice(marks!.indexOf("^"), marks!.lastIndexOf("^") + 1)).toBe("HERE");
    expect(line).toMatch(/│ ….*…$/);
    const end = render(made(source, { from: source.length - 5, to: source.length }), { columns: 60 }).split("\n");
    expect(end[2]!.slice(end[3]!.indexOf("^"))).toBe("right");
    expect(end[2]).toMatch(/right$/);
    const start = render(made(source, { from: 0, to: 4 }), { columns: 60 }).split("\n");
    expect(start[2]).toMatch(/│ left, .*…$/);
  });

  it("shows places at the end of a line, over several lines, outside of the text and without a text", () => {
    expect(render(made("abc\ndef", { from: 3, to: 3 }))).toContain("  1 │ abc\n    │    ^\n");
    expect(render(made("abc\ndef", { from: 1, to: 6 }))).toContain("  1 │ abc\n    │  ^^\n");
    expect(render(made("", { from: 0, to: 1 }))).toContain("  1 │\n    │ ^\n");
    expect(render(made("abc", { from: 90, to: 99 }))).toContain("  1 │ abc\n    │    ^\n");
    expect(render(made("abc", { from: 0, to: 1, related: [{ file: "gone.plan", from: 0, to: 1, message: "over there" }] }))).toContain("  → gone.plan:1:1\n    over there\n");
  });

  it("leaves lines between marks out, but for a single one", () => {
    const text = "a\nb\nc\nd\ne\nf";
    const report = made(text, { from: 0, to: 1, related: [{ file: "a.plan", from: 4, to: 5, message: "near" }, { file: "a.plan", from: 10, to: 11, message: "far" }] });
    expect(render(report)).toContain("  1 │ a\n    │ ^\n  2 │ b\n  3 │ c\n    │ - near\n    ⋮\n  6 │ f\n    │ - far\n");
  });

  it("lets no control character through", () => {
    const source = "a\u001b[31mb\u202ec\u0007";
    const text = render(made(source, { from: 0, to: 1 }));
    expect(text.split("\n")[2]).toBe("  1 │ a\ufffd[31mb\ufffdc\ufffd");
  });

  it("shows the most severe ones where a limit is set, and says how many more there are", () => {
    const report = made("abcdef", { from: 0, to: 1, severity: "info" }, { from: 1, to: 2, severity: "warning", message: "Doubtful." }, { from: 2, to: 3 }, { from: 3, to: 4 });
    const text = render(report, { limit: 3 });
    expect(text.match(/^(?:error|warning|note)\[/gm)).toEqual(["warning[", "error[", "error["]);
    expect(text).toContain("… and 1 more; --limit 0 shows all.");
    expect(text).toContain("2 errors, 1 warning, 1 note in 1 file");
  });

  it("is painted by what it is given, and says when all is well", () => {
    const text = render(made("abc", { from: 0, to: 1, severity: "warning", related: [{ file: "a.plan", from: 2, to: 3, message: "this" }] }), { palette: NAMED });
    expect(text).toContain("<w>warning</w>[a/b] Wrong.");
    expect(text).toContain("<w>^</w>");
    expect(text).toContain("<i>-</i> <i>this</i>");
    expect(render(made(""), { palette: NAMED })).toBe("<g>●</g> 1 element and 0 relations in 1 file, no findings\n");
  });
});

describe("the report as JSON", () => {
  it("has the stable shape", () => {
    const report = JSON.parse(renderJson(reportOf(BROKEN)));
    expect(Object.keys(report)).toEqual(["diagnostics", "summary"]);
    expect(report.summary).toEqual({ errors: 3, warnings: 4, infos: 1, files: 2, elements: 4, relations: 0 });
    expect(report.diagnostics[0]).toEqual({
      code: "model/unknown-name", severity: "error", message: "Nothing is named crat.", hint: "Did you mean cart?", file: "b.plan", line: 1, column: 24, endLine: 1, endColumn: 28,
      related: [{ file: "example.plan", line: 3, column: 10, message: "shop.cart is declared here" }, { file: "example.plan", line: 3, column: 47, message: "also named here" }],
      fix: { title: "Write cart", edits: [{ file: "b.plan", line: 1, column: 24, endLine: 1, endColumn: 28, text: "cart" }, { file: "example.plan", line: 3, column: 47, endLine: 3, endColumn: 51, text: "cart" }] },
    });
    for (const diagnostic of report.diagnostics) {
      for (const key of ["code", "severity", "message", "file"]) expect(typeof diagnostic[key]).toBe("string");
      for (const key of ["line", "column", "endLine", "endColumn"]) expect(diagnostic[key]).toBeGreaterThanOrEqual(1);
      expect(Array.isArray(diagnostic.related)).toBe(true);
    }
  });
});

describe("the report as SARIF", () => {
  const schema = createRequire(import.meta.url)("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json") as Record<string, unknown>;
  // The schema is of draft 4; what it uses means the same in draft 7 but for the names of these two.
  const { id: _, $schema: __, ...rest } = schema;
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true, unicodeRegExp: false }).compile(rest);
  const sarif = (report: Report): { runs: { tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }[] } => JSON.parse(renderSarif(report, { rules: pages, version: "0.1.0" }));

  it("is valid by the schema of the standard, for every rule and every fault", () => {
    expect(validate({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
    for (const page of pages) {
      if (page.code === "syntax/too-many-problems" || page.code.startsWith("file/")) continue;
      const log = sarif(reportOf(page.bad));
      validate(log);
      expect({ code: page.code, errors: validate.errors ?? [] }).toEqual({ code: page.code, errors: [] });
      expect(log.runs[0]!.tool.driver.rules.map(({ id }) => id)).toContain(page.code);
    }
  });

  it("holds metadata of the rules, related places and fixes", () => {
    const { runs } = sarif(reportOf(BROKEN));
    const rule = runs[0]!.tool.driver.rules.find(({ id }) => id === "model/unknown-name")! as unknown as Record<string, { text: string; markdown: string; level: string }>;
    expect(rule["shortDescription"]!.text).toBe("Name that nothing has");
    expect(rule["help"]!.markdown).toContain("# model/unknown-name");
    expect(rule["defaultConfiguration"]!.level).toBe("error");
    const result = runs[0]!.results[0] as { relatedLocations: unknown[]; fixes: { artifactChanges: { artifactLocation: { uri: string }; replacements: { insertedContent: { text: string } }[] }[] }[] };
    expect(result.relatedLocations).toHaveLength(2);
    expect(result.fixes[0]!.artifactChanges.map((change) => [change.artifactLocation.uri, change.replacements[0]!.insertedContent.text])).toEqual([["b.plan", "cart"], ["example.plan", "cart"]]);
  });

  it("names files from the root of the sources, and the workspace's folder below it", () => {
    const at = (folder: string | undefined): { bases: Record<string, unknown>; artifact: unknown; print: unknown } => {
      const log = sarif({ ...made("abc", { from: 0, to: 1, file: "a b.plan" }), ...(folder === undefined ? {} : { folder }) }) as unknown as { runs: { originalUriBaseIds: Record<string, unknown>; results: { locations: { physicalLocation: { artifactLocation: unknown } }[]; partialFingerprints: unknown }[] }[] };
      validate(log);
      expect(validate.errors ?? []).toEqual([]);
      const [run] = log.runs;
      return { bases: run!.originalUriBaseIds, artifact: run!.results[0]!.locations[0]!.physicalLocation.artifactLocation, print: run!.results[0]!.partialFingerprints };
    };
    expect(at("des ign/x/")).toMatchObject({ bases: { SRCROOT: {}, WORKSPACE: { uri: "des%20ign/x/", uriBaseId: "SRCROOT" } }, artifact: { uri: "des%20ign/x/a%20b.plan", uriBaseId: "SRCROOT" } });
    expect(at(undefined)).toMatchObject({ bases: { WORKSPACE: { uri: "./", uriBaseId: "SRCROOT" } }, artifact: { uri: "a%20b.plan", uriBaseId: "SRCROOT" } });
    expect(at("design/").print).toEqual(at(undefined).print);
  });

  it("knows a finding again after its text has moved, and tells equal findings apart", () => {
    const prints = (text: string): unknown[] => sarif(reportOf(text)).runs[0]!.results.map((result) => result["partialFingerprints"]);
    const text = 'service a "A" { tech: go }\nservice b "B" { tech: go }\na -> b\na -> b\n';
    expect(prints(`// A comment.\n\n${text}`)).toEqual(prints(text));
    expect(new Set(prints(text).map((print) => JSON.stringify(print))).size).toBe(prints(text).length);
  });
});

describe("the report as workflow commands", () => {
  it("names files from the root of the sources", () => {
    expect(renderGithub({ ...made("abc", { from: 0, to: 1 }), folder: "design/" })).toContain("::error file=design/a.plan,line=1,");
  });

  it("escapes what would end a command", () => {
    const text = renderGithub(made("abc", { from: 0, to: 1, message: "100% wrong\r\nhere::x", hint: "Mend it.", severity: "info", file: "a,b:c.plan" }, { from: 0, to: 3, severity: "warning" }));
    expect(text.split("\n").slice(0, 2)).toEqual([
      "::notice file=a%2Cb%3Ac.plan,line=1,endLine=1,col=1,endColumn=1,title=a/b::100%25 wrong%0D%0Ahere::x%0AMend it.",
      "::warning file=a.plan,line=1,endLine=1,col=1,endColumn=4,title=a/b::Wrong.",
    ]);
  });
});
