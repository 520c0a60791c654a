import type { ElementData, RelationData, SiteData } from "@groundplan/artifacts";

/** A small site: `shop` with a few containers, written as `id kind group`. */
export function site(elements: readonly string[], relations: readonly string[] = [], more: Partial<SiteData> = {}): SiteData {
  const made = elements.map((line): ElementData => {
    const [id, kind, group, ...title] = line.split(" ") as [string, string, string, ...string[]];
    const dot = id.lastIndexOf(".");
    return {
      id, kind, kindTitle: kind, group, swatch: "service", title: title.length > 0 ? title.join(" ") : id.slice(dot + 1), ...(dot > 0 ? { parent: id.slice(0, dot) } : {}),
      technologies: [], settings: [], mentions: [], views: ["system", "container", "actor", "external"].includes(group) ? ["containers/shop"] : [], file: "a.plan", line: 1,
    };
  });
  return {
    name: "Shop", version: "0", revision: 0, phases: [{ number: 1, name: "Architecture" }], elements: made,
    relations: relations.map((line): RelationData => {
      const [source, arrow, target, ...label] = line.split(" ") as [string, string, string, ...string[]];
      return { id: `${source} ${arrow === "~>" ? "->" : arrow} ${target}${label.length > 0 ? ` "${label.join(" ")}"` : ""}`, source, target, style: arrow === "->>" ? "message" : "call", dependency: arrow === "->" ? "hard" : "soft", ...(label.length > 0 ? { label: label.join(" ") } : {}), settings: [], file: "a.plan", line: 2 };
    }),
    views: [{ id: "containers/shop", kind: "containers", title: "Shop: containers", description: "", artifact: "1.2", elements: 3, of: "shop" }],
    decisions: [], findings: [], charts: [], flows: [], screens: [], journeys: [], glossary: [], status: { artifacts: [], drivers: [] },
    summary: { errors: 0, warnings: 0, infos: 0, files: 1, elements: made.length, relations: relations.length }, ...more,
  };
}

export const SHOP = ["shop system system Shop", "shop.web webapp container Storefront", "shop.checkout service container Checkout", "shop.checkout.placing component component Placing", "shop.checkout.pricing component component Pricing", "shop.payment service container Payment", "shop.payment.Api api interface", "shop.payment.Api.Charge operation operation", "cards external external Card network"];
