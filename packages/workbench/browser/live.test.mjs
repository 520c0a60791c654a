/** The live workbench: what changes on disk appears, and keeps its place; errors leave the page usable. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { makeSite, node, openPage, selected, settled, shoot, startBrowser } from "./support.mjs";

let browser, made, server;
before(async () => {
  [browser, made] = await Promise.all([startBrowser(), makeSite()]);
  server = await made.dev.startWorkbench({ root: made.workspace, assets: made.dist, port: 0, asOf: "2026-11-23", version: "0.0.0", log: () => undefined });
});
after(async () => { await browser?.close(); await server?.close(); made?.done(); });

const edit = (change) => {
  const file = join(made.workspace, "shop.plan");
  writeFileSync(file, change(readFileSync(file, "utf8")));
};

describe("the live workbench", () => {
  it("shows an edit at once, and keeps zoom, place and selection", async () => {
    const { page, faults, close } = await openPage(browser, `${server.url}#/view/containers/shop?select=shop.orders.checkout`, { reducedMotion: "no-preference" });
    await page.keyboard.press("+");
    await settled(page);
    const before = await page.locator(node("shop.orders.checkout")).boundingBox();
    edit((text) => text.replace("service quote", 'service gifts "Gift wrapping" { "Wraps it."; owner: ordering }\n    service quote').replace('-> quote "asks for the price"', '-> gifts "has it wrapped"; -> quote "asks for the price"'));
    await page.waitForSelector(node("shop.orders.gifts"));
    await settled(page);
    const next = await page.locator(node("shop.orders.checkout")).boundingBox();
    for (const key of ["x", "y", "width"]) assert.ok(Math.abs(next[key] - before[key]) < 2, `${key} stays: ${before[key]} and ${next[key]}`);
    assert.equal(await selected(page), "shop.orders.checkout");
    await shoot(page, "live");
    assert.deepEqual(faults, []);
    await close();
  });

  it("names the errors, stays usable, and is well again", async () => {
    const { page, faults, close } = await openPage(browser, `${server.url}#/view/containers/shop`);
    edit((text) => text.replace('events.placed "announces', 'evnts.placed "announces'));
    await page.waitForSelector(".banner");
    assert.match(await page.textContent(".banner"), /One error[\s\S]*evnts\.placed[\s\S]*shop\.plan:\d+/);
    await shoot(page, "errors");
    await page.click(node("shop.orders.cart"));
    assert.equal(await page.textContent(".inspector h2"), "Cart");
    await page.click(".banner a");
    await page.waitForSelector(".finding");
    edit((text) => text.replace("evnts.placed", "events.placed"));
    await page.waitForFunction(() => document.querySelector(".banner") === null);
    assert.deepEqual(faults, []);
    await close();
  });

  it("greets an empty workspace", async () => {
    const texts = ["shop.plan", "business.plan"].map((file) => [join(made.workspace, file), readFileSync(join(made.workspace, file), "utf8")]);
    const { page, close } = await openPage(browser, server.url);
    for (const [file] of texts) writeFileSync(file, "");
    await page.waitForSelector(".empty-page");
    await shoot(page, "empty");
    for (const [file, text] of texts) writeFileSync(file, text);
    await page.waitForSelector(".stage-layer svg");
    await close();
  });
});
