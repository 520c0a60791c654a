/**
 * Where the data comes from: the live server (HTTP and server-sent events), or classic scripts beside the page, which work
 * from `file://` too. A site that was written has its text filled in where the live server's page still has the place for it.
 */
import type { ArtifactTexts, ChangeEvent, SiteData, ViewPicture } from "@groundplan/artifacts";

export interface Source {
  readonly live: boolean;
  site(): Promise<SiteData>;
  /** The picture of a view; `position` is its place in `SiteData.views`. */
  view(id: string, position: number): Promise<ViewPicture>;
  /** The texts of an artifact that is not `not-started`. */
  texts(artifact: string): Promise<ArtifactTexts>;
  /** Has a view drawn anew, without regard to how it was; only the live server can. */
  tidy(id: string): Promise<void>;
  /** Tells changes on disk, and whether the server can be reached. The result ends it. */
  subscribe(change: (event: ChangeEvent) => void, connected: (yes: boolean) => void): () => void;
}

declare global {
  interface Window {
    groundplan?: { receive(kind: string, data: unknown): void };
  }
}

export function sourceOf(page: Document): Source {
  const written = page.location.protocol === "file:" || page.querySelector("noscript")?.textContent?.includes(PLACE) === false;
  return written ? staticSource() : liveSource();
}

/** The place for the readable text in `index.html`. */
const PLACE = "<!--readable-->";

function liveSource(): Source {
  const get = async <T,>(path: string): Promise<T> => {
    const response = await fetch(path, { cache: "no-store" });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as T;
  };
  return {
    live: true,
    site: () => get<SiteData>("api/site"),
    view: (id) => get<ViewPicture>(`api/view?id=${encodeURIComponent(id)}`),
    texts: (artifact) => get<ArtifactTexts>(`api/artifact?id=${encodeURIComponent(artifact)}`),
    tidy: async (id) => void (await fetch(`api/tidy?id=${encodeURIComponent(id)}`, { method: "POST" })),
    subscribe(change, connected) {
      const events = new EventSource("api/events");
      events.onopen = () => connected(true);
      events.onerror = () => connected(false);
      const take = (event: MessageEvent<string>): void => change(JSON.parse(event.data) as ChangeEvent);
      events.onmessage = take;
      events.addEventListener("change", take);
      // The server greets with its revision: what changed before the connection stood is not told again.
      events.addEventListener("hello", (event: MessageEvent<string>) => change({ ...(JSON.parse(event.data) as ChangeEvent), views: "*" }));
      return () => events.close();
    },
  };
}

function staticSource(): Source {
  const waiting = new Map<string, (data: unknown) => void>();
  window.groundplan = {
    receive(kind, data) {
      const key = kind === "site" ? kind : `${kind} ${(data as ViewPicture | ArtifactTexts).id}`;
      waiting.get(key)?.(data);
      waiting.delete(key);
    },
  };
  const load = <T,>(key: string, file: string): Promise<T> =>
    new Promise((resolve, reject) => {
      waiting.set(key, (data) => resolve(data as T));
      const script = document.createElement("script");
      script.src = file;
      script.onload = () => script.remove();
      script.onerror = () => {
        script.remove();
        waiting.delete(key);
        reject(new Error(`${file} could not be read`));
      };
      document.head.append(script);
    });
  return {
    live: false,
    site: () => load<SiteData>("site", "data/site.js"),
    view: (id, position) => load<ViewPicture>(`view ${id}`, `data/view-${position}.js`),
    texts: (artifact) => load<ArtifactTexts>(`artifact ${artifact}`, `data/artifact-${encodeURIComponent(artifact)}.js`),
    tidy: () => Promise.resolve(),
    subscribe: () => () => undefined,
  };
}
