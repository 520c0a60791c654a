import type { ElementData, ViewData } from "@groundplan/artifacts";
import { groupBy } from "../data/group-by.ts";
import { hrefOf } from "../data/route.ts";
import type { SiteIndex } from "../data/index-site.ts";
import { useIndex } from "../data/store.ts";
import { flowOf, flowsIn, stageOf } from "../play/flow.ts";
import { ARTIFACT_WORDS, artifactShape, Mark } from "../shell/mark.tsx";
import { Few } from "./few.tsx";
import { Fact } from "./facts.tsx";
import { ElementLink, Section } from "./parts.tsx";
import { counted, words } from "./words.ts";

const MOST_INSIDE = 12;
const MOST_MEMBERS = 48;

/** What a picture shows, while nothing in it is selected. */
export function ViewDetails({ id, missing }: { readonly id: string; readonly missing: string | undefined }) {
  const index = useIndex();
  const view = index.view(id)!;
  const artifact = index.site.status.artifacts.find((candidate) => candidate.id === view.artifact);
  const inside = index.site.views.filter((candidate) => candidate.parent === id && candidate.of !== undefined && index.element(candidate.of)?.group !== "view");
  // Of one kind after the other.
  const members = [...groupBy(drawnIn(index, id, view.kind), (element) => element.kindTitle).values()].flat();
  const flows = flowsIn(index, view);
  return (
    <>
      {missing === undefined ? null : <p className="muted gone">{missing} is not in the model, or no longer.</p>}
      <div className="kind">{words(view.kind)}</div>
      <h2>{view.title}</h2>
      {view.description === "" ? null : <p className="lead">{view.description}</p>}
      <dl className="facts">
        {view.of === undefined || index.element(view.of)?.group === "view" ? null : <Fact name="Of"><ElementLink id={view.of} swatch /></Fact>}
        <Fact name="Shows">{counted(view.elements, "element")}</Fact>
        {artifact === undefined ? null : <Fact name="Artifact"><a href={hrefOf({ page: "artifact", id: artifact.id })} >{artifact.id} {artifact.name} <Mark shape={artifactShape(artifact.state, artifact.judges.some((judge) => judge.result === "failed"))} /> <span className="muted">{ARTIFACT_WORDS[artifact.state].toLowerCase()}</span></a></Fact>}
      </dl>
      <Way view={view} />
      {flows.length === 0 ? null : (
        <Section title="Played over it" count={flows.length}>
          <Few of={flows} most={MOST_INSIDE}>{(some) => <ul className="rows">{some.map((flow) => <li key={flow.id}><a className="row" href={hrefOf({ page: "view", id, play: flow.id, step: "1" })}><span>{flow.title}</span><span className="muted">{counted(flow.steps.length, "step")}</span></a></li>)}</ul>}</Few>
        </Section>
      )}
      {inside.length === 0 ? null : (
        <Section title="Look inside" count={inside.length}>
          <Few of={inside} most={MOST_INSIDE}>{(some) => <ul className="rows">{some.map((child) => <li key={child.id}><a className="row" href={hrefOf({ page: "view", id: child.id })}><span>{child.of === undefined || inside.filter((other) => other.of === child.of).length > 1 ? child.title : index.title(child.of)}</span><span className="muted">{counted(child.elements, "element")}</span></a></li>)}</ul>}</Few>
        </Section>
      )}
      {members.length === 0 ? null : (
        <Section title="In the picture" count={members.length}>
          <Few of={members} most={MOST_MEMBERS}>{(some) => [...groupBy(some, (element) => element.kindTitle)].map(([kind, elements]) => (
            <ul className="rows" key={kind} aria-label={kind}>{elements.map((element) => <li className="row" key={element.id}><ElementLink id={element.id} swatch /><span className="muted">{element.technologies[0]?.title ?? element.kindTitle}</span></li>)}</ul>
          ))}</Few>
        </Section>
      )}
    </>
  );
}

/** The way on from a sequence to the structure over which it is played, and from a screen or a journey to the prototype. */
function Way({ view }: { readonly view: ViewData }) {
  const index = useIndex();
  const subject = view.id.slice(view.id.indexOf("/") + 1);
  if (view.kind === "sequence") {
    const flow = flowOf(index, subject);
    const stage = flow && stageOf(index, flow);
    return stage === undefined ? null : <p><a className="button" href={hrefOf({ page: "view", id: stage.id, play: subject, step: "1" })}>Play it over {stage.title}</a></p>;
  }
  const journey = view.kind === "journey" ? index.site.journeys.find((each) => each.id === subject) : undefined;
  const screen = view.kind === "screen" ? subject : journey?.way[0];
  return screen === undefined ? null : <p><a className="button" href={hrefOf({ page: "prototype", id: screen, ...(journey === undefined ? {} : { journey: journey.id }) })}>Try it in the prototype</a></p>;
}

/** What stands in the picture for itself: what is drawn round others (a system round its containers, a domain) is not listed. */
function drawnIn(index: SiteIndex, view: string, kind: string): readonly ElementData[] {
  const drawn = index.site.elements.filter((element) => element.views.includes(view));
  const holders = new Set(drawn.flatMap((element) => index.ancestors(element.id).map((holder) => holder.id)));
  return drawn.filter((element) => !holders.has(element.id) && element.group !== "group" && (element.group !== "domain" || kind === "capabilities"));
}
