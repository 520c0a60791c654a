import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runIn, type Answer } from "./command.ts";

let above = "";
let root = "";
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), "groundplan-bad-"));
  root = join(above, "workspace");
  mkdirSync(join(root, ".git"), { recursive: true });
});
afterEach(() => rmSync(above, { recursive: true, force: true }));

const run = (...argv: string[]): Promise<Answer> => runIn(root, argv);

function put(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const REST = 'system shop "Shop" { service core "Core" { "Rules."; -> store "reads" { timeout: 1s } }\ndatabase store "Store" { "Keeps."; entity Kept { id: uuid key } } }\n';

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly hint?: string;
  readonly file: string;
  readonly line: number;
}

/** Checks and builds a workspace that adopts a file, and gives what is told of that; the rest of the model must stand. */
async function findings(format: string, file: string, text?: string | Uint8Array, uses = ""): Promise<readonly Finding[]> {
  put("a.plan", `source x ${format} ${JSON.stringify(file)}\n${REST}${uses}`);
  if (text !== undefined) put(file, text);
  const checked = await run("check", "--format", "json");
  const report = JSON.parse(checked.out) as { readonly diagnostics: readonly Finding[] };
  const built = await run("build", "--out", join(above, "out"));
  for (const told of [checked.out, checked.err, built.out, built.err]) expect(told).not.toMatch(/\n\s+at .*:\d+:\d+|TypeError|RangeError/);
  expect([0, 1]).toContain(built.status);
  expect((await run("query", "service union database")).out).toMatch(/shop\.core[^]*shop\.store/);
  return report.diagnostics.filter(({ code }) => code.startsWith("format/") || code.startsWith("source/"));
}

/** The errors and warnings, as `format/syntax f.json:3`. */
const places = (found: readonly Finding[]): readonly string[] => found.filter(({ severity }) => severity !== "info").map(({ code, file, line }) => `${code} ${file}:${line}`);

const HEAD = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n';
const PATHS = 'paths:\n  /a:\n    get:\n      operationId: a\n      responses: { "200": { description: OK, content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } } }\n';
const API = 'service z "Z" { api Z rest from x }\n';

describe("a file that is adopted and is not as it should be gets one clear error at its place", () => {
  it.each<readonly [string, string, string, string, readonly string[]]>([
    ["a specification that breaks off, in JSON", "openapi", "f.json", '{"openapi":"3.1.0","info":{"title":"T","version":"1"},\n"paths":{"/a/{id}":{"get":{"operationId":"a","responses":{"200":\n{"$ref":"#/components/responses/R"}', ["format/syntax f.json:3"]],
    ["a specification that breaks off, in YAML", "openapi", "f.yaml", `${HEAD}${PATHS}components:\n  schemas:\n    A: { type: object, proper`, ["format/syntax f.yaml:10"]],
    ["types that refer to each other and nothing else", "openapi", "f.yaml", `${HEAD}${PATHS}components:\n  schemas:\n    A: { $ref: "#/components/schemas/B" }\n    B: { $ref: "#/components/schemas/A" }\n`, ["format/meaning f.yaml:10"]],
    ["types that extend each other", "openapi", "f.yaml", `${HEAD}${PATHS}components:\n  schemas:\n    A: { allOf: [{ $ref: "#/components/schemas/B" }] }\n    B: { allOf: [{ $ref: "#/components/schemas/A" }] }\n`, ["format/meaning f.yaml:10"]],
    ["parameters that refer to each other", "openapi", "f.yaml", `${HEAD}paths:\n  /a:\n    get:\n      parameters: [{ $ref: "#/components/parameters/P" }]\n      responses: { "200": { description: OK } }\ncomponents:\n  parameters:\n    P: { $ref: "#/components/parameters/Q" }\n    Q: { $ref: "#/components/parameters/P" }\n`, ["format/meaning f.yaml:11"]],
    ["a reference to the network", "openapi", "f.yaml", `${HEAD}${PATHS.replace("#/components/schemas/A", "https://example.com/a.yaml#/A")}`, ["format/not-followed f.yaml:7"]],
    ["two operations of one name", "openapi", "f.yaml", `${HEAD}paths:\n  /a:\n    get: { operationId: a, responses: { "200": { description: OK } } }\n  /b:\n    get: { operationId: a, responses: { "200": { description: OK } } }\n`, ["format/duplicate f.yaml:7"]],
    ["an AsyncAPI of version 1", "asyncapi", "f.yaml", 'asyncapi: "1.2.0"\ninfo: { title: T, version: "1" }\n', ["format/version f.yaml:1"]],
    ["a dump of MySQL", "sql", "f.sql", "-- MySQL dump\nCREATE TABLE `orders` (\n  `id` int unsigned NOT NULL AUTO_INCREMENT,\n  PRIMARY KEY (`id`),\n  KEY `k` (`id`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n", ["format/version f.sql:2"]],
    ["a dump of SQL Server", "sql", "f.sql", "USE [Shop]\nGO\nCREATE TABLE [Orders]([Id] [int] IDENTITY(1,1) NOT NULL)\nGO\n", ["format/version f.sql:1"]],
    ["a proto that imports what is absent", "proto", "f.proto", 'syntax = "proto3";\npackage p;\nimport "absent.proto";\nmessage Q { absent.R r = 1; }\n', ["format/not-followed f.proto:3"]],
    ["an Avro type that is not there, beside one that holds itself", "avro", "f.avsc", '{"type":"record","name":"Node","fields":[\n{"name":"next","type":["null","Node"]},\n{"name":"gone","type":"Missing"}]}', ["format/unknown-name f.avsc:3"]],
    ["a GraphQL type that is not there", "graphql", "f.graphql", "type Query {\n  a: Missing\n}\n", ["format/unknown-name f.graphql:2"]],
    ["a YAML in which aliases grow beyond measure", "openapi", "f.yaml", `a: &a [${"x,".repeat(9)}]\n${"bcdefg".split("").map((name, at) => `${name}: &${name} [${`*${"abcdef"[at]},`.repeat(19)}]\n`).join("")}${HEAD}paths: {}\n`, ["format/too-large f.yaml:6"]],
    ["values that nest without end", "openapi", "f.json", "[".repeat(50_000), ["format/too-large f.json:1"]],
  ])("%s", async (_, format, file, text, expected) => {
    const found = await findings(format, file, text, format === "openapi" ? API : "");
    expect(places(found)).toEqual(expected);
    for (const finding of found.filter(({ severity }) => severity !== "info")) expect([finding.message, finding.hint]).toEqual([expect.stringMatching(/^\S.*[.:]/), expect.stringMatching(/^\S.*\S$/)]);
  });

  it.each(["openapi", "asyncapi", "proto", "graphql", "avro", "jsonschema", "sql"])("an empty file of %s", async (format) => {
    expect(places(await findings(format, "f.txt", " \n"))).toEqual(["format/syntax f.txt:1"]);
  });

  it("a file that is larger than is read, on one line", async () => {
    const [found] = await findings("openapi", "f.json", `{"openapi":"3.1.0","x":"${"a".repeat(41 * 1024 * 1024)}"}`);
    expect(found).toMatchObject({ code: "format/too-large", file: "f.json", hint: "Adopt the part of it that matters." });
    expect((await run("check")).out).toContain('1 │ {"openapi":"3.1.0","x":"aaaa');
  });

  it.each<readonly [string, string, RegExp, () => void]>([
    ["a folder", "d", /no regular file/, () => mkdirSync(join(root, "d"))],
    ["binary", "f.json", /binary, not text/, () => put("f.json", Uint8Array.from({ length: 512 }, (_, at) => at % 256))],
    ["UTF-16", "f.yaml", /save it as UTF-8/, () => put("f.yaml", Buffer.from(`\ufeff${HEAD}`, "utf16le"))],
    ["outside, by its path", "../f.yaml", /outside of the repository/, () => put("../f.yaml", HEAD)],
  ])("what is %s", async (_, file, reason, make) => {
    make();
    const [found, ...others] = await findings("openapi", file);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: "source/missing", severity: "error", file: "a.plan", line: 1, message: expect.stringMatching(reason), hint: expect.stringMatching(/Mend it, or name another file/) });
  });

  it.skipIf(process.platform === "win32")("what is outside, by a link", async () => {
    put("../f.yaml", HEAD);
    symlinkSync(join(above, "f.yaml"), join(root, "link.yaml"));
    expect((await findings("openapi", "link.yaml"))[0]).toMatchObject({ code: "source/missing", line: 1, message: "The file link.yaml is not read: it lies outside of the repository." });
  });
});

it("tells what has no place in a format when it is written, once, and where that is told in full", async () => {
  put("a.plan", 'service core "Core" { "Rules."; api Core grpc { Find: (Query) -> Query } }\ntype Query { note: string(20); of: string | int32 }\n');
  const { err } = await run("build", "--out", join(above, "out"));
  expect(err.match(/has no place|have no place/g)).toHaveLength(1);
  expect(err).toMatch(/groundplan: \d+ things that the model says have no place in proto; 2-interfaces\/2\.2-api-specifications\/interfaces\.md names them\./);
});
