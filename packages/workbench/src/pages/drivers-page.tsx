import { groupBy } from "../data/group-by.ts";
import { useEffect } from "react";
import type { ElementData } from "@groundplan/artifacts";
import { valueOf, valuesOf } from "../data/index-site.ts";
import { hrefOf } from "../data/route.ts";
import { useIndex } from "../data/store.ts";
import { ElementLink, ElementLinks, Pill } from "../inspector/parts.tsx";
import { words } from "../inspector/words.ts";
import { DRIVER_WORDS, driverShape, Mark } from "../shell/mark.tsx";
import { Nothing, Page } from "./page.tsx";

const PARTS = ["source", "stimulus", "environment", "artifact", "response", "measure"] as const;

/** The utility tree with its scenarios, what limits the team, and the thirty-two key drivers with their answers. */
export function DriversPage({ id }: { readonly id: string | undefined }) {
  const index = useIndex();
  const drivers = index.ofKind("driver");
  const { status, phases } = index.site;
  useEffect(() => {
    if (id !== undefined) document.getElementById(`item-${id}`)?.scrollIntoView({ block: "center" });
  }, [id]);
  const qualities = [...groupBy(drivers, (driver) => (valueOf(driver, "quality") ?? "other").split(".")[0]!)].sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <Page title="Drivers" lead="What the system must be good at, as scenarios; and the thirty-two key drivers with the answer to each." wide>
      <section className="block">
        <h2>Utility tree <span className="count">{drivers.length}</span></h2>
        {drivers.length === 0 ? <Nothing>No driver is stated yet: a <code>driver</code> is a quality with source, stimulus, environment, artifact, response and measure.</Nothing> : null}
        {qualities.map(([quality, list]) => (
          <div className="utility" key={quality}>
            <h3>{words(quality)}</h3>
            <ul>{[...list].sort(byWeight).map((driver) => <Scenario key={driver.id} driver={driver} chosen={driver.id === id} />)}</ul>
          </div>
        ))}
      </section>
      <Others title="Goals" kind="goal" setting="measure" chosen={id} />
      <Others title="Constraints" kind="constraint" setting="because" chosen={id} />
      <Others title="Risks" kind="risk" setting="mitigation" chosen={id} />
      <section className="block">
        <h2>Key drivers <span className="count">{status.drivers.length}</span></h2>
        <div className="table-scroll">
          <table className="table">
            <thead><tr><th>Driver</th><th>State</th><th>Evidence</th></tr></thead>
            {phases.map(({ number, name }) => (
              <tbody key={number}>
                <tr className="table-group"><th colSpan={3} scope="rowgroup">{number} {name}</th></tr>
                {status.drivers.filter((driver) => driver.id.startsWith(`${number}.`)).map((driver) => (
                  <tr key={driver.id}>
                    <td><span className="number">{driver.id}</span> {driver.name}</td>
                    <td><span className={driver.state === "fails" ? "with-mark is-bad" : "with-mark"}><Mark shape={driverShape(driver.state)} /> {DRIVER_WORDS[driver.state]}</span></td>
                    <td>{driver.evidence.length === 0 ? <span className="muted">None yet</span> : driver.evidence.map((text) => <div key={text}>{text}</div>)}</td>
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        </div>
      </section>
    </Page>
  );
}

function Scenario({ driver, chosen }: { readonly driver: ElementData; readonly chosen: boolean }) {
  const index = useIndex();
  const [quality, part] = (valueOf(driver, "quality") ?? "").split(".");
  const served = [...index.site.decisions.filter((decision) => decision.drivers.includes(driver.id)).map((decision) => decision.id), ...driver.mentions.filter((mention) => mention.setting === "weights").map((mention) => mention.by)];
  const priority = valueOf(driver, "priority");
  const difficulty = valueOf(driver, "difficulty");
  return (
    <li className="scenario" id={`item-${driver.id}`} data-chosen={chosen}>
      <div className="scenario-head">
        <b>{driver.title}</b>
        <span className="muted">{words(part ?? quality ?? "")}</span>
        <span className="scenario-weights"><Pill tone="plain">{priority ?? "no"} priority</Pill>{difficulty === undefined ? null : <Pill tone="plain">{difficulty} difficulty</Pill>}</span>
      </div>
      <dl className="scenario-parts">
        {PARTS.map((name) => (
          <div key={name} className={name === "measure" ? "is-measure" : undefined}>
            <dt>{words(name)}</dt>
            <dd>{valuesOf(driver, name).length === 0 ? <span className="muted">unsaid</span> : valuesOf(driver, name).map((value, at) => <span key={value.text}>{at === 0 ? null : ", "}{value.target === undefined ? value.text : <ElementLink id={value.target} />}</span>)}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">{served.length === 0 ? "No decision and no choice speaks of it." : <>Answered by <ElementLinks ids={served} /></>}</p>
    </li>
  );
}

function Others({ title, kind, setting, chosen }: { readonly title: string; readonly kind: string; readonly setting: string; readonly chosen: string | undefined }) {
  const index = useIndex();
  const elements = index.ofKind(kind);
  if (elements.length === 0) return null;
  return (
    <section className="block">
      <h2>{title} <span className="count">{elements.length}</span></h2>
      <div className="table-scroll">
        <table className="table">
          <thead><tr><th>{title.slice(0, -1)}</th><th>{words(setting)}</th><th>More</th></tr></thead>
          <tbody>
            {elements.map((element) => (
              <tr key={element.id} id={`item-${element.id}`} data-chosen={element.id === chosen}>
                <td><b>{element.title}</b>{element.description === undefined ? null : <div className="muted">{element.description}</div>}</td>
                <td>{valuesOf(element, setting).map(({ text }) => <div key={text}>{text}</div>)}</td>
                <td>{element.settings.filter((each) => each.name !== setting && each.name !== "illustrative").map((each) => <div key={each.name}><span className="muted">{words(each.name)}</span> {each.values.map((value, at) => <span key={value.text}>{at === 0 ? null : ", "}{value.target === undefined ? value.text : <ElementLink id={value.target} />}</span>)}</div>)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="sr"><a href={hrefOf({ page: "drivers" })}>To the top</a></p>
    </section>
  );
}

const WEIGHTS: Readonly<Record<string, number>> = { high: 0, medium: 1, low: 2 };

function byWeight(a: ElementData, b: ElementData): number {
  const weight = (element: ElementData): number => (WEIGHTS[valueOf(element, "priority") ?? ""] ?? 3) * 4 + (WEIGHTS[valueOf(element, "difficulty") ?? ""] ?? 3);
  return weight(a) - weight(b) || (a.id < b.id ? -1 : 1);
}
