/** The seven phases: the table of contents and the status board at once. Below them the pages that go across all phases. */
import { useState } from "react";
import { artifactOf, artifactRoute, firstView } from "../data/places.ts";
import { recall, remember } from "../data/memory.ts";
import { hrefOf } from "../data/route.ts";
import type { Route } from "../data/route.ts";
import { update, useIndex, useStore } from "../data/store.ts";
import { ARTIFACT_WORDS, artifactShape, isDone, Mark } from "./mark.tsx";

export function Contents() {
  const index = useIndex();
  const route = useStore((state) => state.route);
  const current = artifactOf(index, route);
  const { artifacts } = index.site.status;
  const [closed, setClosed] = useState<readonly number[]>(() => recall<readonly number[]>("closed-phases") ?? startClosed(artifacts));
  const toggle = (phase: number): void => {
    const next = closed.includes(phase) ? closed.filter((each) => each !== phase) : [...closed, phase];
    remember("closed-phases", next);
    setClosed(next);
  };
  return (
    <nav className="contents" aria-label="Contents">
      <div className="sheet-head"><span>Contents</span><button type="button" className="button" onClick={() => update({ sheet: undefined })}>Close</button></div>
      <div className="contents-scroll">
        {index.site.phases.map(({ number, name }) => {
          const own = artifacts.filter((artifact) => artifact.phase === number);
          const done = own.filter((artifact) => isDone(artifact.state)).length;
          const open = !closed.includes(number) || (current !== undefined && own.some((artifact) => artifact.id === current));
          return (
            <section key={number} className="phase">
              <h2>
                <button type="button" aria-expanded={open} onClick={() => toggle(number)}>
                  <span>{number} {name}</span>
                  <span className="count" title={`${done} of ${own.length} artifacts complete`}>{done}/{own.length}</span>
                </button>
              </h2>
              {open ? (
                <ul>
                  {own.map((artifact) => (
                    <li key={artifact.id}>
                      <a href={hrefOf(artifactRoute(index, artifact.id))} className={artifact.state === "not-started" ? "is-quiet" : undefined} aria-current={artifact.id === current ? "page" : undefined} title={artifact.state === "not-started" ? `Not started. ${artifact.missing.join(" ")}` : `${artifact.id} ${artifact.name}: ${ARTIFACT_WORDS[artifact.state]}`}>
                        <Mark shape={artifactShape(artifact.state, artifact.judges.some((judge) => judge.result === "failed"))} />
                        <span>{artifact.name}</span><span className="sr">, {ARTIFACT_WORDS[artifact.state]}</span>
                      </a>
                      {artifact.id === current ? <Views artifact={artifact.id} route={route} /> : null}
                    </li>
                  ))}
                </ul>
              ) : null}
            </section>
          );
        })}
      </div>
      <Across route={route} />
    </nav>
  );
}

/** Phases of which nothing is there yet begin closed, so that the list fits a laptop. */
function startClosed(artifacts: readonly { readonly phase: number; readonly state: string }[]): readonly number[] {
  const phases = [...new Set(artifacts.map((artifact) => artifact.phase))];
  return phases.filter((phase) => phase > 4 && artifacts.every((artifact) => artifact.phase !== phase || artifact.state === "not-started"));
}

/** The views of the artifact at hand, where it has several. */
function Views({ artifact, route }: { readonly artifact: string; readonly route: Route }) {
  const index = useIndex();
  const views = index.site.views.filter((view) => view.artifact === artifact);
  const shown = route.page === "view" ? route.id : firstView(index)?.id;
  if (views.length < 2) return null;
  const some = around(views, views.findIndex((view) => view.id === shown), MOST_VIEWS);
  return (
    <ul className="subviews">
      {some.map((view) => (
        <li key={view.id}><a href={hrefOf({ page: "view", id: view.id })} aria-current={view.id === shown ? "true" : undefined}><span>{view.of === undefined || views.some((other) => other !== view && other.of === view.of) ? view.title : index.title(view.of)}</span></a></li>
      ))}
      {some.length === views.length ? null : <li><a className="is-quiet" href={hrefOf({ page: "artifact", id: artifact })}><span>All {views.length}</span></a></li>}
    </ul>
  );
}

/** So many views are listed; where there are more, those about the one that is shown, and a way to all. */
const MOST_VIEWS = 12;

function around<T>(all: readonly T[], at: number, most: number): readonly T[] {
  if (all.length <= most + 2) return all;
  const from = Math.min(Math.max(0, at - Math.floor(most / 2)), all.length - most);
  return all.slice(from, from + most);
}

function Across({ route }: { readonly route: Route }) {
  const { site } = useIndex();
  const links: readonly { readonly route: Route; readonly text: string; readonly count?: string }[] = [
    { route: { page: "views" }, text: "All views", count: String(site.views.length) },
    { route: { page: "status" }, text: "Status" },
    { route: { page: "drivers" }, text: "Drivers" },
    { route: { page: "findings" }, text: "Findings", count: String(site.findings.length) },
    { route: { page: "capabilities" }, text: "Capabilities" },
    { route: { page: "teams" }, text: "Teams" },
    { route: { page: "technology", tab: "stack" }, text: "Technology" },
    { route: { page: "glossary" }, text: "Glossary" },
  ];
  return (
    <ul className="across" aria-label="Across the phases">
      {links.map((link) => (
        <li key={link.text}><a href={hrefOf(link.route)} aria-current={route.page === link.route.page && link.text !== "Technology" ? "page" : undefined}><span>{link.text}</span>{link.count === undefined ? null : <span className="count">{link.count}</span>}</a></li>
      ))}
    </ul>
  );
}
