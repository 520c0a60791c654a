/** A picture of more than fifty boxes is folded; what is folded opens by hand and by key, and the way back is where one came from. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "node:test";
import { hashOf, makeSite, node, openPage, selected, settled, shoot, startBrowser } from "./support.mjs";

let browser, made, site;
before(async () => {
  [browser, made] = await Promise.all([startBrowser(), makeSite()]);
  const workspace = join(made.folder, "large");
  mkdirSync(workspace);
  writeFileSync(join(workspace, "large.plan"), plan());
  made.dev.writeSite(workspace, join(made.folder, "large-site"), made.dist);
  site = pathToFileURL(join(made.folder, "large-site/index.html")).href;
});
after(async () => { await browser?.close(); made?.done(); });

const PARTS = ["orders", "catalogue", "billing", "support"];
const FOLDED = "#/view/containers/big";

/** Four groups of sixteen services, each of which asks the next. */
function plan() {
  const groups = PARTS.map((part, at) => {
    const services = Array.from({ length: 16 }, (_, number) => {
      const next = number < 15 ? `-> s${number + 1} "asks"` : at < 3 ? `-> ${PARTS[at + 1]}.s0 "hands over"` : "";
      return `    service s${number} "The ${part} service ${number}" { "Does its part."; tech: go; ${next} }`;
    });
    return `  group ${part} "Part ${part}" {\n${services.join("\n")}\n  }`;
  });
  return `system big "Big shop" {\n  "Many services."\n  actor buyer "Buyer" { -> orders.s0 "buys" }\n${groups.join("\n")}\n}\n`;
}

async function open(options, body) {
  const { page, faults, close } = await openPage(browser, site + FOLDED, options);
  const boxes = await page.locator(".stage-layer g.gp-node").count();
  assert.ok(boxes <= 50, `${boxes} boxes`);
  assert.equal(await page.locator('g.gp-node[data-shape="folded"]').count(), PARTS.length);
  await body(page);
  assert.deepEqual(faults, []);
  await close();
}

const unfolded = async (page) => {
  await page.waitForFunction(() => location.hash === "#/view/containers/big/big.orders");
  await settled(page);
  assert.equal(await page.locator(".stage-layer:last-child g.gp-node[data-element^='big.orders.']").count(), 16);
};

describe("a folded picture", () => {
  it("unfolds what is clicked, and comes back by its breadcrumbs and by Back", () => open({ reducedMotion: "no-preference" }, async (page) => {
    await shoot(page, "folded");
    await page.click(node("big.orders"));
    await unfolded(page);
    await shoot(page, "unfolded");
    assert.deepEqual(await page.locator(".crumbs li").allTextContents(), ["Landscape", "Big shop: containers", "Big shop: containers, Part orders"]);
    await page.click('.crumbs a:has-text("Big shop: containers")');
    await page.waitForFunction((hash) => location.hash === hash, FOLDED);
    await settled(page);
    await page.click(node("big.orders"));
    await unfolded(page);
    await page.goBack();
    await page.waitForFunction((hash) => location.hash === hash, FOLDED);
  }));

  it("unfolds by key, and Escape folds it again", () => open({}, async (page) => {
    await page.locator(node("big.orders")).focus();
    await page.keyboard.press("Enter");
    await unfolded(page);
    await page.keyboard.press("ArrowDown");
    await settled(page);
    assert.match(await selected(page), /^big\./);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !location.hash.includes("select="));
    await page.keyboard.press("Escape");
    await page.waitForFunction((hash) => location.hash.startsWith(hash) && !location.hash.includes("orders/"), FOLDED);
    await settled(page);
    assert.equal(await hashOf(page), `${FOLDED}?select=big.orders`);
    assert.equal(await selected(page), "big.orders");
  }));
});
