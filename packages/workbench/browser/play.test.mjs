/** What is played and pressed: a flow over the structure, and the prototype, by hand and by key. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { hashOf, makeSite, node, openPage, settled, startBrowser } from "./support.mjs";

let browser, made;
before(async () => { [browser, made] = await Promise.all([startBrowser(), makeSite()]); });
after(async () => { await browser?.close(); made?.done(); });

const lit = (page) => page.evaluate(() => [...document.querySelectorAll(".stage-layer:last-child .gp-node.is-step")].map((each) => each.dataset.element).sort());
const isClear = (page, id) => page.evaluate((selector) => {
  const [box, bar] = [document.querySelector(selector), document.querySelector(".play")].map((each) => each.getBoundingClientRect());
  return box.bottom <= bar.top || box.top >= bar.bottom || box.right <= bar.left || box.left >= bar.right;
}, node(id));

describe("a flow", () => {
  it("is played from its sequence diagram over the structure, step by step, and left again", async () => {
    const { page, faults, close } = await openPage(browser, `${made.site}#/view/sequence/Ordering`);
    await page.getByRole("link", { name: /^Play it over/ }).click();
    await settled(page);
    assert.equal(await hashOf(page), "#/view/containers/shop?play=Ordering&step=1");
    assert.deepEqual(await lit(page), ["shop.edge.frontend-proxy", "shop.shopper"]);
    await page.keyboard.press("ArrowRight");
    await settled(page);
    assert.deepEqual(await lit(page), ["shop.edge.frontend", "shop.edge.frontend-proxy"]);
    assert.match(await page.locator(".play-step").innerText(), /Front door\s+→\s+Storefront\s+routes/);
    for (const id of await lit(page)) assert.ok(await isClear(page, id), `${id} lies under the bar`);
    await page.getByRole("button", { name: "Next" }).click();
    await page.keyboard.press("ArrowLeft");
    assert.match(await hashOf(page), /step=2$/);
    await page.keyboard.press("Escape");
    await settled(page);
    assert.equal(await hashOf(page), "#/view/containers/shop");
    assert.deepEqual(await lit(page), []);
    assert.equal(await page.locator(".is-dimming").count(), 0);
    assert.deepEqual(faults, []);
    await close();
  });

  it("tells in which case a step happens, ends at its last one, and takes a wrong number for the nearest", async () => {
    const { page, faults, close } = await openPage(browser, `${made.site}#/view/containers/shop?play=Ordering&step=99`);
    assert.match(await page.locator(".play-head").innerText(), /8 of 8/);
    assert.ok(await page.getByRole("button", { name: "Next" }).isDisabled());
    await page.evaluate(() => { location.hash = "#/view/containers/shop?play=Ordering&step=6"; });
    await settled(page);
    assert.match(await page.locator(".play-step").innerText(), /409[\s\S]*if: the card is declined/);
    await page.evaluate(() => { location.hash = "#/view/containers/shop?play=nothing"; });
    await settled(page);
    assert.equal(await page.locator(".play").count(), 0);
    assert.deepEqual(faults, []);
    await close();
  });
});

describe("the prototype", () => {
  it("leads from screen to screen by what is pressed, says what that calls, and how far the journey has come", async () => {
    const { page, faults, close } = await openPage(browser, `${made.site}#/view/journey/buying`);
    await page.getByRole("link", { name: "Try it in the prototype" }).click();
    await page.waitForSelector(".prototype-frame svg");
    assert.match(await page.locator(".way").innerText(), /0 steps so far\. The goal is at most 1\./);
    assert.equal(await page.locator(".gp-widget.is-next").count(), 1);
    await page.getByRole("link", { name: "Buy", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Confirmation");
    assert.equal(await hashOf(page), "#/prototype/Confirmation?journey=buying");
    assert.match(await page.locator(".way").innerText(), /Arrived in 1 step\. The goal is at most 1\./);
    assert.match(await page.locator(".prototype-said").innerText(), /^Buy calls place\.$/);
    await page.goBack();
    await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Product");
    await page.getByRole("button", { name: "Phone" }).click();
    await page.waitForFunction(() => document.querySelector(".prototype-frame .gp-frame")?.dataset.frame === "phone");
    assert.deepEqual(faults, []);
    await close();
  });

  it("lights what can be pressed where something else is, and has no page for a screen that is not there", async () => {
    const { page, faults, close } = await openPage(browser, `${made.site}#/prototype/Product`);
    await page.waitForSelector(".prototype-frame svg");
    await page.locator(".prototype-frame svg text", { hasText: "Roof binoculars" }).click();
    assert.equal(await page.locator(".prototype-frame.is-flashing").count(), 1);
    await page.evaluate(() => { location.hash = "#/prototype/Nowhere"; });
    await page.waitForSelector("h1:has-text('Not here')");
    assert.deepEqual(faults, []);
    await close();
  });
});
