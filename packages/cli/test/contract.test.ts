import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { putIn, runIn, type Answer } from "./command.ts";
import { printable } from "../src/printable.ts";
import { contract, departures } from "./shapes.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "groundplan-contract-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const run = (...argv: string[]): Promise<Answer> => runIn(root, argv);

const put = (path: string, text: string): void => putIn(root, path, text);

const FAULTY = 'system shop "Shop" {\n  "Sells."\n  service a "A" { -> b "uses" }\n  service b "B" { -> a "uses"; -> nobody "asks" }\n}\nsystem shop "Again"\n';

describe("the shapes of JSON", () => {
  it("are those of the contract, for a model that is whole and for one with errors", async () => {
    await run("init", "whole");
    put("faulty/a.plan", FAULTY);
    put("faulty/decisions/0001-x.md", "---\nstatus: [\n---\n# X\n");
    put("faulty/groundplan.yaml", "rules:\n  no/such: error\n");
    for (const [folder, status] of [["whole", 0], ["faulty", 1]] as const) {
      const checked = await run("check", folder, "--format", "json");
      expect([checked.status, departures(JSON.parse(checked.out), contract.check)]).toEqual([status, []]);
      const built = await run("build", folder, "--format", "json");
      expect([built.status, departures(JSON.parse(built.out), contract.build)]).toEqual([status, []]);
      expect(departures(JSON.parse(readFileSync(join(root, folder, "groundplan-out/manifest.json"), "utf8")), contract.manifest)).toEqual([]);
      expect(departures(JSON.parse((await run("status", folder, "--format", "json")).out), contract.status)).toEqual([]);
      expect(departures(JSON.parse((await run("draw", "--list", "--workspace", folder, "--format", "json")).out), contract.views)).toEqual([]);
      expect(departures(JSON.parse((await run("draw", "landscape", folder, "--format", "json")).out), contract.view)).toEqual([]);
      expect(departures(JSON.parse((await run("format", folder, "--check", "--format", "json")).out), contract.format)).toEqual([]);
    }
    const related = (JSON.parse((await run("check", "faulty", "--format", "json")).out) as { diagnostics: { related: unknown[]; file: string }[] }).diagnostics;
    expect(related.some((found) => found.related.length > 0)).toBe(true);
    expect(new Set(related.map((found) => found.file))).toEqual(new Set(["a.plan", "decisions/0001-x.md", "groundplan.yaml"]));
  });

  it("are told apart from others", () => {
    expect(departures({ views: [{ id: 1, kind: "k", title: "t", artifact: "1.1" }] }, contract.views)).toEqual(["$.views[0].id: 1 is no string", "$.views[0].elements: undefined is no number"]);
    expect(departures({ artifacts: [], drivers: null }, contract.status)).toEqual(["$.artifacts: 0 entries, not 35", "$.drivers: no list"]);
  });
});

describe("what a stranger wrote", () => {
  it("moves no cursor and retitles no window", async () => {
    put("a.plan", 'system s "a\u001b[2Jb\u001b]0;gone\u0007" { "x" }\nservice q "\u009b31m" { -> nobody "x" }\n');
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
    for (const argv of [["check"], ["draw", "--list"], ["query", "system"], ["status"], ["build"], ["check", "\u001b[2J"], ["explain", "\u001b[2J"]]) {
      const { out, err } = await run(...argv);
      expect(out + err).not.toMatch(control);
    }
    expect(JSON.parse((await run("query", "system", "--format", "json")).out).rows[0]).toContain("a\u001b[2Jb\u001b]0;gone\u0007");
  });

  it("leaves our own colours and lines alone", () => {
    expect(printable("\u001b[1m\u001b[31merror\u001b[39m\u001b[22m\r\n\tx\r\u001b[2K7/9\u001b[2J\rz")).toBe("\u001b[1m\u001b[31merror\u001b[39m\u001b[22m\r\n\tx\r\u001b[2K7/9\ufffd[2J\ufffdz");
  });
});

describe("files that are no plan", () => {
  it("are left out by name, and the exit status says so", async () => {
    put("a.plan", 'system s "S" { "x" }\n');
    writeFileSync(join(root, "b.plan"), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]));
    const { status, err, out } = await run("check");
    expect([status, err]).toEqual([2, "groundplan: b.plan is left out: it is binary, not text.\n"]);
    expect(out).not.toContain("b.plan");
    for (const argv of [["build"], ["status"], ["query", "system"]]) expect([argv, (await run(...argv)).status]).toEqual([argv, 2]);
  });

  it("are diagnostics in what programs read, also where there is nothing else", async () => {
    for (const others of [{ "a.plan": 'system s "S" { "x" }\n' }, {}]) {
      const folder = `w${Object.keys(others).length}`;
      for (const [path, text] of Object.entries(others)) put(`${folder}/${path}`, text);
      put(`${folder}/b.plan`, "\u007fELF\0\u0001");
      const checked = await run("check", folder, "--format", "json");
      const report = JSON.parse(checked.out);
      expect([checked.status, departures(report, contract.check), report.summary.errors]).toEqual([2, [], 1]);
      expect(report.diagnostics.filter((found: { severity: string }) => found.severity === "error")).toEqual([expect.objectContaining({ code: "file/unreadable", file: "b.plan", line: 1, column: 1, message: "This file is left out: it is binary, not text." })]);
      expect((await run("explain", "file/unreadable")).out).toContain("# file/unreadable");
      expect((await run("check", folder, "--format", "github")).out).toContain("title=file/unreadable::This file is left out");
      expect(JSON.parse((await run("check", folder, "--format", "sarif")).out).runs[0].results.length).toBe(report.diagnostics.length);
    }
    for (const verb of ["check", "build", "status"]) expect([verb, await run(verb, "w0")]).toEqual([verb, { status: 2, out: "", err: expect.stringContaining("No file of w0 can be read.") }]);
  });

  it("may lie behind a link that leads out of the repository: that is told, and is no fault", async () => {
    put("w/a.plan", 'system s "S" { "x" }\n');
    mkdirSync(join(root, "data"));
    symlinkSync("../data", join(root, "w/data"));
    for (const argv of [["check"], ["build"], ["status"], ["query", "system"], ["format", "--check"]]) {
      const { status, err } = await run(...argv, "w");
      expect([argv, status, err.match(/^groundplan: the folder data is passed over: the link leads out of the repository\.$/gm)]).toEqual([argv, 0, [expect.anything()]]);
    }
  });

  it("are missing from a folder without any", async () => {
    mkdirSync(join(root, "empty"));
    for (const verb of ["check", "build", "status", "format"]) {
      const { status, err } = await run(verb, "empty");
      expect([verb, status, err]).toEqual([verb, 2, expect.stringContaining("empty holds no plan files.")]);
    }
  });
});

describe("another day, another folder", () => {
  it("gives the same bytes for the same day, wherever the workspace stands", async () => {
    const listings = [];
    for (const folder of ["one", "deep/er/two words"]) {
      await run("init", folder);
      // The starter is named after its folder.
      put(`${folder}/groundplan.yaml`, "name: Same\n");
      put(`${folder}/system.plan`, readFileSync(join(root, folder, "system.plan"), "utf8").replace(/^system app ".*"/m, 'system app "Same"'));
      listings.push((JSON.parse((await run("build", folder, "--format", "json", "--as-of", "2026-01-01")).out) as { files: unknown[] }).files);
    }
    expect(listings[1]).toEqual(listings[0]);
  });
});
