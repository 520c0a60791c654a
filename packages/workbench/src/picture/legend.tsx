import { useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import type { Stage } from "./stage.ts";

/** The drawing's own legend, kept in sight while the picture moves. */
export function Legend({ stage, drawn }: { readonly stage: RefObject<Stage | undefined>; readonly drawn: number }) {
  const place = useRef<HTMLDivElement>(null);
  const [empty, setEmpty] = useState(true);
  useLayoutEffect(() => {
    const legend = stage.current?.drawn()?.legend;
    setEmpty(legend === undefined);
    if (legend === undefined || place.current === null) return;
    const box = measure(legend);
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", `${box.x - 0.5} ${box.y - 0.5} ${box.width + 1} ${box.height + 1}`);
    svg.setAttribute("width", String(Math.ceil(box.width + 1)));
    svg.setAttribute("height", String(Math.ceil(box.height + 1)));
    // What the drawing hands down to all its words.
    for (const name of ["font-family", "font-size", "font-weight", "fill"]) svg.setAttribute(name, legend.ownerSVGElement?.getAttribute(name) ?? "");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", `Legend: ${[...legend.querySelectorAll("text")].map((text) => text.textContent).join(", ")}`);
    svg.append(...[...legend.children].map((child) => child.cloneNode(true)));
    place.current.replaceChildren(svg);
    place.current.hidden = false;
    stage.current?.settle();
  }, [stage, drawn]);
  return <div ref={place} className="legend" hidden={empty} />;
}

/** The style sheet hides the legend within the picture; it has a size only while it is shown. */
function measure(legend: SVGGElement): DOMRect {
  legend.style.display = "inline";
  const box = legend.getBBox();
  legend.style.display = "";
  return box;
}
