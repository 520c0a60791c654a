import type { StatusData, ViewData } from "@groundplan/artifacts";
import { counted } from "../inspector/words.ts";
import { groupBy } from "../data/group-by.ts";
import { artifactRoute } from "../data/places.ts";
import { hrefOf } from "../data/route.ts";
import { useIndex } from "../data/store.ts";
import { ARTIFACT_WORDS, artifactShape, DRIVER_WORDS, driverShape, isDone, Mark } from "../shell/mark.tsx";
import { Page } from "./page.tsx";

type ArtifactStatus = StatusData["artifacts"][number];

/** The thirty-five artifacts and the thirty-two drivers, with what is missing. */
export function StatusPage() {
  const index = useIndex();
  const { site } = index;
  const { artifacts, drivers } = site.status;
  const done = artifacts.filter((artifact) => isDone(artifact.state)).length;
  const common = commonNotes([...artifacts.map((artifact) => [artifact.missing[0], ARTIFACT_WORDS[artifact.state]] as const), ...drivers.map((driver) => [driver.evidence[0], DRIVER_WORDS[driver.state]] as const)]);
  const holds = drivers.filter((driver) => driver.state === "holds").length;
  return (
    <Page title="Status board" lead={`${done} of ${artifacts.length} artifacts are complete, ${holds} of ${drivers.length} drivers hold. What is not there yet says what is missing.`} wide>
      <div className="board">
        {site.phases.map(({ number, name }) => {
          const own = artifacts.filter((artifact) => artifact.phase === number);
          return (
            <section key={number} className="block">
              <h2><span>{number} {name}</span> <span className="count">{own.filter((artifact) => isDone(artifact.state)).length} of {own.length}</span></h2>
              <ul className="board-list">
                {own.map((artifact) => (
                  <li key={artifact.id}>
                    <Mark shape={artifactShape(artifact.state, artifact.judges.some((judge) => judge.result === "failed"))} />
                    <a href={hrefOf(artifact.state === "not-started" ? { page: "artifact", id: artifact.id } : artifactRoute(index, artifact.id))}>{artifact.name}</a>
                    <a className="board-state" href={hrefOf({ page: "artifact", id: artifact.id })}>{ARTIFACT_WORDS[artifact.state]}</a>
                    <Note text={noteOf(artifact, index.site.views)} common={common} />
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
                    <Note text={driver.evidence[0]} common={common} />
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {common.length === 0 ? null : <ul className="plain-list board-common">{common.map(({ note, word, count }) => <li key={note}>{count} {word.toLowerCase()}: {note}</li>)}</ul>}
      <p className="marks-legend muted" aria-label="What the marks mean">
        {(["not-started", "incomplete", "complete", "verified", "approved", "stale"] as const).map((state) => <span key={state}><Mark shape={artifactShape(state)} /> {ARTIFACT_WORDS[state].toLowerCase()}</span>)}
        <span><Mark shape="cross" /> fails</span><span><Mark shape="question" /> undecided</span>
      </p>
    </Page>
  );
}

function Note({ text, common }: { readonly text: string | undefined; readonly common: readonly Common[] }) {
  return text === undefined || common.some(({ note }) => note === text) ? null : <span className="muted board-note">{text}</span>;
}

/** What is said of many, with the word for their state. */
interface Common {
  readonly note: string;
  readonly word: string;
  readonly count: number;
}

/** What is said of this many is said once, below the board. */
const COMMON = 6;

function commonNotes(notes: readonly (readonly [note: string | undefined, word: string])[]): readonly Common[] {
  return [...groupBy(notes, ([note]) => note)].flatMap(([note, of]) => (note === undefined || of.length < COMMON ? [] : [{ note, word: of[0]![1], count: of.length }]));
}

const ORIGINS: Readonly<Record<ArtifactStatus["origin"], string>> = { derived: "Made from the model", drafted: "Proposed, for the team to make theirs", authored: "Written by the team" };

/** What is missing, else what there is. */
function noteOf(artifact: ArtifactStatus, views: readonly ViewData[]): string {
  if (artifact.missing.length > 0) return `${artifact.missing[0]!}${artifact.missing.length > 1 ? ` And ${artifact.missing.length - 1} more.` : ""}`;
  const pictures = views.filter((view) => view.artifact === artifact.id).length;
  return `${ORIGINS[artifact.origin]}${pictures === 0 ? "" : `: ${counted(pictures, "picture")}`}.`;
}
