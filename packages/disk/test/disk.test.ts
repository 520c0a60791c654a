import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OutputFile } from "@groundplan/artifacts";
import { findWorkspace, openCache, outputFolder, readWorkspace, resolveWorkspace, rewriteAtomically, UnreadableWorkspace, UnwritableOutput, workspaceCache, writeAtomically, writeBuild, writeWithin } from "../src/index.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "groundplan-disk-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text = ""): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe("reading a workspace", () => {
  it("reads plan files and decisions, and passes over what is not ours", () => {
    put("repo/.git/HEAD");
    put("repo/w/groundplan.yaml", "name: W");
    put("repo/w/a.plan", "\ufeffservice a");
    put("repo/w/sub/b.plan", "service b");
    put("repo/w/decisions/0001-x.md", "# X");
    put("repo/w/decisions/README.md");
    put("repo/w/node_modules/x/c.plan", "no");
    put("repo/w/.hidden/d.plan", "no");
    put("repo/w/groundplan-out/e.plan", "no");
    put("repo/w/other/groundplan.yaml", "name: another workspace");
    put("repo/w/other/f.plan", "no");
    const found = readWorkspace(join(root, "repo/w"));
    expect([...found.files]).toEqual([["a.plan", "service a"], ["decisions/0001-x.md", "# X"], ["sub/b.plan", "service b"]]);
    expect(found.config).toBe("name: W");
  });

  it("tells of settings under a name that nobody reads", () => {
    put("w/groundplan.yml", "name: W");
    put("w/a.plan", "service a");
    expect(readWorkspace(join(root, "w")).unreadable).toEqual([{ file: "groundplan.yml", reason: "a workspace's settings stand in groundplan.yaml" }]);
  });

  it("refuses links that lead out of the repository, follows those within, and never goes round in circles", () => {
    put("outside/secret.plan", "service secret");
    put("repo/.git/HEAD");
    put("repo/shared/s.plan", "service s");
    put("repo/w/a.plan", "service a");
    symlinkSync(join(root, "outside/secret.plan"), join(root, "repo/w/out.plan"));
    symlinkSync(join(root, "outside"), join(root, "repo/w/outfolder"));
    symlinkSync(join(root, "repo/shared"), join(root, "repo/w/shared"));
    symlinkSync(join(root, "repo/w"), join(root, "repo/w/loop"));
    symlinkSync(join(root, "nowhere"), join(root, "repo/w/gone.plan"));
    const found = readWorkspace(join(root, "repo/w"));
    expect([...found.files.keys()]).toEqual(["a.plan", "shared/s.plan"]);
    expect(found.unreadable).toEqual([
      { file: "gone.plan", reason: "the link leads nowhere" },
      { file: "out.plan", reason: "the link leads out of the repository" },
    ]);
    expect(found.passedOver).toEqual([{ file: "outfolder", reason: "the link leads out of the repository" }]);
  });

  it("refuses a groundplan.yaml that is a link out of the repository, and follows one within", () => {
    put("outside/secret.yaml", "password: hunter2");
    put("repo/.git/HEAD");
    put("repo/shared.yaml", "name: Shared");
    for (const [folder, target] of [["out", "outside/secret.yaml"], ["in", "repo/shared.yaml"], ["gone", "nowhere"]] as const) {
      put(`repo/${folder}/a.plan`, "service a");
      symlinkSync(join(root, target), join(root, "repo", folder, "groundplan.yaml"));
    }
    const read = (folder: string): unknown => (({ config, unreadable }) => ({ config, unreadable }))(readWorkspace(join(root, "repo", folder)));
    expect(read("out")).toEqual({ config: undefined, unreadable: [{ file: "groundplan.yaml", reason: "the link leads out of the repository" }] });
    expect(read("gone")).toEqual({ config: undefined, unreadable: [{ file: "groundplan.yaml", reason: "the link leads nowhere" }] });
    expect(read("in")).toEqual({ config: "name: Shared", unreadable: [] });
  });

  it("refuses what is no text, and says which folders it read", () => {
    put("w/a.plan", "service a");
    put("w/sub/b.plan", "service b");
    put("w/node_modules/c.plan", "no");
    writeFileSync(join(root, "w/image.plan"), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]));
    writeFileSync(join(root, "w/wide.plan"), Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("service x", "utf16le")]));
    writeFileSync(join(root, "w/latin.plan"), Buffer.from([0x22, 0xe9, 0x22]));
    const found = readWorkspace(join(root, "w"));
    expect(found.unreadable).toEqual([{ file: "image.plan", reason: "it is binary, not text" }, { file: "wide.plan", reason: "it is UTF-16; save it as UTF-8" }]);
    expect(found.files.get("latin.plan")).toBe('"\ufffd"');
    expect([...found.folders].sort()).toEqual([join(root, "w"), join(root, "w/sub")]);
  });

  it("finds the nearest workspace upwards, and says why there is none", () => {
    put("w/a.plan");
    mkdirSync(join(root, "w/deep/er"), { recursive: true });
    expect(findWorkspace(join(root, "w/deep/er"))).toBe(join(root, "w"));
    expect(() => resolveWorkspace(undefined, root)).toThrow(UnreadableWorkspace);
    expect(() => resolveWorkspace("missing", root)).toThrow("There is no folder missing.");
    expect(() => resolveWorkspace("a.plan", join(root, "w"))).toThrow("is a file");
  });

  it.skipIf(process.getuid?.() === 0)("tells of a file that may not be read (needs a user other than root)", () => {
    put("a.plan", "service a");
    chmodSync(join(root, "a.plan"), 0);
    expect(readWorkspace(root).unreadable).toEqual([{ file: "a.plan", reason: "no permission" }]);
  });
});

describe("writing a build", () => {
  const file = (path: string, text: string, more: Partial<OutputFile> = {}): OutputFile => ({ path, artifact: "1.1", format: "markdown", ownership: "derived", content: () => text, ...more });
  const states = (files: readonly OutputFile[], options = {}): string[] => writeBuild(join(root, "out"), files, options).map((built) => `${built.path} ${built.state}`);
  const read = (path: string): string => readFileSync(join(root, "out", path), "utf8");

  it("writes, leaves unchanged files alone, and removes what is made no longer", () => {
    expect(states([file("a/x.md", "1"), file("y.md", "2")])).toEqual(["a/x.md written", "y.md written"]);
    expect(states([file("a/x.md", "1"), file("y.md", "3")])).toEqual(["a/x.md unchanged", "y.md written"]);
    expect(states([file("y.md", "3")])).toEqual(["y.md unchanged"]);
    expect(existsSync(join(root, "out/a"))).toBe(false);
    expect(JSON.parse(read("manifest.json")).files.map((entry: { path: string }) => entry.path)).toEqual(["y.md"]);
  });

  it("leaves a file alone that was changed by hand or was never ours, until forced", () => {
    states([file("x.md", "1")]);
    writeFileSync(join(root, "out/x.md"), "by hand");
    put("out/mine.md", "mine");
    expect(states([file("x.md", "2"), file("mine.md", "ours")])).toEqual(["mine.md conflict", "x.md conflict"]);
    expect([read("x.md"), read("mine.md")]).toEqual(["by hand", "mine"]);
    // A conflict is remembered as one: building again must not take the file for ours.
    expect(states([file("x.md", "2"), file("mine.md", "ours")])).toEqual(["mine.md conflict", "x.md conflict"]);
    states([file("x.md", "2")]);
    expect([read("x.md"), read("mine.md")]).toEqual(["by hand", "mine"]);
    expect(states([file("x.md", "2")], { force: true })).toEqual(["x.md written"]);
    states([file("x.md", "2"), file("z.md", "1")]);
    writeFileSync(join(root, "out/z.md"), "kept by hand");
    // It is told until somebody has decided.
    for (const _ of [1, 2]) expect(states([file("x.md", "2")])).toEqual(["x.md unchanged", "z.md kept"]);
    expect(read("z.md")).toBe("kept by hand");
    expect(states([file("x.md", "2")], { force: true })).toEqual(["x.md unchanged"]);
    expect([existsSync(join(root, "out/z.md")), states([file("x.md", "2")])]).toEqual([false, ["x.md unchanged"]]);
  });

  it("removes nothing that was never ours, though forced", () => {
    put("out/mine.md", "mine");
    expect(states([file("x.md", "1"), file("mine.md", "ours")])).toEqual(["mine.md conflict", "x.md written"]);
    expect(states([file("x.md", "1")], { force: true })).toEqual(["x.md unchanged"]);
    expect(read("mine.md")).toBe("mine");
    // A folder in the place of a file of ours stays with what is in it.
    rmSync(join(root, "out/x.md"));
    put("out/x.md/inside.md", "mine");
    expect(states([], { force: true })).toEqual(["x.md kept"]);
    expect(read("x.md/inside.md")).toBe("mine");
  });

  it("writes a scaffold once", () => {
    const scaffold = file("s.py", "first", { ownership: "scaffold" });
    expect(states([scaffold])).toEqual(["s.py written"]);
    writeFileSync(join(root, "out/s.py"), "the team's");
    expect(states([{ ...scaffold, content: () => "second" }])).toEqual(["s.py kept"]);
    expect(read("s.py")).toBe("the team's");
    states([]);
    expect(read("s.py")).toBe("the team's");
  });

  it("leaves the manifest of another tool alone", () => {
    put("out/manifest.json", '{"name":"a web app"}');
    expect(() => states([file("x.md", "1")])).toThrow("is not Groundplan's");
    expect([read("manifest.json"), existsSync(join(root, "out/x.md"))]).toEqual(['{"name":"a web app"}', false]);
    expect(states([file("x.md", "1")], { force: true })).toEqual(["x.md written"]);
  });

  it.each(["../x.md", "a/../../x.md", "/x.md", "a//x.md", "a\\..\\x.md", "C:x.md", "./x.md", "a\0.md", ""])("writes nothing at all where a path leads out of the folder: %j", (path) => {
    expect(() => states([file("ok.md", "1"), file(path, "2")])).toThrow("leads out of the output folder");
    expect(readdirSync(root)).toEqual([]);
  });

  it("writes and removes nothing behind a link that leads out of the folder", () => {
    mkdirSync(join(root, "elsewhere"));
    put("elsewhere/x.md", "precious");
    states([file("a/x.md", "precious"), file("y.md", "1")]);
    rmSync(join(root, "out/a"), { recursive: true });
    symlinkSync(join(root, "elsewhere"), join(root, "out/a"));
    states([file("y.md", "1")]);
    expect(readFileSync(join(root, "elsewhere/x.md"), "utf8")).toBe("precious");
    expect(() => states([file("a/b/z.md", "2")])).toThrow("leads out of the output folder");
    expect(readdirSync(join(root, "elsewhere"))).toEqual(["x.md"]);
    // The output folder itself may be a link.
    symlinkSync(join(root, "elsewhere"), join(root, "linked"));
    expect(writeBuild(join(root, "linked"), [file("b/z.md", "2")]).map((built) => built.state)).toEqual(["written"]);
  });

  it("rewrites a file where it stands, with the permissions that it has", () => {
    put("real/a.plan", "old");
    chmodSync(join(root, "real/a.plan"), 0o640);
    symlinkSync(join(root, "real/a.plan"), join(root, "a.plan"));
    rewriteAtomically(join(root, "a.plan"), "new");
    expect([lstatSync(join(root, "a.plan")).isSymbolicLink(), readFileSync(join(root, "real/a.plan"), "utf8")]).toEqual([true, "new"]);
    expect(statSync(join(root, "real/a.plan")).mode & 0o777).toBe(0o640);
  });

  it("does not make anew what its key says is the same, unless the file was touched", () => {
    let made = 0;
    const counted = (key: string): OutputFile => file("k.svg", "", { key, content: () => (made++, "drawn") });
    states([counted("a")]);
    states([counted("a")]);
    expect(made).toBe(1);
    states([counted("b")]);
    expect(made).toBe(2);
    rmSync(join(root, "out/k.svg"));
    expect(states([counted("b")])).toEqual(["k.svg written"]);
  });

  it("keeps the rest in a partial build, and never removes outside of its folder", () => {
    states([file("a.md", "1"), file("b.md", "2", { artifact: "1.2" })]);
    expect(states([file("a.md", "1")], { partial: true })).toEqual(["a.md unchanged", "b.md unchanged"]);
    put("victim.md", "precious");
    const manifest = JSON.parse(read("manifest.json"));
    manifest.files.push({ path: "../victim.md", sha256: "0", artifact: "1.1", format: "markdown", ownership: "derived" });
    writeFileSync(join(root, "out/manifest.json"), JSON.stringify(manifest));
    states([file("a.md", "1")]);
    expect(existsSync(join(root, "victim.md"))).toBe(true);
  });

  it.skipIf(!existsSync("/proc/self"))("says so where no folder can be made, and does not try without end (needs /proc)", () => {
    let drawn = false;
    const drawing = file("x.md", "", { content: () => ((drawn = true), "x") });
    for (const folder of ["/proc/groundplan-none", "/proc/groundplan-none/deep/er"]) expect(() => writeBuild(folder, [drawing])).toThrow(/^\/proc\/groundplan-none(?:\/deep\/er)? cannot be written: (?:no folder can be made in \/proc|no permission)\.$/);
    expect(drawn).toBe(false);
    expect(() => writeAtomically("/proc/groundplan-none/x.svg", "x")).toThrow(UnwritableOutput);
  });

  it("leaves nothing half written, and says why it could not", () => {
    put("out", "a file where the folder should be");
    expect(() => states([file("x.md", "1")])).toThrow(`${join(root, "out")} cannot be written: a part of its path is a file.`);
    expect(() => states([file("x.md", "1")])).toThrow(UnwritableOutput);
    rmSync(join(root, "out"));
    expect(() => states([file("ok.md", "1"), file("bad.md", "", { content: () => { throw new Error("an emitter's fault"); } })])).toThrow("an emitter's fault");
    expect(readdirSync(join(root, "out"))).toEqual([".journal", "ok.md"]);
    // What an interrupted build wrote is ours all the same, and what it was writing goes; a build that still runs keeps its own.
    const ended = spawnSync(process.execPath, ["-e", ""]).pid;
    put(`out/bad.md.${ended}.tmp`, "half");
    put(`out/bad.md.${process.pid}.tmp`, "at work");
    expect(states([file("ok.md", "another text")])).toEqual(["ok.md written"]);
    expect(readdirSync(join(root, "out")).sort()).toEqual([".keys.json", `bad.md.${process.pid}.tmp`, "manifest.json", "ok.md"]);
  });
});

describe("links that a repository holds", () => {
  it("do not choose where we write", () => {
    put("repo/.git/HEAD");
    put("repo/w/a.plan", "service a");
    mkdirSync(join(root, "outside"));
    const w = join(root, "repo/w");
    expect(outputFolder(w)).toBe(join(w, "groundplan-out"));
    for (const target of ["outside", "not-there-yet"]) {
      for (const name of ["groundplan-out", ".groundplan", "decisions"]) {
        rmSync(join(w, name), { force: true });
        symlinkSync(join("../..", target), join(w, name));
      }
      expect(() => outputFolder(w)).toThrow(UnwritableOutput);
      expect(() => writeWithin(w, "decisions/0001-x.md", "# X")).toThrow(UnwritableOutput);
      const cache = workspaceCache(w);
      cache.put("a", "b");
      cache.prune(0);
      expect(cache.get("a")).toBeUndefined();
    }
    expect([readdirSync(join(root, "outside")), existsSync(join(root, "not-there-yet"))]).toEqual([[], false]);
    // Within the repository a link may lead where it wants.
    rmSync(join(w, "groundplan-out"));
    mkdirSync(join(root, "repo/site"));
    symlinkSync("../site", join(w, "groundplan-out"));
    expect(outputFolder(w)).toBe(join(w, "groundplan-out"));
  });
});

describe("the cache", () => {
  it("gives back what was put, and nothing from a damaged folder", () => {
    const cache = openCache(join(root, "cache"));
    expect(cache.get("question")).toBeUndefined();
    cache.put("question", "answer");
    expect(openCache(join(root, "cache")).get("question")).toBe("answer");
    const other = openCache(join(root, "cache"));
    other.put("second", "2");
    other.prune(1);
    expect([other.get("question"), other.get("second")]).toEqual([undefined, "2"]);
    put("blocked", "a file");
    const blocked = openCache(join(root, "blocked"));
    blocked.put("a", "b");
    expect(blocked.get("a")).toBeUndefined();
  });
});
