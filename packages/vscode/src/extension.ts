import { commands, window, workspace, type ExtensionContext, type WorkspaceFolder } from "vscode";
import { startServer, type RunningServer } from "./server.ts";

let server: RunningServer | undefined;

/** Called by the editor when the first plan file opens. Highlighting works without it; it adds the language server and the commands. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("Groundplan", { log: true });
  context.subscriptions.push(
    output,
    commands.registerCommand("groundplan.restartServer", async () => {
      await server?.stop();
      server = await startServer(context, output);
      if (server === undefined) void window.showWarningMessage("Groundplan: the language server did not start. The output channel Groundplan says why.");
    }),
    commands.registerCommand("groundplan.openWorkbench", openWorkbench),
  );
  server = await startServer(context, output);
}

export async function deactivate(): Promise<void> {
  await server?.stop();
  server = undefined;
}

const TERMINAL = "Groundplan workbench";

/** Runs `groundplan open` in a terminal of its own, in the folder of the file at hand. A workbench that runs already is started anew. */
async function openWorkbench(): Promise<void> {
  // The command line may come from the folder itself (npx), so a folder that nobody vouched for starts none.
  if (!workspace.isTrusted) {
    void window.showWarningMessage("Groundplan: trust this workspace first; the workbench is a program that it can choose.");
    return;
  }
  const folder = await chooseFolder();
  if (!folder) {
    void window.showInformationMessage("Groundplan: open the folder that holds the plan files first.");
    return;
  }
  for (const open of window.terminals) if (open.name === TERMINAL) open.dispose();
  const terminal = window.createTerminal({ name: TERMINAL, cwd: folder.uri });
  terminal.show();
  terminal.sendText(`${workspace.getConfiguration("groundplan").get<string>("command", "groundplan")} open`);
}

async function chooseFolder(): Promise<WorkspaceFolder | undefined> {
  const at = window.activeTextEditor && workspace.getWorkspaceFolder(window.activeTextEditor.document.uri);
  const folders = workspace.workspaceFolders ?? [];
  if (at || folders.length < 2) return at ?? folders[0];
  return window.showWorkspaceFolderPick({ placeHolder: "Which folder shall the workbench show?" });
}
