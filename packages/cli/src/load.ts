import { resolve } from "node:path";
import { createChecker, type Checker } from "@groundplan/checks";
import { readWorkspace, resolveWorkspace, type WorkspaceFiles } from "@groundplan/disk";
import { createWorkspace, type Workspace } from "@groundplan/model";
import { UsageError, type Io, type Options } from "./verb.ts";

/** A workspace as loaded from disk, checked for a day. */
export interface Loaded {
  readonly root: string;
  readonly files: WorkspaceFiles;
  readonly workspace: Workspace;
  readonly checker: Checker;
}

/** The workspace of a verb that takes it behind an argument of its own or by `--workspace`; both may name the same folder. */
export function workspaceOf(argument: unknown, options: Options, io: Io): string | undefined {
  const [behind, named] = [argument, options["workspace"]].map((given) => (given === undefined ? undefined : String(given)));
  if (behind !== undefined && named !== undefined && resolve(io.cwd, behind) !== resolve(io.cwd, named)) throw new UsageError(`Two workspaces are named: ${behind} and ${named}.`, "Name one, behind the other arguments or with --workspace.");
  return behind ?? named;
}

/** Loads the workspace that the user named, or the nearest one. */
export function load(argument: string | undefined, io: Io): Loaded {
  const files = readFiles(argument, io);
  requireReadable(files, argument);
  return openWorkspace(files, io);
}

/** Nothing can be made of a workspace of which no file could be read. */
export function requireReadable(files: WorkspaceFiles, argument: string | undefined): void {
  if (files.files.size === 0 && files.config === undefined) throw new UsageError(`No file of ${argument ?? files.root} can be read.`, "What stands above says why.");
}

/** Reads the files alone. What cannot be read is told, and stops nothing; a folder without any file of a workspace is refused. */
export function readFiles(argument: string | undefined, io: Io): WorkspaceFiles {
  const root = resolveWorkspace(argument, io.cwd);
  const files = readWorkspace(root);
  tellUnread(files, io);
  if (files.files.size === 0 && files.config === undefined && files.unreadable.length === 0) throw new UsageError(`${argument ?? root} holds no plan files.`, "Write a starter workspace with groundplan init, or name another folder.");
  return files;
}

/** Tells what is not part of the workspace although its name or place says that it may be. */
export function tellUnread({ unreadable, passedOver }: WorkspaceFiles, io: Io): void {
  for (const { file, reason } of unreadable) io.err(`groundplan: ${file} is left out: ${reason}.\n`);
  for (const { file, reason } of passedOver) io.err(`groundplan: the folder ${file} is passed over: ${reason}.\n`);
}

/** Makes a model of what was read. */
export function openWorkspace(files: WorkspaceFiles, io: Io): Loaded {
  const workspace = createWorkspace();
  workspace.update([...[...files.files].map(([file, text]) => ({ file, text })), ...files.unreadable.map(({ file, reason }) => ({ file, text: undefined, unread: reason }))]);
  const checker = createChecker(workspace, { asOf: io.today });
  checker.configure(files.config);
  return { root: files.root, files, workspace, checker };
}

/** The exit status for so many findings; a file of the model that could not be read makes it 2 where nothing was found. */
export function statusFor(errors: number, { files }: Pick<Loaded, "files">): number {
  return errors > 0 ? 1 : files.unreadable.length > 0 ? 2 : 0;
}
