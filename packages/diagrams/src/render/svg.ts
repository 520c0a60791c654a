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
  const colours = coloursOf(options.theme);
  const id = (options.id ?? "gp").replace(/[^A-Za-z0-9_-]/g, "-");
  const [width, height] = [n(drawing.width), n(drawing.height)];
  const out: string[] = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="graphics-document document" aria-labelledby="${id}-title ${id}-desc" font-family="Inter, system-ui, sans-serif" style="font-feature-settings:normal">`,
    `<title id="${id}-title">${escapeXml(drawing.title)}</title><desc id="${id}-desc">${escapeXml(drawing.description)}</desc>`,
  ];
  writeShapes(drawing.shapes, colours, out);
  out.push("</svg>\n");
  return out.join("\n");
}

interface Colours {
  readonly ink: (name: Ink) => string;
  /** Attributes of one of the copies that make a shadow. */
  readonly shadow: string;
}

function coloursOf(theme: SvgOptions["theme"]): Colours {
  if (theme === "css") {
    return { ink: (name) => (name === "none" ? "none" : `var(--gp-${name})`), shadow: `style="opacity:var(--gp-shadow-opacity)" fill="var(--gp-shadow)" stroke="var(--gp-shadow)"` };
  }
  const { inks, shadow } = themes[theme];
  return { ink: (name) => (name === "none" ? "none" : inks[name]), shadow: `opacity="${shadow.opacity}" fill="${shadow.colour}" stroke="${shadow.colour}"` };
}

function writeShapes(shapes: readonly Shape[], colours: Colours, out: string[]): void {
  for (const shape of shapes) {
    if (shape.type === "layer") writeLayer(shape, colours, out);
    else out.push(shapeMarkup(shape, colours));
  }
}

function writeLayer(layer: Layer, colours: Colours, out: string[]): void {
  const data = Object.entries(layer.data ?? {}).map(([key, value]) => ` data-${key.replace(/[^a-z0-9-]/g, "-")}="${escapeXml(value)}"`).join("");
  const opens = layer.data?.["opens"] !== undefined;
  const access = layer.label === undefined ? "" : ` role="${opens ? "link" : "img"}" tabindex="0" aria-label="${escapeXml(layer.label)}"`;
  out.push(`<g class="gp-${escapeXml(layer.name)}"${data}${access}>`);
  if (layer.tooltip !== undefined) out.push(`<title>${escapeXml(layer.tooltip)}</title>`);
  writeShapes(layer.children, colours, out);
  out.push("</g>");
}

function shapeMarkup(shape: Exclude<Shape, Layer>, colours: Colours): string {
  switch (shape.type) {
    case "rect": {
      const radius = shape.radius === undefined || shape.radius === 0 ? "" : ` rx="${n(shape.radius)}"`;
      const size = `x="${n(shape.x)}" width="${n(shape.width)}" height="${n(shape.height)}"${radius}`;
      const shadow = shape.shadow === true ? shadowMarkup((dy) => `<rect y="${n(shape.y + dy)}" ${size}`, colours) : "";
      return `${shadow}<rect y="${n(shape.y)}" ${size}${paintAttributes(shape.paint, colours)}/>`;
    }
    case "path": {
      const shadow = shape.shadow === true ? shadowMarkup((dy) => `<path transform="translate(0 ${n(dy)})" d="${escapeXml(shape.d)}"`, colours) : "";
      return `${shadow}<path d="${escapeXml(shape.d)}"${paintAttributes(shape.paint, colours)}/>`;
    }
    case "circle":
      return `<circle cx="${n(shape.cx)}" cy="${n(shape.cy)}" r="${n(shape.r)}"${paintAttributes(shape.paint, colours)}/>`;
    case "text": {
      const anchor = shape.anchor === undefined || shape.anchor === "start" ? "" : ` text-anchor="${shape.anchor}"`;
      return `<text x="${n(shape.x)}" y="${n(shape.y)}"${anchor} ${fonts[shape.style]} fill="${colours.ink(shape.ink)}">${escapeXml(shape.text)}</text>`;
    }
    case "icon":
      return `<path transform="translate(${n(shape.x)} ${n(shape.y)}) scale(${Math.round((shape.size / 24) * 10000) / 10000})" d="${escapeXml(shape.d)}" fill="${colours.ink(shape.ink)}"/>`;
  }
}

/** Three faint, slightly larger copies below the shape: soft enough, and the same in every renderer, unlike a filter. */
function shadowMarkup(copy: (dy: number) => string, colours: Colours): string {
  return SHADOW_COPIES.map(({ dy, spread }) => `${copy(dy)} ${colours.shadow} stroke-width="${spread}"/>`).join("");
}

/** Offsets and widths of the copies that make a shadow. */
export const SHADOW_COPIES: readonly { readonly dy: number; readonly spread: number }[] = [{ dy: 0.5, spread: 1 }, { dy: 1, spread: 3 }, { dy: 1.5, spread: 5.5 }];

function paintAttributes(paint: Paint, colours: Colours): string {
  let out = ` fill="${colours.ink(paint.fill ?? "none")}"`;
  if (paint.stroke !== undefined && paint.stroke !== "none") {
    out += ` stroke="${colours.ink(paint.stroke)}"`;
    if (paint.width !== undefined && paint.width !== 1) out += ` stroke-width="${Math.round(paint.width * 100) / 100}"`;
    if (paint.dash !== undefined && paint.dash.length > 0) out += ` stroke-dasharray="${paint.dash.map(n).join(" ")}"`;
  }
  if (paint.opacity !== undefined && paint.opacity !== 1) out += ` opacity="${Math.round(paint.opacity * 1000) / 1000}"`;
  return out;
}

const fonts = Object.fromEntries(
  Object.entries(FACES).map(([style, face]) => {
    const family = face.family === "Inter" ? "" : `font-family="'${face.family}', ui-monospace, monospace" `;
    return [style, `${family}font-size="${face.size}"${face.weight === 400 ? "" : ` font-weight="${face.weight}"`}`];
  }),
) as Readonly<Record<TextStyle, string>>;
