/** What the browser tests share: the application built, a site written, Chromium started, and a page that reports what it must not do. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { loadDev } from "../scripts/dev-site.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");

export const SIZES = { laptop: [1280, 720], desk: [1440, 900], wall: [2560, 1440], phone: [390, 844] };
export const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

function build() {
  const built = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  if (built.status !== 0) throw new Error("the application could not be built");
}

/** A folder that is gone after the tests; `site` is the address of the static site of the fixture in it. */
export async function makeSite() {
  build();
  const dev = await loadDev();
  const folder = mkdtempSync(join(tmpdir(), "groundplan-site-"));
  const workspace = join(folder, "workspace");
  cpSync(join(root, "dev/fixture"), workspace, { recursive: true });
  dev.writeSite(workspace, join(folder, "site"), dist);
  return {
    folder, workspace, dev, dist,
    site: pathToFileURL(join(folder, "site/index.html")).href,
    done: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A page at an address; `faults` collects console errors, page errors and requests that leave this machine. */
export async function openPage(browser, address, { size = "desk", theme = "light", reducedMotion = "reduce", ready = ".app" } = {}) {
  const [width, height] = SIZES[size];
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, hasTouch: size === "phone", reducedMotion, acceptDownloads: true });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => { if (message.type() === "error" || message.type() === "warning") faults.push(`${message.type()}: ${message.text()}`); });
  page.on("pageerror", (error) => faults.push(`page: ${error.message}`));
  page.on("request", (request) => { if (!/^(?:file|data|blob):|^http:\/\/127\.0\.0\.1[:/]/.test(request.url())) faults.push(`request: ${request.url()}`); });
  await page.goto(address);
  await page.waitForSelector(ready);
  await settled(page);
  return { page, faults, close: () => context.close() };
}

/** Fonts are there, the picture if there is one, and nothing moves. */
export async function settled(page) {
  await page.evaluate(() => document.fonts.ready);
  if (await page.locator(".stage-host").count()) await page.waitForSelector(".stage-layer svg");
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running"));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  // The camera has come to rest, and the picture is drawn for it.
  await page.waitForFunction(() => [...document.querySelectorAll(".stage-layer")].every((layer) => layer.style.willChange === ""));
}

/** Keeps a picture of the page in the folder that `SCREENSHOTS` names. */
export async function shoot(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

export const hashOf = (page) => page.evaluate(() => decodeURIComponent(location.hash));
export const selected = (page) => page.evaluate(() => document.querySelector("[data-element].is-selected")?.dataset.element);
export const node = (id) => `.stage-layer:last-child g.gp-node[data-element="${id}"]`;
