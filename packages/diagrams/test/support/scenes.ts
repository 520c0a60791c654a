import type { Box, LayoutGraph, LayoutResult, Point } from "@groundplan/layout";
import type { Scene, SceneEdge, SceneNode } from "../../src/scene.ts";

export function node(id: string, more: Partial<SceneNode> = {}): SceneNode {
  return { id, shape: "card", swatch: "service", title: id, kind: "Service", technologies: [], icons: [], lines: [], ...more };
}

export function edge(source: string, target: string, more: Partial<SceneEdge> = {}): SceneEdge {
  return { id: `${source} ${target}`, source, target, style: "call", relations: [`${source}.${target}`], ...more };
}

export function scene(more: Partial<Scene> = {}): Scene {
  return { id: "containers/shop", kind: "containers", title: "Shop", description: "What the shop is made of.", direction: "down", nodes: [], groups: [], edges: [], ...more };
}

/** The scene of the golden picture: small, and with one of nearly everything. */
export const small: Scene = scene({
  title: "Shop: containers",
  groups: [{ id: "shop", title: "Shop", kind: "System", opens: "context/shop" }, { id: "orders", parent: "shop", title: "Orders", dashed: true }],
  nodes: [
    node("shopper", { shape: "person", swatch: "actor", title: "Shopper", kind: "Person", description: "Buys telescopes" }),
    node("web", { parent: "shop", shape: "browser", swatch: "web", title: "Storefront", kind: "Web app", technologies: ["Next.js"], icons: ["unknown", "square"], opens: "components/web" }),
    node("checkout", { parent: "orders", title: "Checkout", technologies: ["Go", "gRPC"], description: "Turns a cart into a paid, shipped order.", owner: "Orders team", mark: "failing", lines: ["gRPC CheckoutService", "topic orders"] }),
    node("store", { parent: "orders", shape: "cylinder", swatch: "data", title: "Orders", kind: "Store", technologies: ["PostgreSQL 18"] }),
    node("events", { parent: "shop", shape: "capsule", swatch: "bus", title: "Events", kind: "Broker", technologies: ["Kafka"] }),
    node("cards", { shape: "external", swatch: "external", title: "Card processor", kind: "External system" }),
  ],
  edges: [
    edge("shopper", "web", { label: "browses, buys" }),
    edge("web", "checkout", { label: "places order", technology: "gRPC" }),
    edge("checkout", "store"),
    edge("checkout", "events", { style: "message", label: "announces" }),
    edge("checkout", "cards", { label: "charges card", technology: "HTTPS" }),
  ],
});

/** Places for `small`, set by hand as a draughtsman would, so that the golden picture does not depend on an engine. */
export function smallLayout(graph: LayoutGraph): LayoutResult {
  const corners: Readonly<Record<string, Point>> = { shopper: { x: 178, y: 0 }, web: { x: 178, y: 160 }, checkout: { x: 178, y: 320 }, store: { x: 400, y: 352 }, events: { x: 40, y: 540 }, cards: { x: 640, y: 356 } };
  const nodes = new Map(graph.nodes.map(({ id, width, height }) => [id, { ...corners[id]!, width, height }]));
  const title = (id: string, x: number, y: number) => ({ x: x + 16, y: y + 10, ...graph.groups.find((group) => group.id === id)!.title });
  const groups = new Map([
    ["shop", { x: 20, y: 110, width: 590, height: 502, title: title("shop", 20, 110) }],
    ["orders", { x: 158, y: 276, width: 432, height: 214, title: title("orders", 158, 276) }],
  ]);
  const [shopper, web, checkout, store, events, cards] = ["shopper", "web", "checkout", "store", "events", "cards"].map((id) => nodes.get(id)!) as [Box, Box, Box, Box, Box, Box];
  const middle = 256;
  const lines: readonly (readonly Point[])[] = [
    [{ x: middle, y: shopper.height }, { x: middle, y: web.y }],
    [{ x: middle, y: web.y + web.height }, { x: middle, y: checkout.y }],
    [{ x: checkout.x + checkout.width, y: store.y + 30 }, { x: store.x, y: store.y + 30 }],
    [{ x: 220, y: checkout.y + checkout.height }, { x: 220, y: 512 }, { x: 80, y: 512 }, { x: 80, y: events.y }],
    [{ x: checkout.x + checkout.width, y: checkout.y + 20 }, { x: cards.x + 40, y: checkout.y + 20 }, { x: cards.x + 40, y: cards.y }],
  ];
  const pills: readonly (Point | undefined)[] = [{ x: middle, y: 88 }, { x: middle, y: 248 }, undefined, { x: 150, y: 512 }, { x: 500, y: checkout.y + 20 }];
  const edges = graph.edges.map(({ id, label }, i) => {
    const at = pills[i];
    return { id, points: lines[i]!, ...(label === undefined || at === undefined ? {} : { label: { x: at.x - label.width / 2, y: at.y - label.height / 2, ...label } }) };
  });
  return { width: 640 + cards.width, height: 612, nodes, groups, edges, seed: { version: 0 } };
}

/** Strings that have broken other renderers. */
export const hostile: readonly string[] = [
  `"><script>alert(1)</script>`, `' onload='alert(1)`, "]]>", "<!--", "&amp; &#0; &unknown;", "a\u0000b\u0007c\ufffed", "\ud800 alone \udc00", "\u202e reversed \u2066 isolate",
  "${7*7} {{x}} `rm`", "\n\r\t \u2028 \u0085", "", " ", "__proto__", "constructor", "e\u0301".repeat(40), "👩‍👩‍👧‍👦 🇩🇪 👍🏽", "客户关系管理系统", "نظام إدارة الطلبات", "x".repeat(3000),
];

/** A scene that says hostile things in every place that has words. */
export const hostileScene: Scene = scene({
  id: hostile[0]!, title: hostile.join(" "), description: hostile.join("\n"),
  groups: hostile.map((words, i) => ({ id: `g${i}${words.slice(0, 40)}`, title: words, kind: words, opens: words })),
  nodes: hostile.map((words, i) =>
    node(`n${i}${words.slice(0, 40)}`, { title: words, kind: words, technologies: [words, words], icons: [words], description: words, lines: [words, words, words, words, words], owner: words, opens: words, shape: (["card", "document", "folded", "bucket", "capsule"] as const)[i % 5]! }),
  ),
  edges: hostile.map((words, i) => edge(`n${i}${words.slice(0, 40)}`, `n0${hostile[0]!.slice(0, 40)}`, { id: `e${i}${words.slice(0, 40)}`, label: words, technology: words, relations: [words] })),
});

export const icons = { square: { path: "M2 2h20v20h-20z" } };
