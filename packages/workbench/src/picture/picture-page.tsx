/** A picture in the middle, what is selected on the right. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { ViewPicture } from "@groundplan/artifacts";
import { Inspector } from "../inspector/inspector.tsx";
import type { SiteIndex } from "../data/index-site.ts";
import { getState, go, pictureOf, update, useIndex, useStore } from "../data/store.ts";
import type { Margins } from "./camera.ts";
import { marksOf } from "./impact-marks.ts";
import { Legend } from "./legend.tsx";
import { Minimap } from "./minimap.tsx";
import { onPictureKey } from "./keys.ts";
import { flowOf, litBy, stepAt } from "../play/flow.ts";
import { PlayBar } from "../play/play-bar.tsx";
import { createStage } from "./stage.ts";
import type { Arrival, Selection, Stage } from "./stage.ts";
import { Tools } from "./tools.tsx";
import { useStoredFlag } from "./use-stored-flag.ts";

interface Props {
  readonly id: string;
  readonly select: string | undefined;
  /** The element that is supposed to be down. */
  readonly down: string | undefined;
  /** The flow that is played over it, and the number of its step. */
  readonly play: string | undefined;
  readonly step: string | undefined;
}

export function PicturePage({ id, select, down, play, step }: Props) {
  const index = useIndex();
  const pictures = useStore((state) => state.pictures);
  const host = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage | undefined>(undefined);
  const shown = useRef<string | undefined>(undefined);
  const last = useRef<ViewPicture | undefined>(undefined);
  /** The view and the element that is down there for which the camera has been moved. */
  const brought = useRef<string | undefined>(undefined);
  const cameras = useRef(new Set<() => void>());
  const [drawn, setDrawn] = useState(0);
  const [failure, setFailure] = useState<string>();
  const [legend, setLegend] = useStoredFlag("legend", innerWidth > 860);
  const flow = flowOf(index, play);
  const at = flow === undefined ? 0 : stepAt(flow, step);
  const goStep = (next: number | undefined): void => go({ page: "view", id, ...(select === undefined ? {} : { select }), ...(next === undefined || flow === undefined ? {} : { play: flow.id, step: String(Math.min(Math.max(next, 1), flow.steps.length)) }) }, "replace");
  const playing = flow === undefined ? undefined : { step: at, goStep };
  const current = useRef({ id, select, down, playing });
  current.current = { id, select, down, playing };

  useEffect(() => {
    const made = createStage(host.current!, {
      select: (item) => goSelect(current.current.id, item, current.current.down),
      selectRelations: (ids) => goSelect(current.current.id, ids.join(" | "), current.current.down),
      open: (view) => go({ page: "view", id: view }),
      moved: () => cameras.current.forEach((listener) => listener()),
    }, () => marginsOf(host.current!));
    stage.current = made;
    const press = (event: KeyboardEvent): void => onPictureKey(event, made, current.current);
    addEventListener("keydown", press);
    return () => {
      removeEventListener("keydown", press);
      made.destroy();
      stage.current = undefined;
      shown.current = undefined;
      last.current = undefined;
    };
  }, []);

  useEffect(() => {
    let gone = false;
    pictureOf(id).then((picture) => {
      // A change elsewhere leaves this picture as it is.
      if (gone || stage.current === undefined || last.current === picture) return;
      last.current = picture;
      stage.current.show(picture, arrivalOf(getState().index!, shown.current, id));
      shown.current = id;
      setFailure(undefined);
      setDrawn((count) => count + 1);
    }, (error: unknown) => {
      // Perhaps the view is gone: the site that is on its way will tell.
      if (!gone && !getState().behind) setFailure(error instanceof Error ? error.message : String(error));
    });
    return () => { gone = true; };
  }, [id, pictures]);

  const selection = useMemo(() => selectionOf(index, select, stage.current), [index, select, drawn]);
  useEffect(() => stage.current?.select(selection), [selection, drawn]);
  useEffect(() => {
    const items = stage.current?.drawn()?.items;
    const marks = down === undefined || items === undefined ? undefined : marksOf(index, down, (element) => items.get(element)?.group === false);
    stage.current?.mark(marks?.states, marks?.relations ?? new Set());
    // What breaks is to be seen; a change on disk moves nothing.
    if (marks !== undefined && brought.current !== `${id} ${down}`) stage.current?.bring(marks.states.keys());
    brought.current = marks === undefined ? undefined : `${id} ${down}`;
  }, [index, down, drawn]);

  useEffect(() => {
    const items = stage.current?.drawn()?.items;
    const now = flow?.steps[at - 1];
    const lit = now === undefined || items === undefined ? undefined : litBy(index, flow!, now, (element) => items.has(element));
    stage.current?.play(lit);
    if (lit !== undefined) stage.current?.bring([lit.from, lit.to].filter((end) => end !== undefined && items!.get(end)?.group === false) as string[]);
  }, [index, flow, at, drawn]);
  // The bar takes room from the picture.
  useEffect(() => stage.current?.settle(), [flow === undefined]);

  const view = index.view(id)!;
  return (
    <div className="picture-page">
      <h1 className="sr">{view.title}</h1>
      <section className="stage" aria-label={`Picture: ${view.title}`}>
        <div ref={host} className="stage-host" />
        {failure === undefined ? null : <p className="stage-failure" role="status">This picture could not be read: {failure}. {drawn > 0 ? "The one before is shown." : ""}</p>}
        <Tools view={id} stage={stage} cameras={cameras.current} legend={legend} onLegend={() => setLegend(!legend)} down={down} onClear={() => goSelect(id, select, undefined)} />
        <Minimap stage={stage} cameras={cameras.current} drawn={drawn} />
        {legend ? <Legend stage={stage} drawn={drawn} /> : null}
        {flow === undefined ? null : <PlayBar flow={flow} step={at} onStep={goStep} onStop={() => goStep(undefined)} />}
      </section>
      <Inspector view={id} select={select} down={down} />
      {select === undefined ? null : <button type="button" className="button details-button" onClick={() => update({ sheet: "details" })}>{detailsWord(index, select)}</button>}
    </div>
  );
}

function detailsWord(index: SiteIndex, select: string): string {
  return index.element(select) === undefined ? "The relation" : `About ${index.title(select)}`;
}

/** Selecting replaces the address: Back leads to the picture before, not to the selection before. */
export function goSelect(view: string, select: string | undefined, down: string | undefined): void {
  const { route } = getState();
  // A flow goes on being played, unless something is said to be down.
  const playing = down === undefined && route.page === "view" && route.id === view && route.play !== undefined ? { play: route.play, ...(route.step === undefined ? {} : { step: route.step }) } : {};
  go({ page: "view", id: view, ...(select === undefined ? {} : { select }), ...(down === undefined ? {} : { down }), ...playing }, "replace");
}

/** What is selected, as the picture can show it: an element that is not drawn is shown by the nearest one that holds it. */
function selectionOf(index: SiteIndex, select: string | undefined, stage: Stage | undefined): Selection {
  if (select === undefined) return { relations: [] };
  const items = stage?.drawn()?.items;
  const chain = [select, ...index.ancestors(select).map((element) => element.id)];
  const item = chain.find((id) => items?.has(id));
  if (index.element(select) !== undefined) return item === undefined ? { relations: [] } : { item, relations: [] };
  if (items?.has(select)) return { item: select, relations: [] };
  return { relations: select.split(" | ") };
}

function arrivalOf(index: SiteIndex, before: string | undefined, id: string): Arrival {
  return before === id ? { type: "changed" } : { type: "other", of: index.view(id)?.of, from: before === undefined ? undefined : index.view(before)?.of };
}

function marginsOf(host: HTMLElement): Margins {
  const legend = Math.max(0, ...[...(host.parentElement?.querySelectorAll(".legend, .play") ?? [])].map((part) => part.getBoundingClientRect().height));
  const small = host.clientWidth < 560;
  return small ? { top: 60, right: 12, bottom: 20 + legend, left: 12 } : { top: 62, right: 28, bottom: 28 + (legend > 0 ? legend + 12 : 0), left: 28 };
}
