import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Drawing } from "../src/drawing.ts";
import { paint } from "../src/paint.ts";
import { escapeXml } from "../src/render/escape.ts";
import { renderSvg } from "../src/render/svg.ts";
import { measureScene } from "../src/size.ts";
import { colours, themeCss, themes } from "../src/theme.ts";
import { gridLayout } from "./support/grid.ts";
import { hostile, hostileScene, icons, scene, small, smallLayout } from "./support/scenes.ts";
import { parseXml } from "./support/xml.ts";

const draw = (of: typeof small): Drawing => paint(of, gridLayout(measureScene(of)), { icons });

test("the golden picture", () => {
  const golden = join(import.meta.dirname, "fixtures/small.svg");
  const svg = renderSvg(paint(small, smallLayout(measureScene(small)), { icons }), { theme: "light" });
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, svg);
  expect(svg).toBe(readFileSync(golden, "utf8"));
});

test.each(["light", "dark", "css"] as const)("a hostile scene gives well-formed XML without an element or attribute of its own (%s)", (theme) => {
  const svg = renderSvg(draw(hostileScene), { theme, id: `x" onload="` });
  const tags = parseXml(svg);
  expect(new Set(tags.map((tag) => tag.name))).toEqual(new Set(["svg", "title", "desc", "g", "rect", "path", "circle", "text"]));
  for (const tag of tags) for (const name of tag.attributes.keys()) expect(name).not.toMatch(/^(on|href|xlink)/);
  const said = tags.map((tag) => tag.text).join("\n");
  expect(said).toContain(`"><script>alert(1)</`);
  expect(said).toContain("&amp; &#0; &unknown;");
  expect(svg).not.toMatch(/NaN|undefined|Infinity|null/);
});

test("escaping drops what XML forbids and keeps the rest", () => {
  expect(escapeXml(`<a b="c" d='e'>&`)).toBe("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
  expect(escapeXml("a\u0000\u0008\u000b\u001f\ufffe\uffff\ud800b\udfffc\u0085d")).toBe("abcd");
  expect(escapeXml("é客😀\u{10ffff}\t\n")).toBe("é客😀\u{10ffff}\t\n");
  for (const words of hostile) expect(() => parseXml(`<a b="${escapeXml(words)}">${escapeXml(words)}</a>`)).not.toThrow();
});

test("title, desc and roles are there; the tab order is that of the nodes as one reads", () => {
  const tags = parseXml(renderSvg(draw(small), { theme: "light", id: "shop" }));
  const [svg, title, desc] = tags;
  expect(svg!.attributes.get("aria-labelledby")).toBe("shop-title shop-desc");
  expect([title!.attributes.get("id"), title!.text]).toEqual(["shop-title", "Shop: containers"]);
  expect([desc!.attributes.get("id"), desc!.text]).toEqual(["shop-desc", "What the shop is made of."]);
  const stops = tags.filter((tag) => tag.attributes.get("tabindex") === "0");
  expect(stops.map((tag) => [tag.attributes.get("data-element"), tag.attributes.get("role")])).toEqual([["shop", "link"], ["shopper", "img"], ["cards", "img"], ["web", "link"], ["events", "img"], ["checkout", "img"], ["store", "img"]]);
  for (const stop of stops) expect(stop.attributes.get("aria-label")).toBeTruthy();
  const edges = tags.filter((tag) => tag.attributes.get("class") === "gp-edge");
  expect(edges.map((tag) => tag.attributes.get("data-edge"))).toEqual(small.edges.map((edge) => edge.id));
});

test("a picture for the page names only custom properties that the style sheet defines; one that stands alone has none", () => {
  const css = renderSvg(draw(small), { theme: "css" });
  const used = new Set([...css.matchAll(/var\(--gp-([a-z0-9-]+)\)/g)].map((match) => match[1]!));
  expect(used.size).toBeGreaterThan(10);
  for (const name of used) expect(themeCss()).toContain(`--gp-${name}:`);
  for (const name of [...used].filter((candidate) => !candidate.startsWith("shadow"))) expect(colours).toContain(name);
  expect(css).not.toMatch(/#[0-9a-f]{6}/);
  for (const theme of ["light", "dark"] as const) {
    const svg = renderSvg(draw(small), { theme });
    expect(svg).not.toContain("var(");
    const palette = new Set<string>([...Object.values(themes[theme].inks), themes[theme].shadow.colour]);
    for (const [colour] of svg.matchAll(/#[0-9a-f]{6}/g)) expect(palette).toContain(colour);
  }
});

test("red is used only where something fails", () => {
  const calm = scene({ ...small, nodes: small.nodes.map((node) => ({ ...node, mark: undefined })) });
  expect(renderSvg(draw(calm), { theme: "light" })).not.toContain(themes.light.inks.bad);
  expect(renderSvg(draw(small), { theme: "light" })).toContain(themes.light.inks.bad);
});

test("the same scene gives the same bytes, and numbers are short", () => {
  const svg = renderSvg(draw(small), { theme: "light" });
  expect(renderSvg(draw(structuredClone(small)), { theme: "light" })).toBe(svg);
  for (const [number] of svg.replace(/<title.*|aria-label="[^"]*"|<text[^>]*>[^<]*/g, "").matchAll(/-?\d+\.\d+/g)) expect(number.length - number.indexOf(".")).toBeLessThanOrEqual(5);
});

test("the core does no IO: no module but those of the export path names a module of Node", () => {
  const source = join(import.meta.dirname, "../src");
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const impure = files.filter((file) => /from "node:|import\("|process\./.test(readFileSync(join(source, file), "utf8"))).map((file) => file.replaceAll("\\", "/"));
  expect(impure.sort()).toEqual(["render/fonts.ts", "render/pdf.ts", "render/png.ts"]);
  const exported = readFileSync(join(source, "index.ts"), "utf8");
  expect(exported).not.toMatch(/render\/(fonts|pdf|png|optional)/);
});
