/** First what an element is, then why, what it uses and who uses it, what breaks without it. */
import type { ReactNode } from "react";
import type { ElementData } from "@groundplan/artifacts";
import { valuesOf } from "../data/index-site.ts";
import { hrefOf } from "../data/route.ts";
import { useIndex } from "../data/store.ts";
import { DecisionLine, Fact } from "./facts.tsx";
import { ImpactSection } from "./impact-section.tsx";
import { InterfaceSection, PartsSection } from "./parts-section.tsx";
import { ElementLink, ElementLinks, FilePlace, Section, Swatch, Technology } from "./parts.tsx";
import { RelationSection } from "./relation-section.tsx";
import { words } from "./words.ts";

/** Settings that have a place of their own above. */
const PLACED = new Set(["tech", "owner", "realises", "responsibilities", "consumes", "tags", "status", "domain", "illustrative"]);

const MOST_FINDINGS = 3;

interface Props {
  readonly element: ElementData;
  /** The view in which it is looked at; undefined on its own page. */
  readonly view?: string;
  readonly down?: string | undefined;
}

export function ElementDetails({ element, view, down }: Props) {
  const index = useIndex();
  const decisions = index.site.decisions.filter((decision) => decision.affects.includes(element.id));
  const choices = element.mentions.filter((mention) => mention.setting === "for").map((mention) => mention.by);
  const drivers = [...new Set(element.mentions.filter((mention) => mention.setting === "artifact" && index.element(mention.by)?.kind === "driver").map((mention) => mention.by))];
  const risks = [...new Set(element.mentions.filter((mention) => index.element(mention.by)?.kind === "risk").map((mention) => mention.by))];
  const told = new Set([...decisions.map((decision) => decision.id), ...choices, ...drivers, ...risks]);
  const mentions = element.mentions.filter((mention) => !told.has(mention.by));
  const responsibilities = valuesOf(element, "responsibilities");
  const status = valuesOf(element, "status")[0]?.text;
  const others = element.settings.filter((setting) => !PLACED.has(setting.name));
  const findings = index.site.findings.filter((finding) => finding.element === element.id);
  return (
    <>
      <div className="kind"><Swatch name={element.swatch} />{element.kindTitle}{status === undefined || status === "live" ? null : <span className="muted"> · {status}</span>}{valuesOf(element, "illustrative").length === 0 ? null : <span className="muted"> · made up for illustration</span>}</div>
      {view === undefined ? <h1>{element.title}</h1> : <h2>{element.title}</h2>}
      {element.description === undefined ? null : <p className="lead">{element.description}</p>}
      {responsibilities.length === 0 ? null : <ul className="plain-list">{responsibilities.map(({ text }) => <li key={text}>{text}</li>)}</ul>}
      <Opens element={element} view={view} />
      <dl className="facts">
        {element.technologies.length === 0 ? null : <Fact name="Technology">{element.technologies.map((technology, at) => <span className="fact-line" key={`${technology.id} ${at}`}><Technology technology={technology} /></span>)}</Fact>}
        {element.owner === undefined ? null : <Fact name="Owner"><ElementLink id={element.owner} /></Fact>}
        <References element={element} setting="realises" name="Realises" />
        <References element={element} setting="domain" name="Domain" />
        {others.map((setting) => <Fact key={setting.name} name={words(setting.name)}>{setting.values.map((value, at) => <span key={`${value.text} ${at}`}>{at === 0 ? null : ", "}{value.target === undefined ? value.text : <ElementLink id={value.target} />}</span>)}</Fact>)}
        {valuesOf(element, "tags").length === 0 ? null : <Fact name="Tags">{valuesOf(element, "tags").map(({ text }) => text).join(", ")}</Fact>}
        <Fact name="Written in"><FilePlace file={element.file} line={element.line} /></Fact>
      </dl>
      {findings.length === 0 ? null : (
        <Section title="Findings" count={findings.length}>
          <ul className="rows">{findings.slice(0, MOST_FINDINGS).map((finding) => <li key={`${finding.code} ${finding.line} ${finding.message}`}><a className="row" href={hrefOf({ page: "findings", rule: finding.code })}><span className={finding.severity === "error" ? "is-bad" : undefined}>{finding.message}</span></a></li>)}{findings.length > MOST_FINDINGS ? <li><a className="row muted" href={hrefOf({ page: "findings" })}>and {findings.length - MOST_FINDINGS} more</a></li> : null}</ul>
        </Section>
      )}
      {decisions.length + choices.length + drivers.length + risks.length === 0 ? null : (
        <Section title="Why it is so">
          <ul className="rows">
            {decisions.map((decision) => <li key={decision.id}><DecisionLine decision={decision} /></li>)}
            {choices.map((id) => <li key={id}><Line href={hrefOf({ page: "technology", tab: "choices" })} text={index.title(id)} note="choice" /></li>)}
            {drivers.map((id) => <li key={id}><Line href={hrefOf({ page: "drivers", id })} text={index.title(id)} note={index.element(id)?.settings.find((setting) => setting.name === "measure")?.values[0]?.text ?? "driver"} /></li>)}
            {risks.map((id) => <li key={id}><Line href={hrefOf({ page: "drivers", id })} text={index.title(id)} note="risk" /></li>)}
          </ul>
        </Section>
      )}
      <RelationSection title="Uses" element={element} relations={index.outgoing(element.id)} direction="out" view={view} />
      <RelationSection title="Used by" element={element} relations={index.incoming(element.id)} direction="in" view={view} />
      <ImpactSection element={element} view={view} down={down} />
      <InterfaceSection element={element} />
      <PartsSection element={element} />
      {mentions.length === 0 ? null : (
        <Section title="Mentioned by" count={mentions.length}>
          <ul className="rows">{mentions.map((mention) => <li className="row" key={`${mention.by} ${mention.setting}`}><ElementLink id={mention.by} /><span className="muted">{words(mention.setting)}</span></li>)}</ul>
        </Section>
      )}
    </>
  );
}

function Opens({ element, view }: { readonly element: ElementData; readonly view: string | undefined }) {
  const index = useIndex();
  const opens = element.opens !== undefined && element.opens !== view ? index.view(element.opens) : undefined;
  if (opens === undefined && view === undefined) return null;
  return (
    <p className="actions">
      {opens === undefined ? null : <a className="button" href={hrefOf({ page: "view", id: opens.id })}>Look inside</a>}
      {view === undefined ? null : <a className="button" href={hrefOf({ page: "element", id: element.id })}>Open its page</a>}
    </p>
  );
}

function References({ element, setting, name }: { readonly element: ElementData; readonly setting: string; readonly name: string }) {
  const targets = valuesOf(element, setting).flatMap((value) => value.target ?? []);
  return targets.length === 0 ? null : <Fact name={name}><ElementLinks ids={targets} /></Fact>;
}

function Line({ href, text, note }: { readonly href: string; readonly text: ReactNode; readonly note: string }) {
  return <a className="row" href={href}><span>{text}</span><span className="muted">{note}</span></a>;
}
