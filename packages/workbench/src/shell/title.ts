import { firstView } from "../data/places.ts";
import type { SiteIndex } from "../data/index-site.ts";
import type { Route } from "../data/route.ts";

const PAGES: Readonly<Partial<Record<Route["page"], string>>> = {
  decisions: "Decisions", technology: "Technology", drivers: "Drivers", status: "Status", findings: "Findings", capabilities: "Capabilities", teams: "Teams", glossary: "Glossary", views: "All views",
};

/** The document's title: what is selected, where, in which workspace. */
export function titleOf(index: SiteIndex, route: Route): string {
  return [...new Set([...placeOf(index, route), index.site.name])].filter((part) => part !== "").join(" · ");
}

function placeOf(index: SiteIndex, route: Route): readonly string[] {
  switch (route.page) {
    case "home":
      return [firstView(index)?.title ?? ""];
    case "view":
      return [route.select === undefined || index.element(route.select) === undefined ? "" : index.title(route.select), index.view(route.id)?.title ?? route.id];
    case "element":
      return [index.title(route.id)];
    case "prototype":
      return [index.title(route.id), "Prototype"];
    case "artifact":
      return [index.site.status.artifacts.find((artifact) => artifact.id === route.id)?.name ?? route.id];
    case "decisions":
      return [route.id === undefined ? "" : (index.decision(route.id)?.title ?? ""), "Decisions"];
    case "missing":
      return ["Not here"];
    default:
      return [PAGES[route.page] ?? ""];
  }
}

export function pageName(page: Route["page"]): string {
  return PAGES[page] ?? "";
}
