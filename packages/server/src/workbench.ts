import { createServer, type Server } from "node:http";
import { readFileSync } from "node:fs";
import { extname, join, normalize, sep } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { follow } from "./follow.ts";
import { createLive, type Live } from "./live.ts";

/** Pictures are judged when nobody has asked for anything for so long, in ms, and then in pieces of so long. */
const IDLE = 250;
const PIECE = 10;

type Tell = (event: { readonly revision: number; readonly views: readonly string[] | "*" }) => void;

export interface WorkbenchOptions {
  readonly root: string;
  /** The folder of the workbench as built. */
  readonly assets: string;
  /** 0 for a free one. */
  readonly port: number;
  readonly asOf: string;
  readonly version: string;
  /** Which code lays out and paints: see `InputOptions` of @groundplan/artifacts. */
  readonly maker?: string;
  readonly log: (line: string) => void;
}

export interface Workbench {
  readonly url: string;
  readonly name: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the workbench on loopback only, and follows the disk. Only requests that name a loopback host are answered, so
 * that a page of another origin cannot reach it by a name of its own (DNS rebinding).
 */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const live = createLive(options.root, options);
  const listeners = new Set<Tell>();
  let idle: NodeJS.Timeout | undefined;
  const app = createApp(live, options.assets, listeners, () => judgeSoon(IDLE));
  const server: Server = createServer(getRequestListener(app.fetch));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  let lost = "";
  const stop = follow(live.folders, {
    isAdopted: live.isAdopted,
    changed() {
      clearTimeout(idle);
      try {
        const views = live.refresh();
        lost = "";
        if (views !== undefined) for (const tell of listeners) tell({ revision: live.revision, views });
        return live.folders;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        // It is tried again until it succeeds; the same trouble is told once.
        if (reason !== lost) options.log(`groundplan: the workspace could not be read again: ${reason}`);
        lost = reason;
        return undefined;
      }
    },
    onPolling: (reason) => options.log(`groundplan: the system does not tell of changes (${reason}); the disk is asked twice a second instead.`),
  });
  return {
    url: `http://127.0.0.1:${port}/`, port,
    get name() {
      return live.name;
    },
    async close() {
      stop();
      clearTimeout(idle);
      listeners.clear();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };

  function judgeSoon(delay: number): void {
    clearTimeout(idle);
    idle = setTimeout(() => {
      try {
        const before = live.revision;
        if (live.judge(PIECE)) judgeSoon(1);
        else if (live.revision !== before) for (const tell of listeners) tell({ revision: live.revision, views: [] });
      } catch (error) {
        options.log(`groundplan: the pictures could not be judged: ${error instanceof Error ? error.message : String(error)}`);
      }
    }, delay);
    idle.unref();
  }
}

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json" };

/** `asked` is called whenever somebody asks for the site or for a picture. */
export function createApp(live: Live, assets: string, listeners: Set<Tell>, asked: () => void = () => undefined): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    const host = (context.req.header("host") ?? "").replace(/:\d+$/, "");
    if (host !== "127.0.0.1" && host !== "localhost" && host !== "[::1]") return context.text("Groundplan answers on loopback only.", 403);
    // Another page may post here without asking (a form); only our own may have an effect.
    const origin = context.req.header("origin");
    if (context.req.method !== "GET" && context.req.method !== "HEAD" && origin !== undefined && !/^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(origin)) return context.text("Groundplan takes nothing from other pages.", 403);
    context.header("content-security-policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    context.header("x-content-type-options", "nosniff");
    context.header("referrer-policy", "no-referrer");
    await next();
    return undefined;
  });
  app.onError((error, context) => context.json({ error: error.message }, 500));
  app.get("/api/site", (context) => {
    asked();
    return context.json(live.site());
  });
  app.get("/api/view", (context) => {
    asked();
    const picture = live.view(context.req.query("id") ?? "");
    return picture ? context.json(picture) : context.json({ error: "There is no such view." }, 404);
  });
  app.get("/api/artifact", (context) => {
    asked();
    return context.json(live.artifact(context.req.query("id") ?? ""));
  });
  app.post("/api/tidy", (context) => {
    const id = context.req.query("id") ?? "";
    live.tidy(id);
    for (const tell of listeners) tell({ revision: live.revision, views: [id] });
    return context.json({ ok: true });
  });
  app.get("/api/events", (context) =>
    streamSSE(context, async (stream) => {
      let wake: () => void = () => undefined;
      const queue: { readonly revision: number; readonly views: readonly string[] | "*" }[] = [];
      const tell = (event: (typeof queue)[number]): void => {
        queue.push(event);
        wake();
      };
      listeners.add(tell);
      stream.onAbort(() => {
        listeners.delete(tell);
        wake();
      });
      await stream.writeSSE({ event: "hello", data: JSON.stringify({ revision: live.revision, views: [] }) });
      while (!stream.aborted) {
        const event = queue.shift();
        if (event) await stream.writeSSE({ event: "change", data: JSON.stringify(event) });
        else await new Promise<void>((resolve) => void (wake = resolve));
      }
    }),
  );
  app.get("*", (context) => {
    const path = decoded(new URL(context.req.url).pathname);
    if (path === undefined || path.includes("\0")) return context.text("Not here.", 404);
    const file = normalize(join(assets, path === "/" ? "index.html" : path));
    if (!file.startsWith(normalize(assets) + sep)) return context.text("Not here.", 404);
    try {
      const bytes = readFileSync(file);
      return context.body(new Uint8Array(bytes), 200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "cache-control": "no-cache" });
    } catch {
      return context.text("There is no such page.", 404);
    }
  });
  return app;
}

/** A path without its escapes; undefined where they are none. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
