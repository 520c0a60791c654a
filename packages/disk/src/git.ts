import { spawnSync } from "node:child_process";
import { UnreadableWorkspace } from "./read.ts";

/**
 * What git is called with: no question is asked, nothing is fetched (a clone that lacks objects would, unasked), no lock is taken, and
 * the folder alone says which repository is meant, also where a hook has set another.
 */
function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", GIT_NO_LAZY_FETCH: "1", GIT_ALLOW_PROTOCOL: "none", GIT_NO_REPLACE_OBJECTS: "1" };
  for (const name of ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_TRACE", "GIT_EXTERNAL_DIFF"]) delete env[name];
  return env;
}

export interface GitAnswer {
  readonly status: number;
  readonly out: Buffer;
  /** The first line of what git says on standard error. */
  readonly message: string;
}

/** So much is read of an answer whose size is not known before. */
const LARGEST_ANSWER = 512 * 1024 * 1024;

/** Calls git in a folder, without a shell. Throws UnreadableWorkspace where there is no git, or its answer has no end. */
export function git(folder: string, args: readonly string[], input?: string, most: number = LARGEST_ANSWER): GitAnswer {
  const { error, status, stdout, stderr } = spawnSync("git", ["--no-pager", "--literal-pathspecs", ...args], { cwd: folder, env: environment(), input: input ?? "", maxBuffer: most, windowsHide: true });
  if (error && "code" in error) {
    if (error.code === "ENOENT") throw new UnreadableWorkspace("git is not installed, or not on the path: revisions are read with it. Two folders can be compared without.");
    if (error.code === "ENOBUFS") throw new UnreadableWorkspace(`git's answer is larger than ${Math.round(most / 1024 / 1024)} MB.`);
  }
  if (error && status === null) throw new UnreadableWorkspace(`git cannot be run: ${error.message}.`);
  return { status: status ?? 1, out: stdout, message: stderr.toString("utf8").split("\n").find((line) => line.trim() !== "")?.replace(/^(?:fatal|error): /, "") ?? "" };
}
