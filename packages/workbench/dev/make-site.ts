/**
 * Writes the static site of a workspace for trying the application: `node make-site.mjs WORKSPACE OUT [DIST]`, bundled by
 * `scripts/dev-site.mjs`. The application comes from `dist/`.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fillPage, pageText, receiveScript, viewFile } from "../src/index.ts";
import { buildSite } from "./site-data.ts";

export function readWorkspace(root: string): readonly { readonly file: string; readonly text: string }[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (entry.name.endsWith(".plan") || entry.name.endsWith(".md")))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
}

export function writeSite(root: string, out: string, dist: string): void {
  const { site, pictures } = buildSite(readWorkspace(root), { asOf: "2026-11-23", revision: 0 });
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, "data"), { recursive: true });
  for (const file of readdirSync(dist)) if (file !== "index.html") cpSync(join(dist, file), join(out, file), { recursive: true });
  writeFileSync(join(out, "index.html"), fillPage(readFileSync(join(dist, "index.html"), "utf8"), { title: site.name, source: "static", text: pageText(site) }));
  writeFileSync(join(out, "data/site.js"), receiveScript("site", site));
  pictures.forEach((picture) => writeFileSync(join(out, viewFile(site.views.findIndex((view) => view.id === picture.id))), receiveScript("view", picture)));
}
