/** Set by the build from package.json; the source tree has none. */
declare const GROUNDPLAN_VERSION: string | undefined;

export const VERSION: string = typeof GROUNDPLAN_VERSION === "string" ? GROUNDPLAN_VERSION : "0.1.0";
