import { createChecker, type Checker } from "@groundplan/checks";
import { readProtoLock, type Locks } from "@groundplan/artifacts";
import { PROTO_LOCK_FILE, readWorkspace, resolveWorkspace, type WorkspaceFiles } from "@groundplan/disk";
import { createWorkspace, type Workspace } from "@groundplan/model";
import { UsageError, type Io } from "./verb.ts";

/** A workspace as loaded from disk, checked for a day. */
export interface Loaded {
  readonly root: string;
  readonly files: WorkspaceFiles;
  readonly workspace: Workspace;
  readonly checker: Checker;
}

/** Loads the workspace that the user named, or the nearest one. */
export function load(argument: string | undefined, io: Io): Loaded {
  return openWorkspace(readFiles(argument, io), io);
}

/** Reads the files alone. What cannot be read is told, and stops nothing but an empty workspace. */
export function readFiles(argument: string | undefined, io: Io): WorkspaceFiles {
  const root = resolveWorkspace(argument, io.cwd);
  const files = readWorkspace(root);
  for (const { file, reason } of files.unreadable) io.err(`groundplan: ${file} is left out: ${reason}.\n`);
  if (files.files.size === 0 && files.config === undefined) throw new UsageError(`${argument ?? root} holds no plan files.`, "Write a starter workspace with groundplan init, or name another folder.");
  return files;
}

/** Makes a model of what was read. */
export function openWorkspace(files: WorkspaceFiles, io: Io): Loaded {
  const workspace = createWorkspace();
  workspace.update([...files.files].map(([file, text]) => ({ file, text })));
  const checker = createChecker(workspace, { asOf: io.today });
  checker.configure(files.config);
  return { root: files.root, files, workspace, checker };
}

/**
 * What is kept beside `groundplan.yaml` so that it stays as it was given. A damaged lock stops whoever would write by it: numbers would be
 * given twice.
 */
export function readLocks({ protoLock, unreadable }: WorkspaceFiles): Partial<Locks> {
  const refused = unreadable.find(({ file }) => file === PROTO_LOCK_FILE);
  if (refused) throw new UsageError(`${PROTO_LOCK_FILE} cannot be read: ${refused.reason}. Nothing is written.`, "Restore it from version control: without it, fields would get other numbers.");
  if (protoLock === undefined) return {};
  const { lock, problem } = readProtoLock(protoLock);
  if (problem) throw new UsageError(`${PROTO_LOCK_FILE}:${problem.line}: ${problem.message} Nothing is written.`, problem.hint);
  return { proto: lock };
}

/** The exit status for so many findings; a file that could not be read makes it 2 where nothing was found. */
export function statusFor(errors: number, { files }: Pick<Loaded, "files">): number {
  return errors > 0 ? 1 : files.unreadable.length > 0 ? 2 : 0;
}
