import { spawn } from "node:child_process";
import { startWorkbench } from "@groundplan/server";
import { resolveWorkspace } from "@groundplan/disk";
import { workbenchFolder } from "../assets.ts";
import { paletteFor } from "../palette.ts";
import { UsageError, type Run } from "../verb.ts";
import { MAKER, VERSION } from "../version.ts";

/** Serves the workbench until it is interrupted. */
export const run: Run = async ([folder], options, io) => {
  const assets = workbenchFolder();
  if (assets === undefined) throw new UsageError("The workbench is not built here.", "Run 'npm run build' at the root of the checkout.");
  const port = options["port"] === undefined ? 0 : Number(options["port"]);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`${String(options["port"])} is no port.`, "Write --port 4400.");
  const root = resolveWorkspace(folder as string | undefined, io.cwd);
  const started = performance.now();
  const server = await startWorkbench({ root, assets, port, asOf: io.today, version: VERSION, maker: MAKER, log: (line) => io.err(`${line}\n`) }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE") throw new UsageError(`Port ${port} is in use.`, "Name another one, or none for a free one.");
    if (error.code === "EACCES") throw new UsageError(`Port ${port} may not be used.`, "Name one above 1023.");
    throw error;
  });
  const palette = paletteFor(io);
  io.out(`${palette.strong("Groundplan")} shows ${server.name} at ${palette.info(server.url)} ${palette.faint(`(ready in ${Math.round(performance.now() - started)} ms; Ctrl-C ends it)`)}\n`);
  if (options["browser"] !== false) openBrowser(server.url);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await server.close();
  return 0;
};

/** Asks the desktop to open a page; where there is none, the address was printed. */
function openBrowser(url: string): void {
  const [command, ...args] = process.platform === "darwin" ? ["open", url] : process.platform === "win32" ? ["cmd", "/c", "start", "", url] : ["xdg-open", url];
  const child = spawn(command!, args, { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
