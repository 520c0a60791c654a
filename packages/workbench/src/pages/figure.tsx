/** A chart or a small picture within a page. What it shows of elements leads to them. */
import { useEffect, useRef } from "react";
import type { MouseEvent } from "react";
import { placeOf } from "../data/places.ts";
import { go, useIndex } from "../data/store.ts";

export function Figure({ svg, width, label }: { readonly svg: string; readonly width: number; readonly label: string }) {
  const index = useIndex();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const node of host.current?.querySelectorAll<SVGElement>("[data-element]") ?? []) {
      const known = index.element(node.dataset["element"]!) !== undefined;
      if (known) node.setAttribute("role", "link");
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
      <div ref={host} style={{ maxWidth: width }} onClick={click} onKeyDown={(event) => { if (event.key === "Enter" && open(event.target)) event.preventDefault(); }} dangerouslySetInnerHTML={{ __html: svg }} />
    </figure>
  );
}
