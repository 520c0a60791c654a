export { renderPng } from "./render/png.ts";
export type { PngOptions } from "./render/png.ts";
export { fontFolder } from "./render/fonts.ts";
