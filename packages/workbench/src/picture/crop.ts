import { contentBox } from "./read-picture.ts";

/** Crops a drawing in a page to its content (what the style sheet hides left out), at its own size. The drawing must be in the document. */
export function crop(svg: SVGSVGElement, pad: number): void {
  const { x, y, width, height } = contentBox(svg);
  svg.setAttribute("viewBox", `${x - pad} ${y - pad} ${width + 2 * pad} ${height + 2 * pad}`);
  svg.setAttribute("width", String(Math.ceil(width + 2 * pad)));
  svg.setAttribute("height", String(Math.ceil(height + 2 * pad)));
}
