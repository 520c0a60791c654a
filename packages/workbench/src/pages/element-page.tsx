import { hrefOf } from "../data/route.ts";
import { useIndex } from "../data/store.ts";
import { ElementDetails } from "../inspector/element-details.tsx";
import { Thumbnail } from "./thumbnail.tsx";

/** All that is known of one element, with the pictures in which it is drawn. */
export function ElementPage({ id }: { readonly id: string }) {
  const index = useIndex();
  const element = index.element(id)!;
  const views = element.views.flatMap((view) => index.view(view) ?? []);
  const best = views[0];
  return (
    <div className="page page-wide element-page">
      <div className="element-main">
        <ElementDetails element={element} />
      </div>
      <div className="element-side">
        <p className="muted"><code>{element.id}</code></p>
        {best === undefined ? <p className="muted">It is drawn in no picture.</p> : <p><a className="button" href={hrefOf({ page: "view", id: best.id, select: id })}>Show in {best.title}</a></p>}
        <div className="thumbnails">{views.map((view) => <Thumbnail key={view.id} view={view} />)}</div>
      </div>
    </div>
  );
}
