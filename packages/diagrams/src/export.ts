export { renderPng } from "./render/png.ts";
export type { PngOptions } from "./render/png.ts";
export { fontFolder } from "./render/fonts.ts";
export { renderPdf } from "./render/pdf.ts";
export type { PdfOptions } from "./render/pdf.ts";
