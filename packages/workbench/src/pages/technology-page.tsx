import { groupBy } from "../data/group-by.ts";
import type { TechnologyData } from "@groundplan/artifacts";
import { valueOf, valuesOf } from "../data/index-site.ts";
import type { SiteIndex } from "../data/index-site.ts";
import { hrefOf } from "../data/route.ts";
import { useIndex } from "../data/store.ts";
import { ElementLink, ElementLinks, Pill } from "../inspector/parts.tsx";
import { words } from "../inspector/words.ts";
import { Mark } from "../shell/mark.tsx";
import { Figure } from "./figure.tsx";
import { Nothing, Page } from "./page.tsx";

/** What is used and how well it is supported, the radar, and what was weighed against what. */
export function TechnologyPage({ tab }: { readonly tab: string | undefined }) {
  const index = useIndex();
  const { charts } = index.site;
  const radars = charts.filter((chart) => /radar/.test(chart.id));
  const choices = index.ofGroup("choice");
  const side = tab ?? (radars.length > 0 ? "radar" : "stack");
  const tabs = [
    ...(radars.length === 0 ? [] : [{ href: hrefOf({ page: "technology", tab: "radar" }), text: "Radar", current: side === "radar" }]),
    { href: hrefOf({ page: "technology", tab: "choices" }), text: `Choices ${choices.length}`, current: side === "choices" },
    { href: hrefOf({ page: "technology", tab: "stack" }), text: "Stack", current: side === "stack" },
  ];
  return (
    <Page title="Technology" lead="What the elements are built with, what was weighed, and how long each is supported." tabs={tabs} wide>
      {side === "radar" ? radars.map((chart) => <Figure key={chart.id} svg={chart.svg} label={chart.title} />) : null}
      {side === "choices" ? <Choices /> : null}
      {side === "stack" ? <Stack /> : null}
    </Page>
  );
}

function Choices() {
  const index = useIndex();
  const choices = index.ofGroup("choice");
  const matrices = index.site.charts.filter((chart) => chart.id.startsWith("choice-"));
  if (choices.length === 0) return <Nothing>No choice is written down yet: a <code>choice</code> weighs candidates against drivers.</Nothing>;
  return (
    <>
      {choices.map((choice) => {
        const own = matrices.filter((chart) => chart.id === `choice-${choice.id}`);
        const decision = valuesOf(choice, "decision")[0]?.target;
        const targets = valuesOf(choice, "for").flatMap((value) => value.target ?? []);
        return (
          <section className="block" key={choice.id} id={choice.id}>
            <h2>{choice.title}</h2>
            <p className="muted">{choice.description} {targets.length === 0 ? null : <>For <ElementLinks ids={targets} />. </>}{valueOf(choice, "final") === undefined ? "Nothing is chosen yet. " : <>Chosen: <b>{valueOf(choice, "final")}</b>. </>}{decision === undefined ? null : <>Recorded in <ElementLink id={decision} />.</>}</p>
            {own.map((chart) => <Figure key={chart.id} svg={chart.svg} label={chart.title} />)}
            <Candidates index={index} choice={choice.id} />
          </section>
        );
      })}
    </>
  );
}

function Candidates({ index, choice }: { readonly index: SiteIndex; readonly choice: string }) {
  const candidates = index.children(choice);
  return (
    <div className="table-scroll">
      <table className="table">
        <thead><tr><th>Candidate</th><th>Status</th><th>For it</th><th>Against it</th></tr></thead>
        <tbody>
          {candidates.map((candidate) => (
            <tr key={candidate.id}>
              <td><b>{candidate.title}</b></td>
              <td>{valueOf(candidate, "status") === undefined ? <span className="muted">unsaid</span> : <Pill tone={valueOf(candidate, "status") === "chosen" ? "good" : "plain"}>{valueOf(candidate, "status")}</Pill>}</td>
              <td>{valuesOf(candidate, "pros").map(({ text }) => <div key={text}>{text}</div>)}</td>
              <td>{valuesOf(candidate, "cons").map(({ text }) => <div key={text}>{text}</div>)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Used {
  readonly technology: TechnologyData;
  readonly by: string[];
}

function Stack() {
  const index = useIndex();
  const used = new Map<string, Used>();
  for (const element of index.site.elements) for (const technology of element.technologies) {
    const entry = used.get(technology.title) ?? { technology, by: [] };
    entry.by.push(element.id);
    used.set(technology.title, entry);
  }
  if (used.size === 0) return <Nothing>No element says what it is built with: <code>tech: python, fastapi</code>.</Nothing>;
  const categories = [...groupBy(used.values(), (entry) => entry.technology.category ?? "other")].sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <>
      <Ends used={[...used.values()]} />
      <div className="table-scroll">
        <table className="table">
          <thead><tr><th>Technology</th><th>Licence</th><th>Support</th><th>Used by</th></tr></thead>
          {categories.map(([category, entries]) => (
            <tbody key={category}>
              <tr className="table-group"><th colSpan={4} scope="rowgroup">{words(category)}</th></tr>
              {[...entries].sort((a, b) => (a.technology.title < b.technology.title ? -1 : 1)).map(({ technology, by }) => (
                <tr key={technology.title}>
                  <td>{technology.homepage === undefined || technology.homepage === "" ? technology.title : <a href={technology.homepage} rel="noreferrer">{technology.title}</a>}</td>
                  <td>{technology.licence ?? <span className="muted">unknown</span>}</td>
                  <td>{technology.ended ? <span className="with-mark is-bad"><Mark shape="cross" /> {technology.endOfLife === undefined ? "ended" : `ended ${technology.endOfLife}`}</span> : technology.endOfLife === undefined ? <span className="muted">no end announced</span> : <span className="with-mark"><Mark shape="filled" /> until {technology.endOfLife}</span>}</td>
                  <td><ElementLinks ids={by} /></td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  );
}

/** How many of those whose support ends next are named. */
const NEXT = 4;

/** What a newcomer asks first: what is no longer supported, and what ends next. */
function Ends({ used }: { readonly used: readonly Used[] }) {
  const ended = used.filter(({ technology }) => technology.ended === true);
  const next = used.flatMap(({ technology, by }) => (technology.ended !== true && technology.endOfLife !== undefined ? [{ technology, by, end: technology.endOfLife }] : [])).sort((a, b) => (a.end < b.end ? -1 : 1)).slice(0, NEXT);
  if (ended.length + next.length === 0) return null;
  return (
    <ul className="ends">
      {ended.map(({ technology, by }) => <li key={technology.title}><Mark shape="cross" /><span><b>{technology.title}</b> <span className="is-bad">{technology.endOfLife === undefined ? "is no longer supported" : `ended ${technology.endOfLife}`}</span><span className="muted">, used by </span><ElementLinks ids={by} /></span></li>)}
      {next.map(({ technology, by, end }) => <li key={technology.title}><Mark shape="half" /><span><b>{technology.title}</b> <span className="muted">ends {end}, used by </span><ElementLinks ids={by} /></span></li>)}
    </ul>
  );
}
