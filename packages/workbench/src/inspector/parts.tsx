/** Small parts that the inspector and the pages share. */
import type { ReactNode } from "react";
import type { TechnologyData } from "@groundplan/artifacts";
import { placeOf } from "../data/places.ts";
import { hrefOf } from "../data/route.ts";
import { useIndex, useStore } from "../data/store.ts";
import { Mark } from "../shell/mark.tsx";

export function Section({ title, count, children }: { readonly title: string; readonly count?: number; readonly children: ReactNode }) {
  return (
    <section className="section">
      <h2>{title}{count === undefined ? null : <span className="count">{count}</span>}</h2>
      {children}
    </section>
  );
}

/** The colour of a kind is a small square by the name. */
export function Swatch({ name }: { readonly name: string }) {
  return <i className="swatch" style={{ background: `var(--gp-${name})` }} aria-hidden="true" />;
}

/** The name of an element, leading to where it is looked at. */
export function ElementLink({ id, swatch = false, children }: { readonly id: string; readonly swatch?: boolean; readonly children?: ReactNode }) {
  const index = useIndex();
  const current = useStore((state) => (state.route.page === "view" ? state.route.id : undefined));
  const element = index.element(id);
  if (element === undefined) return <span>{children ?? index.title(id)}</span>;
  return <a className="element-link" href={hrefOf(placeOf(index, id, current))} title={`${element.kindTitle}, ${id}`}>{swatch ? <Swatch name={element.swatch} /> : null}<span>{children ?? element.title}</span></a>;
}

/** Names with commas between them. */
export function ElementLinks({ ids }: { readonly ids: readonly string[] }) {
  return <>{ids.map((id, at) => <span key={id}>{at === 0 ? null : ", "}<ElementLink id={id} /></span>)}</>;
}

/** Where it is written. Live it opens the editor; on a static site it only says so. */
export function FilePlace({ file, line }: { readonly file: string; readonly line?: number }) {
  const { site } = useIndex();
  const live = useStore((state) => state.live);
  const text = line === undefined ? file : `${file}:${line}`;
  if (!live || site.root === undefined) return <code className="place">{text}</code>;
  return <a className="place" href={`vscode://file/${`${site.root}/${text}`.replace(/^\//, "")}`} title="Open in the editor"><code>{text}</code></a>;
}

/** A technology with what is known of its support. */
export function Technology({ technology }: { readonly technology: TechnologyData }) {
  return (
    <span className="technology">
      {technology.title}
      {technology.ended ? <span className="note is-bad"><Mark shape="cross" /> {technology.endOfLife === undefined ? "support has ended" : `ended ${technology.endOfLife}`}</span> : technology.endOfLife === undefined ? null : <span className="note">supported until {technology.endOfLife}</span>}
    </span>
  );
}

/** A status in a word, in a pill. */
export function Pill({ tone, children }: { readonly tone: "plain" | "good" | "warn" | "bad"; readonly children: ReactNode }) {
  return <span className={`pill pill-${tone}`}>{children}</span>;
}

export function decisionTone(status: string): "plain" | "good" | "warn" | "bad" {
  switch (status) {
    case "accepted":
      return "good";
    case "proposed":
    case "draft":
      return "warn";
    default:
      return "plain";
  }
}
