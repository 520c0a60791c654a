import { artifactRoute } from "../data/places.ts";
import { hrefOf } from "../data/route.ts";
import { useIndex } from "../data/store.ts";
import { ARTIFACT_WORDS, artifactShape, DRIVER_WORDS, driverShape, isDone, Mark } from "../shell/mark.tsx";
import { Page } from "./page.tsx";

/** The thirty-five artifacts and the thirty-two drivers, with what is missing. */
export function StatusPage() {
  const index = useIndex();
  const { site } = index;
  const { artifacts, drivers } = site.status;
  const done = artifacts.filter((artifact) => isDone(artifact.state)).length;
  const holds = drivers.filter((driver) => driver.state === "holds").length;
  return (
    <Page title="Status board" lead={`${done} of ${artifacts.length} artifacts are complete, ${holds} of ${drivers.length} drivers hold. What is not there yet says what is missing.`} wide>
      <div className="board">
        {site.phases.map(({ number, name }) => (
          <section key={number} className="block">
            <h2>{number} {name}</h2>
            <ul className="board-list">
              {artifacts.filter((artifact) => artifact.phase === number).map((artifact) => (
                <li key={artifact.id}>
                  <Mark shape={artifactShape(artifact.state, artifact.judges.some((judge) => judge.result === "failed"))} />
                  <a href={hrefOf(artifact.state === "not-started" ? { page: "artifact", id: artifact.id } : artifactRoute(index, artifact.id))}>{artifact.name}</a>
                  <a className="board-state" href={hrefOf({ page: "artifact", id: artifact.id })}>{ARTIFACT_WORDS[artifact.state]}</a>
                  <span className="muted board-note">{artifact.missing[0] ?? artifact.origin}{artifact.missing.length > 1 ? `, and ${artifact.missing.length - 1} more` : ""}</span>
                </li>
              ))}
            </ul>
            <h3>Key drivers</h3>
            <ul className="board-list">
              {drivers.filter((driver) => driver.id.startsWith(`${number}.`)).map((driver) => (
                <li key={driver.id}>
                  <Mark shape={driverShape(driver.state)} />
                  <span>{driver.name}</span>
                  <span className={driver.state === "fails" ? "board-state is-bad" : "board-state"}>{DRIVER_WORDS[driver.state]}</span>
                  {driver.evidence[0] === undefined ? null : <span className="muted board-note">{driver.evidence[0]}</span>}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className="marks-legend muted" aria-label="What the marks mean">
        {(["not-started", "incomplete", "complete", "verified", "approved", "stale"] as const).map((state) => <span key={state}><Mark shape={artifactShape(state)} /> {ARTIFACT_WORDS[state].toLowerCase()}</span>)}
        <span><Mark shape="cross" /> fails</span><span><Mark shape="question" /> undecided</span>
      </p>
    </Page>
  );
}
