import { artifactRoute } from "../data/places.ts";
import { hrefOf } from "../data/route.ts";
import { useIndex } from "../data/store.ts";
import { ARTIFACT_WORDS, artifactShape, Mark } from "../shell/mark.tsx";
import { Few } from "../inspector/few.tsx";
import { Texts, useTexts } from "./artifact-texts.tsx";
import { Figure } from "./figure.tsx";
import { Page } from "./page.tsx";
import { Thumbnail } from "./thumbnail.tsx";

const ORIGINS = {
  derived: "Derived: made from the model or from the code, whole and true.",
  drafted: "Drafted: proposed with its evidence and its gaps; it counts when a person has made it theirs.",
  authored: "Authored: a judgement that only people have; the tool asks, and never writes it.",
} as const;

/** Of lists that a large model makes long, so much is shown at first. */
const MOST = 40;

/** What an artifact is, how far it is, and all that is made of it; `file` names one of its texts. */
export function ArtifactPage({ id, file }: { readonly id: string; readonly file: string | undefined }) {
  const index = useIndex();
  const artifact = index.site.status.artifacts.find((candidate) => candidate.id === id);
  const texts = useTexts(artifact === undefined || artifact.state === "not-started" ? undefined : id);
  if (artifact === undefined) return <Page title="Not here"><p className="muted">There is no artifact {id}.</p></Page>;
  const views = index.site.views.filter((view) => view.artifact === id);
  const charts = index.site.charts.filter((chart) => chart.artifact === id);
  const main = artifactRoute(index, id);
  const failed = artifact.judges.some((judge) => judge.result === "failed");
  const shown = typeof texts === "object" ? texts : undefined;
  const files = artifact.files.filter((path) => shown?.texts.every((text) => text.path !== path) ?? true);
  return (
    <Page title={artifact.name} lead={ORIGINS[artifact.origin]} wide={shown !== undefined && shown.texts.length > 0}>
      <p className="artifact-state"><Mark shape={artifactShape(artifact.state, failed)} /> <b>{ARTIFACT_WORDS[artifact.state]}</b> <span className="muted">artifact {artifact.id}, phase {artifact.phase} {index.site.phases.find((phase) => phase.number === artifact.phase)?.name}</span></p>
      {artifact.missing.length === 0 ? null : (
        <section className="block"><h2>What is missing</h2><Few of={artifact.missing} most={MOST}>{(some) => <ul className="plain-list">{some.map((item) => <li key={item}>{item}</li>)}</ul>}</Few></section>
      )}
      {main.page === "artifact" || main.page === "view" ? null : <p><a className="button" href={hrefOf(main)}>Open it</a></p>}
      {views.length === 0 ? null : <section className="block"><h2>Pictures</h2><Few of={views} most={MOST}>{(some) => <div className="thumbnails">{some.map((view) => <Thumbnail key={view.id} view={view} />)}</div>}</Few></section>}
      {charts.map((chart) => <section className="block" key={chart.id}><h2>{chart.title}</h2><Figure svg={chart.svg} label={chart.title} /></section>)}
      {shown === undefined || shown.texts.length === 0 ? null : <section className="block"><h2>Texts</h2><Texts of={shown} file={file} /></section>}
      {typeof texts === "string" ? <p className="muted" role="status">Its texts could not be read: {texts}.</p> : null}
      {artifact.judges.length === 0 ? null : (
        <section className="block">
          <h2>Verified by</h2>
          <table className="table"><thead><tr><th>Judge</th><th>Result</th><th>What it says</th></tr></thead><tbody>
            {artifact.judges.map((judge) => <tr key={judge.name}><td>{judge.name}</td><td><span className="with-mark"><Mark shape={judge.result === "passed" ? "filled" : judge.result === "failed" ? "cross" : "ring"} /> {judge.stale ? "stale" : judge.result}</span></td><td>{judge.detail}</td></tr>)}
          </tbody></table>
        </section>
      )}
      {files.length === 0 ? null : <section className="block"><h2>Pictures in files</h2><Few of={files} most={MOST}>{(some) => <ul className="files">{some.map((file) => <li key={file}><code>{file}</code></li>)}</ul>}</Few></section>}
    </Page>
  );
}
