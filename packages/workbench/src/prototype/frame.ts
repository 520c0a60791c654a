/** Shows one frame of a wireframe: a window, a telephone, or a state of the screen. */

/** Widgets that can be pressed although they lead nowhere, and the view that the journey leads to next. */
export interface Pressable {
  readonly calls: ReadonlySet<string>;
  readonly next: string | undefined;
}

const PAD = 6;

/** `svg` is a drawing of ours, in which every text is escaped; a frame that is not there gives way to the first one. */
export function showFrame(host: HTMLElement, svg: string, name: string, { calls, next }: Pressable): void {
  const made = document.createElement("div");
  made.innerHTML = svg;
  const drawing = made.querySelector("svg")!;
  const frames = [...drawing.querySelectorAll<SVGGElement>(".gp-frame")];
  const frame = frames.find((each) => each.dataset["frame"] === name) ?? frames[0];
  const kept = [...drawing.children].filter((child) => child.localName === "defs" || child.localName === "style");
  drawing.replaceChildren(...kept, ...(frame === undefined ? [] : [frame]));
  for (const attribute of ["role", "aria-label", "aria-labelledby"]) drawing.removeAttribute(attribute);
  host.replaceChildren(drawing);
  if (frame === undefined) return;
  const { x, y, width, height } = frame.getBBox();
  drawing.setAttribute("viewBox", `${x - PAD} ${y - PAD} ${width + 2 * PAD} ${height + 2 * PAD}`);
  drawing.setAttribute("width", String(Math.round(width + 2 * PAD)));
  drawing.setAttribute("height", String(Math.round(height + 2 * PAD)));
  for (const widget of frame.querySelectorAll<SVGGElement>(".gp-widget[data-element]")) {
    const { opens, element } = widget.dataset;
    if (opens === undefined && !calls.has(element ?? "")) continue;
    widget.classList.add("is-pressable");
    widget.classList.toggle("is-next", opens !== undefined && opens === next);
    widget.setAttribute("tabindex", "0");
    widget.setAttribute("role", opens === undefined ? "button" : "link");
    if (!widget.hasAttribute("aria-label")) widget.setAttribute("aria-label", widget.querySelector("text")?.textContent ?? element ?? "");
    const box = widget.getBBox();
    const spot = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [key, value] of Object.entries({ class: "gp-spot", x: box.x - 2, y: box.y - 2, width: box.width + 4, height: box.height + 4, rx: 6 })) spot.setAttribute(key, String(value));
    widget.append(spot);
  }
}
