import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CONFIG_FILE, createChecker, type Checker } from "@groundplan/checks";
import { isRelevant, readText, readWorkspace } from "@groundplan/disk";
import { createWorkspace, type Workspace } from "@groundplan/model";
import type { Diagnostic } from "@groundplan/syntax";

/** A workspace that is open: its files as they stand on disk, those of the editor over them. */
export interface Project {
  readonly root: string;
  readonly workspace: Workspace;
  /** The files with findings now. */
  diagnostics(): ReadonlyMap<string, readonly Diagnostic[]>;
  uriOf(file: string): string;
  /** The text of a plan file, a decision, or `groundplan.yaml`. */
  textOf(file: string): string | undefined;
}

/** A document of the editor, in the project that it belongs to. */
export interface Located {
  readonly project: Project;
  readonly file: string;
}

export interface Projects {
  /** Folders that the editor has open. */
  addFolder(uri: string): void;
  removeFolder(uri: string): void;
  /** The editor's text of a document; undefined when it is closed, and the disk counts again. */
  setText(uri: string, text: string | undefined): void;
  /** Something changed on disk. */
  refresh(uri: string): void;
  locate(uri: string): Located | undefined;
  all(): Iterable<Project>;
}

interface OpenProject extends Project {
  setFile(file: string, text: string | undefined): void;
}

/**
 * The projects of an editor session. A project is opened with the first document that belongs to it: the nearest folder
 * upwards that holds `groundplan.yaml`, or else the uppermost one inside the editor's folder that holds plan files.
 * `today` gives the day for which is checked, `complain` hears of what could not be read.
 */
export function createProjects(today: () => string, complain: (message: string) => void): Projects {
  const folders = new Set<string>();
  const projects = new Map<string, OpenProject>();
  const texts = new Map<string, string>();

  return {
    addFolder(uri) {
      const path = pathOf(uri);
      if (path === undefined || folders.has(path)) return;
      folders.add(path);
      if (holdsPlans(path)) open(path);
    },
    removeFolder(uri) {
      const path = pathOf(uri);
      if (path === undefined) return;
      folders.delete(path);
      for (const root of projects.keys()) if (isInside(root, path) && ![...texts.keys()].some((each) => rootOf(each) === root)) projects.delete(root);
    },
    setText(uri, text) {
      if (text === undefined) texts.delete(uri);
      else texts.set(uri, text);
      const located = locate(uri, text !== undefined);
      if (!located) return;
      const path = pathOf(uri);
      located.project.setFile(located.file, text ?? (path === undefined ? undefined : readText(path).text));
    },
    refresh(uri) {
      const path = pathOf(uri);
      if (path === undefined) return;
      // A groundplan.yaml that came or went may put files into other projects.
      if (path.endsWith(`${sep}${CONFIG_FILE}`) && !projects.has(dirname(path)) === existsSync(path)) reopen();
      const located = locate(uri, false);
      if (located && !texts.has(uri)) located.project.setFile(located.file, existsSync(path) ? readText(path).text : undefined);
    },
    locate: (uri) => locate(uri, false),
    all: () => projects.values(),
  };

  function locate(uri: string, opening: boolean): { readonly project: OpenProject; readonly file: string } | undefined {
    const path = pathOf(uri);
    if (path === undefined) {
      // A document without a file is a project of its own.
      const known = projects.get(uri);
      const project = known ?? (opening ? openAlone(uri) : undefined);
      return project ? { project, file: UNTITLED } : undefined;
    }
    const root = rootOf(uri);
    const file = relative(root, path).split(sep).join("/");
    if (!isRelevant(file) && file !== CONFIG_FILE) return undefined;
    const project = projects.get(root) ?? (opening ? open(root) : undefined);
    return project ? { project, file } : undefined;
  }

  function rootOf(uri: string): string {
    const path = pathOf(uri);
    if (path === undefined) return uri;
    const start = dirname(path);
    const folder = [...folders].filter((each) => isInside(path, each)).sort((a, b) => b.length - a.length)[0];
    let uppermost: string | undefined;
    for (let at = start; ; at = dirname(at)) {
      if (existsSync(join(at, CONFIG_FILE))) return at;
      // Without a folder of the editor the nearest one counts: nobody vouched for what lies above.
      if (folder === undefined ? uppermost === undefined && holdsPlans(at) : isInside(at, folder) && holdsPlans(at)) uppermost = at;
      if (dirname(at) === at) break;
    }
    return uppermost ?? (projects.has(folder ?? "") ? folder! : start);
  }

  function open(root: string): OpenProject {
    const known = projects.get(root);
    if (known) return known;
    const project = createProject(root, (file) => pathToFileURL(join(root, file)).href);
    projects.set(root, project);
    try {
      const { files, config, unreadable } = readWorkspace(root);
      project.load(files, config, unreadable);
      for (const { file, reason } of unreadable) complain(`${file} of ${root} is left out: ${reason}.`);
    } catch (error) {
      complain(`${root} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    for (const [uri, text] of texts) {
      const path = pathOf(uri);
      if (path !== undefined && rootOf(uri) === root) project.setFile(relative(root, path).split(sep).join("/"), text);
    }
    return project;
  }

  function openAlone(uri: string): OpenProject {
    const project = createProject(uri, () => uri);
    projects.set(uri, project);
    return project;
  }

  /** Reads everything anew, for the files are shared out otherwise. */
  function reopen(): void {
    projects.clear();
    for (const folder of folders) if (holdsPlans(folder)) open(folder);
    for (const [uri, text] of texts) {
      const located = locate(uri, true);
      located?.project.setFile(located.file, text);
    }
  }

  function createProject(root: string, uriOf: (file: string) => string): OpenProject & { load(files: ReadonlyMap<string, string>, config: string | undefined, unreadable: readonly { readonly file: string; readonly reason: string }[]): void } {
    const workspace = createWorkspace();
    let checker: Checker | undefined;
    let config: string | undefined;
    let day = "";
    return {
      root, workspace, uriOf,
      textOf: (file) => (file === CONFIG_FILE ? config : workspace.text(file)),
      load(files, text, unreadable) {
        config = text;
        workspace.update([...[...files].map(([file, each]) => ({ file, text: each })), ...unreadable.map(({ file, reason }) => ({ file, text: undefined, unread: reason }))]);
      },
      setFile(file, text) {
        if (file === CONFIG_FILE) {
          config = text;
          checker?.configure(config);
        } else workspace.update([{ file, text }]);
      },
      diagnostics() {
        const now = today();
        if (!checker || day !== now) {
          // What a new checker has not seen is everything.
          checker = createChecker(workspace, { asOf: now });
          checker.configure(config);
          day = now;
        }
        return checker.diagnostics();
      },
    };
  }
}

const UNTITLED = "untitled.plan";

function holdsPlans(folder: string): boolean {
  try {
    return readdirSync(folder).some((entry) => entry === CONFIG_FILE || entry.endsWith(".plan"));
  } catch {
    return false;
  }
}

/** The path of a document; undefined where it has none. */
function pathOf(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
