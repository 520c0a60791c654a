/** The right side of a picture: what is selected speaks; without a selection the picture itself does. */
import { update, useIndex } from "../data/store.ts";
import { ElementDetails } from "./element-details.tsx";
import { RelationDetails } from "./relation-details.tsx";
import { ViewDetails } from "./view-details.tsx";

interface Props {
  readonly view: string;
  readonly select: string | undefined;
  readonly down: string | undefined;
}

export function Inspector({ view, select, down }: Props) {
  const index = useIndex();
  const element = select === undefined ? undefined : index.element(select);
  const relations = select === undefined || element !== undefined ? [] : select.split(" | ").flatMap((id) => index.relation(id) ?? []);
  return (
    <aside className="inspector" aria-label="Details">
      <div className="sheet-head"><span>Details</span><button type="button" className="button" onClick={() => update({ sheet: undefined })}>Close</button></div>
      <div className="inspector-scroll" tabIndex={0} role="region" aria-label="What is selected" key={select ?? view}>
        {element !== undefined ? <ElementDetails element={element} view={view} down={down} />
          : relations.length > 0 ? <RelationDetails relations={relations} />
            : <ViewDetails id={view} missing={select} />}
      </div>
    </aside>
  );
}
