import type { Layer, Shape } from "../drawing.ts";
import { number as n } from "../geometry.ts";
import { cleanText } from "../text/clean.ts";
import { measureText } from "../text/measure.ts";
import { ellipsize, wrapText } from "../text/wrap.ts";
import type { WireWidget } from "./wireframe.ts";

/** Shapes relative to the top left corner of what they are of, and the height that they take. */
export interface Placed {
  readonly height: number;
  readonly shapes: readonly Shape[];
}

export type Device = "desktop" | "phone";

const GAP = 12;
const LINE = 14;
const FIELD = 30;
/** Widgets that stand side by side as long as there is room. */
const INLINE = new Set(["button", "link", "badge", "icon"]);
/** How often the pattern of a list or a table is repeated. */
const REPEATS = 3;
const DEEPEST = 16;

/** Lays widgets out below each other, small ones side by side. `width` in CSS pixels. */
export function stack(widgets: readonly WireWidget[], width: number, device: Device, depth = 0): Placed {
  const shapes: Shape[] = [];
  let y = 0;
  for (let at = 0; at < widgets.length; ) {
    if (y > 0) y += GAP;
    const row: WireWidget[] = [];
    while (at + row.length < widgets.length && INLINE.has(widgets[at + row.length]!.type)) row.push(widgets[at + row.length]!);
    if (row.length > 1 && !(device === "phone" && row.some((widget) => widget.type === "button"))) {
      const placed = flowRow(row, width);
      shapes.push(...moved(placed.shapes, 0, y));
      y += placed.height;
      at += row.length;
      continue;
    }
    const placed = place(widgets[at]!, width, device, depth);
    shapes.push(...moved(placed.shapes, 0, y));
    y += placed.height;
    at++;
  }
  return { height: y, shapes };
}

function flowRow(widgets: readonly WireWidget[], width: number): Placed {
  const shapes: Shape[] = [];
  let x = 0;
  let y = 0;
  for (const widget of widgets) {
    const own = inlineWidth(widget);
    if (x > 0 && x + own > width) {
      x = 0;
      y += 30 + 8;
    }
    shapes.push(...moved([layer(widget, inline(widget, Math.min(own, width)))], x, y));
    x += own + 10;
  }
  return { height: y + 30, shapes };
}

function inlineWidth(widget: WireWidget): number {
  const words = measureText(wordsOf(widget), "small-strong");
  return widget.type === "icon" ? 30 : widget.type === "button" ? Math.max(72, words + 32) : widget.type === "badge" ? words + 18 : words + 4;
}

/** A widget of one line, 30 high. */
function inline(widget: WireWidget, width: number): readonly Shape[] {
  const words = wordsOf(widget);
  switch (widget.type) {
    case "button":
      return [
        { type: "rect", x: 0, y: 0, width, height: 30, radius: 7, paint: { fill: "card", stroke: "ink2", width: 1.3 } },
        { type: "text", x: width / 2, y: 19, text: ellipsize(words, "small-strong", width - 16), style: "small-strong", ink: "ink", anchor: "middle" },
      ];
    case "link":
      return [
        { type: "text", x: 0, y: 19, text: ellipsize(words, "small-strong", width), style: "small-strong", ink: "web" },
        { type: "path", d: `M0 22.5H${n(Math.min(width, measureText(words, "small-strong")))}`, paint: { stroke: "web", width: 1 } },
      ];
    case "badge":
      return [
        { type: "rect", x: 0, y: 6, width, height: 18, radius: 9, paint: { fill: "chip", stroke: "line", width: 1 } },
        { type: "text", x: width / 2, y: 19, text: ellipsize(words, "small", width - 12), style: "small", ink: "ink2", anchor: "middle" },
      ];
    default:
      return [
        { type: "circle", cx: 13, cy: 15, r: 12, paint: { fill: "group1", stroke: "line", width: 1.2 } },
        { type: "path", d: "M8 15H18M13 10V20", paint: { stroke: "ink3", width: 1.3 } },
      ];
  }
}

function place(widget: WireWidget, width: number, device: Device, depth: number): Placed {
  const inner = (room: number): Placed => (depth >= DEEPEST ? { height: 0, shapes: [] } : stack(widget.widgets, room, device, depth + 1));
  const put = (height: number, shapes: readonly Shape[]): Placed => ({ height, shapes: [layer(widget, shapes)] });
  switch (widget.type) {
    case "button":
      return put(30, inline(widget, device === "phone" ? width : Math.min(width, inlineWidth(widget))));
    case "link":
    case "badge":
    case "icon":
      return put(30, inline(widget, Math.min(width, inlineWidth(widget))));
    case "heading": {
      const lines = wrapText(wordsOf(widget), "heading", width, 2);
      return put(lines.length * 20 + 2, lines.map((text, at): Shape => ({ type: "text", x: 0, y: 15 + at * 20, text, style: "heading", ink: "ink" })));
    }
    case "text":
      return put(...words(widget, width));
    case "image":
    case "map":
    case "video":
    case "chart": {
      const height = Math.round(Math.min(width * 0.5, device === "phone" ? 110 : 170));
      return put(height, picture(widget, width, height));
    }
    case "divider":
      return put(1, [{ type: "path", d: `M0 0.5H${n(width)}`, paint: { stroke: "line", width: 1 } }]);
    case "progress":
    case "slider":
      return put(labelled(widget) + 16, [...labelOf(widget, width), ...moved([
        { type: "rect", x: 0, y: 5, width, height: 6, radius: 3, paint: { fill: "chip" } }, { type: "rect", x: 0, y: 5, width: width * 0.4, height: 6, radius: 3, paint: { fill: "ink3" } },
        ...(widget.type === "slider" ? [{ type: "circle", cx: width * 0.4, cy: 8, r: 7, paint: { fill: "card", stroke: "ink2", width: 1.3 } } as const] : []),
      ], 0, labelled(widget))]);
    case "checkbox":
    case "switch":
    case "radio": {
      const box: Shape = widget.type === "radio" ? { type: "circle", cx: 8, cy: 10, r: 7, paint: { fill: "card", stroke: "ink2", width: 1.3 } } : widget.type === "switch" ? { type: "rect", x: 0, y: 3, width: 26, height: 14, radius: 7, paint: { fill: "chip", stroke: "ink3", width: 1.2 } } : { type: "rect", x: 1, y: 3, width: 14, height: 14, radius: 3, paint: { fill: "card", stroke: "ink2", width: 1.3 } };
      const left = widget.type === "switch" ? 34 : 22;
      return put(20, [box, ...(widget.type === "switch" ? [{ type: "circle", cx: 7, cy: 10, r: 5, paint: { fill: "card", stroke: "ink2", width: 1.2 } } as const] : []), { type: "text", x: left, y: 14, text: ellipsize(wordsOf(widget), "body", width - left), style: "body", ink: "ink2" }]);
    }
    case "input":
    case "number":
    case "date":
    case "select":
    case "search":
    case "password":
    case "textarea":
    case "upload":
      return put(...field(widget, width, device));
    case "alert": {
      const lines = wrapText(wordsOf(widget), "body", width - 34, 3);
      const height = lines.length * LINE + 16;
      return put(height, [
        { type: "rect", x: 0, y: 0, width, height, radius: 6, paint: { fill: "group1", stroke: "warn", width: 1.2 } }, { type: "circle", cx: 16, cy: height / 2, r: 6, paint: { stroke: "warn", width: 1.4 } }, { type: "path", d: `M16 ${n(height / 2 - 3)}V${n(height / 2 + 0.5)}M16 ${n(height / 2 + 2.5)}V${n(height / 2 + 3)}`, paint: { stroke: "warn", width: 1.4 } },
        ...lines.map((text, at): Shape => ({ type: "text", x: 30, y: 19 + at * LINE, text, style: "body", ink: "ink2" })),
      ]);
    }
    case "pagination":
      return put(26, ["‹", "1", "2", "3", "›"].flatMap((text, at): Shape[] => [{ type: "rect", x: at * 30, y: 0, width: 26, height: 26, radius: 5, paint: { fill: at === 1 ? "chip" : "card", stroke: "line", width: 1 } }, { type: "text", x: at * 30 + 13, y: 17, text, style: "small", ink: "ink2", anchor: "middle" }]));
    case "navigation":
      return navigation(widget, width, device);
    case "tabs":
      return tabs(widget, width, device, depth);
    case "list":
      return list(widget, width, device, depth);
    case "table":
      return table(widget, width, device);
    case "columns": {
      if (device === "phone" || widget.widgets.length < 2) return wrap(widget, inner(width));
      const own = (width - GAP * (widget.widgets.length - 1)) / widget.widgets.length;
      const parts = widget.widgets.map((part) => place(part, own, device, depth + 1));
      return wrap(widget, { height: Math.max(0, ...parts.map((part) => part.height)), shapes: parts.flatMap((part, at) => moved(part.shapes, at * (own + GAP), 0)) });
    }
    case "card":
    case "dialog":
    case "form": {
      const pad = widget.type === "form" ? 0 : 12;
      const title = widget.title === "" ? 0 : 24;
      const content = inner(width - 2 * pad);
      const height = content.height + 2 * pad + title;
      return wrap(widget, {
        height, shapes: [
          ...(widget.type === "form" ? [] : [{ type: "rect", x: 0, y: 0, width, height, radius: 8, shadow: widget.type === "dialog", paint: { fill: "card", stroke: widget.type === "dialog" ? "ink3" : "line", width: 1.2 } } as const]),
          ...(title === 0 ? [] : [{ type: "text", x: pad, y: pad + 13, text: ellipsize(cleanText(widget.title), "title", width - 2 * pad), style: "title", ink: "ink" } as const]),
          ...moved(content.shapes, pad, pad + title),
        ],
      });
    }
    default:
      return widget.widgets.length > 0 ? wrap(widget, inner(width)) : put(...words(widget, width));
  }
}

function words(widget: WireWidget, width: number): readonly [number, readonly Shape[]] {
  if (widget.title === "" && widget.shows !== "") return [18, [{ type: "rect", x: 0, y: 1, width: Math.min(width, measureText(widget.shows, "code") + 12), height: 16, radius: 4, paint: { fill: "chip" } }, { type: "text", x: 6, y: 13, text: ellipsize(widget.shows, "code", width - 12), style: "code", ink: "ink2" }]];
  const lines = wrapText(wordsOf(widget), "body", width, 4);
  return [Math.max(1, lines.length) * LINE + 2, lines.map((text, at): Shape => ({ type: "text", x: 0, y: 12 + at * LINE, text, style: "body", ink: "ink2" }))];
}

function field(widget: WireWidget, width: number, device: Device): readonly [number, readonly Shape[]] {
  const top = labelled(widget);
  const height = widget.type === "textarea" ? 64 : widget.type === "upload" ? 54 : FIELD;
  const room = device === "desktop" && (widget.type === "number" || widget.type === "date") ? Math.min(width, 160) : Math.min(width, 420);
  const box: Shape = { type: "rect", x: 0, y: top, width: room, height, radius: 6, paint: { fill: "card", stroke: "card-line", width: 1.3, ...(widget.type === "upload" ? { dash: [4, 3] } : {}) } };
  const sign: Shape[] = [];
  const middle = top + height / 2;
  if (widget.type === "select") sign.push({ type: "path", d: `M${n(room - 20)} ${n(middle - 2)}l4 4l4 -4`, paint: { stroke: "ink3", width: 1.4 } });
  if (widget.type === "date") sign.push({ type: "rect", x: room - 23, y: middle - 6, width: 13, height: 12, radius: 2, paint: { stroke: "ink3", width: 1.2 } }, { type: "path", d: `M${n(room - 23)} ${n(middle - 2)}h13`, paint: { stroke: "ink3", width: 1.2 } });
  if (widget.type === "number") sign.push({ type: "path", d: `M${n(room - 20)} ${n(middle - 2)}l4 -4l4 4M${n(room - 20)} ${n(middle + 2)}l4 4l4 -4`, paint: { stroke: "ink3", width: 1.2 } });
  if (widget.type === "search") sign.push({ type: "circle", cx: 15, cy: middle - 1, r: 4.5, paint: { stroke: "ink3", width: 1.3 } }, { type: "path", d: `M18.5 ${n(middle + 2.5)}l3.5 3.5`, paint: { stroke: "ink3", width: 1.3 } });
  const inside = widget.type === "password" ? "••••••••" : widget.type === "upload" ? "drop a file here" : widget.type === "search" && top === 0 ? wordsOf(widget) : widget.shows;
  if (inside !== "") sign.push({ type: "text", x: widget.type === "search" ? 28 : 10, y: widget.type === "textarea" ? top + 19 : middle + 4, text: ellipsize(inside, "body", room - 40), style: "body", ink: "ink3" });
  const hint: Shape[] = widget.hint === "" ? [] : [{ type: "text", x: 0, y: top + height + 13, text: ellipsize(widget.hint, "note", width), style: "note", ink: "ink2" }];
  return [top + height + (hint.length > 0 ? 17 : 0), [...labelOf(widget, width), box, ...sign, ...hint]];
}

/** The height of the label above a field. */
function labelled(widget: WireWidget): number {
  return widget.title === "" || widget.type === "search" ? (widget.type === "search" || widget.shows === "" ? 0 : 18) : 18;
}

function labelOf(widget: WireWidget, width: number): readonly Shape[] {
  if (labelled(widget) === 0) return [];
  const text = `${widget.title === "" ? widget.shows : cleanText(widget.title)}${widget.required ? " *" : ""}`;
  return [{ type: "text", x: 0, y: 12, text: ellipsize(text, "small", width), style: "small", ink: "ink2" }];
}

function picture(widget: WireWidget, width: number, height: number): readonly Shape[] {
  const shapes: Shape[] = [{ type: "rect", x: 0, y: 0, width, height, radius: 6, paint: { fill: "chip", stroke: "card-line", width: 1 } }];
  const [cx, cy] = [width / 2, height / 2];
  switch (widget.type) {
    case "chart":
      shapes.push({ type: "path", d: `M14 10V${n(height - 14)}H${n(width - 14)}`, paint: { stroke: "ink3", width: 1.2 } }, { type: "path", d: `M14 ${n(height * 0.7)}L${n(width * 0.3)} ${n(height * 0.45)}L${n(width * 0.5)} ${n(height * 0.55)}L${n(width * 0.75)} ${n(height * 0.25)}L${n(width - 18)} ${n(height * 0.35)}`, paint: { stroke: "ink2", width: 1.6 } });
      break;
    case "video":
      shapes.push({ type: "circle", cx, cy, r: 15, paint: { fill: "card", stroke: "ink3", width: 1.2 } }, { type: "path", d: `M${n(cx - 4)} ${n(cy - 7)}L${n(cx + 8)} ${n(cy)}L${n(cx - 4)} ${n(cy + 7)}z`, paint: { fill: "ink3" } });
      break;
    case "map":
      shapes.push({ type: "path", d: `M0 ${n(height * 0.6)}L${n(width * 0.35)} ${n(height * 0.3)}L${n(width * 0.6)} ${n(height * 0.7)}L${n(width)} ${n(height * 0.4)}`, paint: { stroke: "card", width: 4 } }, { type: "path", d: `M${n(cx)} ${n(cy + 10)}C${n(cx - 14)} ${n(cy - 8)} ${n(cx - 6)} ${n(cy - 16)} ${n(cx)} ${n(cy - 16)}S${n(cx + 14)} ${n(cy - 8)} ${n(cx)} ${n(cy + 10)}z`, paint: { fill: "ink3" } });
      break;
    default:
      shapes.push({ type: "path", d: `M0 0L${n(width)} ${n(height)}M${n(width)} 0L0 ${n(height)}`, paint: { stroke: "ink3", width: 1, opacity: 0.5 } });
  }
  const text = wordsOf(widget);
  if (text !== "" && height > 40) {
    const shown = ellipsize(text, "small", width - 24);
    const own = measureText(shown, "small") + 12;
    shapes.push({ type: "rect", x: cx - own / 2, y: height - 24, width: own, height: 17, radius: 8, paint: { fill: "panel", stroke: "line", width: 1 } }, { type: "text", x: cx, y: height - 12, text: shown, style: "small", ink: "ink2", anchor: "middle" });
  }
  return shapes;
}

function navigation(widget: WireWidget, width: number, device: Device): Placed {
  const shapes: Shape[] = [{ type: "rect", x: 0, y: 0, width, height: 36, radius: 7, paint: { fill: "group1", stroke: "line", width: 1 } }];
  if (device === "phone") {
    shapes.push({ type: "path", d: "M12 13H28M12 18H28M12 23H28", paint: { stroke: "ink2", width: 1.5 } }, { type: "text", x: 40, y: 22, text: ellipsize(cleanText(widget.title), "small-strong", width - 60), style: "small-strong", ink: "ink" });
    return wrap(widget, { height: 36, shapes });
  }
  let x = 14;
  if (widget.title !== "") {
    shapes.push({ type: "text", x, y: 22, text: cleanText(widget.title), style: "small-strong", ink: "ink" });
    x += measureText(cleanText(widget.title), "small-strong") + 26;
  }
  for (const entry of widget.widgets) {
    const text = wordsOf(entry);
    const own = measureText(text, "small");
    if (x + own > width - 10) break;
    shapes.push(layer(entry, [{ type: "text", x, y: 22, text, style: "small", ink: "ink2" }, { type: "rect", x: x - 6, y: 6, width: own + 12, height: 24, radius: 5, paint: { fill: "none" } }]));
    x += own + 22;
  }
  return wrap(widget, { height: 36, shapes });
}

function tabs(widget: WireWidget, width: number, device: Device, depth: number): Placed {
  const shapes: Shape[] = [{ type: "path", d: `M0 30.5H${n(width)}`, paint: { stroke: "line", width: 1 } }];
  let x = 0;
  for (const [at, tab] of widget.widgets.entries()) {
    const text = wordsOf(tab);
    const own = measureText(text, "small-strong") + 22;
    if (x + own > width) break;
    shapes.push(layer(tab, [{ type: "text", x: x + 11, y: 19, text, style: "small-strong", ink: at === 0 ? "ink" : "ink3" }, ...(at === 0 ? [{ type: "rect", x, y: 28.5, width: own, height: 3, radius: 1.5, paint: { fill: "ink2" } } as const] : [])]));
    x += own;
  }
  const first = widget.widgets[0];
  const content = first && depth < DEEPEST ? stack(first.widgets, width, device, depth + 1) : { height: 0, shapes: [] };
  return wrap(widget, { height: 31 + (content.height > 0 ? GAP + content.height : 0), shapes: [...shapes, ...moved(content.shapes, 0, 31 + GAP)] });
}

/** A few rows of the same: what is small stands at the right, pictures at the left, words between. */
function list(widget: WireWidget, width: number, device: Device, depth: number): Placed {
  const pad = 10;
  const images = widget.widgets.filter(({ type }) => type === "image" || type === "icon");
  const ends = widget.widgets.filter(({ type }) => INLINE.has(type) && type !== "icon" || type === "number" || type === "checkbox" || type === "switch");
  const middle = widget.widgets.filter((inner) => !images.includes(inner) && !ends.includes(inner));
  const thumb = images.length > 0 ? 44 : 0;
  const ending = ends.map((inner) => (inner.type === "number" ? 64 : inner.type === "checkbox" || inner.type === "switch" ? 30 : inlineWidth(inner)));
  const needed = ending.reduce((sum, own) => sum + own + 8, 0);
  const beside = needed < (width - thumb) * 0.6;
  const room = width - 2 * pad - (thumb > 0 ? thumb + pad : 0) - (beside ? needed : 0);
  const content = depth < DEEPEST ? stack(middle, Math.max(40, room), device, depth + 1) : { height: 0, shapes: [] };
  const inner = Math.max(thumb, content.height, beside && ends.length > 0 ? 30 : 0);
  const row = inner + 2 * pad + (beside || ends.length === 0 ? 0 : 38);
  const shapes: Shape[] = [];
  const repeats = widget.repeats ?? REPEATS;
  for (let at = 0; at < repeats; at++) {
    const y = at * (row + 8);
    const own: Shape[] = [{ type: "rect", x: 0, y: 0, width, height: row, radius: 7, paint: { fill: "card", stroke: "line", width: 1 } }];
    if (thumb > 0) own.push(...moved(picture({ ...images[0]!, title: "", shows: "" }, thumb, thumb), pad, pad));
    own.push(...moved(content.shapes, pad + (thumb > 0 ? thumb + pad : 0), pad + Math.max(0, (inner - content.height) / 2)));
    let x = beside ? width - pad - needed + 8 : pad;
    const top = beside ? pad + (inner - 30) / 2 : pad + inner + 8;
    ends.forEach((end, nth) => {
      const small = end.type === "number" || end.type === "checkbox" || end.type === "switch";
      own.push(...moved(small ? [layer(end, smallField(end, ending[nth]!))] : [layer(end, inline(end, ending[nth]!))], x, top));
      x += ending[nth]! + 8;
    });
    shapes.push(...moved(own, 0, y).map((shape): Shape => (at === 0 ? shape : { type: "layer", name: "repeat", children: [shape] })));
  }
  return wrap(widget, { height: repeats * (row + 8) - 8, shapes });
}

function smallField(widget: WireWidget, width: number): readonly Shape[] {
  if (widget.type !== "number") return [{ type: "rect", x: 4, y: 8, width: 14, height: 14, radius: 3, paint: { fill: "card", stroke: "ink2", width: 1.3 } }];
  return [{ type: "rect", x: 0, y: 2, width, height: 26, radius: 5, paint: { fill: "card", stroke: "card-line", width: 1.2 } }, { type: "text", x: 8, y: 19, text: "1", style: "body", ink: "ink2" }, { type: "path", d: `M${n(width - 16)} 13l4 -4l4 4M${n(width - 16)} 17l4 4l4 -4`, paint: { stroke: "ink3", width: 1.2 } }];
}

/** A few rows below the names of the columns; on a phone, where more than three have no room beside each other, a card for each row. */
function table(widget: WireWidget, width: number, device: Device): Placed {
  const top = widget.title === "" ? 0 : 20;
  const title: Shape[] = top === 0 ? [] : [{ type: "text", x: 0, y: 12, text: ellipsize(cleanText(widget.title), "small-strong", width), style: "small-strong", ink: "ink" }];
  const rows = device === "phone" && widget.widgets.length > PHONE_COLUMNS ? cards(widget.widgets, width) : grid(widget, width);
  return wrap(widget, { height: top + rows.height, shapes: [...title, ...moved(rows.shapes, 0, top)] });
}

/** So many columns stand beside each other at most, and so many of a row on a card. */
const PHONE_COLUMNS = 3;
const DESKTOP_COLUMNS = 8;
const CARD_LINES = 6;
const BARS = [0.7, 0.5, 0.62];

function grid(widget: WireWidget, width: number): Placed {
  const columns = widget.widgets.slice(0, DESKTOP_COLUMNS);
  const more = moreOf(widget.widgets.length - columns.length);
  const room = width - (more === "" ? 0 : measureText(more, "note") + 12);
  const own = room / Math.max(1, columns.length);
  // Buttons of rows below each other do not touch.
  const high = columns.some(({ type }) => type === "button") ? 38 : 30;
  const lines = Array.from({ length: REPEATS }, (_, row) => `M0 ${30 + row * high}H${n(width)}`).join("");
  const shapes: Shape[] = [{ type: "rect", x: 0, y: 0, width, height: 30 + REPEATS * high, radius: 7, paint: { fill: "card", stroke: "line", width: 1 } }, { type: "path", d: lines, paint: { stroke: "hair", width: 1 } }];
  columns.forEach((column, at) => {
    const x = at * own + 10;
    shapes.push({ type: "text", x, y: 19, text: ellipsize(nameOf(column), "small-strong", own - 16), style: "small-strong", ink: "ink2" });
    for (let row = 0; row < REPEATS; row++) {
      if (INLINE.has(column.type)) shapes.push(layer(column, moved(inline(column, Math.min(own - 14, inlineWidth(column))), x, 30 + row * high + (high - 30) / 2)));
      else shapes.push(bar(x, 26 + row * high + high / 2, (own - 20) * BARS[(row + at) % 3]!));
    }
  });
  // Nobody has said which columns it has: that it has rows is all that is known.
  if (columns.length === 0) {
    shapes.push({ type: "text", x: 10, y: 19, text: ellipsize(widget.shows === "" ? "columns are not named" : widget.shows, widget.shows === "" ? "small" : "code", width - 20), style: widget.shows === "" ? "small" : "code", ink: "ink2" });
    for (let row = 0; row < REPEATS; row++) shapes.push(bar(10, 26 + row * high + high / 2, (width - 20) * BARS[row % 3]!));
  }
  if (more !== "") shapes.push({ type: "text", x: width - 8, y: 19, text: more, style: "note", ink: "ink2", anchor: "end" });
  return { height: 30 + REPEATS * high, shapes };
}

/** A table as cards: on each what a row has in its columns, one below the other. */
function cards(columns: readonly WireWidget[], width: number): Placed {
  const shown = columns.length > CARD_LINES ? columns.slice(0, CARD_LINES - 1) : columns;
  const more = moreOf(columns.length - shown.length);
  const half = (width - 20) * 0.42;
  const shapes: Shape[] = [];
  let y = 0;
  for (let row = 0; row < REPEATS - 1; row++) {
    const own: Shape[] = [];
    let line = 8;
    shown.forEach((column, at) => {
      own.push({ type: "text", x: 10, y: line + 13, text: ellipsize(nameOf(column), "small", half - 8), style: "small", ink: "ink2" });
      if (INLINE.has(column.type)) {
        own.push(layer(column, moved(inline(column, Math.min(width - 20 - half, inlineWidth(column))), 10 + half, line - 6)));
        line += 8;
      } else own.push(bar(10 + half, line + 5, (width - 20 - half) * BARS[(row + at) % 3]!));
      line += 20;
    });
    if (more !== "") {
      own.push({ type: "text", x: 10, y: line + 13, text: more, style: "note", ink: "ink2" });
      line += 20;
    }
    shapes.push({ type: "rect", x: 0, y, width, height: line + 8, radius: 7, paint: { fill: "card", stroke: "line", width: 1 } }, ...moved(own, 0, y));
    y += line + 16;
  }
  return { height: y - 8, shapes };
}

function moreOf(count: number): string {
  return count > 0 ? `+${count} more` : "";
}

function nameOf(column: WireWidget): string {
  return cleanText(column.title) || column.shows;
}

/** Stands for words that nobody has written. */
function bar(x: number, y: number, width: number): Shape {
  return { type: "rect", x, y, width: Math.max(4, width), height: 8, radius: 4, paint: { fill: "chip" } };
}

/**
 * As many of the widgets, from the top, as are no higher than `room`, and how many are left out; of one that holds others as many of
 * those, of a list fewer of its rows. The first is always among them.
 */
export function cutTo(widgets: readonly WireWidget[], width: number, device: Device, room: number, depth = 0): { readonly widgets: readonly WireWidget[]; readonly left: number } {
  const heightOf = (count: number): number => stack(widgets.slice(0, count), width, device).height;
  if (heightOf(widgets.length) <= room) return { widgets, left: 0 };
  let [fits, over] = [0, widgets.length];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (heightOf(middle) <= room) fits = middle;
    else over = middle;
  }
  const next = widgets[fits]!;
  // Of a list fewer of the same show what it is of.
  for (let repeats = REPEATS - 1; next.type === "list" && repeats > 0; repeats--) {
    const kept = [...widgets.slice(0, fits), { ...next, repeats }];
    if (stack(kept, width, device).height <= room) return { widgets: kept, left: widgets.length - kept.length };
  }
  const holds = HOLDERS.has(next.type) && next.widgets.length > 1 && depth < DEEPEST;
  const used = holds ? (fits === 0 ? 0 : heightOf(fits) + GAP) + place({ ...next, widgets: [] }, width, device, 0).height : 0;
  if (!holds || (room - used < LEAST_PART && fits > 0)) {
    const kept = widgets.slice(0, Math.max(1, fits));
    return { widgets: kept, left: widgets.length - kept.length };
  }
  const inner = cutTo(next.widgets, width - 24, device, Math.max(LEAST_PART, room - used), depth + 1);
  return { widgets: [...widgets.slice(0, fits), { ...next, widgets: inner.widgets }], left: inner.left + widgets.length - fits - 1 };
}

/** Widgets that have their parts below each other. */
const HOLDERS = new Set(["card", "dialog", "form", "columns"]);
/** Less room than this shows nothing of a widget. */
const LEAST_PART = 60;

/** What is written on a widget, or the data that it shows. */
export function wordsOf(widget: WireWidget): string {
  return cleanText(widget.title) || widget.shows;
}

function wrap(widget: WireWidget, placed: Placed): Placed {
  return { height: placed.height, shapes: [{ type: "layer", name: "widget", data: { element: widget.id }, children: placed.shapes }] };
}

/** A widget's own shapes; one that leads somewhere can be followed. */
function layer(widget: WireWidget, shapes: readonly Shape[]): Layer {
  const words = wordsOf(widget);
  return { type: "layer", name: "widget", data: { element: widget.id, ...(widget.opens === undefined ? {} : { opens: widget.opens }) }, ...(widget.opens === undefined ? {} : { label: words === "" ? widget.type : words }), children: shapes };
}

/** The same shapes somewhere else. */
export function moved(shapes: readonly Shape[], dx: number, dy: number): readonly Shape[] {
  if (dx === 0 && dy === 0) return shapes;
  return shapes.map((shape): Shape => {
    switch (shape.type) {
      case "rect":
      case "text":
      case "icon":
        return { ...shape, x: shape.x + dx, y: shape.y + dy };
      case "circle":
        return { ...shape, cx: shape.cx + dx, cy: shape.cy + dy };
      case "path":
        return { ...shape, d: movedPath(shape.d, dx, dy) };
      case "layer":
        return { ...shape, children: moved(shape.children, dx, dy) };
    }
  });
}

/** Absolute commands are moved, relative ones stay: the paths of this folder use M L H V C S and l h. */
function movedPath(d: string, dx: number, dy: number): string {
  return d.replace(/([MLHVCSQ])([^A-Za-z]*)/g, (_, command: string, rest: string) => {
    const numbers = rest.trim().split(/[\s,]+/).filter((part) => part !== "").map(Number);
    return command + numbers.map((value, at) => n(value + (command === "H" ? dx : command === "V" ? dy : at % 2 === 0 ? dx : dy))).join(" ");
  });
}
