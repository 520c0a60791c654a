// Takes docs/pictures/workbench.png: the workbench on the main example, as a build writes it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What is shown: an element selected in the picture of the containers, at a size that a page of text takes. */
const PLACE = "#/view/containers/shop?select=shop.checkout";
const SIZE = { width: 1440, height: 900 };
/** Bytes; the picture stands in a README that people load over slow lines. */
const BUDGET = 300_000;

export async function takeScreenshot(root) {
  const { chromium } = await import("playwright-core");
  const folder = mkdtempSync(join(tmpdir(), "groundplan-screenshot-"));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--headless", "--no-sandbox", "--disable-gpu", "--font-render-hinting=none"] });
  try {
    const built = spawnSync(process.execPath, [join(root, "packages/cli/bin/groundplan.mjs"), "build", join(root, "examples/astronomy-shop"), "--out", folder], { encoding: "utf8" });
    if (built.status !== 0) throw new Error(`the example could not be built: ${built.stderr}`);
    const page = await browser.newPage({ viewport: SIZE, colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(pathToFileURL(join(folder, "site/index.html")).href + PLACE);
    await page.waitForSelector(".stage-layer svg");
    // The legend would cover a part of the picture.
    const legend = page.getByRole("button", { name: "Legend" });
    if ((await legend.getAttribute("aria-pressed")) === "true") await legend.click();
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.activeElement?.blur());
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running"));
    const path = join(root, "docs/pictures/workbench.png");
    await page.screenshot({ path });
    const { size } = statSync(path);
    process.stdout.write(`written  docs/pictures/workbench.png (${Math.round(size / 1000)} kB)\n`);
    if (size > BUDGET) throw new Error(`docs/pictures/workbench.png is larger than ${BUDGET / 1000} kB`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
