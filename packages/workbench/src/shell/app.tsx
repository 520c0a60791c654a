import { useEffect } from "react";
import { getState, go, update, useStore } from "../data/store.ts";
import { firstView } from "../data/places.ts";
import type { Route } from "../data/route.ts";
import { PicturePage } from "../picture/picture-page.tsx";
import { ArtifactPage } from "../pages/artifact-page.tsx";
import { CapabilitiesPage } from "../pages/capabilities-page.tsx";
import { DecisionsPage } from "../pages/decisions-page.tsx";
import { DriversPage } from "../pages/drivers-page.tsx";
import { ElementPage } from "../pages/element-page.tsx";
import { EmptyPage } from "../pages/empty-page.tsx";
import { FindingsPage } from "../pages/findings-page.tsx";
import { GlossaryPage } from "../pages/glossary-page.tsx";
import { StatusPage } from "../pages/status-page.tsx";
import { TeamsPage } from "../pages/teams-page.tsx";
import { TechnologyPage } from "../pages/technology-page.tsx";
import { ViewsPage } from "../pages/views-page.tsx";
import { PrototypePage } from "../prototype/prototype-page.tsx";
import { SearchDialog } from "../search/search-dialog.tsx";
import { Banner } from "./banner.tsx";
import { Contents } from "./contents.tsx";
import { Header } from "./header.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { Strip } from "./strip.tsx";
import { titleOf } from "./title.ts";

export function App() {
  const index = useStore((state) => state.index);
  const route = useStore((state) => state.route);
  const failure = useStore((state) => state.failure);
  const search = useStore((state) => state.search);
  const keys = useStore((state) => state.keys);
  const sheet = useStore((state) => state.sheet);
  const alone = useStore((state) => state.alone);

  useEffect(() => {
    const press = (event: KeyboardEvent): void => onKey(event);
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  useEffect(() => {
    if (index !== undefined) document.title = titleOf(index, route);
  }, [index, route]);
  useEffect(() => update({ sheet: undefined }), [route.page, "id" in route ? route.id : ""]);

  if (index === undefined) return failure === undefined ? <div className="loading" role="status">Reading the workspace</div> : <Unreadable reason={failure} />;
  const pictured = (route.page === "home" && firstView(index) !== undefined) || route.page === "view";
  return (
    <div className="app" data-page={pictured ? "picture" : "text"} data-sheet={sheet} data-alone={alone && pictured ? "" : undefined}>
      <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById("main")?.focus(); }}>Skip to the content</a>
      <Header />
      <Contents />
      <main id="main" className="main" tabIndex={-1}>
        <Banner />
        <Page route={route} />
      </main>
      {sheet === undefined ? null : <div className="scrim" onClick={() => update({ sheet: undefined })} />}
      <Strip />
      {search ? <SearchDialog /> : null}
      {keys ? <KeysDialog /> : null}
    </div>
  );
}

function Page({ route }: { readonly route: Route }) {
  const index = useStore((state) => state.index)!;
  switch (route.page) {
    case "home": {
      const view = firstView(index);
      return view === undefined ? <EmptyPage /> : <PicturePage id={view.id} select={undefined} down={undefined} play={undefined} step={undefined} />;
    }
    case "view":
      return index.view(route.id) === undefined ? <Missing what={`There is no view ${route.id}.`} /> : <PicturePage id={route.id} select={route.select} down={route.down} play={route.play} step={route.step} />;
    case "prototype":
      return index.site.screens.every((screen) => screen.id !== route.id) ? <Missing what={`There is no screen ${route.id}.`} /> : <PrototypePage route={route} />;
    case "element":
      return index.element(route.id) === undefined ? <Missing what={`There is no element ${route.id}.`} /> : <ElementPage id={route.id} />;
    case "artifact":
      return <ArtifactPage id={route.id} file={route.file} />;
    case "decisions":
      return <DecisionsPage id={route.id} tab={route.tab} />;
    case "technology":
      return <TechnologyPage tab={route.tab} />;
    case "drivers":
      return <DriversPage id={route.id} />;
    case "status":
      return <StatusPage />;
    case "findings":
      return <FindingsPage route={route} />;
    case "capabilities":
      return <CapabilitiesPage id={route.id} />;
    case "teams":
      return <TeamsPage id={route.id} />;
    case "glossary":
      return <GlossaryPage id={route.id} />;
    case "views":
      return <ViewsPage />;
    case "missing":
      return <Missing what={`Nothing stands at ${route.path}.`} />;
  }
}

function Missing({ what }: { readonly what: string }) {
  return (
    <div className="page">
      <h1>Not here</h1>
      <p className="muted">{what} It may have been renamed or removed.</p>
      <p><a href="#/">Go to the first picture</a></p>
    </div>
  );
}

function Unreadable({ reason }: { readonly reason: string }) {
  return (
    <main className="plain">
      <h1>The workspace cannot be read</h1>
      <p>{reason}.</p>
      <p>In the live workbench: is the server still running? On a static site: is the folder <code>data</code> beside this page?</p>
    </main>
  );
}

/** Keys that work everywhere. Those of the picture are its own. */
function onKey(event: KeyboardEvent): void {
  const state = getState();
  const typing = event.target instanceof HTMLElement && (event.target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName));
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    update({ search: !state.search, keys: false });
  } else if (event.key === "Escape" && state.sheet !== undefined) {
    event.preventDefault();
    update({ sheet: undefined });
  } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && state.index !== undefined && !state.search) {
    if (event.key === "/") {
      event.preventDefault();
      update({ search: true, keys: false });
    } else if (event.key === "?") {
      event.preventDefault();
      update({ keys: !state.keys });
    } else if (event.key === "g" && !state.keys) go({ page: "views" });
    else if (event.key === "f" && !state.keys) update({ alone: !state.alone });
  }
}
