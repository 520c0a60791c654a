import { chartPage } from "../charts/chart.ts";
import type { Drawing, Shape } from "../drawing.ts";
import { lineWithHead } from "../paint/edges.ts";
import { cleanText } from "../text/clean.ts";
import { measureText } from "../text/measure.ts";
import { ellipsize } from "../text/wrap.ts";
import { cutTo, moved, stack, type Device } from "./widgets.ts";
import type { ScreenChart, StoryboardChart, Wireframe, WireWidget } from "./wireframe.ts";

const DESKTOP = { width: 720, pad: 24, head: 30, least: 240 } as const;
const PHONE = { width: 240, pad: 16, head: 26, least: 360 } as const;
const GAP = 40;
const CAPTION = 22;
/** In a row of phones none is higher than this: what does not fit is told to follow. */
const HIGHEST = 600;
/** The band at the foot of a phone that goes on. */
const FOOT = 30;

/** Draws a screen on a desktop and on a phone, and its states on phones beside. */
export function drawScreen(chart: ScreenChart): Drawing {
  const { screen } = chart;
  const frames = [
    { name: "desktop", caption: "desktop", frame: framed(screen, screen.widgets, "desktop") },
    { name: "phone", caption: "phone", frame: framed(screen, screen.widgets, "phone") },
    ...screen.states.map((state) => ({ name: `state ${state.name}`, caption: `when ${cleanText(state.name) || "so"}`, frame: framed(screen, state.widgets, "phone") })),
  ];
  let x = 0;
  const places = frames.map(({ frame }) => {
    const at = x;
    x += frame.width + GAP;
    return at;
  });
  const height = Math.max(...frames.map(({ frame }) => frame.height)) + CAPTION;
  return chartPage(chart, { width: x - GAP, height }, [], (origin) => frames.flatMap(({ name, caption, frame }, at) => moved([
    { type: "text", x: 0, y: 12, text: caption, style: "small-strong", ink: "ink2" },
    { type: "layer", name: "frame", data: { frame: name }, children: moved(frame.shapes, 0, CAPTION) },
  ], origin.x + places[at]!, origin.y)));
}

/** Draws a way over screens. */
export function drawStoryboard(chart: StoryboardChart): Drawing {
  const between = Math.max(70, ...chart.stops.slice(0, -1).map(({ through }) => Math.min(150, measureText(cleanText(through), "small") + 34)));
  const frames = chart.stops.map(({ screen }) => framed(screen, screen.widgets, "phone", HIGHEST));
  const height = Math.max(PHONE.least, ...frames.map((frame) => frame.height)) + CAPTION;
  const width = frames.length * PHONE.width + Math.max(0, frames.length - 1) * between;
  return chartPage(chart, { width: Math.max(width, 200), height }, [], (origin) => chart.stops.flatMap((stop, at): Shape[] => {
    const x = origin.x + at * (PHONE.width + between);
    const shapes: Shape[] = [
      { type: "layer", name: "node", data: { element: stop.screen.id, opens: stop.opens }, label: `${at + 1}. ${cleanText(stop.screen.title)}`, children: [
        { type: "text", x, y: origin.y + 12, text: ellipsize(`${at + 1}  ${cleanText(stop.screen.title)}`, "small-strong", PHONE.width), style: "small-strong", ink: "ink" },
        ...moved(frames[at]!.shapes, x, origin.y + CAPTION),
      ] },
    ];
    if (at + 1 < chart.stops.length) {
      const y = origin.y + CAPTION + 150;
      const words = ellipsize(cleanText(stop.through), "small", between - 20);
      shapes.push(...lineWithHead("call", [{ x: x + PHONE.width + 8, y }, { x: x + PHONE.width + between - 8, y }]));
      if (words !== "") shapes.push({ type: "text", x: x + PHONE.width + between / 2, y: y - 8, text: words, style: "small", ink: "ink2", anchor: "middle" });
    }
    return shapes;
  }));
}

interface Framed {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** Widgets in the frame of a browser window or of a phone, at most so high. */
function framed(screen: Wireframe, widgets: readonly WireWidget[], device: Device, highest = Infinity): Framed {
  const measure = device === "desktop" ? DESKTOP : PHONE;
  const inner = measure.width - 2 * measure.pad;
  const whole = stack(widgets, inner, device);
  const frame = measure.head + 2 * measure.pad;
  const cut = frame + whole.height <= highest ? undefined : cutTo(widgets, inner, device, highest - frame - FOOT);
  const content = cut ? stack(cut.widgets, inner, device) : whole;
  const height = Math.max(measure.least, frame + content.height + (cut && cut.left > 0 ? FOOT : 0));
  const { width } = measure;
  const chrome: Shape[] = device === "desktop"
    ? [
        { type: "rect", x: 0, y: 0, width, height, radius: 10, shadow: true, paint: { fill: "panel", stroke: "card-line", width: 1.4 } },
        { type: "path", d: `M0 ${measure.head}H${width}`, paint: { stroke: "line", width: 1 } },
        ...[16, 30, 44].map((cx): Shape => ({ type: "circle", cx, cy: measure.head / 2, r: 4, paint: { fill: "group3", stroke: "line", width: 1 } })),
        { type: "rect", x: 66, y: 6, width: width - 90, height: measure.head - 12, radius: 9, paint: { fill: "group1", stroke: "line", width: 1 } },
        { type: "text", x: 78, y: 19, text: ellipsize(cleanText(screen.address) || cleanText(screen.title), "note", width - 120), style: "note", ink: "ink2" },
      ]
    : [
        { type: "rect", x: 0, y: 0, width, height, radius: 22, shadow: true, paint: { fill: "panel", stroke: "card-line", width: 1.6 } },
        { type: "rect", x: width / 2 - 26, y: 9, width: 52, height: 8, radius: 4, paint: { fill: "chip" } },
      ];
  return { width, height, shapes: [...chrome, ...moved(content.shapes, measure.pad, measure.head + measure.pad * 0.7), ...(cut && cut.left > 0 ? continued(width, height, cut.left) : [])] };
}

/** What stands at the foot of a phone of which only the beginning is shown. */
function continued(width: number, height: number, left: number): readonly Shape[] {
  const y = height - FOOT - 6;
  const text = `continues: ${left} more`;
  const middle = width / 2;
  return [
    { type: "path", d: `M14 ${y}H${width - 14}`, paint: { stroke: "ink3", width: 1.2, dash: [5, 4] } },
    { type: "text", x: middle, y: y + 16, text, style: "small", ink: "ink2", anchor: "middle" },
    { type: "path", d: `M${middle - 5} ${y + 21}L${middle} ${y + 26}L${middle + 5} ${y + 21}`, paint: { stroke: "ink2", width: 1.3 } },
  ];
}
