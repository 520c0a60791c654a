import { useEffect } from "react";
import type { ElementData } from "@groundplan/artifacts";
import { valueOf } from "../data/index-site.ts";
import { useIndex } from "../data/store.ts";
import { ElementLink, Pill } from "../inspector/parts.tsx";
import { Mark } from "../shell/mark.tsx";
import { Nothing, Page } from "./page.tsx";
import { Thumbnail } from "./thumbnail.tsx";

/** The business in domains and capabilities, and what realises each. */
export function CapabilitiesPage({ id }: { readonly id: string | undefined }) {
  const index = useIndex();
  const all = index.ofGroup("domain", "capability");
  const tops = all.filter((element) => element.parent === undefined || !["domain", "capability"].includes(index.element(element.parent)?.group ?? ""));
  const views = index.site.views.filter((view) => view.kind === "capabilities");
  const capabilities = index.ofGroup("capability");
  const realised = capabilities.filter((capability) => realisers(capability).length > 0).length;
  useEffect(() => {
    if (id !== undefined) document.getElementById(`item-${id}`)?.scrollIntoView({ block: "center" });
  }, [id]);
  return (
    <Page title="Capabilities" lead={capabilities.length === 0 ? undefined : `${realised} of ${capabilities.length} capabilities are realised by an element.`} wide>
      {all.length === 0 ? <Nothing>No capability is described yet: a <code>domain</code> holds what the business can do, and an element says <code>realises: …</code></Nothing> : null}
      {views.length === 0 ? null : <div className="thumbnails thumbnails-large">{views.map((view) => <Thumbnail key={view.id} view={view} />)}</div>}
      <div className="cards">{tops.map((element) => <Branch key={element.id} element={element} chosen={id} />)}</div>
    </Page>
  );
}

function Branch({ element, chosen }: { readonly element: ElementData; readonly chosen: string | undefined }) {
  const index = useIndex();
  const children = index.children(element.id).filter((child) => child.group === "capability" || child.group === "domain");
  const importance = valueOf(element, "importance");
  return (
    <section className="card" id={`item-${element.id}`} data-chosen={element.id === chosen}>
      <h2>{element.title} {importance === undefined ? null : <Pill tone="plain">{importance}</Pill>}</h2>
      {element.description === undefined ? null : <p className="muted">{element.description}</p>}
      <ul className="rows">{children.length === 0 && element.group === "capability" ? <Leaf element={element} chosen={chosen} /> : children.map((child) => <Leaf key={child.id} element={child} chosen={chosen} />)}</ul>
    </section>
  );
}

function Leaf({ element, chosen }: { readonly element: ElementData; readonly chosen: string | undefined }) {
  const index = useIndex();
  const by = realisers(element);
  const inner = index.children(element.id).filter((child) => child.group === "capability");
  return (
    <li className="capability" id={`item-${element.id}`} data-chosen={element.id === chosen}>
      <Mark shape={by.length === 0 ? (inner.length > 0 ? "half" : "ring") : "filled"} label={by.length === 0 ? "not realised" : "realised"} />
      <div>
        <span>{element.title}</span>
        {element.description === undefined ? null : <p className="muted">{element.description}</p>}
        {inner.length === 0 ? null : <ul className="rows">{inner.map((child) => <Leaf key={child.id} element={child} chosen={chosen} />)}</ul>}
      </div>
      <span className="capability-by">{by.length === 0 ? <span className="muted">nothing yet</span> : by.map((each) => <ElementLink key={each} id={each} swatch />)}</span>
    </li>
  );
}

function realisers(capability: ElementData): readonly string[] {
  return [...new Set(capability.mentions.filter((mention) => mention.setting === "realises").map((mention) => mention.by))];
}
