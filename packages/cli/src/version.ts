/** Set by the build from package.json; the source tree has none. */
declare const GROUNDPLAN_VERSION: string | undefined;

/** Set by the build: a digest of the sources, so that what another build kept on disk is not used again. */
declare const GROUNDPLAN_SOURCES: string | undefined;

export const VERSION: string = typeof GROUNDPLAN_VERSION === "string" ? GROUNDPLAN_VERSION : "0.1.0";

/** Which code lays out and paints. Running from source there is no telling, and nothing that was kept may be trusted for long. */
export const MAKER: string = typeof GROUNDPLAN_SOURCES === "string" ? `${VERSION} ${GROUNDPLAN_SOURCES}` : "source";
