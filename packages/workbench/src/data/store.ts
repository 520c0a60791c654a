/** What the page knows and where it stands: one small store, read by the components through `useStore`. */
import { useSyncExternalStore } from "react";
import type { ArtifactTexts, ViewPicture } from "@groundplan/artifacts";
import { indexSite } from "./index-site.ts";
import type { SiteIndex } from "./index-site.ts";
import { firstView } from "./places.ts";
import { hrefOf, parseRoute } from "./route.ts";
import type { Route } from "./route.ts";
import { sourceOf } from "./source.ts";
import type { Source } from "./source.ts";

export interface State {
  readonly index: SiteIndex | undefined;
  readonly route: Route;
  /** Why the site could not be read. */
  readonly failure: string | undefined;
  readonly live: boolean;
  readonly connected: boolean;
  /** Grows when pictures may be others now. */
  readonly pictures: number;
  /** A change is known of which the site here does not tell yet. */
  readonly behind: boolean;
  readonly search: boolean;
  readonly keys: boolean;
  /** The side panels are put away, so that the picture has the whole window. */
  readonly alone: boolean;
  /** Which side panel is open where the page is narrow. */
  readonly sheet: "contents" | "details" | undefined;
}

let state: State = { index: undefined, route: parseRoute(location.hash), failure: undefined, live: false, connected: true, pictures: 0, behind: false, search: false, keys: false, alone: false, sheet: undefined };
const listeners = new Set<() => void>();
const pictures = new Map<string, Promise<ViewPicture>>();
const texts = new Map<string, Promise<ArtifactTexts>>();
let source: Source | undefined;
/** The last revision that the server has told of. */
let latest = 0;

export function useStore<T>(select: (state: State) => T): T {
  return useSyncExternalStore(subscribe, () => select(state));
}

/** The index of the site; only within what is shown once it is there. */
export function useIndex(): SiteIndex {
  return useStore((now) => now.index)!;
}

export function getState(): State {
  return state;
}

export function update(change: Partial<State>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

/** Goes to an address. Selections replace the entry of the history, so that Back leads to the page before. */
export function go(route: Route, how: "push" | "replace" = "push"): void {
  const href = hrefOf(route);
  if (href === location.hash || (href === "#/" && location.hash === "")) return;
  if (how === "replace") history.replaceState(null, "", href);
  else history.pushState(null, "", href);
  readLocation();
}

export function start(): void {
  source = sourceOf(document);
  update({ live: source.live });
  addEventListener("hashchange", readLocation);
  addEventListener("popstate", readLocation);
  void load();
  source.subscribe((event) => {
    latest = event.revision;
    if (event.revision === state.index?.site.revision) return;
    if (event.views === "*") pictures.clear();
    else for (const id of event.views) pictures.delete(id);
    // What is looked at comes first: its picture is asked for now, and the site, which takes longer, once that is here.
    const shown = shownView();
    const first = shown === undefined || pictures.has(shown) ? Promise.resolve() : pictureOf(shown);
    update({ pictures: state.pictures + 1, behind: true });
    void first.then(load, load);
  }, (connected) => {
    // What changed while the server was away is not known: everything is asked for again.
    if (connected && !state.connected) {
      pictures.clear();
      void load();
    }
    if (connected !== state.connected) update({ connected });
  });
}

/** The view whose picture is looked at. */
function shownView(): string | undefined {
  return state.route.page === "view" ? state.route.id : state.route.page === "home" && state.index !== undefined ? firstView(state.index)?.id : undefined;
}

/** The picture of a view, kept until it changes. */
export function pictureOf(id: string): Promise<ViewPicture> {
  const known = pictures.get(id);
  if (known !== undefined) return known;
  const position = state.index?.site.views.findIndex((view) => view.id === id) ?? -1;
  // A live server may have drawn a view of which the site here does not tell yet.
  const made = source === undefined || (position < 0 && !source.live) ? Promise.reject(new Error(`There is no view ${id}.`)) : source.view(id, position);
  pictures.set(id, made);
  made.catch(() => pictures.delete(id));
  return made;
}

/** The texts of an artifact, kept until anything changes. */
export function textsOf(artifact: string): Promise<ArtifactTexts> {
  const known = texts.get(artifact);
  if (known !== undefined) return known;
  const asked = source === undefined ? Promise.reject<ArtifactTexts>(new Error("nothing is read yet")) : source.texts(artifact);
  texts.set(artifact, asked);
  asked.catch(() => texts.delete(artifact));
  return asked;
}

/** Draws a view anew. The server tells of it with the revision that is shown already, so the picture is asked for here. */
export async function tidy(id: string): Promise<void> {
  await source?.tidy(id);
  pictures.delete(id);
  update({ pictures: state.pictures + 1 });
}

async function load(): Promise<void> {
  try {
    const site = await source!.site();
    texts.clear();
    update({ index: indexSite(site), failure: undefined, pictures: state.pictures + 1, behind: site.revision < latest });
    // A change that came while the site was on its way may not be in it.
    if (site.revision < latest) {
      pictures.clear();
      latest = site.revision;
      void load();
    }
  } catch (error) {
    update({ failure: error instanceof Error ? error.message : String(error), behind: false });
  }
}

function readLocation(): void {
  const route = parseRoute(location.hash);
  if (hrefOf(route) !== hrefOf(state.route)) update({ route, search: false, keys: false });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
