import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mergeBase, readRevision, readWorkspace, resolveRevision, UnknownRevision, UnreadableWorkspace, type WorkspaceFiles } from "../src/index.ts";

let root = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "groundplan-revision-")));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string | Uint8Array = ""): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Git as a test wants it: no settings of the machine, and the same author everywhere. */
function git(...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.com", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.com" };
  return execFileSync("git", args, { cwd: join(root, "repo"), env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

function commit(message = "x"): string {
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", message);
  return git("rev-parse", "HEAD");
}

function start(): void {
  mkdirSync(join(root, "repo"), { recursive: true });
  git("init", "-q", "-b", "main");
}

const at = (revision: string, folder = "repo/w"): WorkspaceFiles => readRevision(resolveRevision(join(root, folder), revision));
const said = ({ files, config, protoLock, unreadable, passedOver }: WorkspaceFiles): unknown => ({ files: [...files], config, protoLock, unreadable, passedOver });

describe("reading a revision", () => {
  it("gives what reading the folder gave then, adopted files, settings and lock included", () => {
    start();
    put("repo/w/groundplan.yaml", "name: W");
    put("repo/w/proto.lock", "a.B.c = 1\n");
    put("repo/w/a.plan", "\ufeffsource demo proto \"../api/demo.proto\"\nsource lost proto \"lost.proto\"\nsource far proto \"../../far.proto\"\n");
    put("repo/w/sub/ü b.plan", "service b");
    put("repo/w/decisions/0001-x.md", "# X");
    put("repo/w/decisions/README.md");
    put("repo/api/demo.proto", 'syntax = "proto3";');
    put("far.proto", "secret");
    for (const no of ["node_modules/x/c.plan", ".hidden/d.plan", "groundplan-out/e.plan", "other/f.plan"]) put(`repo/w/${no}`, "service no");
    put("repo/w/other/groundplan.yaml", "name: another workspace");
    put("repo/elsewhere/g.plan", "service no");
    put("repo/w/groundplan.yml", "name: W");
    put("repo/w/bin.plan", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1]));
    commit();
    const disk = readWorkspace(join(root, "repo/w"));
    expect(said(at("HEAD"))).toEqual(said(disk));
    expect([...at("HEAD").files.keys()]).toEqual(["../api/demo.proto", "a.plan", "decisions/0001-x.md", "sub/ü b.plan"]);
    put("repo/w/a.plan", "service changed");
    rmSync(join(root, "repo/w/sub"), { recursive: true });
    expect(said(at("HEAD"))).toEqual(said(disk));
    commit();
    expect(said(at("HEAD~1"))).toEqual(said(disk));
    expect([...at("main").files.keys()]).toEqual(["a.plan", "decisions/0001-x.md"]);
  });

  it("reads a workspace at the root of its repository", () => {
    start();
    put("repo/a.plan", "service a");
    commit();
    expect([...at("HEAD", "repo").files]).toEqual([["a.plan", "service a"]]);
  });

  it("follows no link, tells those that matter, and reads nothing behind them", () => {
    start();
    put("secret.plan", "service secret");
    put("repo/shared/s.plan", "service s");
    put("repo/w/a.plan", 'source demo proto "link.proto"\n');
    put("repo/real.proto", "secret");
    symlinkSync("../../secret.plan", join(root, "repo/w/out.plan"));
    symlinkSync("../shared", join(root, "repo/w/shared"));
    symlinkSync("../real.proto", join(root, "repo/w/link.proto"));
    symlinkSync("../real.proto", join(root, "repo/w/groundplan.yaml"));
    commit();
    const found = at("HEAD");
    expect([...found.files.keys()]).toEqual(["a.plan"]);
    const reason = "it is a link, which is not followed in a revision";
    expect(found.unreadable).toEqual(["groundplan.yaml", "link.proto", "out.plan"].map((file) => ({ file, reason })));
    expect(found.passedOver).toEqual([{ file: "shared", reason }]);
    expect(JSON.stringify(said(found))).not.toContain("secret");
  });

  it("tells of files of Git LFS rather than reading the pointer", () => {
    start();
    put("repo/w/a.plan", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
    commit();
    expect(at("HEAD").unreadable).toEqual([{ file: "a.plan", reason: "it is kept by Git LFS, which a revision holds only a pointer to" }]);
  });

  it("finds where two revisions went apart", () => {
    start();
    put("repo/w/a.plan", "service a");
    const base = commit();
    git("checkout", "-q", "-b", "topic");
    put("repo/w/a.plan", "service b");
    commit();
    git("checkout", "-q", "main");
    put("repo/w/a.plan", "service c");
    commit();
    const [first, second] = ["main", "topic"].map((name) => resolveRevision(join(root, "repo/w"), name)) as [ReturnType<typeof resolveRevision>, ReturnType<typeof resolveRevision>];
    expect(mergeBase(first, second)).toMatchObject({ name: "main", commit: base });
    git("checkout", "-q", "--orphan", "alone");
    commit();
    expect(() => mergeBase(first, resolveRevision(join(root, "repo/w"), "alone"))).toThrow("main and alone have no common history here.");
  });

  it("is not led astray by what a hook sets", () => {
    start();
    put("repo/w/a.plan", "service a");
    commit();
    const before = { ...process.env };
    Object.assign(process.env, { GIT_DIR: join(root, "nowhere"), GIT_WORK_TREE: "/", GIT_INDEX_FILE: "/dev/null" });
    try {
      expect([...at("HEAD").files.keys()]).toEqual(["a.plan"]);
    } finally {
      for (const name of ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"]) if (before[name] === undefined) delete process.env[name];
    }
  });
});

describe("a revision that cannot be read", () => {
  it("is told, and never taken for an option", () => {
    start();
    put("repo/w/a.plan", "service a");
    commit();
    const folder = join(root, "repo/w");
    for (const name of ["nowhere", "HEAD~9", "HEAD:w/a.plan", "main..main"]) expect(() => resolveRevision(folder, name)).toThrow(`There is no revision ${name} in this repository.`);
    for (const name of ["-h", "--help", "--output=x", "--exec=touch x", "a\nb", ""]) expect(() => resolveRevision(folder, name)).toThrow(UnknownRevision);
    expect(() => resolveRevision(folder, "$(touch x)")).toThrow("There is no revision $(touch x)");
    expect(() => resolveRevision(root, "HEAD")).toThrow(`${root} lies in no git repository`);
  });

  it("says that the workspace was not there, or that the clone is shallow", () => {
    start();
    put("repo/README.md", "x");
    commit();
    put("repo/w/a.plan", "service a");
    commit();
    expect(() => at("HEAD~1")).toThrow("At HEAD~1 there is no folder w.");
    execFileSync("git", ["clone", "-q", "--depth", "1", `file://${join(root, "repo")}`, join(root, "shallow")], { stdio: "ignore" });
    expect(() => resolveRevision(join(root, "shallow/w"), "HEAD~1")).toThrow("The clone is shallow");
  });

  it("says that git is not installed", () => {
    start();
    put("repo/w/a.plan", "service a");
    commit();
    const path = process.env["PATH"];
    process.env["PATH"] = join(root, "repo");
    try {
      expect(() => resolveRevision(join(root, "repo/w"), "HEAD")).toThrow("git is not installed");
      expect(() => resolveRevision(join(root, "repo/w"), "HEAD")).toThrow(UnreadableWorkspace);
    } finally {
      process.env["PATH"] = path;
    }
  });
});
