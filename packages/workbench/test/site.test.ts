import { describe, expect, it } from "vitest";
import { indexSite, isWithin, peerOf } from "../src/data/index-site.ts";
import { artifactRoute, firstView, placeOf, trailOf } from "../src/data/places.ts";
import { marksOf } from "../src/picture/impact-marks.ts";
import { relationsOf } from "../src/picture/read-picture.ts";
import { buildFinder } from "../src/search/build-index.ts";
import { site, SHOP } from "./support.ts";

const RELATIONS = ["shop.web -> shop.checkout places the order", "shop.checkout.placing -> shop.payment.Api.Charge charges", "shop.checkout.placing -> shop.checkout.pricing asks for totals", "shop.payment ~> cards charges cards"];
const index = indexSite(site(SHOP, RELATIONS));

describe("the site's index", () => {
  it("gives an element the relations of its parts that leave it, and not those within it", () => {
    expect(index.outgoing("shop.checkout").map((relation) => relation.label)).toEqual(["charges"]);
    expect(index.incoming("shop.payment").map((relation) => relation.label)).toEqual(["charges"]);
    expect(index.outgoing("shop.checkout.placing").map((relation) => relation.label)).toEqual(["charges", "asks for totals"]);
    expect(index.outgoing("shop").map((relation) => relation.label)).toEqual(["charges cards"]);
  });

  it("names the other end of a relation as it is seen from an element", () => {
    expect(peerOf(index, "shop.checkout", "shop.payment.Api.Charge")).toBe("shop.payment");
    expect(peerOf(index, "shop.checkout.placing", "shop.checkout.pricing")).toBe("shop.checkout.pricing");
    expect(peerOf(index, "shop.payment", "shop.checkout.placing")).toBe("shop.checkout");
    expect(peerOf(index, "shop", "cards")).toBe("cards");
    expect(peerOf(index, "shop", "unknown.thing")).toBe("unknown.thing");
  });

  it("knows what stands inside of what", () => {
    expect(isWithin(index, "shop.payment.Api.Charge", "shop")).toBe(true);
    expect(isWithin(index, "shop", "shop.payment")).toBe(false);
  });
});

describe("places", () => {
  it("leads to the view at hand where the element is drawn there, else to the best one, else to its page", () => {
    expect(placeOf(index, "shop.web", "containers/shop")).toEqual({ page: "view", id: "containers/shop", select: "shop.web" });
    expect(placeOf(index, "shop.payment.Api.Charge")).toEqual({ page: "view", id: "containers/shop", select: "shop.payment.Api.Charge" });
    expect(placeOf(indexSite(site(["lonely component component"])), "lonely")).toEqual({ page: "element", id: "lonely" });
    expect(placeOf(indexSite(site(["fast driver requirement", "web-team team team"])), "fast")).toEqual({ page: "drivers", id: "fast" });
  });

  it("opens with the containers, and ends on trails that go in a circle", () => {
    expect(firstView(index)?.id).toBe("containers/shop");
    expect(firstView(indexSite(site([], [], { views: [] })))).toBeUndefined();
    const circle = indexSite(site([], [], { views: ["a", "b"].map((id) => ({ id, kind: "context", title: id, description: "", artifact: "1.1", elements: 0, parent: id === "a" ? "b" : "a" })) }));
    expect(trailOf(circle, circle.view("a")!).map((view) => view.id)).toEqual(["b", "a"]);
  });

  it("leads an artifact to its picture, or to the page that says what is missing", () => {
    expect(artifactRoute(index, "1.2")).toEqual({ page: "view", id: "containers/shop" });
    expect(artifactRoute(index, "3.1")).toEqual({ page: "artifact", id: "3.1" });
  });
});

describe("the marks of what breaks", () => {
  it("marks the nearest drawn element, as degraded where only a part of it fails", () => {
    const drawn = new Set(["shop.web", "shop.checkout", "shop.payment", "cards"]);
    const { states, relations } = marksOf(index, "shop.payment", (id) => drawn.has(id));
    expect([...states]).toEqual([["shop.payment", "down"], ["shop.checkout", "degrades"], ["shop.web", "degrades"]]);
    expect([...relations]).toEqual(['shop.checkout.placing -> shop.payment.Api.Charge "charges"', 'shop.web -> shop.checkout "places the order"']);
  });
});

describe("the relations of an edge", () => {
  it.each([
    ["a.b -> c", ["a.b -> c"]],
    ['a -> b "reads the cart" a ->> c.d "announces" e -> f', ['a -> b "reads the cart"', 'a ->> c.d "announces"', "e -> f"]],
    ['a -> b "says "hello" twice" c -> d "x"', ['a -> b "says "hello" twice"', 'c -> d "x"']],
    ["`my thing` -> b c -> `other one`", ["`my thing` -> b", "c -> `other one`"]],
    ["", []],
  ])("reads %s", (text, ids) => {
    expect(relationsOf(text)).toEqual(ids);
  });

  it("has none where the drawing says none", () => expect(relationsOf(undefined)).toEqual([]));
});

describe("search", () => {
  const finder = buildFinder(indexSite(site(SHOP, RELATIONS, {
    decisions: [{ id: "adr-0003", number: "0003", title: "Announce orders over Kafka", status: "accepted", deciders: [], drivers: [], affects: [], supersedes: [], supersededBy: [], refines: [], conflicts: [], html: "<p>An <em>outbox</em> is needed.</p>", file: "decisions/0003.md" }],
    glossary: [{ term: "SKU", meaning: "The smallest thing that is sold.", synonyms: ["article number"] }],
  })));
  const titles = (query: string): readonly string[] => finder.find(query, 10).map((found) => `${found.type}: ${found.title}`);

  it("finds elements by the beginning of a word, and containers before the rest", () => {
    expect(titles("check")[0]).toBe("service: Checkout");
    expect(titles("pay")[0]).toBe("service: Payment");
  });

  it("forgives a slip", () => expect(titles("chekout")).toContain("service: Checkout"));

  it("finds relations, words of decisions, synonyms and pages", () => {
    expect(titles("charges cards")).toContain("Call: charges cards");
    expect(titles("outbox")).toContain("Decision: Announce orders over Kafka");
    expect(titles("article")).toContain("Term: SKU");
    expect(titles("findings")).toContain("Page: Findings");
  });

  it("asks for all words", () => expect(titles("checkout zebra")).toEqual([]));

  it("leads a relation to the picture that shows both ends", () => {
    expect(finder.find("places the order", 1)[0]!.href).toBe("#/view/containers/shop?select=shop.web%20-%3E%20shop.checkout%20%22places%20the%20order%22");
  });
});
