import type { Drawing, Ink, Layer, Paint, Shape, TextStyle } from "../drawing.ts";
import { number as n } from "../geometry.ts";
import { FACES } from "../text/style.ts";
import { themes } from "../theme.ts";
import type { ThemeName } from "../theme.ts";
import { escapeXml } from "./escape.ts";

export interface SvgOptions {
  /**
   * `light` and `dark` write concrete colours: a file that stands alone. `css` writes custom properties
   * (`var(--gp-ink)`), for a page that carries `themeCss()`.
   */
  readonly theme: ThemeName | "css";
  /** Prefix of the ids of `title` and `desc`, to be unique in the page that embeds the picture; `gp` by default. */
  readonly id?: string;
}

/** A drawing as an SVG document. The same drawing gives the same bytes. */
export function renderSvg(drawing: Drawing, options: SvgOptions): string {
  const icons = new Map<string, string>();
  collectIcons(drawing.shapes, icons);
  const context = contextOf(options.theme, icons);
  const id = (options.id ?? "gp").replace(/[^A-Za-z0-9_-]/g, "-");
  const [width, height] = [n(drawing.width), n(drawing.height)];
  // What most texts need is inherited from the root: it makes the file a quarter smaller.
  const out: Output = { svg: "" };
  out.svg +=
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="graphics-document document" aria-labelledby="${id}-title ${id}-desc" font-family="Inter, system-ui, sans-serif" font-size="${FACES[INHERITED.style].size}" font-weight="${FACES[INHERITED.style].weight}" fill="${context.ink(INHERITED.ink)}" style="font-feature-settings:normal">\n` +
    `<title id="${id}-title">${escapeXml(drawing.title)}</title><desc id="${id}-desc">${escapeXml(drawing.description)}</desc>\n`;
  if (icons.size > 0) out.svg += `<defs>${[...icons].map(([d, name]) => `<path id="${name}" d="${escapeXml(d)}"/>`).join("")}</defs>\n`;
  writeShapes(drawing.shapes, context, out);
  out.svg += "</svg>\n";
  return out.svg;
}

const INHERITED = { style: "small", ink: "ink2" } as const satisfies { style: TextStyle; ink: Ink };

interface Context {
  readonly ink: (name: Ink) => string;
  /** Start of the group of copies that make a shadow. */
  readonly shadow: string;
  /** Ids of icon outlines, which are written once. */
  readonly icons: ReadonlyMap<string, string>;
  /** Attributes of the paints seen so far; most shapes share one of a few dozen. */
  readonly paints: Map<Paint, string>;
}

function contextOf(theme: SvgOptions["theme"], icons: ReadonlyMap<string, string>): Context {
  if (theme === "css") {
    const shadow = `<g fill="var(--gp-shadow)" stroke="var(--gp-shadow)" fill-opacity="var(--gp-shadow-opacity)" stroke-opacity="var(--gp-shadow-opacity)">`;
    return { icons, paints: new Map(), shadow, ink: (name) => (name === "none" ? "none" : `var(--gp-${name})`) };
  }
  const { inks, shadow } = themes[theme];
  return {
    icons, paints: new Map(), ink: (name) => (name === "none" ? "none" : inks[name]),
    shadow: `<g fill="${shadow.colour}" stroke="${shadow.colour}" fill-opacity="${shadow.opacity}" stroke-opacity="${shadow.opacity}">`,
  };
}

/** Gives each icon's outline an id made of its content, so that pictures in one page may share it. */
function collectIcons(shapes: readonly Shape[], icons: Map<string, string>): void {
  for (const shape of shapes) {
    if (shape.type === "layer") collectIcons(shape.children, icons);
    else if (shape.type === "icon" && !icons.has(shape.d)) icons.set(shape.d, `gp-icon-${fingerprint(shape.d)}`);
  }
}

/** FNV-1a in two halves, 16 hexadecimal digits: enough to tell a few thousand icons apart. */
function fingerprint(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01234567;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(text.length - 1 - i), 0x01000193);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

/** What has been written so far. One growing string is several times quicker than a list of pieces that is joined at the end. */
interface Output {
  svg: string;
}

function writeShapes(shapes: readonly Shape[], context: Context, out: Output): void {
  for (const shape of shapes) {
    if (shape.type === "layer") writeLayer(shape, context, out);
    else writeShape(shape, context, out);
  }
}

function writeLayer(layer: Layer, context: Context, out: Output): void {
  out.svg += '<g class="gp-' + escapeXml(layer.name) + '"';
  if (layer.data !== undefined) for (const key of Object.keys(layer.data)) out.svg += " data-" + key.replace(/[^a-z0-9-]/g, "-") + '="' + escapeXml(layer.data[key]!) + '"';
  if (layer.label !== undefined) out.svg += (layer.data?.["opens"] === undefined ? ' role="img"' : ' role="link"') + ' tabindex="0" aria-label="' + escapeXml(layer.label) + '"';
  out.svg += ">\n";
  if (layer.tooltip !== undefined) out.svg += "<title>" + escapeXml(layer.tooltip) + "</title>\n";
  writeShapes(layer.children, context, out);
  out.svg += "</g>\n";
}

function writeShape(shape: Exclude<Shape, Layer>, context: Context, out: Output): void {
  switch (shape.type) {
    case "rect":
      if (shape.shadow === true) {
        out.svg += context.shadow;
        for (const { dy, spread } of SHADOW_COPIES) {
          writeRect(shape, dy, out);
          out.svg += ' stroke-width="' + String(spread) + '"/>';
        }
        out.svg += "</g>";
      }
      writeRect(shape, 0, out);
      writePaint(shape.paint, context, out);
      break;
    case "path": {
      const d = escapeXml(shape.d);
      if (shape.shadow === true) {
        out.svg += context.shadow;
        for (const { dy, spread } of SHADOW_COPIES) out.svg += '<path transform="translate(0 ' + n(dy) + ')" d="' + d + '" stroke-width="' + String(spread) + '"/>';
        out.svg += "</g>";
      }
      out.svg += '<path d="' + d + '"';
      writePaint(shape.paint, context, out);
      break;
    }
    case "circle":
      out.svg += '<circle cx="' + n(shape.cx) + '" cy="' + n(shape.cy) + '" r="' + n(shape.r) + '"';
      writePaint(shape.paint, context, out);
      break;
    case "text":
      out.svg += '<text x="' + n(shape.x) + '" y="' + n(shape.y) + '"';
      if (shape.anchor !== undefined && shape.anchor !== "start") out.svg += ' text-anchor="' + shape.anchor + '"';
      out.svg += fonts[shape.style];
      if (shape.ink !== INHERITED.ink) out.svg += ' fill="' + context.ink(shape.ink) + '"';
      out.svg += ">" + escapeXml(shape.text) + "</text>\n";
      break;
    case "icon": {
      const scale = String(Math.round((shape.size / 24) * 10000) / 10000);
      out.svg += '<use href="#' + (context.icons.get(shape.d) ?? "") + '" transform="translate(' + n(shape.x) + " " + n(shape.y) + ") scale(" + scale + ')" fill="' + context.ink(shape.ink) + '"/>\n';
      break;
    }
  }
}

function writeRect(shape: Extract<Shape, { type: "rect" }>, dy: number, out: Output): void {
  out.svg += '<rect x="' + n(shape.x) + '" y="' + n(shape.y + dy) + '" width="' + n(shape.width) + '" height="' + n(shape.height) + '"';
  if (shape.radius !== undefined && shape.radius !== 0) out.svg += ' rx="' + n(shape.radius) + '"';
}

function writePaint(paint: Paint, context: Context, out: Output): void {
  let attributes = context.paints.get(paint);
  if (attributes === undefined) {
    attributes = paintAttributes(paint, context);
    context.paints.set(paint, attributes);
  }
  out.svg += attributes;
}

function paintAttributes(paint: Paint, context: Context): string {
  let attributes = ` fill="${context.ink(paint.fill ?? "none")}"`;
  if (paint.stroke !== undefined && paint.stroke !== "none") {
    attributes += ` stroke="${context.ink(paint.stroke)}"`;
    if (paint.width !== undefined && paint.width !== 1) attributes += ` stroke-width="${Math.round(paint.width * 100) / 100}"`;
    if (paint.dash !== undefined && paint.dash.length > 0) attributes += ` stroke-dasharray="${paint.dash.map(n).join(" ")}"`;
  }
  if (paint.opacity !== undefined && paint.opacity !== 1) attributes += ` opacity="${Math.round(paint.opacity * 1000) / 1000}"`;
  return `${attributes}/>\n`;
}

/**
 * Faint, slightly larger copies below a shape make its shadow: soft enough, and the same in every renderer, unlike a
 * filter. Each has an offset and a width of line.
 */
export const SHADOW_COPIES: readonly { readonly dy: number; readonly spread: number }[] = [{ dy: 0.5, spread: 1 }, { dy: 1, spread: 3 }, { dy: 1.5, spread: 5.5 }];

/** The font attributes of each style where they differ from what the root hands down. */
const fonts = Object.fromEntries(
  Object.entries(FACES).map(([style, face]) => {
    const inherited = FACES[INHERITED.style];
    const family = face.family === inherited.family ? "" : ` font-family="'${face.family}', ui-monospace, monospace"`;
    return [style, `${family}${face.size === inherited.size ? "" : ` font-size="${face.size}"`}${face.weight === inherited.weight ? "" : ` font-weight="${face.weight}"`}`];
  }),
) as Readonly<Record<TextStyle, string>>;
