import { cleanText } from "../text/clean.ts";
import { measureText } from "../text/measure.ts";
import { ellipsize, wrapText } from "../text/wrap.ts";
import type { Sequence, SequenceOperator, SequenceParticipant, SequenceStep } from "./sequence.ts";

/** The places of a sequence diagram, in CSS pixels from the top left corner of its content. */
export interface SequencePlan {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly Lane[];
  readonly groups: readonly { readonly title: string; readonly x: number; readonly width: number }[];
  /** Where heads begin and end, and where the lifelines end. */
  readonly headTop: number;
  readonly headBottom: number;
  readonly lineBottom: number;
  /** Heads are repeated at the foot of a tall picture. */
  readonly repeated: boolean;
  readonly bars: readonly { readonly lane: number; readonly x: number; readonly top: number; readonly bottom: number }[];
  readonly arrows: readonly Arrow[];
  /** Outermost first. */
  readonly frames: readonly Frame[];
  readonly notes: readonly { readonly id: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly lines: readonly string[] }[];
}

export interface Lane {
  readonly participant: SequenceParticipant;
  readonly title: readonly string[];
  readonly x: number;
  readonly width: number;
}

export interface Arrow {
  readonly id: string;
  readonly is: "call" | "message" | "reply";
  /** Counted from 1 in the order of the text; replies bear no number. */
  readonly number: number | undefined;
  readonly from: number;
  readonly to: number;
  /** Where the line begins and ends: at the sides of the bars. */
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
  /** A step of a lifeline to itself returns this far below. */
  readonly down: number;
  readonly lines: readonly string[];
  readonly timing: string;
  readonly unknown: boolean;
  readonly error: boolean;
}

export interface Frame {
  readonly id: string;
  readonly operator: SequenceOperator;
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
  /** The top of each operand's own part, with its guard. */
  readonly operands: readonly { readonly y: number; readonly guard: string }[];
}

/** `width` to `most`: how wide a head may become, in steps, for its title, which has so many `lines` at most. */
export const HEAD = { width: 132, least: 96, most: 200, step: 17, lines: 3, title: 16, pad: 10, kind: 14 } as const;
export const BAR = 10;
const NEST = 5;
const LANE_GAP = 28;
const LABEL_MAX = 210;
const LABEL_PAD = 30;
const LINE = 13;
const SELF = 34;
const SELF_DOWN = 20;
const FRAME_PAD = 12;
const FRAME_HEAD = 24;
const NOTE_MAX = 220;
/** Two lines that follow each other keep this distance. */
const STEP = 16;
const TALL = 1400;
/** Bars that lie on each other are shifted this often at most. */
const MOST_SHIFTS = 4;
/** Steps nested deeper than this are drawn as if they were no deeper. */
const DEEPEST = 48;

export const OPERATOR_WORDS: Readonly<Record<SequenceOperator, string>> = { alt: "alt", opt: "opt", loop: "loop", par: "par", break: "break", failure: "on failure" };

interface Open {
  readonly lane: number;
  readonly top: number;
  readonly level: number;
}

/**
 * Places lifelines, lines, bars, fragments and notes: first the lifelines, as close as their words allow, then row by row.
 * Linear in the number of steps but for the spans of long labels.
 */
export function planSequence(sequence: Sequence): SequencePlan {
  const participants = sequence.participants;
  const index = new Map(participants.map((participant, at) => [participant.id, at]));
  const laneOf = (id: string): number | undefined => index.get(id);
  const numbers = numberSteps(sequence.steps, laneOf);
  const { x, widths, titles, left, right } = placeLanes(participants, sequence.steps, laneOf);
  const lanes = participants.map((participant, at): Lane => ({ participant, title: titles[at]!, x: x[at]!, width: widths[at]! }));
  const groups = groupLanes(lanes);
  const headTop = groups.length > 0 ? 22 : 0;
  const tallest = Math.max(1, ...titles.map((lines) => lines.length));
  const headBottom = headTop + 2 * HEAD.pad + tallest * HEAD.title + HEAD.kind;

  const bars: SequencePlan["bars"][number][] = [];
  const arrows: Arrow[] = [];
  const frames: Frame[] = [];
  const notes: SequencePlan["notes"][number][] = [];
  /** How many bars are open on each lifeline. */
  const levels = new Array<number>(lanes.length).fill(0);
  let y = headBottom + 14;
  const reach = { low: left, high: right };
  walk(sequence.steps, 0);
  const lineBottom = y + 14;
  const repeated = lineBottom - headBottom > TALL;
  const height = repeated ? lineBottom + (headBottom - headTop) : lineBottom;
  frames.sort((a, b) => b.bottom - b.top - (a.bottom - a.top) || a.top - b.top);
  return { width: Math.ceil(reach.high), height: Math.ceil(height), lanes, groups, headTop, headBottom, lineBottom, repeated, bars, arrows, frames, notes };

  /** Gives the outermost x that the steps reach on either side. */
  function walk(steps: readonly SequenceStep[], depth: number): { readonly low: number; readonly high: number } {
    let low = Infinity;
    let high = -Infinity;
    const grow = (from: number, to: number): void => {
      low = Math.min(low, from);
      high = Math.max(high, to);
    };
    // A flat step is served until its callee's caller, or somebody farther up, goes on.
    const open: Open[] = [];
    const close = (until: number): void => {
      while (open.length > until) {
        const bar = open.pop()!;
        levels[bar.lane] = bar.level;
        const bottom = Math.max(y, bar.top + 12);
        bars.push({ lane: bar.lane, x: lanes[bar.lane]!.x + shift(bar.level), top: bar.top, bottom });
        // Who is called ends before its caller does.
        y = bottom + (open.length > 0 ? 2 : 0);
      }
    };
    for (const step of steps) {
      switch (step.is) {
        case "call":
        case "message": {
          const from = laneOf(step.from);
          const to = laneOf(step.to);
          if (from === undefined || to === undefined) break;
          const caller = open.findLastIndex((bar) => bar.lane === from);
          close(caller + 1);
          const lines = linesOf(step.label);
          y += STEP + lines.length * LINE;
          const level = levels[to]!;
          const self = from === to;
          const x1 = edge(from, self || to > from);
          const top = y;
          // A message is taken in when its receiver is ready: it has a bar only where it is seen what is done with it.
          const bar = step.is === "call" || step.steps.length > 0;
          if (bar) levels[to] = level + 1;
          const x2 = self ? (bar ? lanes[to]!.x + shift(level) + BAR / 2 : x1) : bar ? lanes[to]!.x + shift(level) + (to > from ? -BAR / 2 : BAR / 2) : edge(to, to < from);
          arrows.push({ id: step.id, is: step.is, number: numbers.get(step.id), from, to, x1, x2, y, down: self ? SELF_DOWN : 0, lines, timing: cleanText(step.timing ?? ""), unknown: step.unknown === true, error: false });
          grow(Math.min(x1, x2, lanes[to]!.x), Math.max(x1, x2, lanes[to]!.x) + (self ? SELF : 0));
          if (self) {
            y += SELF_DOWN;
            grow(x1, x1 + SELF + 12 + widest(lines));
          }
          const started = self ? y : top;
          if (step.timing !== undefined && step.timing !== "") {
            y += LINE;
            grow(lanes[to]!.x, lanes[to]!.x + 14 + measureText(cleanText(step.timing), "note"));
          }
          if (step.steps.length > 0) {
            if (depth < DEEPEST) {
              const inner = walk(step.steps, depth + 1);
              grow(inner.low, inner.high);
            }
            levels[to] = level;
            bars.push({ lane: to, x: lanes[to]!.x + shift(level), top: started, bottom: Math.max(y, started + 12) });
            y += 4;
          } else if (bar && self) {
            // What an element does by itself is done when it returns.
            levels[to] = level;
            bars.push({ lane: to, x: lanes[to]!.x + shift(level), top: started, bottom: started + 12 });
            y = started + 12;
          } else if (bar) open.push({ lane: to, top: started, level });
          break;
        }
        case "reply": {
          const from = laneOf(step.from);
          const to = laneOf(step.to);
          if (from === undefined || to === undefined) break;
          const served = open.findLastIndex((bar) => bar.lane === from);
          // Where it is no one of these, whoever holds them all replies: what was called for it is done.
          close(served + 1);
          const lines = linesOf(step.label);
          y += STEP + lines.length * LINE;
          const self = from === to;
          const x1 = edge(from, self || to > from);
          const x2 = self ? edge(to, true, 1) : edge(to, from > to);
          arrows.push({ id: step.id, is: "reply", number: undefined, from, to, x1, x2, y, down: self ? SELF_DOWN : 0, lines, timing: "", unknown: false, error: step.error });
          grow(Math.min(x1, x2), Math.max(x1, x2) + (self ? SELF + 12 + widest(lines) : 0));
          if (self) y += SELF_DOWN;
          if (served >= 0) close(served);
          break;
        }
        case "fragment": {
          close(0);
          const top = (y += 12);
          const at = frames.length;
          const operands: { y: number; guard: string }[] = [];
          let inner = { low: Infinity, high: -Infinity };
          for (const [nth, operand] of step.operands.entries()) {
            if (nth > 0) y += 10;
            operands.push({ y, guard: cleanText(operand.guard) });
            y += nth === 0 ? FRAME_HEAD - 8 : 14;
            if (depth < DEEPEST) {
              const reached = walk(operand.steps, depth + 1);
              inner = { low: Math.min(inner.low, reached.low), high: Math.max(inner.high, reached.high) };
            }
          }
          y += 12;
          const [first, last] = inner.low === Infinity ? [lanes[0]?.x ?? 0, lanes[0]?.x ?? 0] : [inner.low, inner.high];
          const head = measureText(OPERATOR_WORDS[step.operator], "small-strong") + 26;
          const guards = Math.max(...operands.map((operand, nth) => (nth === 0 ? head : 10) + measureText(ellipsize(`[${operand.guard}]`, "small", 320), "small") + 14));
          const x0 = first - FRAME_PAD - BAR / 2;
          const x1 = Math.max(last + FRAME_PAD + BAR / 2, x0 + guards);
          frames.splice(at, 0, { id: step.id, operator: step.operator, x: x0, width: x1 - x0, top, bottom: y, operands });
          grow(x0, x1);
          reach.low = Math.min(reach.low, x0);
          reach.high = Math.max(reach.high, x1);
          y += 6;
          break;
        }
        case "note": {
          const over = step.over.flatMap((id) => laneOf(id) ?? []);
          if (over.length === 0) break;
          const [first, last] = [Math.min(...over), Math.max(...over)];
          const span = lanes[last]!.x - lanes[first]!.x;
          const lines = wrapText(cleanText(step.text), "small", Math.max(NOTE_MAX, span + 40), 6);
          const width = Math.max(60, ...lines.map((line) => measureText(line, "small") + 24), span + 40);
          const top = (y += 10);
          y += lines.length * LINE + 12;
          const middle = (lanes[first]!.x + lanes[last]!.x) / 2;
          // A note over the first lifeline begins at the edge of the picture, and not before it.
          const x = Math.max(0, middle - width / 2);
          notes.push({ id: step.id, x, y: top, width, height: lines.length * LINE + 12, lines });
          grow(x, x + width);
          reach.high = Math.max(reach.high, x + width);
          y += 4;
          break;
        }
      }
    }
    close(0);
    if (high > reach.high) reach.high = high;
    return { low, high };
  }

  /** The x at which a line meets the lifeline or its innermost bar, or one `below` that, on the right side or the left. */
  function edge(lane: number, onRight: boolean, below = 0): number {
    const level = Math.max(0, levels[lane]! - below);
    return lanes[lane]!.x + (level === 0 ? 0 : shift(level - 1) + (onRight ? BAR / 2 : -BAR / 2));
  }
}

function shift(level: number): number {
  return Math.min(level, MOST_SHIFTS) * NEST;
}

/** A label's lines as they are drawn. */
export function linesOf(label: string): readonly string[] {
  const text = cleanText(label);
  return text === "" ? [] : wrapText(text, "small", LABEL_MAX, 2);
}

function widest(lines: readonly string[]): number {
  return Math.max(0, ...lines.map((line) => measureText(line, "small")));
}

/** Calls and messages count in the order of the text. */
function numberSteps(steps: readonly SequenceStep[], laneOf: (id: string) => number | undefined): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  forEachStep(steps, (step) => {
    if ((step.is === "call" || step.is === "message") && laneOf(step.from) !== undefined && laneOf(step.to) !== undefined) numbers.set(step.id, numbers.size + 1);
  });
  return numbers;
}

/** Visits every step, outer ones before those that they hold; `depth` counts fragments. */
export function forEachStep(steps: readonly SequenceStep[], visit: (step: SequenceStep, depth: number) => void): void {
  const waiting = [...steps].reverse().map((step) => ({ step, depth: 0 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { step, depth } = next;
    visit(step, depth);
    const inner = step.is === "fragment" ? step.operands.flatMap((operand) => operand.steps) : step.is === "call" || step.is === "message" ? step.steps : [];
    for (let at = inner.length - 1; at >= 0; at--) waiting.push({ step: inner[at]!, depth: depth + (step.is === "fragment" ? 1 : 0) });
  }
}

/**
 * The title of a head in as few lines as hold it whole, in the narrowest head that does; broken between words alone. What is too long
 * for the widest head ends in an ellipsis.
 */
function headTitle(title: string): readonly string[] {
  for (const limit of [HEAD.lines - 1, HEAD.lines]) {
    for (let width = HEAD.width; width <= HEAD.most; width += HEAD.step) {
      const room = width - 2 * HEAD.pad - 13;
      const lines = wrapText(title, "title", room, limit);
      if (isWhole(title, lines)) return lines;
    }
  }
  return atBlanks(title, HEAD.most - 2 * HEAD.pad - 13);
}

/** Whether lines are all of a title, broken between words, at joints (`payments-`, `PaymentMade`) or where a script needs no blanks. */
function isWhole(title: string, lines: readonly string[]): boolean {
  let at = 0;
  for (const line of lines) {
    if (at > 0) {
      if (title[at] === " ") at++;
      else if (!JOINT.test(title.slice(0, at)) && !(/\p{Ll}$/u.test(title.slice(0, at)) && /^\p{Lu}/u.test(line))) return false;
    }
    if (!title.startsWith(line, at)) return false;
    at += line.length;
  }
  return at === title.length;
}

const JOINT = /[-_./:\u0e00-\u0e7f\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]$/;

/** Lines of whole words, each cut where it is longer than a line, and the last where more follows. */
function atBlanks(title: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of title.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    if (lines.length > 0 && (lines.length === HEAD.lines || measureText(longer, "title") <= room)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => ellipsize(line, "title", room));
}

/** Lifelines from left to right, each as near to the one before as heads, labels and fragments allow. */
function placeLanes(participants: readonly SequenceParticipant[], steps: readonly SequenceStep[], laneOf: (id: string) => number | undefined): { readonly x: readonly number[]; readonly widths: readonly number[]; readonly titles: readonly (readonly string[])[]; readonly left: number; readonly right: number } {
  const titles = participants.map((participant) => headTitle(cleanText(participant.title)));
  const widths = participants.map((participant, at) => {
    const words = Math.max(...titles[at]!.map((line) => measureText(line, "title") + 13), measureText(cleanText(participant.kind), "small"));
    return Math.ceil(Math.min(HEAD.most, Math.max(HEAD.least, words + 2 * HEAD.pad)));
  });
  const gaps = participants.map((_, at) => (at === 0 ? 0 : (widths[at - 1]! + widths[at]!) / 2 + LANE_GAP));
  const needs: { readonly low: number; readonly high: number; readonly width: number }[] = [];
  let deepest = 0;
  /** Room that fragments need outside of their first and last lifeline. */
  forEachStep(steps, (step, depth) => {
    deepest = Math.max(deepest, depth + (step.is === "fragment" ? 1 : 0));
    if (step.is !== "call" && step.is !== "message" && step.is !== "reply") return;
    const [from, to] = [laneOf(step.from), laneOf(step.to)];
    if (from === undefined || to === undefined) return;
    const words = widest(linesOf(step.label)) + LABEL_PAD + (step.is === "reply" ? 0 : 14);
    if (from === to) {
      if (from + 1 < participants.length) needs.push({ low: from, high: from + 1, width: SELF + words });
      return;
    }
    needs.push({ low: Math.min(from, to), high: Math.max(from, to), width: words });
    if (step.is !== "reply" && step.timing !== undefined && to + 1 < participants.length) needs.push({ low: to, high: to + 1, width: measureText(cleanText(step.timing), "note") + 30 });
  });
  // Neighbours first: what they need often is room enough for the longer spans.
  needs.sort((a, b) => a.high - a.low - (b.high - b.low) || b.width - a.width);
  for (const { low, high, width } of needs) {
    let room = 0;
    for (let at = low + 1; at <= high; at++) room += gaps[at]!;
    if (room >= width) continue;
    const each = (width - room) / (high - low);
    for (let at = low + 1; at <= high; at++) gaps[at]! += each;
  }
  const margin = Math.max((widths[0] ?? 0) / 2, deepest * FRAME_PAD + BAR + 8);
  const x: number[] = [];
  let next = margin;
  for (const [at, gap] of gaps.entries()) x.push((next = Math.round(at === 0 ? next : next + gap)));
  const lastLane = participants.length - 1;
  return { x, widths, titles, left: 0, right: lastLane < 0 ? 200 : x[lastLane]! + Math.max(widths[lastLane]! / 2, deepest * FRAME_PAD + BAR + 8) };
}

function groupLanes(lanes: readonly Lane[]): SequencePlan["groups"] {
  const groups: { title: string; x: number; width: number }[] = [];
  for (let at = 0; at < lanes.length; ) {
    const title = lanes[at]!.participant.group;
    let end = at;
    while (end + 1 < lanes.length && title !== undefined && lanes[end + 1]!.participant.group === title) end++;
    if (title !== undefined) {
      const x = lanes[at]!.x - lanes[at]!.width / 2;
      groups.push({ title: cleanText(title), x, width: lanes[end]!.x + lanes[end]!.width / 2 - x });
    }
    at = end + 1;
  }
  return groups;
}
