import { useEffect } from "react";
import type { ElementData } from "@groundplan/artifacts";
import { valueOf, valuesOf } from "../data/index-site.ts";
import { useIndex } from "../data/store.ts";
import { Fact } from "../inspector/facts.tsx";
import { ElementLink, ElementLinks } from "../inspector/parts.tsx";
import { counted } from "../inspector/words.ts";
import { Mark } from "../shell/mark.tsx";
import { Nothing, Page } from "./page.tsx";

/** Who owns what, and whether they know what it is built with. */
export function TeamsPage({ id }: { readonly id: string | undefined }) {
  const index = useIndex();
  const teams = index.ofGroup("team");
  const orphans = index.ofGroup("container").filter((element) => element.owner === undefined);
  useEffect(() => {
    if (id !== undefined) document.getElementById(`item-${id}`)?.scrollIntoView({ block: "center" });
  }, [id]);
  return (
    <Page title="Teams" lead={teams.length === 0 ? undefined : `${counted(teams.length, "team")}, ${orphans.length === 0 ? "and every container has an owner" : `${counted(orphans.length, "container")} without an owner`}.`} wide>
      {teams.length === 0 ? <Nothing>No team is described yet: <code>{'team ordering "Ordering" { people: 5; skills: go 3 }'}</code></Nothing> : null}
      <div className="cards">{teams.map((team) => <Team key={team.id} team={team} chosen={team.id === id} />)}</div>
      {teams.length === 0 || orphans.length === 0 ? null : <section className="block"><h2>Without an owner</h2><p><ElementLinks ids={orphans.map((element) => element.id)} /></p></section>}
    </Page>
  );
}

function Team({ team, chosen }: { readonly team: ElementData; readonly chosen: boolean }) {
  const index = useIndex();
  const owned = index.site.elements.filter((element) => element.owner === team.id && ["container", "external", "system"].includes(element.group));
  const skills = valuesOf(team, "skills").map(({ text }) => ({ name: text.replace(/ \d+$/, ""), people: Number(/ (\d+)$/.exec(text)?.[1] ?? 0) }));
  const needed = new Map(owned.flatMap((element) => element.technologies.map((technology) => [technology.title.replace(/ [\d.]+$/, ""), element.id] as const)));
  const known = new Set(skills.filter((skill) => skill.people > 0).map((skill) => skill.name.toLowerCase()));
  const missing = [...needed.keys()].filter((name) => !known.has(name.toLowerCase()));
  return (
    <section className="card" id={`item-${team.id}`} data-chosen={chosen}>
      <h2>{team.title}</h2>
      {team.description === undefined ? null : <p className="muted">{team.description}</p>}
      <dl className="facts">
        {valueOf(team, "people") === undefined ? null : <Fact name="People">{valueOf(team, "people")}</Fact>}
        {valueOf(team, "oncall") === undefined ? null : <Fact name="On call">{valueOf(team, "oncall")}</Fact>}
        {valueOf(team, "contact") === undefined ? null : <Fact name="Reached at">{valueOf(team, "contact")}</Fact>}
      </dl>
      <h3>Owns <span className="count">{owned.length}</span></h3>
      <ul className="rows">{owned.map((element) => <li className="row" key={element.id}><ElementLink id={element.id} swatch /><span className="muted">{element.technologies[0]?.title ?? element.kindTitle}</span></li>)}</ul>
      {skills.length === 0 ? null : (
        <>
          <h3>Knows</h3>
          <ul className="rows">{skills.map((skill) => <li className="row" key={skill.name}><span className="with-mark"><Mark shape={skill.people > 1 ? "filled" : skill.people === 1 ? "half" : "ring"} />{skill.name}</span><span className="muted">{skill.people === 1 ? "one person" : `${skill.people} people`}</span></li>)}</ul>
          {missing.length === 0 ? null : <p className="muted with-mark"><Mark shape="cross" /> Uses, and nobody is named who knows: {missing.join(", ")}</p>}
        </>
      )}
    </section>
  );
}
