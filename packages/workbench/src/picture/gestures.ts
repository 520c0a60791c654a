/** Pointer and wheel on the stage: drag and two fingers move, pinch and wheel with Ctrl zoom, a still press is a click. */
export interface Gestures {
  pan(dx: number, dy: number): void;
  /** `x` and `y` are relative to the host. */
  zoom(factor: number, x: number, y: number): void;
  hover(target: Element | null): void;
  click(target: Element | null): void;
  doubleClick(target: Element | null): void;
}

/** Pixels that a pointer may wander within a click. */
const SLOP = 4;
/** How long a pointer rests before its neighbourhood is lit, so that a passing one makes no flicker. */
const REST = 70;

export function attachGestures(host: HTMLElement, gestures: Gestures): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  let start: { x: number; y: number } | undefined;
  let dragging = false;
  let pinch = 0;
  let lastClick: { at: number; target: Element | null } | undefined;
  let rest = 0;
  let hovered: Element | null = null;
  const abort = new AbortController();
  const options = { signal: abort.signal };

  const local = (event: { clientX: number; clientY: number }): { x: number; y: number } => {
    const { left, top } = host.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  host.addEventListener("wheel", (event) => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? 400 : 1;
    if (event.ctrlKey || event.metaKey) {
      const { x, y } = local(event);
      gestures.zoom(Math.exp(-Math.max(-60, Math.min(60, event.deltaY * unit)) * 0.006), x, y);
    } else if (event.shiftKey && event.deltaX === 0) gestures.pan(-event.deltaY * unit, 0);
    else gestures.pan(-event.deltaX * unit, -event.deltaY * unit);
  }, { ...options, passive: false });

  host.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 && event.button !== 1) return;
    if (event.button === 1) event.preventDefault();
    pointers.set(event.pointerId, local(event));
    if (pointers.size === 1) {
      start = local(event);
      dragging = false;
    } else pinch = spread();
  }, options);

  host.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    const now = local(event);
    if (before === undefined) {
      if (event.pointerType !== "touch") restOn(event.target as Element | null);
      return;
    }
    pointers.set(event.pointerId, now);
    if (pointers.size >= 2) {
      const next = spread();
      const middle = middleOf();
      if (pinch > 0 && next > 0) gestures.zoom(next / pinch, middle.x, middle.y);
      pinch = next;
      gestures.pan((now.x - before.x) / pointers.size, (now.y - before.y) / pointers.size);
      dragging = true;
      return;
    }
    if (!dragging && start !== undefined && Math.hypot(now.x - start.x, now.y - start.y) <= SLOP) return;
    if (!dragging) {
      dragging = true;
      // From here on the pointer is the stage's own, even outside of it.
      host.setPointerCapture(event.pointerId);
      host.classList.add("is-dragging");
      if (start !== undefined) gestures.pan(now.x - start.x, now.y - start.y);
      return;
    }
    gestures.pan(now.x - before.x, now.y - before.y);
  }, options);

  const end = (event: PointerEvent): void => {
    if (!pointers.delete(event.pointerId)) return;
    if (pointers.size > 0) return;
    host.classList.remove("is-dragging");
    if (dragging || event.type === "pointercancel" || event.button !== 0) return;
    const target = event.target as Element | null;
    const item = target?.closest("[data-element]") ?? null;
    const now = event.timeStamp;
    if (lastClick !== undefined && now - lastClick.at < 400 && item !== null && lastClick.target === item) {
      lastClick = undefined;
      gestures.doubleClick(target);
      return;
    }
    lastClick = { at: now, target: item };
    gestures.click(target);
  };
  host.addEventListener("pointerup", end, options);
  host.addEventListener("pointercancel", end, options);
  host.addEventListener("pointerleave", () => restOn(null), options);

  return () => {
    window.clearTimeout(rest);
    abort.abort();
  };

  function restOn(target: Element | null): void {
    const named = target?.closest("g.gp-node[data-element], g.gp-edge[data-edge], g.gp-label[data-edge]") ?? null;
    if (named === hovered) return;
    hovered = named;
    window.clearTimeout(rest);
    rest = window.setTimeout(() => gestures.hover(named), REST);
  }

  function spread(): number {
    const [a, b] = [...pointers.values()];
    return a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y);
  }

  function middleOf(): { x: number; y: number } {
    const all = [...pointers.values()];
    return { x: all.reduce((sum, p) => sum + p.x, 0) / all.length, y: all.reduce((sum, p) => sum + p.y, 0) / all.length };
  }
}
