import { Uri, workspace, type ExtensionContext, type LogOutputChannel } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

export interface RunningServer {
  stop(): Promise<void>;
}

/** Files that the server reads: the plan text itself, decisions, and the workspace's settings. */
const WATCHED = "**/{*.plan,groundplan.yaml,decisions/*.md}";

/**
 * Starts the language server that comes with the extension, `dist/server.mjs`, in the editor's own Node, over stdio.
 * Undefined where it could not start; the reason then stands in the output.
 */
export async function startServer(context: ExtensionContext, output: LogOutputChannel): Promise<RunningServer | undefined> {
  const module = Uri.joinPath(context.extensionUri, "dist", "server.mjs");
  try {
    await workspace.fs.stat(module);
  } catch {
    output.warn(`This build has no language server (${module.fsPath}): there is highlighting only.`);
    return undefined;
  }
  const watcher = workspace.createFileSystemWatcher(WATCHED);
  const client = new LanguageClient(
    "groundplan",
    "Groundplan",
    { module: module.fsPath, transport: TransportKind.stdio },
    {
      documentSelector: [{ scheme: "file", language: "groundplan" }, { scheme: "untitled", language: "groundplan" }, { scheme: "file", language: "markdown", pattern: "**/decisions/*.md" }],
      outputChannel: output,
      synchronize: { fileEvents: watcher },
    },
  );
  const stop = async (): Promise<void> => {
    watcher.dispose();
    try {
      await client.dispose();
    } catch (error) {
      // A server that crashed or hangs cannot say goodbye; the client has ended its process all the same.
      output.warn(`The language server did not stop in good order: ${String(error)}`);
    }
  };
  try {
    await client.start();
  } catch (error) {
    output.error(`The language server did not start: ${String(error)}`);
    await stop();
    return undefined;
  }
  return { stop };
}
