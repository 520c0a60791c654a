/** What is lit, selected and marked in a mounted drawing: classes and a few added shapes; the drawing's own are not changed. */
import type { LitStep } from "../play/flow.ts";
import type { Drawn, DrawnEdge, DrawnItem } from "./read-picture.ts";
import { reducedMotion } from "./transitions.ts";

const SVG = "http://www.w3.org/2000/svg";

export type MarkState = "down" | "fails" | "degrades";

/** Lights an element or an edge with its neighbours and dims the rest; nothing lit takes the dimming away. */
export function light(drawn: Drawn, what: { readonly item?: string; readonly edge?: string } | undefined): void {
  const lit = new Set<Element>();
  if (what !== undefined) {
    const ends = new Set<string>();
    if (what.item !== undefined) ends.add(what.item);
    for (const edge of drawn.edges) {
      if (edge.id !== what.edge && edge.source !== what.item && edge.target !== what.item) continue;
      lit.add(edge.element);
      if (edge.label) lit.add(edge.label);
      ends.add(edge.source).add(edge.target);
    }
    for (const id of ends) {
      const item = drawn.items.get(id);
      if (item) lit.add(item.element);
    }
  }
  dimAllBut(drawn, what === undefined ? undefined : lit);
}

function dimAllBut(drawn: Drawn, lit: ReadonlySet<Element> | undefined): void {
  drawn.svg.classList.toggle("is-dimming", lit !== undefined);
  for (const item of drawn.items.values()) item.element.classList.toggle("is-lit", lit?.has(item.element) ?? false);
  for (const edge of drawn.edges) {
    edge.element.classList.toggle("is-lit", lit?.has(edge.element) ?? false);
    edge.label?.classList.toggle("is-lit", lit?.has(edge.element) ?? false);
  }
}

/** Draws the selection: a 2 px outline in ink in a halo of paper, and its edges in ink. */
export function select(drawn: Drawn, id: string | undefined, relations: ReadonlySet<string>): void {
  drawn.svg.querySelectorAll(".gp-halo").forEach((halo) => halo.remove());
  for (const item of drawn.items.values()) {
    const on = item.id === id;
    item.element.classList.toggle("is-selected", on);
    if (on) item.element.setAttribute("aria-current", "true");
    else item.element.removeAttribute("aria-current");
    if (on) addHalo(drawn, item);
  }
  for (const edge of drawn.edges) {
    const chosen = edge.relations.some((relation) => relations.has(relation));
    for (const part of [edge.element, edge.label]) {
      part?.classList.toggle("is-selected", chosen);
      part?.classList.toggle("is-near", !chosen && id !== undefined && (edge.source === id || edge.target === id));
    }
  }
}

function addHalo(drawn: Drawn, item: DrawnItem): void {
  const body = item.body ?? item.element.querySelector<SVGGraphicsElement>("rect, circle, path");
  if (body === null || body === undefined) return;
  const outline = (name: string): SVGElement => {
    const copy = body.cloneNode(false) as SVGElement;
    for (const attribute of ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "style"]) copy.removeAttribute(attribute);
    copy.setAttribute("class", `gp-halo ${name}`);
    return copy;
  };
  // The halo lies below the lines, so that an arrow still reaches its element.
  const halo = outline("gp-halo-paper");
  const lines = drawn.svg.querySelector(":scope > .gp-edge, :scope > .gp-node");
  if (item.group || lines === null) body.before(halo);
  else lines.before(halo);
  body.after(outline("gp-halo-ink"));
}

/** Marks what fails and what degrades, with the relations along which it does; `undefined` takes the marks away. */
export function mark(drawn: Drawn, states: ReadonlyMap<string, MarkState> | undefined, relations: ReadonlySet<string>): void {
  drawn.svg.querySelectorAll(".gp-badge").forEach((badge) => badge.remove());
  const lit = new Set<Element>();
  for (const item of drawn.items.values()) {
    const state = item.group ? undefined : states?.get(item.id);
    for (const name of ["down", "fails", "degrades"] as const) item.element.classList.toggle(`is-${name}`, state === name);
    if (state === undefined) continue;
    lit.add(item.element);
    item.element.append(badgeOf(item, state));
  }
  for (const edge of drawn.edges) {
    const on = states !== undefined && edge.relations.some((relation) => relations.has(relation));
    for (const part of [edge.element, edge.label]) part?.classList.toggle("is-path", on);
    if (on) lit.add(edge.element);
  }
  dimAllBut(drawn, states === undefined ? undefined : lit);
}

/** Lights a step of a flow: its ends, and the line along which it goes, with a dot that goes along it. */
export function play(drawn: Drawn, step: LitStep | undefined): void {
  drawn.svg.querySelectorAll(".gp-dot").forEach((dot) => dot.remove());
  const lines = step === undefined ? [] : linesOf(drawn, step);
  const lit = new Set<Element>();
  for (const item of drawn.items.values()) {
    const on = !item.group && (item.id === step?.from || item.id === step?.to);
    item.element.classList.toggle("is-step", on);
    item.element.classList.toggle("is-cast", !on && (step?.cast.has(item.id) ?? false));
    if (on || (item.group && (item.id === step?.from || item.id === step?.to))) lit.add(item.element);
  }
  for (const edge of drawn.edges) {
    const on = lines.includes(edge);
    for (const part of [edge.element, edge.label]) {
      part?.classList.toggle("is-step", on);
      part?.classList.toggle("is-back", on && step!.back);
      part?.classList.toggle("is-error", on && step!.error);
    }
    if (!on) continue;
    lit.add(edge.element);
    if (!reducedMotion()) edge.element.append(...dotAlong(edge, edge.source === step!.to));
  }
  dimAllBut(drawn, step === undefined ? undefined : lit);
}

/** The line of the relation that a step follows where it is drawn between its ends, else any line between these. */
function linesOf(drawn: Drawn, { from, to, relation, back }: LitStep): readonly DrawnEdge[] {
  const between = drawn.edges.filter((edge) => (edge.source === from && edge.target === to) || (edge.source === to && edge.target === from));
  const own = between.filter((edge) => relation !== undefined && edge.relations.includes(relation));
  if (own.length > 0) return own.slice(0, 1);
  const along = between.filter((edge) => edge.source === (back ? to : from));
  return (along.length > 0 ? along : between).slice(0, 1);
}

function dotAlong(edge: DrawnEdge, back: boolean): readonly Element[] {
  const d = edge.element.querySelector("path")?.getAttribute("d");
  if (d === null || d === undefined) return [];
  const dot = document.createElementNS(SVG, "circle");
  dot.setAttribute("class", "gp-dot");
  dot.setAttribute("r", "6");
  const motion = document.createElementNS(SVG, "animateMotion");
  for (const [name, value] of Object.entries({ dur: "1.1s", repeatCount: "indefinite", path: d, calcMode: "linear", keyTimes: "0;1", keyPoints: back ? "1;0" : "0;1" })) motion.setAttribute(name, value);
  dot.append(motion);
  return [dot];
}

/** A state is never colour alone: a cross in a filled disc is down, a cross fails, a half disc degrades. */
function badgeOf({ box }: DrawnItem, state: MarkState): SVGGElement {
  const badge = document.createElementNS(SVG, "g");
  badge.setAttribute("class", `gp-badge gp-badge-${state}`);
  badge.setAttribute("transform", `translate(${box.x + box.width - 4} ${box.y + 2})`);
  // From afar the style sheet makes the sign larger, round its middle.
  const sign = document.createElementNS(SVG, "g");
  sign.setAttribute("class", "gp-badge-sign");
  badge.append(sign);
  const add = (name: string, attributes: Readonly<Record<string, string>>): void => {
    const shape = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    sign.append(shape);
  };
  add("circle", { class: "gp-badge-ground", r: "9" });
  if (state === "degrades") add("path", { class: "gp-badge-fill", d: "M0 -4.5a4.5 4.5 0 0 0 0 9z" });
  if (state === "degrades") add("circle", { class: "gp-badge-line", r: "4.5" });
  else add("path", { class: "gp-badge-line", d: "M-3.4 -3.4l6.8 6.8m0 -6.8l-6.8 6.8" });
  return badge;
}

/** Makes a drawing fit for the hand: wide invisible lines to hit, one tab stop, roles and names. */
export function prepare(drawn: Drawn): void {
  for (const edge of drawn.edges) {
    const line = edge.element.querySelector("path");
    if (line === null) continue;
    const hit = document.createElementNS(SVG, "path");
    hit.setAttribute("d", line.getAttribute("d") ?? "");
    hit.setAttribute("class", "gp-hit");
    edge.element.append(hit);
  }
  for (const item of drawn.items.values()) {
    const { element } = item;
    element.setAttribute("tabindex", "-1");
    const title = element.querySelector(":scope > title");
    if (title !== null && item.group) {
      element.setAttribute("aria-label", title.textContent ?? "");
      element.setAttribute("role", "group");
      title.remove();
    } else {
      element.setAttribute("role", item.opens === undefined ? "button" : "link");
      // The name is what can be read in the box; the painter's whole sentence describes it.
      element.setAttribute("aria-description", element.getAttribute("aria-label") ?? "");
      element.removeAttribute("aria-label");
    }
  }
}

/** One item of the drawing takes part in the tab order: the selected one, else the first. */
export function setTabStop(drawn: Drawn, id: string | undefined): void {
  for (const item of drawn.items.values()) item.element.setAttribute("tabindex", item.id === id ? "0" : "-1");
}
