/** Where the picture stands in its window: pure arithmetic. `x` and `y` are the picture's point at the window's top left corner. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  /** Window pixels for one pixel of the picture. */
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** Room kept free at the window's edges when a picture is fitted: tools above, the legend below. */
export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export const LEAST_ZOOM = 0.1;
export const MOST_ZOOM = 4;
/** A small picture is not blown up: its words would be larger than those of the page. */
const MOST_FIT = 1.25;

/** The whole content in the middle of the window, as large as it fits. */
export function fit(content: Box, window: Size, margins: Margins, most = MOST_FIT): Camera {
  const width = Math.max(40, window.width - margins.left - margins.right);
  const height = Math.max(40, window.height - margins.top - margins.bottom);
  const zoom = clampZoom(Math.min(width / Math.max(1, content.width), height / Math.max(1, content.height), most));
  return {
    zoom,
    x: content.x + content.width / 2 - (margins.left + width / 2) / zoom,
    y: content.y + content.height / 2 - (margins.top + height / 2) / zoom,
  };
}

/** Zooms by a factor and keeps the picture's point under the window's point where it is. */
export function zoomAt(camera: Camera, factor: number, at: { readonly x: number; readonly y: number }): Camera {
  const zoom = clampZoom(camera.zoom * factor);
  return { zoom, x: camera.x + at.x / camera.zoom - at.x / zoom, y: camera.y + at.y / camera.zoom - at.y / zoom };
}

/** Moves the picture by pixels of the window. */
export function panBy(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom };
}

/** Keeps at least a corner of the content in the window. */
export function keepInSight(camera: Camera, content: Box, window: Size): Camera {
  const keep = 64 / camera.zoom;
  const [width, height] = [window.width / camera.zoom, window.height / camera.zoom];
  return {
    zoom: camera.zoom,
    x: Math.min(Math.max(camera.x, content.x - width + keep), content.x + content.width - keep),
    y: Math.min(Math.max(camera.y, content.y - height + keep), content.y + content.height - keep),
  };
}

/** The nearest camera that shows a box whole, with some room round it; the same one if it does already. */
export function reveal(camera: Camera, box: Box, window: Size, margins: Margins): Camera {
  const left = camera.x + margins.left / camera.zoom;
  const top = camera.y + margins.top / camera.zoom;
  const right = camera.x + (window.width - margins.right) / camera.zoom;
  const bottom = camera.y + (window.height - margins.bottom) / camera.zoom;
  const shift = (low: number, high: number, from: number, to: number): number => (to - from > high - low || from < low ? from - low : to > high ? to - high : 0);
  const dx = shift(left, right, box.x, box.x + box.width);
  const dy = shift(top, bottom, box.y, box.y + box.height);
  return dx === 0 && dy === 0 ? camera : { ...camera, x: camera.x + dx, y: camera.y + dy };
}

/** Part of the picture that the window shows. */
export function visible(camera: Camera, window: Size): Box {
  return { x: camera.x, y: camera.y, width: window.width / camera.zoom, height: window.height / camera.zoom };
}

/** A camera between two others, `t` from 0 to 1; zoom goes geometrically, so that it looks even. */
export function between(from: Camera, to: Camera, t: number, window: Size): Camera {
  const zoom = from.zoom * (to.zoom / from.zoom) ** t;
  const centre = (camera: Camera): { x: number; y: number } => ({ x: camera.x + window.width / 2 / camera.zoom, y: camera.y + window.height / 2 / camera.zoom });
  const [a, b] = [centre(from), centre(to)];
  // The centre moves with the zoom, so that what both show does not swing aside.
  const part = Math.abs(to.zoom - from.zoom) < 1e-6 ? t : (1 / from.zoom - 1 / zoom) / (1 / from.zoom - 1 / to.zoom);
  return { zoom, x: a.x + (b.x - a.x) * part - window.width / 2 / zoom, y: a.y + (b.y - a.y) * part - window.height / 2 / zoom };
}

function clampZoom(zoom: number): number {
  return Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));
}
