import type { Drawing } from "../drawing.ts";
import type { ThemeName } from "../theme.ts";
import { loadOptional } from "./optional.ts";
import { fontFiles, fontFolder } from "./fonts.ts";
import { renderSvg } from "./svg.ts";

export interface PngOptions {
  readonly theme: ThemeName;
  /** Device pixels per CSS pixel; 2 by default. */
  readonly scale?: number;
  /** Further TTF or OTF files for characters that Inter lacks (Chinese, Arabic, emoji). */
  readonly fonts?: readonly string[];
  /** Where the bundled fonts lie, when they are not where the package keeps them. */
  readonly fontFolder?: string;
}

/** The longest side of a PNG in device pixels: beyond it, viewers fail and memory runs out. */
const LONGEST_SIDE = 16_384;

/**
 * A drawing as a PNG, by resvg and the bundled fonts alone (no system fonts): same drawing, same bytes, on every machine.
 * A drawing too large for the scale is made smaller. Throws when `@resvg/resvg-js` is not installed.
 */
export async function renderPng(drawing: Drawing, options: PngOptions): Promise<Uint8Array> {
  const { Resvg } = await loadOptional<typeof import("@resvg/resvg-js")>("@resvg/resvg-js", "PNG export", () => import("@resvg/resvg-js"));
  const wanted = options.scale ?? 2;
  const zoom = Math.min(Number.isFinite(wanted) && wanted > 0 ? wanted : 2, LONGEST_SIDE / Math.max(drawing.width, drawing.height));
  const image = new Resvg(renderSvg(drawing, { theme: options.theme }), {
    font: {
      loadSystemFonts: false, defaultFontFamily: "Inter", sansSerifFamily: "Inter", monospaceFamily: "JetBrains Mono",
      fontFiles: [...fontFiles(options.fontFolder ?? fontFolder()), ...(options.fonts ?? [])],
    },
    fitTo: { mode: "zoom", value: zoom },
    logLevel: "off",
  });
  return new Uint8Array(image.render().asPng());
}
