import { useEffect, useState } from "react";
import { valuesOf } from "../data/index-site.ts";
import { useIndex } from "../data/store.ts";
import { ElementLinks } from "../inspector/parts.tsx";
import { Nothing, Page } from "./page.tsx";

export function GlossaryPage({ id }: { readonly id: string | undefined }) {
  const index = useIndex();
  const [filter, setFilter] = useState("");
  const { glossary } = index.site;
  const wanted = index.element(id ?? "")?.title ?? id;
  useEffect(() => {
    if (wanted !== undefined) document.getElementById(`term-${wanted}`)?.scrollIntoView({ block: "center" });
  }, [wanted]);
  const text = filter.trim().toLowerCase();
  const shown = [...glossary].filter((entry) => text === "" || [entry.term, entry.meaning, ...entry.synonyms].some((part) => part.toLowerCase().includes(text))).sort((a, b) => (a.term.toLowerCase() < b.term.toLowerCase() ? -1 : 1));
  if (glossary.length === 0) return <Page title="Glossary"><Nothing>No term is explained yet: <code>{'term sku "SKU" { "The smallest thing that is sold." }'}</code></Nothing></Page>;
  return (
    <Page title="Glossary" lead="The words of the business and of the team, and what they mean here.">
      <input className="filter" type="search" aria-label="Filter the terms" placeholder="Filter" value={filter} onChange={(event) => setFilter(event.target.value)} />
      {shown.length === 0 ? <Nothing>No term says that.</Nothing> : null}
      <dl className="glossary">
        {shown.map((entry) => {
          const see = index.ofKind("term").filter((element) => element.title === entry.term).flatMap((element) => valuesOf(element, "see").flatMap((value) => value.target ?? []));
          return (
            <div key={entry.term} id={`term-${entry.term}`} data-chosen={entry.term === wanted}>
              <dt>{entry.term}{entry.synonyms.length === 0 ? null : <span className="muted"> also {entry.synonyms.join(", ")}</span>}</dt>
              <dd>{entry.meaning}{see.length === 0 ? null : <span className="muted"> See <ElementLinks ids={see} />.</span>}</dd>
            </div>
          );
        })}
      </dl>
    </Page>
  );
}
