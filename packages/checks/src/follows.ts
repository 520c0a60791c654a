import { ELEMENTS, type Facet } from "./rule.ts";

/** What a rule over flows reads beyond the flow itself: who is named in its steps, and the relations of those. */
export const READS_OF_FLOWS: readonly Facet[] = [...ELEMENTS, "relations", "screen"];
