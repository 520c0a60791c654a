import { realpathSync } from "node:fs";
import { posix } from "node:path";
import { CONFIG_FILE } from "@groundplan/checks";
import { adoptedBy } from "@groundplan/model";
import { git } from "./git.ts";
import { isRelevant, LARGEST_FILE, MISNAMED_CONFIG, PASSED_OVER, PROTO_LOCK_FILE, textOf, UnreadableWorkspace, type NotRead, type WorkspaceFiles } from "./read.ts";

/** A revision of the repository that a folder lies in. */
export interface Revision {
  /** The workspace's folder, absolute, without links. */
  readonly root: string;
  /** As it was asked for: `main`, `v1.2`, `HEAD~3`. */
  readonly name: string;
  /** The whole hash. */
  readonly commit: string;
  /** The folder below the root of the repository, with a slash behind it; empty at the root. */
  readonly prefix: string;
}

/** A name that no revision has. */
export class UnknownRevision extends UnreadableWorkspace {}

/** Finds a revision. Throws UnreadableWorkspace where the folder lies in no repository, and UnknownRevision where there is none of that name. */
export function resolveRevision(folder: string, name: string): Revision {
  const root = realpathSync(folder);
  const prefix = prefixOf(root);
  // What begins with a hyphen is no name of a revision (git-check-ref-format), and must not become an option of git.
  // oxlint-disable-next-line no-control-regex -- names of revisions hold no control characters
  if (name === "" || name.startsWith("-") || /[\u0000-\u001f\u007f]/.test(name)) throw new UnknownRevision(`${name === "" ? "An empty text" : name} is no name of a revision.`);
  const found = git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  const commit = found.out.toString("utf8").trim();
  const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name;
  if (found.status !== 0 || !/^[0-9a-f]{40,64}$/.test(commit)) throw new UnknownRevision(`There is no revision ${shown} in this repository.${isShallow(root) ? " The clone is shallow and holds a part of the history only: fetch the rest (git fetch --unshallow; fetch-depth: 0 in GitHub Actions)." : ""}`);
  return { root, name, commit, prefix };
}

/** The revision from which two have gone apart, under the name of the first. */
export function mergeBase(first: Revision, second: Revision): Revision {
  const found = git(first.root, ["merge-base", first.commit, second.commit]);
  const commit = found.out.toString("utf8").split("\n", 1)[0]!.trim();
  if (found.status !== 0 || commit === "") throw new UnreadableWorkspace(`${first.name} and ${second.name} have no common history here.${isShallow(first.root) ? " The clone is shallow: fetch the rest of it (git fetch --unshallow)." : ""}`);
  return { ...first, commit };
}

interface Entry {
  readonly mode: string;
  readonly type: string;
  readonly object: string;
  /** In bytes; NaN where it is no file. */
  readonly size: number;
  /** From the root of the repository, forward slashes. */
  readonly path: string;
}

/**
 * Reads the files of a workspace as they were at a revision, by the rules of `readWorkspace`: the same folders are passed over, adopted
 * files are read wherever in the repository they are, and nothing else is. Links are told and not followed: where they lead to is
 * not said by a revision alone. Throws UnreadableWorkspace where the workspace was not there.
 */
export function readRevision({ root, name, commit, prefix }: Revision): WorkspaceFiles {
  const listed = list(root, commit, prefix === "" ? [] : [prefix]);
  if (listed.length === 0) throw new UnreadableWorkspace(`At ${name} there is no folder ${prefix === "" ? "with any file" : prefix.replace(/\/$/, "")}.`);
  const within = listed.map((entry) => ({ ...entry, file: entry.path.slice(prefix.length) }));
  /** Folders with a groundplan.yaml of their own are other workspaces. */
  const others = new Set(within.filter(({ file }) => file.endsWith(`/${CONFIG_FILE}`)).map(({ file }) => file.slice(0, -CONFIG_FILE.length)));
  const unreadable: NotRead[] = [];
  const passedOver: NotRead[] = [];
  const wanted = new Map<string, Entry>();
  for (const entry of within) {
    const { file, mode } = entry;
    const parts = file.split("/");
    const own = file === CONFIG_FILE || file === PROTO_LOCK_FILE;
    if (parts.some((part, at) => part.startsWith(".") || (at < parts.length - 1 && (PASSED_OVER.has(part) || others.has(`${parts.slice(0, at + 1).join("/")}/`))))) continue;
    if (file === MISNAMED_CONFIG) unreadable.push({ file, reason: `a workspace's settings stand in ${CONFIG_FILE}` });
    if (mode === "160000") passedOver.push({ file, reason: "it is a repository of its own (a submodule)" });
    else if (mode === "120000" && (own || isRelevant(file))) unreadable.push({ file, reason: "it is a link, which is not followed in a revision" });
    else if (mode === "120000" && !parts[parts.length - 1]!.includes(".")) passedOver.push({ file, reason: "it is a link, which is not followed in a revision" });
    else if (own || isRelevant(file)) wanted.set(file, entry);
  }
  const texts = read(root, name, wanted, unreadable);
  const beside = (file: string): string | undefined => {
    const text = texts.get(file);
    texts.delete(file);
    return text;
  };
  const [config, protoLock] = [beside(CONFIG_FILE), beside(PROTO_LOCK_FILE)];
  const files = new Map(texts);
  for (const [file, text] of adopted(files)) files.set(file, text);
  const byName = (a: NotRead, b: NotRead): number => (a.file < b.file ? -1 : 1);
  return { root, folders: [], files: new Map([...files].sort((a, b) => (a[0] < b[0] ? -1 : 1))), config, protoLock, unreadable: unreadable.sort(byName), passedOver: passedOver.sort(byName) };

  /** The files that plan files adopt. Of one that is not there the model tells. */
  function adopted(plans: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    const paths = new Map<string, string>();
    for (const [file, text] of plans) {
      if (!file.endsWith(".plan")) continue;
      for (const each of adoptedBy(file, text)) {
        if (plans.has(each)) continue;
        const path = posix.normalize(prefix + each);
        if (path.startsWith("../")) unreadable.push({ file: each, reason: "it lies outside of the repository" });
        else paths.set(path, each);
      }
    }
    const entries = new Map<string, Entry>();
    for (const entry of paths.size === 0 ? [] : list(root, commit, [...paths.keys()].sort())) {
      const file = paths.get(entry.path);
      if (file === undefined) continue;
      if (entry.mode === "120000") unreadable.push({ file, reason: "it is a link, which is not followed in a revision" });
      else entries.set(file, entry);
    }
    return read(root, name, entries, unreadable);
  }
}

function prefixOf(root: string): string {
  const found = git(root, ["rev-parse", "--is-inside-work-tree", "--show-prefix"]);
  if (found.status !== 0) {
    if (/not a git repository/i.test(found.message)) throw new UnreadableWorkspace(`${root} lies in no git repository: there are no revisions to read. Two folders can be compared without one.`);
    throw new UnreadableWorkspace(`git refuses to read ${root}: ${found.message}.`);
  }
  const [inside, prefix] = found.out.toString("utf8").split("\n");
  if (inside !== "true") throw new UnreadableWorkspace(`${root} lies in no working tree of git.`);
  return prefix ?? "";
}

function isShallow(root: string): boolean {
  return git(root, ["rev-parse", "--is-shallow-repository"]).out.toString("utf8").trim() === "true";
}

/** So many paths are named in one call: a command line has an end. */
const PATHS_AT_ONCE = 200;

/** The files at these paths, those in folders too; all where none is named. */
function list(root: string, commit: string, paths: readonly string[]): readonly Entry[] {
  const found: Entry[] = [];
  for (let from = 0; from < Math.max(1, paths.length); from += PATHS_AT_ONCE) {
    const answer = git(root, ["ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", ...paths.slice(from, from + PATHS_AT_ONCE)]);
    if (answer.status !== 0) throw new UnreadableWorkspace(`git cannot list the files of ${commit.slice(0, 12)}: ${answer.message}.`);
    for (const line of answer.out.toString("utf8").split("\0")) {
      // `100644 blob 2f3a…    1234<tab>path`
      const said = /^(\d+) (\w+) ([0-9a-f]+) +(\S+)\t([^]+)$/.exec(line);
      if (said) found.push({ mode: said[1]!, type: said[2]!, object: said[3]!, size: Number(said[4]), path: said[5]! });
    }
  }
  return found;
}

/** The texts of files, in one call. What is no text, or too large, is told. */
function read(root: string, name: string, entries: ReadonlyMap<string, Entry>, unreadable: NotRead[]): Map<string, string> {
  const texts = new Map<string, string>();
  const wanted = [...entries].filter(([file, { size }]) => {
    if (size > LARGEST_FILE) unreadable.push({ file, reason: `it is larger than ${LARGEST_FILE / 1024 / 1024} MB` });
    return !(size > LARGEST_FILE);
  });
  if (wanted.length === 0) return texts;
  const room = wanted.reduce((sum, [, { size }]) => sum + (size || 0) + 256, 4096);
  const { out, status, message } = git(root, ["cat-file", "--batch"], `${wanted.map(([, { object }]) => object).join("\n")}\n`, room);
  if (status !== 0) throw new UnreadableWorkspace(`git cannot read the files of ${name}: ${message}.`);
  let at = 0;
  for (const [file] of wanted) {
    const end = out.indexOf(10, at);
    // `2f3a… blob 1234`, then the bytes and a line end; `2f3a… missing` where a partial clone does not have it.
    const head = /^[0-9a-f]+ blob (\d+)$/.exec(out.subarray(at, end < 0 ? out.length : end).toString("utf8"));
    if (!head) {
      unreadable.push({ file, reason: `its content at ${name} is not in this clone` });
      at = end < 0 ? out.length : end + 1;
      continue;
    }
    const size = Number(head[1]);
    const found = textOf(out.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
    if (found.text === undefined) unreadable.push({ file, reason: found.reason });
    else if (found.text.startsWith("version https://git-lfs.github.com/spec/")) unreadable.push({ file, reason: "it is kept by Git LFS, which a revision holds only a pointer to" });
    else texts.set(file, found.text);
  }
  return texts;
}
