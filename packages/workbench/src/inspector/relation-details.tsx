import type { RelationData } from "@groundplan/artifacts";
import { useIndex } from "../data/store.ts";
import { Fact } from "./facts.tsx";
import { ElementLink, FilePlace } from "./parts.tsx";
import { counted, words } from "./words.ts";

/** An edge of a picture: one relation, or several that are drawn as one. */
export function RelationDetails({ relations }: { readonly relations: readonly RelationData[] }) {
  return (
    <>
      {relations.length === 1 ? null : <p className="muted">This line stands for {counted(relations.length, "relation")}.</p>}
      {relations.map((relation) => <OneRelation key={relation.id} relation={relation} />)}
    </>
  );
}

function OneRelation({ relation }: { readonly relation: RelationData }) {
  const index = useIndex();
  const shown = new Set(["protocol", "dependency"]);
  return (
    <article className="relation">
      <div className="kind"><i className={`line-sample line-${relation.style}`} aria-hidden="true" />{relation.style === "message" ? "Message" : "Call"}</div>
      <h2>{relation.label ?? `${index.title(relation.source)} to ${index.title(relation.target)}`}</h2>
      {relation.description === undefined ? null : <p className="lead">{relation.description}</p>}
      <dl className="facts">
        <Fact name="From"><Ends id={relation.source} /></Fact>
        <Fact name="To"><Ends id={relation.target} /></Fact>
        {relation.protocol === undefined ? null : <Fact name="Protocol">{relation.protocol}</Fact>}
        <Fact name="Dependency">{relation.dependency === "hard" ? `Hard: ${index.title(relation.source)} fails when ${index.title(relation.target)} is down.` : `Soft: ${index.title(relation.source)} goes on without ${index.title(relation.target)}.`}</Fact>
        {relation.settings.filter((setting) => !shown.has(setting.name)).map((setting) => <Fact key={setting.name} name={words(setting.name)}>{setting.text}</Fact>)}
        <Fact name="Written in"><FilePlace file={relation.file} line={relation.line} /></Fact>
      </dl>
    </article>
  );
}

/** The end itself, and what holds it where that is what a picture shows. */
function Ends({ id }: { readonly id: string }) {
  const index = useIndex();
  const holder = index.ancestors(id).find((element) => element.group === "container" || element.group === "external");
  return <><ElementLink id={id} swatch />{holder === undefined ? null : <span className="muted"> in <ElementLink id={holder.id} /></span>}</>;
}
