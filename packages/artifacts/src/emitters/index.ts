import type { Emitter } from "../artifact.ts";
import { accessPatternDocument } from "./access-patterns.ts";
import { componentDocument } from "./components.ts";
import { dataFlowDocument } from "./data-flows.ts";
import { decisionLog } from "./decisions.ts";
import { modelExports } from "./model-export.ts";
import { migrationPlans } from "./migrations.ts";
import { apiSpecifications } from "./interfaces.ts";
import { dataSchemas } from "./schemas.ts";
import { storageChoices } from "./storage.ts";
import { technologyChoices } from "./technology.ts";
import { componentDiagrams, containerDiagrams, contextDiagrams, dataFlowDiagrams, sequenceDiagrams, wireframes } from "./views.ts";

/** Every emitter, in the order of the artifacts. The site is emitted apart, from what these made. */
export const emitters: readonly Emitter[] = [contextDiagrams, containerDiagrams, modelExports, technologyChoices, decisionLog, componentDiagrams, componentDocument, apiSpecifications, wireframes, sequenceDiagrams, dataSchemas, storageChoices, dataFlowDiagrams, dataFlowDocument, migrationPlans, accessPatternDocument];
