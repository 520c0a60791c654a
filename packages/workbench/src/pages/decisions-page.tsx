import { groupBy } from "../data/group-by.ts";
import { hrefOf } from "../data/route.ts";
import { useIndex } from "../data/store.ts";
import { Fact } from "../inspector/facts.tsx";
import { decisionTone, ElementLinks, FilePlace, Pill } from "../inspector/parts.tsx";
import { Figure } from "./figure.tsx";
import { Nothing, Page } from "./page.tsx";

/** The decision log: the list with states, each record as written, and all of them over time. */
export function DecisionsPage({ id, tab }: { readonly id: string | undefined; readonly tab: string | undefined }) {
  const index = useIndex();
  const { decisions, charts, views } = index.site;
  const timelines = charts.filter((chart) => chart.id.includes("timeline"));
  const graphs = views.filter((view) => view.kind === "decisions");
  const side = id === undefined && tab === "timeline" ? "timeline" : "log";
  const tabs = [
    { href: hrefOf({ page: "decisions" }), text: "Log", current: side === "log" },
    ...(timelines.length === 0 ? [] : [{ href: hrefOf({ page: "decisions", tab: "timeline" }), text: "Timeline", current: side === "timeline" }]),
    ...(graphs.length === 0 ? [] : [{ href: hrefOf({ page: "view", id: graphs[0]!.id }), text: "Graph", current: false }]),
  ];
  if (decisions.length === 0) return <Page title="Decisions"><Nothing>No decision is recorded yet. <code>groundplan decide "Title"</code> writes the next one, linked to the model.</Nothing></Page>;
  return (
    <Page title="Decisions" lead={summary(decisions.map((decision) => decision.status))} tabs={tabs} wide>
      {side === "timeline" ? timelines.map((chart) => <Figure key={chart.id} svg={chart.svg} label={chart.title} />) : null}
      {side === "log" ? <Log id={id} /> : null}
    </Page>
  );
}

function Log({ id }: { readonly id: string | undefined }) {
  const index = useIndex();
  const newest = [...index.site.decisions].sort((a, b) => (a.number < b.number ? 1 : -1));
  const shown = id === undefined ? newest[0] : index.decision(id);
  return (
    <div className="two-panes" data-chosen={id !== undefined}>
      <ul className="pane-list" aria-label="Decisions">
        {newest.map((decision) => (
          <li key={decision.id}>
            <a href={hrefOf({ page: "decisions", id: decision.id })} aria-current={decision === shown ? "true" : undefined}>
              <span className="number">{decision.number}</span>
              <span>{decision.title}<small>{decision.date ?? "undated"}</small></span>
              <Pill tone={decisionTone(decision.status)}>{decision.status}</Pill>
            </a>
          </li>
        ))}
      </ul>
      {shown === undefined ? <p className="muted">There is no decision {id}.</p> : <Record id={shown.id} />}
    </div>
  );
}

function Record({ id }: { readonly id: string }) {
  const index = useIndex();
  const decision = index.decision(id)!;
  const links: readonly (readonly [string, readonly string[]])[] = [
    ["Drivers", decision.drivers], ["Affects", decision.affects], ["Supersedes", decision.supersedes], ["Superseded by", decision.supersededBy], ["Refines", decision.refines], ["Conflicts with", decision.conflicts],
    ["Refined by", index.site.decisions.filter((other) => other.refines.includes(id)).map((other) => other.id)],
  ];
  return (
    <article className="record" aria-label={decision.title}>
      <div className="kind"><span className="number">{decision.number}</span> <Pill tone={decisionTone(decision.status)}>{decision.status}</Pill></div>
      <h2 className="record-title">{decision.title}</h2>
      <dl className="facts facts-wide">
        {decision.date === undefined ? null : <Fact name="Date">{decision.date}</Fact>}
        {decision.deciders.length === 0 ? null : <Fact name="Decided by"><ElementLinks ids={decision.deciders} /></Fact>}
        {links.map(([name, ids]) => (ids.length === 0 ? null : <Fact key={name} name={name}><ElementLinks ids={ids} /></Fact>))}
        <Fact name="Written in"><FilePlace file={decision.file} /></Fact>
      </dl>
      <div className="prose" dangerouslySetInnerHTML={{ __html: decision.html }} />
    </article>
  );
}

/** `4 decisions: 3 accepted, 1 proposed.` */
function summary(states: readonly string[]): string {
  const counts = [...groupBy(states, (state) => state)].map(([state, list]) => `${list.length} ${state}`);
  return `${states.length} ${states.length === 1 ? "decision" : "decisions"}: ${counts.join(", ")}.`;
}
