#!/usr/bin/env node
// A debug picture of a layout: node bench/layout/svg.mjs graph.json|fuzz:SEED out.png [--right] [--elk] [--scale 1]
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { randomGraph } from "./fuzz.mjs";
import { toLayoutGraph } from "./graphs.mjs";

const here = dirname(fileURLToPath(import.meta.url));
export async function engine() {
  const bundle = await build({ entryPoints: [join(here, "../../packages/layout/src/index.ts")], bundle: true, format: "esm", write: false, platform: "neutral" });
  return import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].text).toString("base64")}`);
}

export function svg(graph, result, names = {}) {
  const esc = (s) => String(s).replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const out = [];
  const depth = new Map();
  const parent = new Map(graph.groups.map((g) => [g.id, g.parent]));
  const depthOf = (id) => (parent.get(id) ? 1 + depthOf(parent.get(id)) : 0);
  for (const g of graph.groups) depth.set(g.id, depthOf(g.id));
  const tint = ["#f3f2ec", "#eae8e0", "#e2dfd5", "#d9d6ca", "#d0ccbe"];
  for (const [id, b] of [...result.groups].sort((a, c) => depth.get(a[0]) - depth.get(c[0]))) {
    out.push(`<rect x="${b.x}" y="${b.y}" width="${b.width}" height="${b.height}" rx="10" fill="${tint[Math.min(4, depth.get(id))]}" stroke="#cfccc2"/>`);
    out.push(`<text x="${b.title.x}" y="${b.title.y + 13}" font-size="13" font-weight="600" fill="#555">${esc(names[id] ?? id)}</text>`);
  }
  for (const e of result.edges) {
    const p = e.points;
    let d = `M${p[0].x} ${p[0].y}`;
    for (let i = 1; i < p.length; i++) {
      if (i + 1 === p.length) {
        d += `L${p[i].x} ${p[i].y}`;
        break;
      }
      const a = p[i - 1];
      const b = p[i];
      const c = p[i + 1];
      const r = Math.min(8, Math.hypot(b.x - a.x, b.y - a.y) / 2, Math.hypot(c.x - b.x, c.y - b.y) / 2);
      d += `L${b.x - Math.sign(b.x - a.x) * r} ${b.y - Math.sign(b.y - a.y) * r}Q${b.x} ${b.y} ${b.x + Math.sign(c.x - b.x) * r} ${b.y + Math.sign(c.y - b.y) * r}`;
    }
    out.push(`<path d="${d}" fill="none" stroke="#667085" stroke-width="1.35" marker-end="url(#a)"/>`);
  }
  for (const [id, b] of result.nodes) {
    out.push(`<rect x="${b.x}" y="${b.y}" width="${b.width}" height="${b.height}" rx="8" fill="#fff" stroke="#d0d0d0"/>`);
    out.push(`<text x="${b.x + 14}" y="${b.y + 26}" font-size="13" font-weight="600" fill="#222">${esc(names[id] ?? id)}</text>`);
  }
  for (const e of result.edges) {
    if (!e.label) continue;
    const b = e.label;
    out.push(`<rect x="${b.x}" y="${b.y}" width="${b.width}" height="${b.height}" rx="8" fill="#fcfbf7" stroke="#ccc"/>`);
    out.push(`<text x="${b.x + b.width / 2}" y="${b.y + b.height / 2 + 4}" font-size="10.5" text-anchor="middle" fill="#444">${esc(names[e.id] ?? e.id)}</text>`);
  }
  const w = result.width + 40;
  const h = result.height + 40;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="-20 -20 ${w} ${h}" font-family="Inter"><defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0.8L8 4L0 7.2z" fill="#667085"/></marker></defs><rect x="-20" y="-20" width="100%" height="100%" fill="#fcfbf7"/>${out.join("")}</svg>`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , input, output, ...rest] = process.argv;
  const { layout } = await engine();
  let graph;
  let options = rest.includes("--right") ? { direction: "right" } : {};
  const names = {};
  if (input.startsWith("fuzz:")) ({ graph, options } = randomGraph(Number(input.slice(5))));
  else {
    const raw = JSON.parse(readFileSync(input, "utf8"));
    graph = raw.nodes[0]?.w === undefined ? raw : toLayoutGraph(raw);
    for (const x of [...raw.nodes, ...raw.groups, ...raw.edges]) if (x.label) names[x.id] = typeof x.label === "string" ? x.label : undefined;
  }
  const result = rest.includes("--elk") ? (await (await import("./elk.mjs")).runElk(graph, 1)).result : layout(graph, options);
  const text = svg(graph, result, names);
  if (output.endsWith(".svg")) writeFileSync(output, text);
  else {
    const { Resvg } = await import("@resvg/resvg-js");
    const wide = rest.includes("--width") ? Number(rest[rest.indexOf("--width") + 1]) : Math.min(2000, result.width + 40);
    writeFileSync(output, new Resvg(text, { fitTo: { mode: "width", value: wide }, font: { loadSystemFonts: true, defaultFontFamily: "Inter" } }).render().asPng());
  }
}
