import { useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import type { Stage } from "./stage.ts";

const SVG = "http://www.w3.org/2000/svg";

/** The drawing's own legend, kept in sight and at its own size while the picture moves; its entries flow into as many rows as the window needs. */
export function Legend({ stage, drawn }: { readonly stage: RefObject<Stage | undefined>; readonly drawn: number }) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef("");
  const [empty, setEmpty] = useState(true);
  useLayoutEffect(() => {
    const legend = stage.current?.drawn()?.legend;
    setEmpty(legend === undefined);
    if (legend === undefined || place.current === null) {
      shown.current = "";
      return;
    }
    // Measuring words costs as much as the rest of a change: the same legend is left as it is.
    const said = legend.outerHTML;
    if (said === shown.current) return;
    shown.current = said;
    place.current.replaceChildren(...entriesOf(legend));
    place.current.setAttribute("aria-label", `Legend: ${[...legend.querySelectorAll("text")].map((text) => text.textContent).join(", ")}`);
    place.current.hidden = false;
    stage.current?.settle();
  }, [stage, drawn]);
  return <div ref={place} className="legend" role="img" hidden={empty} />;
}

/** Each entry is some shapes and the word behind them; the first shape of all is the ground, which the page draws itself. */
function entriesOf(legend: SVGGElement): readonly SVGSVGElement[] {
  // The style sheet hides the legend within the picture; it has a size only while it is shown.
  legend.style.display = "inline";
  const entries: SVGSVGElement[] = [];
  let parts: SVGGraphicsElement[] = [];
  for (const child of [...legend.children].filter((shape): shape is SVGGraphicsElement => shape instanceof SVGGraphicsElement).slice(1)) {
    parts.push(child);
    if (child.localName !== "text") continue;
    entries.push(entryOf(legend, parts));
    parts = [];
  }
  legend.style.display = "";
  return entries;
}

function entryOf(legend: SVGGElement, parts: readonly SVGGraphicsElement[]): SVGSVGElement {
  const boxes = parts.map((part) => part.getBBox());
  const left = Math.min(...boxes.map((box) => box.x)) - 1;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + 1;
  const middle = boxes.at(-1)!.y + boxes.at(-1)!.height / 2;
  const svg = document.createElementNS(SVG, "svg");
  const width = Math.ceil(right - left);
  svg.setAttribute("viewBox", `${left} ${middle - 9} ${width} 18`);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", "18");
  // What the drawing hands down to all its words.
  for (const name of ["font-family", "font-size", "font-weight", "fill"]) svg.setAttribute(name, legend.ownerSVGElement?.getAttribute(name) ?? "");
  svg.append(...parts.map((part) => part.cloneNode(true)));
  return svg;
}
