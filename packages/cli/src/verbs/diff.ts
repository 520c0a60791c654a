import { statSync } from "node:fs";
import { resolve } from "node:path";
import { diffModels, renderDiffJson, renderDiffMarkdown, renderDiffText, summarize, type DiffSide, type SideTitle } from "@groundplan/analysis/diff";
import { readProtoLock } from "@groundplan/artifacts";
import { mergeBase, PROTO_LOCK_FILE, readRevision, readWorkspace, resolveRevision, resolveWorkspace, UnreadableWorkspace, type Revision, type WorkspaceFiles } from "@groundplan/disk";
import { createWorkspace } from "@groundplan/model";
import { statusFor } from "../load.ts";
import { paletteFor } from "../palette.ts";
import { formatOf, UsageError, type Io, type Options, type Run } from "../verb.ts";

/** One of the two that are compared: a revision of the workspace, a folder, or the workspace as it is on disk. */
type Compared = { readonly kind: "revision"; readonly revision: Revision } | { readonly kind: "folder" | "working-tree"; readonly name: string; readonly folder: string };

/** Compares two models, and tells whom a change breaks; 1 where somebody in the model relies on what breaks. */
export const run: Run = ([given], options, io) => {
  const format = formatOf(options, ["text", "json", "markdown"]);
  const [first, second] = comparedBy((given ?? []) as readonly string[], options, io);
  const [before, after] = [open(first, io), open(second, io)];
  const diff = diffModels(before.side, after.side);
  const report = { diff, before: before.side, after: after.side, from: before.title, to: after.title, breakingOnly: options["breaking"] === true };
  switch (format) {
    case "json":
      io.out(`${renderDiffJson(report)}\n`);
      break;
    case "markdown":
      io.out(renderDiffMarkdown(report));
      break;
    default:
      io.out(renderDiffText(report, paletteFor(io)));
  }
  const { broken } = summarize(diff);
  return Math.max(statusFor(broken, before), broken > 0 ? 1 : statusFor(0, after));
};

function comparedBy(names: readonly string[], options: Options, io: Io): readonly [Compared, Compared] {
  const workspace = options["workspace"] === undefined ? undefined : String(options["workspace"]);
  const root = (): string => resolveWorkspace(workspace, io.cwd);
  const tree = (): Compared => ({ kind: "working-tree", name: "the working tree", folder: root() });
  const [first, second, ...more] = names;
  if (first === undefined || more.length > 0) throw new UsageError(`${names.length} revisions are named.`, "Name one, which is compared with the working tree, or two: groundplan diff main HEAD.");
  const range = second === undefined && !isFolder(first) ? /^([^]*?)\.\.(\.?)([^]*)$/.exec(first) : null;
  if (!range) return [compared(first), second === undefined ? tree() : compared(second)];
  const [from, to] = [range[1], range[3]].map((name) => resolveRevision(root(), name === "" ? "HEAD" : name!)) as [Revision, Revision];
  return [{ kind: "revision", revision: range[2] === "." ? mergeBase(from, to) : from }, { kind: "revision", revision: to }];

  /** A name that is both is that of the revision: a folder can be told apart by a path, `./main`. */
  function compared(name: string): Compared {
    try {
      return { kind: "revision", revision: resolveRevision(root(), name) };
    } catch (error) {
      if (!(error instanceof UnreadableWorkspace) || !isFolder(name)) throw error;
      return { kind: "folder", name, folder: resolveWorkspace(name, io.cwd) };
    }
  }

  function isFolder(name: string): boolean {
    try {
      return name !== "" && statSync(resolve(io.cwd, name)).isDirectory();
    } catch {
      return false;
    }
  }
}

/** Reads one of the two and links its model. What cannot be read is told, and stops nothing. */
function open(compared: Compared, io: Io): { readonly side: DiffSide; readonly title: SideTitle; readonly files: WorkspaceFiles } {
  const files = compared.kind === "revision" ? readRevision(compared.revision) : readWorkspace(compared.folder);
  const name = compared.kind === "revision" ? compared.revision.name : compared.name;
  for (const { file, reason } of files.unreadable) io.err(`groundplan: in ${name}, ${file} is left out: ${reason}.\n`);
  for (const { file, reason } of files.passedOver) io.err(`groundplan: in ${name}, ${file} is passed over: ${reason}.\n`);
  if (files.files.size === 0 && files.config === undefined) throw new UsageError(`There are no plan files in ${name}.`, files.unreadable.length > 0 ? "What stands above says why." : "Name another revision or folder, or the workspace with --workspace.");
  const workspace = createWorkspace();
  workspace.update([...files.files].map(([file, text]) => ({ file, text })));
  const errors = [...workspace.faults().values()].flat().filter(({ severity }) => severity === "error");
  return {
    side: { model: workspace.model, text: (file) => workspace.text(file), errors: errors.length, faulty: new Set(errors.flatMap(({ file, related }) => [file, ...related.map((place) => place.file)])), ...numbersOf(files, name, io) }, files,
    title: { name, kind: compared.kind, ...(compared.kind === "revision" ? { commit: compared.revision.commit } : {}), errors: errors.length },
  };
}

/** By a damaged lock nothing is numbered here, so that it stops nothing. */
function numbersOf({ protoLock }: WorkspaceFiles, name: string, io: Io): Pick<DiffSide, "numbers"> {
  if (protoLock === undefined) return {};
  const { lock, problem } = readProtoLock(protoLock);
  if (!problem) return { numbers: lock };
  io.err(`groundplan: in ${name}, ${PROTO_LOCK_FILE}:${problem.line} is no lock (${problem.message}): fields without a number of their own are compared by name.\n`);
  return {};
}
