/** The screens as something to press: one frame of a wireframe at a time, with the ways that lead out of it. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, MouseEvent } from "react";
import type { JourneyData, ScreenData } from "@groundplan/artifacts";
import type { SiteIndex } from "../data/index-site.ts";
import { hrefOf } from "../data/route.ts";
import type { Route } from "../data/route.ts";
import { go, pictureOf, useIndex, useStore } from "../data/store.ts";
import { ElementLink } from "../inspector/parts.tsx";
import { counted } from "../inspector/words.ts";
import { showFrame } from "./frame.ts";
import { progressOf } from "./way.ts";

type PrototypeRoute = Extract<Route, { page: "prototype" }>;

export function PrototypePage({ route }: { readonly route: PrototypeRoute }) {
  const index = useIndex();
  const pictures = useStore((state) => state.pictures);
  const screen = index.site.screens.find((candidate) => candidate.id === route.id)!;
  const journey = index.site.journeys.find((candidate) => candidate.id === route.journey);
  const device = route.device ?? deviceOf(index, screen);
  const host = useRef<HTMLDivElement>(null);
  const [trail, setTrail] = useState<readonly string[]>([]);
  const [pressed, setPressed] = useState("");
  const [failure, setFailure] = useState<string>();
  const [svg, setSvg] = useState<string>();
  const progress = useMemo(() => (journey === undefined ? undefined : progressOf(journey, trail)), [journey, trail]);

  useEffect(() => setTrail([screen.id]), [route.journey]);
  useEffect(() => setTrail((before) => (before.at(-1) === screen.id ? before : [...before, screen.id])), [screen.id]);
  useEffect(() => {
    let gone = false;
    pictureOf(`screen/${screen.id}`).then((picture) => {
      if (gone) return;
      setSvg(picture.svg);
      setFailure(undefined);
    }, (error: unknown) => { if (!gone) setFailure(error instanceof Error ? error.message : String(error)); });
    return () => { gone = true; };
  }, [screen.id, pictures]);
  useEffect(() => {
    if (svg === undefined || host.current === null) return;
    showFrame(host.current, svg, route.state === undefined ? device : `state ${route.state}`, { calls: new Set(screen.calls.map(({ widget }) => widget)), next: progress?.next === undefined ? undefined : `screen/${progress.next}` });
  }, [svg, screen, device, route.state, progress?.next]);

  const change = (more: Partial<PrototypeRoute>): void => go({ ...route, ...more }, "replace");
  const press = (target: Element): boolean => {
    const widget = target.closest<SVGElement>("[data-element]");
    const leading = target.closest<SVGElement>("[data-opens]");
    const operation = screen.calls.find((call) => call.widget === widget?.dataset["element"])?.operation;
    const words = nameOf(leading ?? widget);
    setPressed(operation === undefined ? "" : `${words === "" ? "It" : words} calls ${index.title(operation)}.`);
    const to = leading?.dataset["opens"]?.slice("screen/".length);
    if (to !== undefined && index.site.screens.some((candidate) => candidate.id === to)) go({ page: "prototype", id: to, ...(route.journey === undefined ? {} : { journey: route.journey }), ...(route.device === undefined ? {} : { device: route.device }) });
    else if (operation === undefined) return false;
    return true;
  };
  const click = (event: MouseEvent): void => {
    // Pressed beside everything that can be pressed: that lights up for a moment.
    if (!press(event.target as Element)) flash(host.current!);
  };
  const key = (event: KeyboardEvent): void => {
    if ((event.key === "Enter" || event.key === " ") && press(event.target as Element)) event.preventDefault();
  };
  return (
    <div className="page page-wide prototype-page">
      <div className="prototype-head">
        <div><h1>{screen.title}</h1><p className="muted">{screen.of === undefined ? null : <><ElementLink id={screen.of} />: </>}a prototype made of the wireframes. <a href={hrefOf({ page: "view", id: `screen/${screen.id}` })}>All frames of this screen</a></p></div>
        <div className="prototype-choices">
          <div className="choices-row" role="group" aria-label="Device">
            {["desktop", "phone"].map((each) => <button type="button" key={each} className="button" aria-pressed={route.state === undefined && device === each} onClick={() => go({ page: "prototype", id: screen.id, ...(route.journey === undefined ? {} : { journey: route.journey }), device: each }, "replace")}>{each === "desktop" ? "Desktop" : "Phone"}</button>)}
          </div>
          {screen.states.length === 0 ? null : (
            <div className="choices-row" role="group" aria-label="States of the screen">
              {screen.states.map((state) => <button type="button" key={state} className="button" aria-pressed={route.state === state} onClick={() => change({ state })}>When {state}</button>)}
            </div>
          )}
        </div>
      </div>
      <div className="prototype">
        <div className="prototype-frame" role="region" aria-label={`The screen ${screen.title}`} tabIndex={0} ref={host} onClick={click} onKeyDown={key} />
        <div className="prototype-side">
          <p role="status" className="prototype-said">{failure === undefined ? pressed : `This screen could not be read: ${failure}.`}</p>
          {journey === undefined || progress === undefined ? null : <Way journey={journey} reached={progress.reached} steps={progress.steps} arrived={progress.arrived} onLeave={() => go({ page: "prototype", id: screen.id }, "replace")} />}
          <Journeys index={index} current={route.journey} />
          <section><h2>Screens</h2><ul className="rows">{index.site.screens.filter((other) => other.of === screen.of).map((other) => <li key={other.id}><a className="row" aria-current={other.id === screen.id ? "true" : undefined} href={hrefOf({ page: "prototype", id: other.id })}><span>{other.title}</span>{other.entry ? <span className="muted">entry</span> : null}</a></li>)}</ul></section>
        </div>
      </div>
    </div>
  );
}

function Way({ journey, reached, steps, arrived, onLeave }: { readonly journey: JourneyData; readonly reached: number; readonly steps: number; readonly arrived: boolean; readonly onLeave: () => void }) {
  const index = useIndex();
  const { goal } = journey;
  return (
    <section className="way">
      <h2>{journey.title}</h2>
      <ol>{journey.way.map((stop, at) => <li key={at} className={at < reached ? "is-reached" : at === reached ? "is-next" : undefined}>{index.title(stop)}</li>)}</ol>
      <p role="status">{arrived ? `Arrived in ${counted(steps, "step")}. ` : `${counted(steps, "step")} so far. `}{goal === undefined ? null : steps <= goal ? `The goal is at most ${goal}.` : <b className="is-bad">{`The goal is at most ${goal}.`}</b>}</p>
      <p className="way-tools"><a className="button" href={hrefOf({ page: "prototype", id: journey.way[0]!, journey: journey.id })}>From the start</a> <button type="button" className="link" onClick={onLeave}>Leave it</button></p>
    </section>
  );
}

function Journeys({ index, current }: { readonly index: SiteIndex; readonly current: string | undefined }) {
  const others = index.site.journeys.filter(({ id }) => id !== current);
  if (others.length === 0) return null;
  return <section><h2>{current === undefined ? "Journeys" : "Other journeys"}</h2><ul className="rows">{others.map((journey) => <li key={journey.id}><a className="row" href={hrefOf({ page: "prototype", id: journey.way[0]!, journey: journey.id })}><span>{journey.title}</span><span className="muted">{counted(journey.way.length, "screen")}</span></a></li>)}</ul></section>;
}

/** What a screen is seen on at first: on the telephone that it is made for, or that is in the hand. */
function deviceOf(index: SiteIndex, { of }: ScreenData): "desktop" | "phone" {
  return innerWidth <= 860 || index.element(of ?? "")?.kind.startsWith("mobile") === true ? "phone" : "desktop";
}

/** What is written on a widget. */
function nameOf(widget: SVGElement | null): string {
  return widget?.getAttribute("aria-label") ?? widget?.querySelector("text")?.textContent ?? "";
}

function flash(host: HTMLElement): void {
  host.classList.remove("is-flashing");
  // The animation begins anew.
  void host.offsetWidth;
  host.classList.add("is-flashing");
}
