import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ViewData } from "@groundplan/artifacts";
import { hrefOf } from "../data/route.ts";
import { pictureOf, useStore } from "../data/store.ts";
import { crop } from "../picture/crop.ts";
import { counted } from "../inspector/words.ts";

/** A view in small: drawn when it comes into sight. */
export function Thumbnail({ view }: { readonly view: ViewData }) {
  const pictures = useStore((state) => state.pictures);
  const place = useRef<HTMLAnchorElement>(null);
  const [seen, setSeen] = useState(false);
  const [svg, setSvg] = useState<string>();
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
    }, { rootMargin: "200px" });
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    let gone = false;
    if (seen) void pictureOf(view.id).then((picture) => { if (!gone) setSvg(asImage(picture.svg)); }, () => undefined);
    return () => { gone = true; };
  }, [seen, pictures, view.id]);
  useLayoutEffect(() => {
    const drawing = place.current?.querySelector<SVGSVGElement>(".thumbnail-picture > svg");
    if (drawing) crop(drawing, 8);
  }, [svg]);
  return (
    <a ref={place} className="thumbnail" href={hrefOf({ page: "view", id: view.id })}>
      <span className="thumbnail-picture" aria-hidden="true" dangerouslySetInnerHTML={{ __html: svg ?? "" }} />
      <span className="thumbnail-title">{view.title}</span>
      <span className="thumbnail-words">{view.description === "" ? counted(view.elements, "element") : `${counted(view.elements, "element")} · ${view.description}`}</span>
    </a>
  );
}

/** The drawing without what a hand or a reader would find in it: it is a part of a link. */
function asImage(svg: string): string {
  return svg.replace(/ (?:tabindex|role|aria-[a-z]+)="[^"]*"/g, "").replace(/<(title|desc)[^>]*>[^<]*<\/\1>/g, "");
}
