/** Motion, only to keep the eye on what moved: drill-down grows out of the element, a changed layout glides. */
import type { Box } from "./camera.ts";
import type { Drawn } from "./read-picture.ts";

const DURATION = 200;
const EASING = "cubic-bezier(.2,.7,.2,1)";

export function reducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Boxes in window pixels. `inner` is the element's box, `whole` where the content of the other picture stands. */
export function grow(entering: HTMLElement, leaving: HTMLElement, inner: Box, whole: Box): void {
  entering.animate([{ transform: onto(whole, inner), opacity: 0 }, { opacity: 1, offset: 0.6 }, { transform: "none", opacity: 1 }], { duration: DURATION, easing: EASING });
  leave(leaving, onto(inner, whole));
}

/** The way back: the leaving picture shrinks into its element, the entering one settles around it. */
export function shrink(entering: HTMLElement, leaving: HTMLElement, inner: Box, whole: Box): void {
  entering.animate([{ transform: onto(inner, whole), opacity: 0 }, { transform: "none", opacity: 1 }], { duration: DURATION, easing: EASING });
  leave(leaving, onto(whole, inner));
}

export function fade(entering: HTMLElement, leaving: HTMLElement): void {
  entering.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 150, easing: "ease-out" });
  leave(leaving, "none");
}

function leave(layer: HTMLElement, transform: string): void {
  const motion = layer.animate([{ transform: "none", opacity: 1 }, { opacity: 0, offset: 0.7 }, { transform, opacity: 0 }], { duration: DURATION, easing: EASING, fill: "forwards" });
  motion.onfinish = () => layer.remove();
  motion.oncancel = () => layer.remove();
}

/** The transformation that lays one box onto another, middle on middle, without distortion; its origin is the corner. */
function onto(from: Box, to: Box): string {
  const scale = Math.min(to.width / Math.max(1, from.width), to.height / Math.max(1, from.height));
  const x = to.x + to.width / 2 - scale * (from.x + from.width / 2);
  const y = to.y + to.height / 2 - scale * (from.y + from.height / 2);
  return `translate(${x}px, ${y}px) scale(${scale})`;
}

/** Lets what stands elsewhere now glide from where it stood; `shift` is how far the window has moved over the picture. */
export function glide(before: ReadonlyMap<string, Box>, drawn: Drawn, shift: { readonly x: number; readonly y: number }): void {
  const options = { duration: 190, easing: "cubic-bezier(.4,0,.2,1)" };
  for (const item of drawn.items.values()) {
    const old = before.get(item.id);
    if (old === undefined) {
      item.element.animate([{ opacity: 0 }, { opacity: 1 }], options);
      continue;
    }
    const sized = item.group && (old.width !== item.box.width || old.height !== item.box.height);
    const dx = old.x + shift.x - item.box.x;
    const dy = old.y + shift.y - item.box.y;
    if (sized) item.element.animate([{ opacity: 0.35 }, { opacity: 1 }], options);
    else if (Math.abs(dx) > 0.5 || Math.abs(dy) > 0.5) item.element.animate([{ transform: `translate(${dx}px, ${dy}px)` }, { transform: "none" }], options);
  }
  for (const edge of drawn.edges) for (const part of [edge.element, edge.label]) part?.animate([{ opacity: 0 }, { opacity: 0, offset: 0.4 }, { opacity: 1 }], options);
}
