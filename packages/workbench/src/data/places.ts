/** Where things are looked at: the best address of an element, a view's way up, the page of an artifact. */
import type { ElementData, ViewData } from "@groundplan/artifacts";
import type { SiteIndex } from "./index-site.ts";
import type { Route } from "./route.ts";

/** The view that the page opens with: the containers, or what there is; none where no system is described yet. */
export function firstView(index: SiteIndex): ViewData | undefined {
  const { views } = index.site;
  if (index.ofGroup("system", "container", "external", "actor").length === 0) return undefined;
  return views.find((view) => view.artifact === "1.2") ?? views.find((view) => view.artifact === "1.1") ?? views[0];
}

/** The way to an element: in the view at hand if it is drawn there, else in its best view, else on a page of its own. */
export function placeOf(index: SiteIndex, id: string, current?: string): Route {
  const element = index.element(id);
  if (element === undefined) return { page: "element", id };
  const page = pageOf(element);
  if (page !== undefined) return page;
  for (const candidate of [element, ...index.ancestors(id)]) {
    if (candidate.views.length === 0) continue;
    const view = current !== undefined && candidate.views.includes(current) ? current : candidate.views[0]!;
    if (index.view(view) === undefined) continue;
    // What only its holder is drawn for keeps its own name: the inspector speaks of it all the same.
    return { page: "view", id: view, select: id };
  }
  return { page: "element", id };
}

/** Elements that are no part of a picture have their place on one of the pages. */
function pageOf(element: ElementData): Route | undefined {
  switch (element.group) {
    case "decision":
      return { page: "decisions", id: element.id };
    case "requirement":
      return { page: "drivers", id: element.id };
    case "team":
      return { page: "teams", id: element.id };
    case "capability":
    case "domain":
      return { page: "capabilities", id: element.id };
    case "choice":
    case "candidate":
      return { page: "technology", tab: "choices" };
    case "term":
      return { page: "glossary", id: element.id };
    default:
      return undefined;
  }
}

/** From the topmost view down to this one. */
export function trailOf(index: SiteIndex, view: ViewData): readonly ViewData[] {
  const trail: ViewData[] = [];
  for (let at: ViewData | undefined = view; at !== undefined && !trail.includes(at); at = at.parent === undefined ? undefined : index.view(at.parent)) trail.unshift(at);
  return trail;
}

/** Where the name of an artifact in the contents leads. */
export function artifactRoute(index: SiteIndex, id: string): Route {
  if (id === "1.3") return { page: "technology" };
  if (id === "1.4" || id === "7.1") return id === "7.1" ? { page: "decisions", tab: "timeline" } : { page: "decisions" };
  if (id === "5.1") return { page: "technology", tab: "stack" };
  const view = index.site.views.find((candidate) => candidate.artifact === id);
  return view === undefined ? { page: "artifact", id } : { page: "view", id: view.id };
}

/** The artifact that a route belongs to, for the contents. */
export function artifactOf(index: SiteIndex, route: Route): string | undefined {
  switch (route.page) {
    case "home":
      return firstView(index)?.artifact;
    case "view":
      return index.view(route.id)?.artifact;
    case "artifact":
      return route.id;
    case "prototype":
      return "2.3";
    case "decisions":
      return route.tab === "timeline" ? "7.1" : "1.4";
    case "technology":
      return route.tab === "stack" ? "5.1" : "1.3";
    default:
      return undefined;
  }
}
