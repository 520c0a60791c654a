/** The picture under the hand and the keys: selecting, walking, drilling down, zooming, searching, exporting. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { hashOf, makeSite, node, openPage, selected, settled, shoot, startBrowser } from "./support.mjs";

let browser, made;
before(async () => { [browser, made] = await Promise.all([startBrowser(), makeSite()]); });
after(async () => { await browser?.close(); made?.done(); });

const CONTAINERS = "#/view/containers/shop";
const viewBox = (page) => page.getAttribute(".stage-layer:last-child svg", "viewBox");

async function at(hash, options, body) {
  const { page, faults, close } = await openPage(browser, made.site + hash, options);
  await body(page);
  assert.deepEqual(faults, []);
  await close();
}

describe("with the keys alone", () => {
  it("searches, walks, goes in, comes out, asks what breaks", () => at("", {}, async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type("chekout");
    await page.waitForSelector("#search-results li");
    await shoot(page, "search");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.includes("select=shop.orders.checkout"));
    await settled(page);
    assert.equal(await selected(page), "shop.orders.checkout");
    assert.match(await page.title(), /^Checkout · /);

    await page.keyboard.press("ArrowDown");
    await settled(page);
    const below = await selected(page);
    assert.notEqual(below, "shop.orders.checkout");
    const joined = await page.evaluate((id) => [...document.querySelectorAll("g.gp-edge")].some((edge) => [edge.dataset.source, edge.dataset.target].sort().join() === [id, "shop.orders.checkout"].sort().join()), below);
    assert.ok(joined, `${below} is joined with Checkout by a relation`);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.element), below);
    await page.keyboard.press("ArrowUp");
    await settled(page);
    assert.equal(await selected(page), "shop.orders.checkout");

    await page.keyboard.press("b");
    await page.waitForSelector(".is-down");
    assert.ok(await page.locator(".is-fails, .is-degrades").count() > 0);
    await shoot(page, "what-breaks");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelector(".is-down") === null);

    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.startsWith("#/view/components/shop.orders.checkout"));
    await settled(page);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => location.hash.startsWith("#/view/containers/shop"));
    await settled(page);
    assert.equal(await selected(page), "shop.orders.checkout");
  }));

  it("has a sane order of tabs, and shows the focus", () => at(CONTAINERS, {}, async (page) => {
    const seen = [];
    for (let i = 0; i < 70; i++) {
      await page.keyboard.press("Tab");
      const place = await page.evaluate(() => {
        const element = document.activeElement;
        const outline = getComputedStyle(element).outlineStyle !== "none" || element.matches("g");
        const area = [["skip", ".skip"], ["header", "header"], ["contents", ".contents"], ["picture", ".stage-host"], ["tools", ".tools"], ["details", ".inspector"], ["strip", ".strip"]].find(([, selector]) => element.closest(selector))?.[0];
        return { area, outline };
      });
      if (place.area !== undefined) assert.ok(place.outline, `the focus can be seen in ${place.area}`);
      if (place.area !== undefined && seen.at(-1) !== place.area) seen.push(place.area);
      if (place.area === "details") break;
    }
    assert.deepEqual(seen, ["skip", "header", "contents", "picture", "tools", "details"]);
  }));

  it("zooms, fits and shows its keys", () => at(CONTAINERS, {}, async (page) => {
    const fitted = await viewBox(page);
    await page.keyboard.press("+");
    await settled(page);
    assert.notEqual(await viewBox(page), fitted);
    await page.keyboard.press("0");
    await settled(page);
    assert.equal(await viewBox(page), fitted);
    await page.keyboard.press("?");
    await page.waitForSelector(".keys-dialog[open]");
    await shoot(page, "keys");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelector(".keys-dialog") === null);
  }));
});

describe("with the hand", () => {
  it("selects, drills down by a double click and comes back with Back", () => at(CONTAINERS, { reducedMotion: "no-preference" }, async (page) => {
    await page.click(node("shop.orders.payment"));
    await page.waitForFunction(() => location.hash.endsWith("select=shop.orders.payment"));
    assert.equal(await page.textContent(".inspector h2"), "Payment");
    await page.dblclick(node("shop.orders.checkout"));
    await page.waitForFunction(() => location.hash.startsWith("#/view/components/shop.orders.checkout"));
    await settled(page);
    assert.equal(await page.locator(".stage-layer").count(), 1, "the picture before is gone");
    await page.goBack();
    await page.waitForFunction(() => location.hash.startsWith("#/view/containers/shop"));
    await settled(page);
    assert.equal(await page.locator(".stage-layer").count(), 1);
  }));

  it("lights the neighbours of what the pointer rests on", () => at(CONTAINERS, {}, async (page) => {
    await page.hover(node("shop.orders.payment"));
    await page.waitForSelector(".is-dimming");
    const lit = await page.evaluate(() => [...document.querySelectorAll("g.gp-node.is-lit")].map((each) => each.dataset.element).sort());
    assert.deepEqual(lit, ["carddesk", "shop.orders.checkout", "shop.orders.payment"]);
  }));

  it("drags without selecting, and keeps the point under the wheel", () => at(`${CONTAINERS}?select=shop.orders.cart`, {}, async (page) => {
    const before = await viewBox(page);
    const box = await page.locator(node("shop.orders.payment")).boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 90, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await settled(page);
    assert.notEqual(await viewBox(page), before);
    assert.equal(await selected(page), "shop.orders.cart");
    const place = await page.locator(node("shop.orders.cart")).boundingBox();
    await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -120);
    await page.keyboard.up("Control");
    await settled(page);
    const next = await page.locator(node("shop.orders.cart")).boundingBox();
    assert.ok(next.width > place.width * 1.05, "the picture grew");
    assert.ok(Math.abs(next.x + next.width / 2 - place.x - place.width / 2) < 3, "around the pointer");
  }));

  it("selects a relation by its line's label and tells of it", () => at(CONTAINERS, { size: "wall" }, async (page) => {
    await page.click('g.gp-label:has-text("places the order")');
    await page.waitForFunction(() => location.hash.includes("select="));
    assert.match(await page.textContent(".inspector"), /Hard: Storefront fails when/);
    assert.equal(await page.locator("g.gp-edge.is-selected").count(), 1);
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    await page.waitForSelector("g.gp-edge.is-selected");
  }));

  it("says its names as large as the page does where it is seen from afar, and its own words from near", () => at(CONTAINERS, { size: "laptop" }, async (page) => {
    const sizes = () => page.evaluate(() => {
      const shown = [...document.querySelectorAll(".stage-layer:last-child .gp-node .gp-far text[font-weight]")].filter((text) => getComputedStyle(text.parentElement).display !== "none");
      return shown.map((text) => Number(text.getAttribute("font-size")) * text.getScreenCTM().a);
    });
    const far = await sizes();
    assert.ok(far.length > 0);
    assert.ok(Math.min(...far) > 5.5 && Math.max(...far) < 12.5, `${Math.min(...far)} to ${Math.max(...far)}`);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".stage-layer:last-child .gp-node > text")).opacity), "0");
    assert.equal(await page.evaluate(() => document.querySelector(".gp-far").getAttribute("aria-hidden")), "true");
    for (let times = 0; times < 6; times++) await page.keyboard.press("+");
    await settled(page);
    assert.deepEqual(await sizes(), []);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".stage-layer:last-child .gp-node > text")).opacity), "1");
  }));

  it("brings into sight what breaks", () => at(CONTAINERS, { size: "laptop" }, async (page) => {
    for (let times = 0; times < 6; times++) await page.keyboard.press("+");
    await page.evaluate(() => { location.hash = "#/view/containers/shop?select=shop.orders.checkout&down=shop.orders.checkout"; });
    await page.waitForSelector(".is-down");
    await settled(page);
    const outside = await page.evaluate(() => {
      const window = document.querySelector(".stage-host").getBoundingClientRect();
      return [...document.querySelectorAll(".gp-node:is(.is-down, .is-fails, .is-degrades)")].filter((node) => { const box = node.getBoundingClientRect(); return box.left < window.left || box.top < window.top || box.right > window.right || box.bottom > window.bottom; }).map((node) => node.dataset.element);
    });
    assert.deepEqual(outside, []);
  }));

  it("exports SVG and PNG with the colours of the theme", () => at(CONTAINERS, { theme: "dark" }, async (page) => {
    const save = async (name) => {
      await page.click("header .menu-root > button");
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(`[role=menuitem]:has-text("${name}")`)]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const svg = await save("SVG");
    assert.equal(svg.name, "containers-shop.svg");
    assert.ok(!svg.bytes.includes("var(--"), "no custom property is left");
    assert.match(svg.bytes.toString(), /#0d1726/);
    const png = await save("PNG");
    assert.equal(png.bytes.subarray(1, 4).toString(), "PNG");
    const [width] = svg.bytes.toString().match(/width="(\d+)"/).slice(1).map(Number);
    assert.equal(png.bytes.readUInt32BE(16), 2 * width);
  }));
});

describe("addresses", () => {
  it("open what they name, and say so when it is gone", async () => {
    await at("#/view/containers/shop?select=shop.orders.payment.PaymentService.Charge", {}, async (page) => {
      assert.equal(await page.textContent(".inspector h2"), "Charge");
      assert.equal(await selected(page), "shop.orders.payment", "the nearest drawn element shows it");
    });
    await at("#/view/nowhere", {}, async (page) => assert.match(await page.textContent(".main"), /There is no view nowhere/));
    await at("#/decisions/adr-0003", {}, async (page) => assert.match(await page.title(), /Announce orders over Kafka/));
  });

  it("keeps the theme that was chosen", () => at("#/status", { theme: "light" }, async (page) => {
    await page.click(".theme-button");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    await page.reload();
    await page.waitForSelector(".app");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    assert.match(await hashOf(page), /status/);
  }));

  it("turns the panels of a phone into sheets", () => at(`${CONTAINERS}?select=shop.orders.cart`, { size: "phone" }, async (page) => {
    await page.click(".details-button");
    await settled(page);
    await page.waitForSelector("[data-sheet=details]");
    await shoot(page, "sheet-phone");
    await page.keyboard.press("Escape");
    await page.click(".contents-button");
    await page.click('.contents a:has-text("Glossary")');
    await page.waitForFunction(() => location.hash === "#/glossary" && document.querySelector("[data-sheet]") === null);
  }));
});

describe("a chart", () => {
  it("is shown whole, with the words at its edges", () => at("#/technology?tab=radar", {}, async (page) => {
    const cut = await page.evaluate(() => {
      const svg = document.querySelector(".figure svg");
      const { x, y, width, height } = svg.viewBox.baseVal;
      return [...svg.querySelectorAll("text")].filter((text) => text.closest(".gp-heading, .gp-footer") === null).filter((text) => { const box = text.getBBox(); return box.x < x || box.y < y || box.x + box.width > x + width || box.y + box.height > y + height; }).map((text) => text.textContent);
    });
    assert.deepEqual(cut, []);
  }));
});
