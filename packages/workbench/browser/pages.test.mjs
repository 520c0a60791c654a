/** Every page of the static site from `file://`, in both themes and all sizes: no fault, no request, nothing cut off, no axe finding. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { axeSource, makeSite, openPage, settled, shoot, SIZES, startBrowser } from "./support.mjs";

const PAGES = {
  home: "", selected: "#/view/containers/shop?select=shop.orders.checkout", down: "#/view/containers/shop?select=shop.orders.payment&down=shop.orders.payment", relation: "#/view/containers/shop?select=shop.orders.shipping%20-%3E%20shop.orders.quote%20%22asks%20for%20the%20price%22",
  components: "#/view/components/shop.orders.checkout", landscape: "#/view/landscape", element: "#/element/shop.orders.checkout", decisions: "#/decisions", decision: "#/decisions/adr-0002", timeline: "#/decisions?tab=timeline", graph: "#/view/decisions",
  radar: "#/technology?tab=radar", choices: "#/technology?tab=choices", stack: "#/technology?tab=stack", drivers: "#/drivers", status: "#/status", findings: "#/findings", capabilities: "#/capabilities", teams: "#/teams", glossary: "#/glossary",
  views: "#/views", artifact: "#/artifact/3.1", document: "#/artifact/3.5", text: "#/artifact/2.2?file=proto/shop/cart/v1/cart_service.proto", sequence: "#/view/sequence/Ordering", screen: "#/view/screen/Product", journey: "#/view/journey/buying", entities: "#/view/entities/shop.shopdb", missing: "#/nowhere",
  played: "#/view/containers/shop?play=Ordering&step=4", prototype: "#/prototype/Product?journey=buying", state: "#/prototype/Confirmation?device=phone",
};
const EVERYWHERE = ["home", "played", "prototype", "text", "selected", "decision", "drivers", "findings", "views"];

let browser, made;
before(async () => { [browser, made] = await Promise.all([startBrowser(), makeSite()]); });
after(async () => { await browser?.close(); made?.done(); });

describe("the static site", () => {
  for (const theme of ["light", "dark"]) describe(`in the ${theme} theme`, () => {
    let opened;
    before(async () => {
      opened = await openPage(browser, made.site, { theme });
      await opened.page.addScriptTag({ path: axeSource });
    });
    after(() => opened?.close());
    for (const [name, hash] of Object.entries(PAGES)) {
      it(`${name}: no fault and nothing that axe finds`, async () => {
        const { page, faults } = opened;
        await page.evaluate((to) => { location.hash = to; }, hash === "" ? "#/" : hash);
        await settled(page);
        assert.equal(await page.locator("h1", { hasText: "Not here" }).count(), name === "missing" ? 1 : 0);
        await shoot(page, `${name}-desk-${theme}`);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"], preload: false }));
        assert.deepEqual(violations.map((violation) => `${violation.id}: ${violation.nodes.slice(0, 3).map((each) => `${each.html.slice(0, 160)} ${each.any[0]?.message ?? ""}`).join(" | ")}`), []);
        assert.deepEqual(faults, []);
      });
    }
  });

  for (const size of Object.keys(SIZES).filter((each) => each !== "desk")) for (const name of EVERYWHERE) {
    it(`${name} on a ${size}: the page itself does not scroll sideways`, async () => {
      const { page, faults, close } = await openPage(browser, made.site + PAGES[name], { size, theme: size === "laptop" ? "dark" : "light" });
      await shoot(page, `${name}-${size}`);
      const wide = await page.evaluate(() => [document.documentElement, document.querySelector(".main"), document.querySelector(".page")].filter((each) => each !== null && each.scrollWidth > each.clientWidth + 1).map((each) => `${each.className || each.localName} ${each.scrollWidth} > ${each.clientWidth}`));
      assert.deepEqual(wide, []);
      assert.deepEqual(faults, []);
      await close();
    });
  }

  it("can be read without scripts", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(made.site);
    assert.match(await page.textContent("main"), /Checkout[\s\S]*Turns a cart into a paid, shipped order/);
    await context.close();
  });
});
