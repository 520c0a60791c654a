import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startWorkbench, type Workbench } from "../src/index.ts";

let root = "";
let server: Workbench;
const log: string[] = [];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "groundplan-live-"));
  mkdirSync(join(root, "assets"));
  writeFileSync(join(root, "assets/index.html"), "<!doctype html><title>x</title>");
  mkdirSync(join(root, "w"));
  writeFileSync(join(root, "w/a.plan"), 'system shop "Shop" {\n  actor shopper "Shopper" { -> web "buys" }\n  webapp web "Web" { "Pages."; -> db "writes" }\n  database db "Store" { entity Order { id: uuid key } }\n}\n');
  server = await startWorkbench({ root: join(root, "w"), assets: join(root, "assets"), port: 0, asOf: "2026-11-23", version: "0.1.0", log: (line) => void log.push(line) });
});
afterEach(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

const get = async (path: string, init?: RequestInit): Promise<Response> => fetch(new URL(path, server.url), init);

describe("the live server", () => {
  it("gives the site, the views and the application", async () => {
    const site = (await (await get("/api/site")).json()) as { name: string; views: { id: string }[]; elements: { id: string; views: string[] }[]; status: { artifacts: unknown[]; drivers: unknown[] } };
    expect(site.name).toBe("Shop");
    expect(site.views.map((view) => view.id)).toContain("containers/shop");
    expect([site.status.artifacts.length, site.status.drivers.length]).toEqual([35, 32]);
    expect(site.elements.find((element) => element.id === "shop.db")!.views[0]).toBe("containers/shop");
    const view = (await (await get("/api/view?id=containers/shop")).json()) as { svg: string };
    expect(view.svg).toContain('data-element="shop.db"');
    expect((await get("/api/view?id=nothing")).status).toBe(404);
    const { texts } = (await (await get("/api/artifact?id=3.1")).json()) as { texts: { path: string; html?: string }[] };
    expect(texts.map(({ path, html }) => [path.replace(/^.*\//, ""), html !== undefined])).toEqual(expect.arrayContaining([["shop.db.postgresql.sql", false]]));
    expect(await (await get("/api/artifact?id=9.9")).json()).toEqual({ id: "9.9", texts: [] });
    expect(await (await get("/")).text()).toContain("<title>");
    expect((await get("/missing.js")).status).toBe(404);
  });

  it("answers nobody who names another host, and gives no file outside of the application", async () => {
    const { request } = await import("node:http");
    const status = await new Promise<number>((resolve, reject) => {
      request({ host: "127.0.0.1", port: server.port, path: "/api/site", headers: { host: "evil.example" } }, (response) => resolve(response.statusCode ?? 0)).on("error", reject).end();
    });
    expect(status).toBe(403);
    expect((await get("/..%2fw%2fa.plan")).status).toBe(404);
    expect((await get("/%2e%2e/w/a.plan")).status).toBe(404);
    for (const path of ["/%", "/%ff", "/a%00b", "/assets"]) expect([path, (await get(path)).status]).toEqual([path, 404]);
    expect((await get("/api/tidy?id=landscape", { method: "POST", headers: { origin: "https://evil.example" } })).status).toBe(403);
    expect((await get("/api/tidy?id=landscape", { method: "POST", headers: { origin: server.url.replace(/\/$/, "") } })).status).toBe(200);
  });

  it("tells of a change on disk, and keeps pictures that did not change", async () => {
    const before = (await (await get("/api/view?id=containers/shop")).json()) as { svg: string };
    await get("/api/view?id=landscape");
    const events = await get("/api/events");
    const reader = events.body!.getReader();
    const decoder = new TextDecoder();
    let text = "";
    const until = async (what: string): Promise<void> => {
      while (!text.includes(what)) text += decoder.decode((await reader.read()).value);
    };
    await until("hello");
    writeFileSync(join(root, "w/b.plan"), 'extend shop { cache carts "Carts" { "Open carts." } }\nshop.web -> shop.carts "reads"\n');
    await until("event: change");
    expect(text).toContain('"containers/shop"');
    expect(text).not.toContain('"landscape"');
    const after = (await (await get("/api/view?id=containers/shop")).json()) as { svg: string };
    expect(after.svg).toContain('data-element="shop.carts"');
    expect(after.svg).not.toBe(before.svg);
    text = "";
    writeFileSync(join(root, "w/a.plan"), "system shop {{{ \u0000");
    await until("event: change");
    const site = (await (await get("/api/site")).json()) as { summary: { errors: number } };
    expect(site.summary.errors).toBeGreaterThan(0);
    await reader.cancel();
    expect(log).toEqual([]);
  });
});
