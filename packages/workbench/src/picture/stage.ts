/** The window onto a picture: mounts drawings, moves the camera, and tells what the hand does. Plain DOM; React only holds it. */
import type { ViewPicture } from "@groundplan/artifacts";
import { between, fit, keepInSight, reveal, visible, zoomAt } from "./camera.ts";
import type { Box, Camera, Margins, Size } from "./camera.ts";
import { measureAgain, tellDetails, thinLabels, writeNames } from "./far.ts";
import { attachGestures } from "./gestures.ts";
import { light, mark, play, prepare, select, setTabStop } from "./highlight.ts";
import type { MarkState } from "./highlight.ts";
import type { LitStep } from "../play/flow.ts";
import { around, readPicture } from "./read-picture.ts";
import type { Drawn } from "./read-picture.ts";
import { fade, glide, grow, reducedMotion, shrink } from "./transitions.ts";
import { first, walk } from "./walk.ts";
import type { Direction } from "./walk.ts";

/**
 * How a picture comes: changed on disk, or another one. Of two pictures the one grows out of the node of what it is `of`, or
 * the one before (of `from`) goes back into its node.
 */
export type Arrival = { readonly type: "changed" } | { readonly type: "other"; readonly of: string | undefined; readonly from: string | undefined };

export interface StageEvents {
  select(id: string | undefined): void;
  selectRelations(ids: readonly string[]): void;
  open(view: string): void;
  moved(camera: Camera, window: Size): void;
}

export interface Selection {
  readonly item?: string;
  readonly relations: readonly string[];
}

export interface Stage {
  show(picture: ViewPicture, arrival: Arrival): void;
  select(selection: Selection): void;
  mark(states: ReadonlyMap<string, MarkState> | undefined, relations: ReadonlySet<string>): void;
  /** Lights a step of a flow; undefined takes the light away. */
  play(step: LitStep | undefined): void;
  fit(): void;
  /** Fits again what nobody has moved: the legend or the window has another size now. */
  settle(): void;
  zoom(factor: number): void;
  /** Moves the window so that a point of the picture is in its middle. */
  centre(x: number, y: number): void;
  /** The element that lies in a direction of the selected one. */
  walk(from: string | undefined, direction: Direction): string | undefined;
  /** Brings an element into the window and gives it the focus. */
  focus(id: string): void;
  /** Moves no more than needed to have all of some elements in the window, as large as they fit. */
  bring(ids: Iterable<string>): void;
  drawn(): Drawn | undefined;
  camera(): Camera;
  /** The size of the window, without asking the page for it anew. */
  window(): Size;
  destroy(): void;
}

/** How long the camera rests before the picture is drawn anew, in ms. */
const REST = 140;
/** Below this zoom not even the names have room on their cards; a picture then begins larger, and the map in the corner shows the whole. */
const LEAST_LEGIBLE = 0.25;
const LEGIBLE = 0.48;

export function createStage(host: HTMLElement, events: StageEvents, margins: () => Margins): Stage {
  let layer: HTMLElement | undefined;
  let drawn: Drawn | undefined;
  let camera: Camera = { x: 0, y: 0, zoom: 1 };
  /** The picture was fitted and not moved since: it is fitted again when the window changes. */
  let fitted = true;
  /** The whole was asked for, however small it becomes. */
  let whole = false;
  /** The picture has just come: what is selected in it may still decide where it begins. */
  let fresh = false;
  let motion = 0;
  /** The camera for which the picture is drawn; between two restings it is only shifted from there. */
  let base = camera;
  let resting = 0;
  let selection: Selection = { relations: [] };
  let marked = false;
  let size: Size = { width: host.clientWidth, height: host.clientHeight };

  const observer = new ResizeObserver(() => {
    size = { width: host.clientWidth, height: host.clientHeight };
    if (drawn === undefined) return;
    place(fitted ? opening(drawn) : camera);
  });
  observer.observe(host);
  void document.fonts.ready.then(() => {
    measureAgain(drawn);
    commit();
  });

  const detach = attachGestures(host, {
    pan(dx, dy) {
      move({ ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom });
    },
    zoom(factor, x, y) {
      move(zoomAt(camera, factor, { x, y }));
    },
    hover(target) {
      if (drawn === undefined || marked) return;
      const item = target?.closest<SVGGElement>("g.gp-node[data-element]")?.dataset["element"];
      const edge = target?.closest<SVGGElement>("g.gp-edge[data-edge], g.gp-label[data-edge]")?.dataset["edge"];
      light(drawn, item !== undefined ? { item } : edge !== undefined ? { edge } : undefined);
      thinLabels(drawn, camera.zoom);
    },
    click(target) {
      const edge = target?.closest<SVGGElement>("g.gp-edge[data-edge], g.gp-label[data-edge]")?.dataset["edge"];
      const found = edge === undefined ? undefined : drawn?.edges.find((candidate) => candidate.id === edge);
      if (found !== undefined && found.relations.length > 0) return events.selectRelations(found.relations);
      const item = itemAt(target);
      if (item?.folded === true && item.opens !== undefined) return events.open(item.opens);
      events.select(item?.id);
    },
    doubleClick(target) {
      const item = itemAt(target);
      if (item?.opens !== undefined) events.open(item.opens);
    },
  });

  return {
    show, mark: setMark,
    select(next) {
      selection = next;
      applySelection();
      if (fresh && fitted && drawn !== undefined) place(opening(drawn));
      fresh = false;
    },
    play(step) {
      if (drawn === undefined || (step === undefined && !marked)) return;
      marked = step !== undefined;
      play(drawn, step);
      thinLabels(drawn, camera.zoom);
    },
    fit() {
      if (drawn === undefined) return;
      fitted = true;
      whole = true;
      glideTo(opening(drawn));
    },
    settle() {
      if (drawn !== undefined && fitted) place(opening(drawn));
    },
    zoom: (factor) => {
      fitted = false;
      glideTo(inSight(zoomAt(camera, factor, { x: size.width / 2, y: size.height / 2 })));
    },
    centre: (x, y) => move({ ...camera, x: x - size.width / camera.zoom / 2, y: y - size.height / camera.zoom / 2 }),
    walk(from, direction) {
      if (drawn === undefined) return undefined;
      const nodes = [...drawn.items.values()].filter((item) => !item.group || item.id === from);
      return walk(nodes, drawn.edges, from, direction);
    },
    focus(id) {
      const item = drawn?.items.get(id);
      if (item === undefined) return;
      item.element.focus({ preventScroll: true });
      const next = reveal(camera, pad(item.box, 16), size, margins());
      if (next !== camera) {
        fitted = false;
        glideTo(next);
      }
    },
    bring(ids) {
      const boxes = [...ids].flatMap((id) => drawn?.items.get(id)?.box ?? []);
      if (drawn === undefined || boxes.length === 0) return;
      const box = pad(around(boxes), 24);
      const at = fit(box, size, margins(), camera.zoom);
      // Where they fit as it is, a shift is enough; else they are fitted.
      const next = at.zoom === camera.zoom ? reveal(camera, box, size, margins()) : at;
      if (next === camera) return;
      fitted = false;
      glideTo(next);
    },
    drawn: () => drawn,
    camera: () => camera,
    window: () => size,
    destroy() {
      cancelAnimationFrame(motion);
      clearTimeout(resting);
      observer.disconnect();
      detach();
      host.replaceChildren();
    },
  };

  function show(picture: ViewPicture, arrival: Arrival): void {
    cancelAnimationFrame(motion);
    commit();
    const before = drawn;
    const old = layer;
    const oldCamera = camera;
    layer = document.createElement("div");
    layer.className = "stage-layer";
    // The drawing is made by our own renderer, which escapes every text.
    layer.innerHTML = picture.svg;
    const svg = layer.querySelector("svg")!;
    svg.setAttribute("width", "100%");
    svg.setAttribute("height", "100%");
    svg.setAttribute("preserveAspectRatio", "xMinYMin meet");
    host.append(layer);
    drawn = readPicture(svg);
    prepare(drawn);
    for (const item of drawn.items.values()) tellDetails(item);
    const still = reducedMotion();
    if (arrival.type === "changed" && before !== undefined && old !== undefined) {
      const anchor = anchorOf(before, drawn);
      const shift = anchor === undefined ? { x: 0, y: 0 } : { x: drawn.items.get(anchor)!.box.x - before.items.get(anchor)!.box.x, y: drawn.items.get(anchor)!.box.y - before.items.get(anchor)!.box.y };
      const boxes = new Map([...before.items.values()].map((item) => [item.id, item.box]));
      const focused = (document.activeElement as SVGElement | null)?.dataset?.["element"];
      old.remove();
      place({ ...oldCamera, x: oldCamera.x + shift.x, y: oldCamera.y + shift.y });
      if (!still) glide(boxes, drawn, shift);
      applySelection();
      if (focused !== undefined) drawn.items.get(focused)?.element.focus({ preventScroll: true });
      return;
    }
    fitted = true;
    whole = false;
    fresh = true;
    const next = opening(drawn);
    place(next);
    if (old !== undefined && before !== undefined) {
      old.inert = true;
      const nodeOf = (of: Drawn, id: string | undefined): Box | undefined => {
        const item = id === undefined ? undefined : of.items.get(id);
        return item?.group === false ? item.box : undefined;
      };
      const into = arrival.type === "other" ? nodeOf(before, arrival.of) : undefined;
      const out = arrival.type === "other" ? nodeOf(drawn, arrival.from) : undefined;
      if (still) old.remove();
      else if (into !== undefined) grow(layer, old, onScreen(into, oldCamera), onScreen(drawn.content, next));
      else if (out !== undefined) shrink(layer, old, onScreen(out, next), onScreen(before.content, oldCamera));
      else fade(layer, old);
    }
    applySelection();
  }

  /** Where a picture begins: whole if its words can be made out then, else large enough to read, at what is selected or where most of it stands. */
  function opening(of: Drawn): Camera {
    const all = fit(of.content, size, margins(), Math.min(1.7, Math.max(1.25, size.width / 1150)));
    if (whole || all.zoom >= LEAST_LEGIBLE) return all;
    const { top, bottom, left, right } = margins();
    const width = (size.width - left - right) / LEGIBLE;
    const height = (size.height - top - bottom) / LEGIBLE;
    const { content } = of;
    const at = (selection.item === undefined ? undefined : of.items.get(selection.item)?.box) ?? thickest(of, width, height) ?? content;
    const middle = { x: at.x + at.width / 2, y: at.y + at.height / 2 };
    const start = (low: number, length: number, room: number, at: number): number => (length <= room ? low + (length - room) / 2 : Math.min(Math.max(at - room / 2, low), low + length - room));
    return { zoom: LEGIBLE, x: start(content.x, content.width, width, middle.x) - left / LEGIBLE, y: start(content.y, content.height, height, middle.y) - top / LEGIBLE };
  }

  function applySelection(): void {
    if (drawn === undefined) return;
    select(drawn, selection.item, new Set(selection.relations));
    thinLabels(drawn, camera.zoom);
    setTabStop(drawn, selection.item !== undefined && drawn.items.has(selection.item) ? selection.item : first([...drawn.items.values()].filter((item) => !item.group)));
  }

  function setMark(states: ReadonlyMap<string, MarkState> | undefined, relations: ReadonlySet<string>): void {
    if (drawn === undefined || (states === undefined && !marked)) return;
    marked = states !== undefined;
    mark(drawn, states, relations);
    thinLabels(drawn, camera.zoom);
  }

  function itemAt(target: Element | null): ReturnType<Drawn["items"]["get"]> {
    const id = target?.closest<SVGGElement>("g.gp-node[data-element], g.gp-group[data-element]")?.dataset["element"];
    return id === undefined ? undefined : drawn?.items.get(id);
  }

  /** What the eye holds on to when a picture changes: the selected element, else the one nearest to the window's middle. */
  function anchorOf(before: Drawn, after: Drawn): string | undefined {
    if (selection.item !== undefined && before.items.has(selection.item) && after.items.has(selection.item)) return selection.item;
    const view = visible(camera, size);
    const distance = ({ x, y, width, height }: Box): number => Math.hypot(x + width / 2 - view.x - view.width / 2, y + height / 2 - view.y - view.height / 2);
    const candidates = [...before.items.values()].filter((item) => !item.group && after.items.has(item.id));
    return candidates.sort((a, b) => distance(a.box) - distance(b.box))[0]?.id;
  }

  function onScreen(box: Box, by: Camera): Box {
    return { x: (box.x - by.x) * by.zoom, y: (box.y - by.y) * by.zoom, width: box.width * by.zoom, height: box.height * by.zoom };
  }

  function move(next: Camera): void {
    cancelAnimationFrame(motion);
    fitted = false;
    pass(inSight(next));
  }

  function inSight(next: Camera): Camera {
    return drawn === undefined ? next : keepInSight(next, drawn.content, size);
  }

  /** Puts the camera there for good: the picture is drawn anew, sharp. */
  function place(next: Camera): void {
    camera = next;
    commit();
    events.moved(camera, size);
  }

  /** Puts the camera there on its way: what is drawn already is only shifted and scaled, which costs a fraction, until it rests. */
  function pass(next: Camera): void {
    camera = next;
    if (layer !== undefined) {
      layer.style.willChange = "transform";
      layer.style.transform = `translate(${(base.x - camera.x) * camera.zoom}px, ${(base.y - camera.y) * camera.zoom}px) scale(${camera.zoom / base.zoom})`;
    }
    clearTimeout(resting);
    resting = window.setTimeout(commit, REST);
    events.moved(camera, size);
  }

  function commit(): void {
    clearTimeout(resting);
    base = camera;
    if (drawn === undefined || layer === undefined || size.width === 0) return;
    const { x, y, width, height } = visible(camera, size);
    drawn.svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    writeNames(drawn, camera.zoom);
    thinLabels(drawn, camera.zoom);
    layer.style.transform = "";
    layer.style.willChange = "";
  }

  function glideTo(next: Camera): void {
    cancelAnimationFrame(motion);
    if (reducedMotion()) return place(next);
    const from = camera;
    const begin = performance.now();
    const step = (now: number): void => {
      const t = Math.min(1, (now - begin) / 170);
      if (t === 1) return place(next);
      pass(between(from, next, 1 - (1 - t) ** 3, size));
      motion = requestAnimationFrame(step);
    };
    motion = requestAnimationFrame(step);
  }
}

/** The node round which a window of a size shows the most of other nodes, each counted by its edges. */
function thickest(drawn: Drawn, width: number, height: number): Box | undefined {
  const degrees = new Map<string, number>();
  for (const edge of drawn.edges) for (const end of [edge.source, edge.target]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
  const nodes = [...drawn.items.values()].filter((item) => !item.group).map(({ id, box }) => ({ box, weight: 1 + (degrees.get(id) ?? 0), x: box.x + box.width / 2, y: box.y + box.height / 2 }));
  let found: { readonly box: Box; readonly weight: number } | undefined;
  for (const { box, x, y } of nodes) {
    const weight = nodes.reduce((sum, other) => (Math.abs(other.x - x) + other.box.width / 2 <= width / 2 && Math.abs(other.y - y) + other.box.height / 2 <= height / 2 ? sum + other.weight : sum), 0);
    if (weight > (found?.weight ?? -1)) found = { box, weight };
  }
  return found?.box;
}

function pad(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}
