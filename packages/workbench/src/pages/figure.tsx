/** A chart or a small picture within a page. What it shows of elements leads to them. */
import { useEffect, useLayoutEffect, useRef } from "react";
import type { MouseEvent } from "react";
import { placeOf } from "../data/places.ts";
import { go, useIndex } from "../data/store.ts";
import { crop } from "../picture/crop.ts";

export function Figure({ svg, label }: { readonly svg: string; readonly label: string }) {
  const index = useIndex();
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const drawing = host.current?.querySelector("svg");
    if (drawing) crop(drawing, 2);
  }, [svg]);
  useEffect(() => {
    for (const node of host.current?.querySelectorAll<SVGElement>("[data-element]") ?? []) {
      const known = index.element(node.dataset["element"]!) !== undefined;
      if (known) {
        node.setAttribute("role", "link");
        // The name is what can be read; the painter's whole sentence describes it.
        node.setAttribute("aria-description", node.getAttribute("aria-label") ?? "");
        node.removeAttribute("aria-label");
      }
      else node.removeAttribute("tabindex");
    }
  }, [svg, index]);
  const open = (target: EventTarget): boolean => {
    const id = (target as Element).closest<SVGElement>("[data-element]")?.dataset["element"];
    if (id === undefined || index.element(id) === undefined) return false;
    go(placeOf(index, id));
    return true;
  };
  const click = (event: MouseEvent): void => void open(event.target);
  return (
    <figure className="figure" aria-label={label} tabIndex={0}>
      <div ref={host} onClick={click} onKeyDown={(event) => { if (event.key === "Enter" && open(event.target)) event.preventDefault(); }} dangerouslySetInnerHTML={{ __html: svg }} />
    </figure>
  );
}
