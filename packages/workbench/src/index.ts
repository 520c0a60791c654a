export { fillPage, pageText, receiveScript, viewFile } from "./page.ts";
export type { PageOptions } from "./page.ts";
