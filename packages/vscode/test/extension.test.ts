import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { beforeAll, expect, test } from "vitest";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  readonly contributes: { readonly commands: readonly { readonly command: string }[]; readonly languages: readonly { readonly extensions: readonly string[]; readonly icon: Record<string, string>; readonly configuration: string }[]; readonly grammars: readonly { readonly scopeName: string; readonly path: string }[] };
  readonly icon: string;
};

let code: string;
beforeAll(async () => {
  const entry = fileURLToPath(new URL("../src/extension.ts", import.meta.url));
  const result = await build({ entryPoints: [entry], bundle: true, write: false, format: "cjs", platform: "node", external: ["vscode", "vscode-languageclient/node"] });
  code = result.outputFiles[0]!.text;
});

interface Setup {
  readonly hasServer?: boolean;
  readonly trusted?: boolean;
  readonly folders?: readonly string[];
  readonly startFails?: boolean;
}

/** The extension in an editor of straw that writes down what happens. */
function load(setup: Setup = {}) {
  const log: string[] = [];
  const registered = new Map<string, () => unknown>();
  const terminals: { readonly name: string; dispose(): void; show(): void; sendText(text: string): void }[] = [];
  const folders = (setup.folders ?? ["shop"]).map((name) => ({ name, uri: { fsPath: name } }));
  const clients: { readonly module: string; readonly languages: readonly string[] }[] = [];
  const vscode = {
    Uri: { joinPath: (base: { fsPath: string }, ...parts: string[]) => ({ fsPath: [base.fsPath, ...parts].join("/") }) },
    commands: { registerCommand: (name: string, run: () => unknown) => (registered.set(name, run), { dispose() {} }) },
    window: {
      terminals,
      activeTextEditor: undefined,
      createOutputChannel: () => ({ warn: (text: string) => log.push(`warn ${text}`), error: (text: string) => log.push(`error ${text}`), dispose() {} }),
      createTerminal: ({ name, cwd }: { name: string; cwd: { fsPath: string } }) => {
        const terminal = { name, dispose: () => (log.push("dispose terminal"), void terminals.splice(terminals.indexOf(terminal), 1)), show() {}, sendText: (text: string) => void log.push(`${cwd.fsPath}$ ${text}`) };
        terminals.push(terminal);
        return terminal;
      },
      showWarningMessage: (text: string) => void log.push(`warning ${text}`),
      showInformationMessage: (text: string) => void log.push(`information ${text}`),
      showWorkspaceFolderPick: () => Promise.resolve(folders[1]),
    },
    workspace: {
      isTrusted: setup.trusted ?? true,
      workspaceFolders: folders,
      getWorkspaceFolder: () => undefined,
      getConfiguration: () => ({ get: (_: string, fallback: string) => fallback }),
      createFileSystemWatcher: () => ({ dispose: () => log.push("dispose watcher") }),
      fs: { stat: (uri: { fsPath: string }) => (setup.hasServer === false ? Promise.reject(new Error(`no ${uri.fsPath}`)) : Promise.resolve({})) },
    },
  };
  const languageclient = {
    TransportKind: { stdio: 0 },
    LanguageClient: function (_id: string, _name: string, server: { module: string }, options: { documentSelector: { language: string }[] }) {
      clients.push({ module: server.module, languages: options.documentSelector.map((one) => one.language) });
      return {
        start: () => (setup.startFails ? Promise.reject(new Error("broken")) : Promise.resolve(log.push("start"))),
        dispose: () => Promise.resolve(log.push("stop")),
      };
    },
  };
  const nodeRequire = createRequire(import.meta.url);
  const module: { exports: Record<string, (context?: unknown) => Promise<void>> } = { exports: {} };
  new Function("module", "exports", "require", code)(module, module.exports, (name: string) => (name === "vscode" ? vscode : name === "vscode-languageclient/node" ? languageclient : nodeRequire(name)));
  const activate = () => module.exports.activate!({ extensionUri: { fsPath: "/ext" }, subscriptions: [] });
  return { log, registered, clients, activate, deactivate: () => module.exports.deactivate!(), run: (name: string) => registered.get(name)!() };
}

test("every command of the manifest is registered, and no other", async () => {
  const { activate, registered } = load();
  await activate();
  expect([...registered.keys()].toSorted()).toEqual(manifest.contributes.commands.map((one) => one.command).toSorted());
});

test("the files that the manifest names are there, and belong to the language", () => {
  const [language] = manifest.contributes.languages;
  const [grammar] = manifest.contributes.grammars;
  const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url));
  expect(language!.extensions).toEqual([".plan"]);
  expect((JSON.parse(read(grammar!.path).toString()) as { scopeName: string }).scopeName).toBe(grammar!.scopeName);
  expect((JSON.parse(read(language!.configuration).toString()) as { comments: unknown }).comments).toEqual({ lineComment: "//" });
  for (const icon of Object.values(language!.icon)) expect(read(icon).toString()).toContain("<svg");
  const png = read(manifest.icon);
  expect([png.toString("latin1", 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(["PNG", 256, 256]);
});

test("the server is the one that comes with the extension; a restart stops it first", async () => {
  const { activate, deactivate, run, log, clients } = load();
  await activate();
  expect(clients).toEqual([{ module: "/ext/dist/server.mjs", languages: ["groundplan", "groundplan", "markdown"] }]);
  await run("groundplan.restartServer");
  expect(log).toEqual(["start", "dispose watcher", "stop", "start"]);
  await deactivate();
  expect(log.at(-1)).toBe("stop");
});

test("without a server, and with one that does not start, the extension goes on and says why", async () => {
  const without = load({ hasServer: false });
  await without.activate();
  expect(without.clients).toEqual([]);
  expect(without.log).toEqual([expect.stringContaining("no language server (/ext/dist/server.mjs)")]);
  const broken = load({ startFails: true });
  await broken.activate();
  await broken.run("groundplan.restartServer");
  expect(broken.log.filter((line) => line.startsWith("error"))).toHaveLength(2);
  expect(broken.log.at(-1)).toMatch(/^warning .*did not start/);
  await broken.deactivate();
});

test("the workbench opens in the folder at hand, once, and never where nobody trusts it", async () => {
  const { activate, run, log } = load({ hasServer: false });
  await activate();
  await run("groundplan.openWorkbench");
  await run("groundplan.openWorkbench");
  expect(log.slice(1)).toEqual(["shop$ groundplan open", "dispose terminal", "shop$ groundplan open"]);

  const several = load({ hasServer: false, folders: ["a", "b"] });
  await several.activate();
  await several.run("groundplan.openWorkbench");
  expect(several.log.at(-1)).toBe("b$ groundplan open");

  for (const [setup, said] of [[{ trusted: false }, /^warning .*trust/], [{ folders: [] }, /^information .*folder/]] as const) {
    const refused = load({ hasServer: false, ...setup });
    await refused.activate();
    await refused.run("groundplan.openWorkbench");
    expect(refused.log.slice(1)).toEqual([expect.stringMatching(said)]);
  }
});
