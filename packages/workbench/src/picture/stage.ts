/** The window onto a picture: mounts drawings, moves the camera, and tells what the hand does. Plain DOM; React only holds it. */
import type { ViewPicture } from "@groundplan/artifacts";
import { between, fit, keepInSight, reveal, visible, zoomAt } from "./camera.ts";
import type { Box, Camera, Margins, Size } from "./camera.ts";
import { attachGestures } from "./gestures.ts";
import { light, mark, prepare, select, setTabStop } from "./highlight.ts";
import type { MarkState } from "./highlight.ts";
import { readPicture } from "./read-picture.ts";
import type { Drawn } from "./read-picture.ts";
import { fade, glide, grow, reducedMotion, shrink } from "./transitions.ts";
import { first, walk } from "./walk.ts";
import type { Direction } from "./walk.ts";

/** How a picture comes: into the element of the one before, out of it to its holder, changed on disk, or simply another one. */
export type Arrival = { readonly type: "into"; readonly element: string } | { readonly type: "out"; readonly element: string } | { readonly type: "changed" } | { readonly type: "other" };

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
  fit(): void;
  zoom(factor: number): void;
  /** Moves the window so that a point of the picture is in its middle. */
  centre(x: number, y: number): void;
  /** The element that lies in a direction of the selected one. */
  walk(from: string | undefined, direction: Direction): string | undefined;
  /** Brings an element into the window and gives it the focus. */
  focus(id: string): void;
  drawn(): Drawn | undefined;
  camera(): Camera;
  destroy(): void;
}

export function createStage(host: HTMLElement, events: StageEvents, margins: () => Margins): Stage {
  let layer: HTMLElement | undefined;
  let drawn: Drawn | undefined;
  let camera: Camera = { x: 0, y: 0, zoom: 1 };
  /** The picture was fitted and not moved since: it is fitted again when the window changes. */
  let fitted = true;
  let motion = 0;
  let selection: Selection = { relations: [] };
  let marked = false;
  let size: Size = { width: host.clientWidth, height: host.clientHeight };

  const observer = new ResizeObserver(() => {
    size = { width: host.clientWidth, height: host.clientHeight };
    if (drawn === undefined) return;
    place(fitted ? fit(drawn.content, size, margins()) : camera);
  });
  observer.observe(host);

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
    },
    fit() {
      if (drawn === undefined) return;
      fitted = true;
      glideTo(fit(drawn.content, size, margins()));
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
    drawn: () => drawn,
    camera: () => camera,
    destroy() {
      cancelAnimationFrame(motion);
      observer.disconnect();
      detach();
      host.replaceChildren();
    },
  };

  function show(picture: ViewPicture, arrival: Arrival): void {
    cancelAnimationFrame(motion);
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
    const next = fit(drawn.content, size, margins());
    const whole = (of: Drawn, by: Camera): Box => onScreen(of.content, by);
    place(next);
    if (old !== undefined && before !== undefined) {
      old.inert = true;
      const inner = arrival.type === "into" ? before.items.get(arrival.element) : arrival.type === "out" ? drawn.items.get(arrival.element) : undefined;
      if (still) old.remove();
      else if (inner !== undefined && arrival.type === "into") grow(layer, old, onScreen(inner.box, oldCamera), whole(drawn, next));
      else if (inner !== undefined) shrink(layer, old, onScreen(inner.box, next), whole(before, oldCamera));
      else fade(layer, old);
    }
    applySelection();
  }

  function applySelection(): void {
    if (drawn === undefined) return;
    select(drawn, selection.item, new Set(selection.relations));
    setTabStop(drawn, selection.item !== undefined && drawn.items.has(selection.item) ? selection.item : first([...drawn.items.values()].filter((item) => !item.group)));
  }

  function setMark(states: ReadonlyMap<string, MarkState> | undefined, relations: ReadonlySet<string>): void {
    if (drawn === undefined || (states === undefined && !marked)) return;
    marked = states !== undefined;
    mark(drawn, states, relations);
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
    place(inSight(next));
  }

  function inSight(next: Camera): Camera {
    return drawn === undefined ? next : keepInSight(next, drawn.content, size);
  }

  function place(next: Camera): void {
    camera = next;
    if (drawn !== undefined && size.width > 0) {
      const { x, y, width, height } = visible(camera, size);
      drawn.svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    }
    events.moved(camera, size);
  }

  function glideTo(next: Camera): void {
    cancelAnimationFrame(motion);
    if (reducedMotion()) return place(next);
    const from = camera;
    const begin = performance.now();
    const step = (now: number): void => {
      const t = Math.min(1, (now - begin) / 170);
      place(t === 1 ? next : between(from, next, 1 - (1 - t) ** 3, size));
      if (t < 1) motion = requestAnimationFrame(step);
    };
    motion = requestAnimationFrame(step);
  }
}

function pad(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}
