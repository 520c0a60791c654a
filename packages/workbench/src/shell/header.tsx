import { useState } from "react";
import { hrefOf } from "../data/route.ts";
import { firstView, trailOf } from "../data/places.ts";
import { update, useIndex, useStore } from "../data/store.ts";
import { ExportMenu } from "../picture/export-menu.tsx";
import { pageName } from "./title.ts";
import { setTheme, themeShown } from "./theme.ts";

const MAC = /Mac|iP/.test(navigator.platform);

export function Header() {
  const index = useIndex();
  const route = useStore((state) => state.route);
  const view = route.page === "view" ? route.id : route.page === "home" ? firstView(index)?.id : undefined;
  return (
    <header className="header">
      <button type="button" className="button contents-button" onClick={() => update({ sheet: "contents" })}>Contents</button>
      <a className="logo" href="#/" aria-label="Groundplan, first picture">
        <svg width="22" height="22" viewBox="0 0 22 22" fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden="true"><path d="M2 20V2h18v18h-7v-6H9v6z" /><path d="M2 9h7M13 9h7" /></svg>
        <span>Groundplan</span>
      </a>
      <Breadcrumbs />
      <button type="button" className="search-button" onClick={() => update({ search: true })} aria-keyshortcuts="/ Control+K">
        <span className="search-words">Search elements, decisions, terms</span><span className="search-word">Search</span> <kbd>{MAC ? "⌘ K" : "Ctrl K"}</kbd>
      </button>
      <ThemeButton />
      {view === undefined ? null : <ExportMenu view={view} />}
    </header>
  );
}

function Breadcrumbs() {
  const index = useIndex();
  const route = useStore((state) => state.route);
  const view = route.page === "view" ? index.view(route.id) : route.page === "home" ? firstView(index) : undefined;
  const crumbs: readonly { readonly text: string; readonly href?: string }[] = view !== undefined
    ? trailOf(index, view).map((step) => ({ text: step.title, href: hrefOf({ page: "view", id: step.id }) }))
    : route.page === "element"
      ? [...index.ancestors(route.id)].reverse().map((element) => ({ text: element.title, href: hrefOf({ page: "element", id: element.id }) })).concat({ text: index.title(route.id), href: "" })
      : route.page === "decisions" && route.id !== undefined
        ? [{ text: "Decisions", href: "#/decisions" }, { text: index.decision(route.id)?.title ?? route.id }]
        : route.page === "prototype"
          ? [{ text: "Wireframes and flows", href: hrefOf({ page: "artifact", id: "2.3" }) }, { text: index.title(route.id) }]
        : route.page === "artifact"
          ? [{ text: "Status", href: "#/status" }, { text: index.site.status.artifacts.find((artifact) => artifact.id === route.id)?.name ?? route.id }]
          : [{ text: pageName(route.page) || index.site.name }];
  const all = view !== undefined || crumbs[0]?.text === index.site.name ? crumbs : [{ text: index.site.name, href: "#/" }, ...crumbs];
  return (
    <nav className="crumbs" aria-label="Breadcrumbs">
      <ol>
        {all.map((crumb, at) => (
          <li key={`${at} ${crumb.text}`}>
            {at < all.length - 1 && crumb.href ? <a href={crumb.href}>{crumb.text}</a> : <span aria-current={at === all.length - 1 ? "page" : undefined}>{crumb.text}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function ThemeButton() {
  const [shown, setShown] = useState(themeShown);
  const other = shown === "dark" ? "light" : "dark";
  return (
    <button type="button" className="button theme-button" onClick={() => { setTheme(other); setShown(other); }} title={`Change to the ${other} theme`}>
      {other === "dark" ? "Dark" : "Light"}<span className="sr"> theme</span>
    </button>
  );
}
