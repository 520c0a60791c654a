import type { ElementData, RelationData } from "@groundplan/artifacts";
import { peerOf } from "../data/index-site.ts";
import { hrefOf } from "../data/route.ts";
import { placeOf } from "../data/places.ts";
import { useIndex } from "../data/store.ts";
import { Section, Swatch } from "./parts.tsx";

interface Props {
  readonly title: string;
  readonly element: ElementData;
  readonly relations: readonly RelationData[];
  readonly direction: "in" | "out";
  readonly view: string | undefined;
}

/** Relations grouped by whom they lead to; the name leads to it, what stands beside it to the relation. */
export function RelationSection({ title, element, relations, direction, view }: Props) {
  const index = useIndex();
  if (relations.length === 0) return null;
  const groups = new Map<string, RelationData[]>();
  for (const relation of relations) {
    const peer = peerOf(index, element.id, direction === "out" ? relation.target : relation.source);
    groups.set(peer, [...(groups.get(peer) ?? []), relation]);
  }
  return (
    <Section title={title} count={groups.size}>
      <ul className="rows">
        {[...groups].map(([peer, list]) => (
          <li className="row relation-row" key={peer}>
            <a className="element-link" href={hrefOf(placeOf(index, peer, view))}><Swatch name={index.element(peer)?.swatch ?? "neutral"} /><span>{index.title(peer)}</span></a>
            <span className="relation-words">
              {list.map((relation) => (
                <a key={relation.id} href={hrefOf(view === undefined ? placeOf(index, element.id) : { page: "view", id: view, select: relation.id })} title={tooltip(relation)}>
                  {relation.label ?? (relation.style === "message" ? "messages" : "calls")}{relation.protocol === undefined ? "" : ` · ${relation.protocol}`}{relation.dependency === "soft" && relation.style === "call" ? ", soft" : ""}
                </a>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function tooltip(relation: RelationData): string {
  return `${relation.source} ${relation.style === "message" ? "sends to" : "calls"} ${relation.target}${relation.style === "call" ? `, ${relation.dependency} dependency` : ""}`;
}
