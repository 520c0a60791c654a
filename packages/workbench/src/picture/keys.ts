/** The keys of a picture: they work while the focus is in the picture or nowhere in particular. */
import { getState, go } from "../data/store.ts";
import { goSelect } from "./picture-page.tsx";
import type { Stage } from "./stage.ts";
import type { Direction } from "./walk.ts";

const ARROWS: Readonly<Record<string, Direction>> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

export interface PictureState {
  readonly id: string;
  readonly select: string | undefined;
  readonly down: string | undefined;
  /** A flow that is played over the picture. */
  readonly playing: { readonly step: number; readonly goStep: (step: number | undefined) => void } | undefined;
}

export function onPictureKey(event: KeyboardEvent, stage: Stage, { id, select, down, playing }: PictureState): void {
  const state = getState();
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || state.search || state.keys || state.sheet !== undefined) return;
  const target = event.target as Element;
  const within = target.closest(".stage-host") !== null;
  const bar = target.closest(".play") !== null;
  if (!within && !bar && target !== document.body && target.id !== "main") {
    if (event.key !== "Escape" || target.matches("input, textarea, select, dialog *")) return;
  }
  const drawnSelection = (): string | undefined => {
    const items = stage.drawn()?.items;
    const chain = select === undefined ? [] : [select, ...(state.index?.ancestors(select).map((element) => element.id) ?? [])];
    return chain.find((candidate) => items?.has(candidate));
  };
  if (playing !== undefined && ["ArrowRight", "ArrowLeft", "Escape"].includes(event.key)) {
    event.preventDefault();
    return playing.goStep(event.key === "Escape" ? undefined : playing.step + (event.key === "ArrowRight" ? 1 : -1));
  }
  // The buttons of the bar have their own keys.
  if (bar) return;
  const direction = ARROWS[event.key];
  if (direction !== undefined) {
    event.preventDefault();
    const next = stage.walk(drawnSelection() ?? focusedItem(), direction);
    if (next === undefined) return;
    goSelect(id, next, down);
    // The picture takes the selection over when it has been drawn.
    requestAnimationFrame(() => stage.focus(next));
    return;
  }
  switch (event.key) {
    case "Enter":
    case " ": {
      const item = focusedItem() ?? drawnSelection();
      if (item === undefined || (event.key === " " && !within)) return;
      event.preventDefault();
      const opens = stage.drawn()?.items.get(item)?.opens;
      if (event.key === "Enter" && opens !== undefined) go({ page: "view", id: opens });
      else goSelect(id, item, down);
      return;
    }
    case "Escape": {
      event.preventDefault();
      if (down !== undefined) return goSelect(id, select, undefined);
      if (select !== undefined) return goSelect(id, undefined, undefined);
      const view = state.index?.view(id);
      if (view?.parent !== undefined) go({ page: "view", id: view.parent, ...(view.of === undefined ? {} : { select: view.of }) });
      return;
    }
    case "+":
    case "=":
      event.preventDefault();
      return stage.zoom(1.25);
    case "-":
      event.preventDefault();
      return stage.zoom(0.8);
    case "0":
      event.preventDefault();
      return stage.fit();
    case "b":
      if (select !== undefined && state.index?.element(select) !== undefined) goSelect(id, select, down === select ? undefined : select);
      return;
    default:
  }
}

function focusedItem(): string | undefined {
  const focused = document.activeElement;
  return focused instanceof SVGElement ? focused.closest<SVGElement>("[data-element]")?.dataset["element"] : undefined;
}
