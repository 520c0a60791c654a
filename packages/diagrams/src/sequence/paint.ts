import type { Point } from "@groundplan/layout";
import type { Drawing, Ink, Layer, Paint, Shape } from "../drawing.ts";
import { chartPage } from "../charts/chart.ts";
import { number as n, roundedPath } from "../geometry.ts";
import type { LegendEntry } from "../paint/legend.ts";
import type { Swatch } from "../scene.ts";
import { cleanText } from "../text/clean.ts";
import { measureText } from "../text/measure.ts";
import { ellipsize } from "../text/wrap.ts";
import { BAR, HEAD, OPERATOR_WORDS, planSequence, type Arrow, type Frame, type Lane, type SequencePlan } from "./plan.ts";
import type { Sequence } from "./sequence.ts";

const LIFELINE: Paint = { stroke: "line", width: 1.2, dash: [3, 4] };
const SELF = 30;
const SWATCHES: Readonly<Record<Swatch, Ink>> = { service: "service", web: "web", data: "data", bus: "bus", external: "external", actor: "actor", system: "system", component: "component", neutral: "neutral" };

/** Draws an interaction. */
export function drawSequence(sequence: Sequence): Drawing {
  const plan = planSequence(sequence);
  return chartPage(sequence, plan, legendOf(plan), (origin) => paintPlan(plan, origin));
}

function legendOf(plan: SequencePlan): readonly LegendEntry[] {
  const entries: LegendEntry[] = [];
  const sample = (word: string, is: Arrow["is"], unknown = false, error = false): void => {
    entries.push({ type: "sample", word, width: 28, draw: (left, middle) => line({ is, unknown, error }, [{ x: left, y: middle }, { x: left + 28, y: middle }]) });
  };
  if (plan.arrows.some(({ is }) => is === "call")) sample("call", "call");
  if (plan.arrows.some(({ is }) => is === "message")) sample("message", "message");
  if (plan.arrows.some(({ is }) => is === "reply")) sample("reply", "reply");
  if (plan.arrows.some(({ error }) => error)) sample("error", "reply", false, true);
  if (plan.arrows.some(({ unknown }) => unknown)) sample("not in the model", "call", true);
  if (plan.bars.length > 0) entries.push({ type: "sample", word: "at work", width: BAR, draw: (left, middle) => [{ type: "rect", x: left, y: middle - 7, width: BAR, height: 14, radius: 2, paint: { fill: "panel", stroke: "edge", width: 1 } }] });
  return entries;
}

function paintPlan(plan: SequencePlan, origin: Point): readonly Shape[] {
  const dx = origin.x;
  const dy = origin.y;
  const back: Shape[] = [];
  const front: Shape[] = [];
  for (const group of plan.groups) {
    back.push({
      type: "layer", name: "participants", children: [
        { type: "rect", x: dx + group.x - 8, y: dy, width: group.width + 16, height: plan.headBottom + 8, radius: 8, paint: { fill: "group2", stroke: "line", width: 1 } },
        { type: "text", x: dx + group.x, y: dy + 14, text: ellipsize(group.title, "small-strong", group.width), style: "small-strong", ink: "ink2" },
      ],
    });
  }
  for (const lane of plan.lanes) back.push({ type: "path", d: `M${n(dx + lane.x)} ${n(dy + plan.headBottom)}V${n(dy + plan.lineBottom)}`, paint: LIFELINE });
  for (const frame of plan.frames) back.push(framePanel(frame, dx, dy));
  for (const bar of plan.bars) back.push({ type: "rect", x: dx + bar.x - BAR / 2, y: dy + bar.top, width: BAR, height: bar.bottom - bar.top, radius: 2, paint: { fill: "panel", stroke: "edge", width: 1 } });
  for (const frame of plan.frames) back.push(...frameWords(frame, dx, dy));
  for (const arrow of plan.arrows) front.push(paintArrow(arrow, plan, dx, dy));
  for (const note of plan.notes) {
    front.push({
      type: "layer", name: "note", tooltip: note.lines.join(" "), data: { element: note.id }, children: [
        { type: "path", d: foldedCorner(dx + note.x, dy + note.y, note.width, note.height), paint: { fill: "panel", stroke: "line", width: 1 } },
        ...note.lines.map((text, at): Shape => ({ type: "text", x: dx + note.x + note.width / 2, y: dy + note.y + 16 + at * 13, text, style: "small", ink: "ink2", anchor: "middle" })),
      ],
    });
  }
  const heads = plan.lanes.flatMap((lane) => [paintHead(lane, plan, dx, dy + plan.headTop, true), ...(plan.repeated ? [paintHead(lane, plan, dx, dy + plan.lineBottom, false)] : [])]);
  return [...back, ...front, ...heads];
}

function paintHead(lane: Lane, plan: SequencePlan, dx: number, top: number, main: boolean): Layer {
  const { participant } = lane;
  const height = plan.headBottom - plan.headTop;
  const left = dx + lane.x - lane.width / 2;
  const block = lane.title.length * HEAD.title + HEAD.kind;
  let y = top + (height - block) / 2 + 12;
  const outside = participant.shape === "external";
  const shapes: Shape[] = [{ type: "rect", x: left, y: top, width: lane.width, height, radius: participant.shape === "capsule" ? height / 2 : 8, shadow: true, paint: { fill: "card", stroke: "card-line", width: 1.2, ...(outside ? { dash: [4, 3] } : {}) } }];
  const widest = Math.max(...lane.title.map((line) => measureText(line, "title"))) + 13;
  const start = dx + lane.x - widest / 2;
  shapes.push({ type: "rect", x: start, y: y - 8, width: 8, height: 8, radius: 2, paint: { fill: SWATCHES[participant.swatch] } });
  lane.title.forEach((line, at) => shapes.push({ type: "text", x: start + 13, y: y + at * HEAD.title, text: line, style: "title", ink: "ink" }));
  y += (lane.title.length - 1) * HEAD.title + HEAD.kind;
  shapes.push({ type: "text", x: dx + lane.x, y, text: ellipsize(cleanText(participant.kind), "small", lane.width - 12), style: "small", ink: "ink2", anchor: "middle" });
  return {
    type: "layer", name: "node", ...(main ? { label: `${cleanText(participant.title)}, ${cleanText(participant.kind)}` } : {}), children: shapes,
    data: { element: participant.id, ...(participant.opens === undefined || !main ? {} : { opens: participant.opens }) },
  };
}

function paintArrow(arrow: Arrow, plan: SequencePlan, dx: number, dy: number): Layer {
  const y = dy + arrow.y;
  const x1 = dx + arrow.x1;
  const x2 = dx + arrow.x2;
  const self = arrow.from === arrow.to;
  const points = self ? [{ x: x1, y }, { x: Math.max(x1, x2) + SELF, y }, { x: Math.max(x1, x2) + SELF, y: y + arrow.down }, { x: x2, y: y + arrow.down }] : [{ x: x1, y }, { x: x2, y }];
  const shapes: Shape[] = [...line(arrow, points)];
  const words = self ? { x: Math.max(x1, x2) + SELF + 8, y: y + 8, anchor: "start" as const } : { x: (x1 + x2) / 2, y: y - 6, anchor: "middle" as const };
  const ink: Ink = arrow.unknown || arrow.error ? "bad" : arrow.is === "reply" ? "ink2" : "ink";
  const first = words.y - (self ? 0 : (arrow.lines.length - 1) * 13);
  arrow.lines.forEach((text, at) => {
    const number = at === 0 && arrow.number !== undefined ? `${arrow.number}  ` : "";
    const width = measureText(number, "note") + measureText(text, "small");
    const left = words.anchor === "middle" ? words.x - width / 2 : words.x;
    // Paper under the words keeps lifelines from running through them.
    shapes.push({ type: "rect", x: left - 3, y: first + at * 13 - 10, width: width + 6, height: 13, radius: 3, paint: { fill: "paper", opacity: 0.86 } });
    if (number !== "") shapes.push({ type: "text", x: left, y: first + at * 13, text: String(arrow.number), style: "note", ink: "ink2" });
    shapes.push({ type: "text", x: left + measureText(number, "note"), y: first + at * 13, text, style: "small", ink });
  });
  if (arrow.timing !== "") shapes.push({ type: "text", x: dx + plan.lanes[arrow.to]!.x + 14, y: y + arrow.down + 13, text: arrow.timing, style: "note", ink: "ink2" });
  const [from, to] = [plan.lanes[arrow.from]!.participant, plan.lanes[arrow.to]!.participant];
  const said = arrow.lines.join(" ");
  return {
    type: "layer", name: "step", tooltip: `${arrow.number === undefined ? "" : `${arrow.number}. `}${cleanText(from.title)} to ${cleanText(to.title)}${arrow.is === "call" ? "" : `, ${arrow.is}`}${said === "" ? "" : `: ${said}`}`, children: shapes,
    data: { step: arrow.id, source: from.id, target: to.id, style: arrow.is },
  };
}

function line(arrow: Pick<Arrow, "is" | "unknown" | "error">, points: readonly Point[]): readonly Shape[] {
  const ink: Ink = arrow.unknown || arrow.error ? "bad" : "edge";
  const tip = points[points.length - 1]!;
  const before = points[points.length - 2]!;
  const way = tip.x >= before.x ? 1 : -1;
  const solid = arrow.is === "call";
  const stopped = [...points.slice(0, -1), { x: tip.x - way * (solid ? 6 : 1), y: tip.y }];
  const stroke: Paint = { stroke: ink, width: 1.35, ...(arrow.is === "message" ? { dash: [5, 4] } : arrow.is === "reply" ? { dash: [2.5, 3] } : {}) };
  const head: Shape = solid
    ? { type: "path", d: `M${n(tip.x - way * 8.6)} ${n(tip.y - 3.8)}L${n(tip.x)} ${n(tip.y)}L${n(tip.x - way * 8.6)} ${n(tip.y + 3.8)}z`, paint: { fill: ink } }
    : { type: "path", d: `M${n(tip.x - way * 8)} ${n(tip.y - 4)}L${n(tip.x - way * 0.8)} ${n(tip.y)}L${n(tip.x - way * 8)} ${n(tip.y + 4)}`, paint: { stroke: ink, width: 1.5 } };
  return [{ type: "path", d: roundedPath(stopped, 6), paint: stroke }, head];
}

function framePanel(frame: Frame, dx: number, dy: number): Shape {
  return { type: "rect", x: dx + frame.x, y: dy + frame.top, width: frame.width, height: frame.bottom - frame.top, radius: 6, paint: { fill: "group1", stroke: "line", width: 1.2, opacity: 1 } };
}

function frameWords(frame: Frame, dx: number, dy: number): readonly Shape[] {
  const word = OPERATOR_WORDS[frame.operator];
  const tag = measureText(word, "small-strong") + 18;
  const x = dx + frame.x;
  const shapes: Shape[] = [
    { type: "path", d: `M${n(x)} ${n(dy + frame.top + 6)}Q${n(x)} ${n(dy + frame.top)} ${n(x + 6)} ${n(dy + frame.top)}H${n(x + tag)}V${n(dy + frame.top + 11)}L${n(x + tag - 7)} ${n(dy + frame.top + 18)}H${n(x)}z`, paint: { fill: "group4" } },
    { type: "text", x: x + 8, y: dy + frame.top + 13, text: word, style: "small-strong", ink: "ink" },
  ];
  frame.operands.forEach((operand, at) => {
    const y = dy + operand.y;
    if (at > 0) shapes.push({ type: "path", d: `M${n(x)} ${n(y)}H${n(x + frame.width)}`, paint: { stroke: "line", width: 1.2, dash: [5, 4] } });
    if (operand.guard === "") return;
    const left = x + (at === 0 ? tag + 8 : 8);
    const guard = ellipsize(`[${operand.guard}]`, "small", Math.max(80, frame.width - (at === 0 ? tag + 16 : 16)));
    shapes.push({ type: "rect", x: left - 3, y: y + 3, width: measureText(guard, "small") + 6, height: 14, radius: 3, paint: { fill: "group1" } }, { type: "text", x: left, y: y + 13, text: guard, style: "small", ink: "ink2" });
  });
  return [{ type: "layer", name: "fragment", data: { element: frame.id }, tooltip: `${word}: ${frame.operands.map(({ guard }) => guard).filter((guard) => guard !== "").join(", ")}`, children: shapes }];
}

function foldedCorner(x: number, y: number, width: number, height: number): string {
  const fold = 8;
  return `M${n(x)} ${n(y)}H${n(x + width - fold)}L${n(x + width)} ${n(y + fold)}V${n(y + height)}H${n(x)}zM${n(x + width - fold)} ${n(y)}V${n(y + fold)}H${n(x + width)}`;
}
