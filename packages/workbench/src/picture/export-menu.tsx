import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import type { ViewPicture } from "@groundplan/artifacts";
import { pictureOf } from "../data/store.ts";
import { copyText, download, fileName, pngOf, standaloneSvg } from "./export.ts";

const TEXT_NAMES = { mermaid: "Mermaid", plantuml: "PlantUML", d2: "D2" } as const;

export function ExportMenu({ view }: { readonly view: string }) {
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState("");
  const [picture, setPicture] = useState<ViewPicture>();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    void pictureOf(view).then(setPicture, () => setPicture(undefined));
    const outside = (event: PointerEvent): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [open, view]);
  useEffect(() => {
    if (open) root.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
  }, [open]);
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), 2500);
    return () => clearTimeout(timer);
  }, [said]);

  const act = (word: string, action: (picture: ViewPicture) => Promise<void> | void) => async (): Promise<void> => {
    setOpen(false);
    button.current?.focus();
    try {
      await action(await pictureOf(view));
      setSaid(word);
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
  };
  const items: readonly { readonly text: string; readonly hint: string; readonly run: () => Promise<void> }[] = [
    { text: "SVG", hint: "sharp at any size", run: act("Saved", (p) => download(new Blob([standaloneSvg(p.svg)], { type: "image/svg+xml" }), fileName(view, "svg"))) },
    { text: "PNG", hint: "twice the size", run: act("Saved", async (p) => download(await pngOf(p, 2), fileName(view, "png"))) },
    { text: "Copy link", hint: "with the selection", run: act("Link copied", () => copyText(location.href)) },
    ...(picture?.texts ?? []).map(({ format, text }) => ({ text: `Copy as ${TEXT_NAMES[format]}`, hint: "text", run: act(`${TEXT_NAMES[format]} copied`, () => copyText(text)) })),
  ];
  const keys = (event: KeyboardEvent<HTMLDivElement>): void => {
    const all = [...(root.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") all[(at + (event.key === "ArrowDown" ? 1 : all.length - 1)) % all.length]?.focus();
    else if (event.key === "Escape") {
      setOpen(false);
      button.current?.focus();
    } else if (event.key === "Tab") return setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="menu-root" ref={root}>
      <button ref={button} type="button" className="button" aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>Export</button>
      {open ? (
        <div className="menu" role="menu" aria-label="Export" onKeyDown={keys}>
          {items.map((item) => (
            <button key={item.text} type="button" role="menuitem" tabIndex={-1} onClick={() => void item.run()}><span>{item.text}</span><span className="muted">{item.hint}</span></button>
          ))}
        </div>
      ) : null}
      <div className="toast" role="status">{said}</div>
    </div>
  );
}
