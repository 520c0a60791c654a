import type { Drawing, Paint, Shape } from "../drawing.ts";
import { cleanText } from "../text/clean.ts";
import { measureText } from "../text/measure.ts";
import { ellipsize } from "../text/wrap.ts";
import { chartPage, type ChartHead } from "./chart.ts";

/** What goes on over phases that follow each other: a lane for each side, with what it is in which of them. */
export interface Phases extends ChartHead {
  /** Each with a remark below its name: how long it takes, what is waited for. */
  readonly phases: readonly { readonly name: string; readonly note: string }[];
  readonly lanes: readonly PhaseLane[];
}

export interface PhaseLane {
  readonly title: string;
  readonly note?: string;
  /** From one phase to another, both included, by their indexes; `live`: relied on, `ready`: kept alike, `idle`: there and not used, `risk`: not without loss. */
  readonly spans: readonly { readonly from: number; readonly to: number; readonly text: string; readonly is: "live" | "ready" | "idle" | "risk" }[];
}

const PAINTS: Readonly<Record<PhaseLane["spans"][number]["is"], Paint>> = {
  live: { fill: "panel", stroke: "ok", width: 2 }, ready: { fill: "card", stroke: "ok", width: 1.5, dash: [5, 3] }, idle: { fill: "card", stroke: "edge", width: 1 }, risk: { fill: "card", stroke: "warn", width: 1.5, dash: [5, 3] },
};
const LEAST = 104;
const GAP = 8;
const HEAD = 46;
const LANE = 58;
const BAR = 34;
const PAD = 16;

/** Draws phases as columns of one width, and each lane as bars over them. */
export function drawPhases(chart: Phases): Drawing {
  const lanes = chart.lanes.map((lane) => ({ ...lane, title: cleanText(lane.title), note: cleanText(lane.note ?? "") }));
  const name = Math.min(260, Math.max(120, ...lanes.map(({ title, note }) => Math.max(measureText(title, "title"), measureText(note, "note"))))) + 2 * PAD;
  const wanted = lanes.flatMap(({ spans }) => spans.map(({ from, to, text }) => (measureText(cleanText(text), "small") + 20 + GAP) / (to - from + 1)));
  const column = Math.min(190, Math.max(LEAST, ...chart.phases.map(({ name: title, note }) => Math.max(measureText(cleanText(title), "title"), measureText(cleanText(note), "note")) + GAP), ...wanted));
  const content = { width: name + column * chart.phases.length + PAD, height: HEAD + lanes.length * LANE + PAD };
  return chartPage(chart, content, [], ({ x, y }) => {
    const shapes: Shape[] = [{ type: "rect", x, y, width: content.width, height: content.height, radius: 10, paint: { fill: "card", stroke: "card-line", width: 1 }, shadow: true }];
    chart.phases.forEach(({ name: title, note }, at) => {
      const left = x + name + column * at;
      if (at > 0) shapes.push({ type: "path", d: `M${left - GAP / 2} ${y + HEAD} V${y + content.height - PAD}`, paint: { stroke: "hair", width: 1 } });
      shapes.push({ type: "text", x: left, y: y + 22, text: ellipsize(`${at + 1} ${cleanText(title)}`, "title", column - GAP), style: "title", ink: "ink" }, { type: "text", x: left, y: y + 37, text: ellipsize(cleanText(note), "note", column - GAP), style: "note", ink: "ink3" });
    });
    lanes.forEach(({ title, note, spans }, at) => {
      const top = y + HEAD + LANE * at;
      const middle = top + LANE / 2;
      shapes.push({ type: "path", d: `M${x + PAD} ${top + 2} H${x + content.width - PAD}`, paint: { stroke: "hair", width: 1 } });
      shapes.push({ type: "text", x: x + PAD, y: note === "" ? middle + 5 : middle - 1, text: ellipsize(title, "title", name - 2 * PAD), style: "title", ink: "ink" });
      if (note !== "") shapes.push({ type: "text", x: x + PAD, y: middle + 14, text: ellipsize(note, "note", name - 2 * PAD), style: "note", ink: "ink3" });
      for (const span of spans) {
        const left = x + name + column * span.from;
        const width = column * (span.to - span.from + 1) - GAP;
        const paint = PAINTS[span.is];
        const text = cleanText(span.text);
        shapes.push({
          type: "layer", name: "span", tooltip: text,
          children: [{ type: "rect", x: left, y: middle - BAR / 2 + 1, width, height: BAR, radius: 7, paint }, { type: "text", x: left + width / 2, y: middle + 5, text: ellipsize(text, "small", width - 16), style: "small", ink: "ink", anchor: "middle" }],
        });
      }
    });
    return shapes;
  });
}
