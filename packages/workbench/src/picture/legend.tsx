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
    svg.setAttribute("viewBox", `${box.x - 1} ${box.y - 1} ${box.width + 2} ${box.height + 2}`);
    svg.setAttribute("width", String(Math.ceil(box.width + 2)));
    svg.setAttribute("height", String(Math.ceil(box.height + 2)));
    svg.setAttribute("font-family", "Inter, system-ui, sans-serif");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", `Legend: ${[...legend.querySelectorAll("text")].map((text) => text.textContent).join(", ")}`);
    svg.append(...[...legend.children].map((child) => child.cloneNode(true)));
    place.current.replaceChildren(svg);
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
