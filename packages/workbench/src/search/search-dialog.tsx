import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { recall, remember } from "../data/memory.ts";
import { update, useIndex } from "../data/store.ts";
import { Swatch } from "../inspector/parts.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { finderOf } from "./finder.ts";
import type { Found } from "./build-index.ts";

const LIMIT = 40;
const RECENT = 8;

/** Search over everything: type, walk the list with the arrows, Enter goes there. */
export function SearchDialog() {
  const index = useIndex();
  const finder = useMemo(() => finderOf(index), [index]);
  const [complete, setComplete] = useState(false);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const recent = useMemo(() => (recall<readonly string[]>("recent") ?? []).flatMap((key) => finder.get(key) ?? []).slice(0, RECENT), [finder]);
  const wanted = useDeferredValue(query);
  const asked = wanted.trim() !== "";
  const found = useMemo(() => (asked ? finder.find(wanted, LIMIT) : recent), [asked, finder, wanted, recent, complete]);
  const close = (): void => update({ search: false });

  useEffect(() => {
    let gone = false;
    void finder.ready.then(() => { if (!gone) setComplete(true); });
    return () => { gone = true; };
  }, [finder]);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active, found]);

  const choose = (item: Found | undefined): void => {
    if (item === undefined) return;
    remember("recent", [item.key, ...(recall<readonly string[]>("recent") ?? []).filter((key) => key !== item.key)].slice(0, RECENT));
    close();
    location.hash = item.href;
    // From here the arrows walk the picture.
    setTimeout(() => document.getElementById("main")?.focus({ preventScroll: true }));
  };
  const keys = (event: KeyboardEvent<HTMLInputElement>): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : event.key === "PageDown" ? 8 : event.key === "PageUp" ? -8 : 0;
    if (step !== 0) {
      event.preventDefault();
      setActive(Math.abs(step) === 1 ? (active + step + Math.max(1, found.length)) % Math.max(1, found.length) : Math.min(Math.max(active + step, 0), Math.max(0, found.length - 1)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(found[active]);
    }
  };
  return (
    <Dialog label="Search" className="search-dialog" onClose={close}>
      <input
        className="search-input" type="text" autoFocus autoComplete="off" spellCheck={false} placeholder="Search elements, relations, decisions, terms, findings"
        role="combobox" aria-label="Search" aria-expanded={found.length > 0} aria-controls="search-results" aria-activedescendant={found[active] === undefined ? undefined : `result-${active}`}
        value={query} onChange={(event) => { setQuery(event.target.value); setActive(0); }} onKeyDown={keys}
      />
      {!asked && found.length > 0 ? <h2 className="search-heading">Recent</h2> : null}
      <ul ref={list} id="search-results" role="listbox" aria-label={asked ? "Results" : "Recent"} className="results">
        {found.map((item, at) => (
          <li key={item.key} id={`result-${at}`} role="option" aria-selected={at === active} onPointerMove={() => { if (at !== active) setActive(at); }} onClick={() => choose(item)}>
            <span className="result-title">{item.swatch === undefined ? null : <Swatch name={item.swatch} />}{item.title}</span>
            <span className="result-context">{item.context}</span>
            <span className="result-type">{item.type}</span>
          </li>
        ))}
      </ul>
      {asked && found.length === 0 ? <p className="search-empty">{complete ? "Nothing is called that, nor nearly so." : "Still reading the model."}</p> : null}
      {!asked && found.length === 0 ? <p className="search-empty">Type a name, a technology, a word of a decision.</p> : null}
      <div className="search-foot" aria-hidden="true"><span><kbd>↑</kbd> <kbd>↓</kbd> walk</span><span><kbd>Enter</kbd> go there</span><span><kbd>Esc</kbd> close</span></div>
    </Dialog>
  );
}
