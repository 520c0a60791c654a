import { groupBy } from "../data/group-by.ts";
import { useIndex } from "../data/store.ts";
import { Few } from "../inspector/few.tsx";
import { counted } from "../inspector/words.ts";
import { Nothing, Page } from "./page.tsx";
import { Thumbnail } from "./thumbnail.tsx";

/** Of one artifact so many are shown at first. */
const MOST = 60;

export function ViewsPage() {
  const { site } = useIndex();
  const groups = groupBy(site.views, (view) => view.artifact);
  return (
    <Page title="All views" lead={`${counted(site.views.length, "picture")} of one model. Each is drawn from the text; none is drawn by hand.`} wide>
      {site.views.length === 0 ? <Nothing>There is no picture yet: describe a system first.</Nothing> : null}
      {[...groups].map(([artifact, views]) => (
        <section key={artifact} className="block">
          <h2>{site.status.artifacts.find((candidate) => candidate.id === artifact)?.name ?? artifact} <span className="count">{views.length}</span></h2>
          <Few of={views} most={MOST}>{(some) => <div className="thumbnails">{some.map((view) => <Thumbnail key={view.id} view={view} />)}</div>}</Few>
        </section>
      ))}
    </Page>
  );
}
