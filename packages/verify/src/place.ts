import { accessSync, constants, readFileSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readRootOf } from "@groundplan/disk";

/** Where tools are looked for: on PATH, in the workspace and the folders above it in its repository, and beside Groundplan. */
export interface Place {
  /** A program on PATH; its absolute path. */
  program(name: string): string | undefined;
  /** A program of a virtual environment of Python (`.venv` or `venv`) in the workspace or above it in its repository, else on PATH. */
  python(): { readonly path: string; readonly from: string } | undefined;
  /** A package of npm that a `node_modules` holds, with all of `beside`. */
  package(name: string, ...beside: readonly string[]): Package | undefined;
}

export interface Package {
  /** The folder that holds the `node_modules`. */
  readonly folder: string;
  readonly version: string;
  readonly from: string;
  /** The script behind one of its commands, to be run by Node. */
  bin(command: string): string | undefined;
}

/** `environment` is the process's own; tests give another PATH. `own` is where Groundplan itself is installed. */
export function createPlace(root: string, environment: Readonly<Record<string, string | undefined>> = process.env, own: string = dirname(fileURLToPath(import.meta.url))): Place {
  // A folder that is named relative to where somebody stands would make the place of the call choose the program.
  const path = (environment["PATH"] ?? environment["Path"] ?? "").split(delimiter).filter(isAbsolute);
  const within = foldersUp(root, readRootOf(root));
  return {
    program: (name) => firstProgram(path, name),
    python() {
      for (const folder of within) {
        for (const name of [".venv", "venv"]) {
          const found = firstProgram([join(folder, name, process.platform === "win32" ? "Scripts" : "bin")], "python");
          if (found !== undefined) return { path: found, from: name };
        }
      }
      const found = firstProgram(path, "python3") ?? firstProgram(path, "python");
      return found === undefined ? undefined : { path: found, from: "PATH" };
    },
    package(name, ...beside) {
      for (const [folders, from] of [[within, "node_modules"], [foldersUp(own), "Groundplan's own"]] as const) {
        const folder = folders.find((each) => [name, ...beside].every((wanted) => readManifest(each, wanted) !== undefined));
        if (folder !== undefined) return describe(folder, name, from);
      }
      return undefined;
    },
  };
}

function describe(folder: string, name: string, from: string): Package {
  const manifest = readManifest(folder, name)!;
  return {
    folder, from, version: typeof manifest["version"] === "string" ? manifest["version"] : "",
    bin(command) {
      const said = manifest["bin"];
      const script = typeof said === "string" ? said : typeof said === "object" && said !== null ? (said as Readonly<Record<string, unknown>>)[command] : undefined;
      return typeof script === "string" ? join(folder, "node_modules", name, script) : undefined;
    },
  };
}

function readManifest(folder: string, name: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed = JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8")) as unknown;
    return typeof parsed === "object" && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** A folder and those above it, up to `last`, or to the root of the file system. */
function foldersUp(start: string, last?: string): readonly string[] {
  const folders: string[] = [];
  for (let at = realpathSync(start); ; at = dirname(at)) {
    folders.push(at);
    if (at === last || dirname(at) === at) return folders;
  }
}

function firstProgram(folders: readonly string[], name: string): string | undefined {
  // Only what the system can start by itself: a script of a shell would need one.
  const names = process.platform === "win32" ? [`${name}.exe`] : [name];
  return folders.flatMap((folder) => names.map((each) => join(folder, each))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
