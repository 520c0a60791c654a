/**
 * The product quality model of ISO/IEC 25010:2023: nine characteristics and their sub-characteristics, in the spelling
 * that a driver's `quality` clause takes (camel case). `cost` and `delivery` are not in the standard; architects weigh
 * them all the same, so they stand beside it.
 */
export const qualityModel: Readonly<Record<string, readonly string[]>> = {
  functionalSuitability: ["completeness", "correctness", "appropriateness"],
  performance: ["timeBehaviour", "resourceUtilisation", "capacity"],
  compatibility: ["coExistence", "interoperability"],
  interaction: ["appropriatenessRecognisability", "learnability", "operability", "userErrorProtection", "userEngagement", "inclusivity", "userAssistance", "selfDescriptiveness"],
  reliability: ["faultlessness", "availability", "faultTolerance", "recoverability"],
  security: ["confidentiality", "integrity", "nonRepudiation", "accountability", "authenticity", "resistance"],
  maintainability: ["modularity", "reusability", "analysability", "modifiability", "testability"],
  flexibility: ["adaptability", "scalability", "installability", "replaceability"],
  safety: ["operationalConstraint", "riskIdentification", "failSafe", "hazardWarning", "safeIntegration"],
  cost: ["build", "run"],
  delivery: ["timeToMarket", "rollback"],
};

/** Every value of a `quality` clause: `reliability`, `reliability.availability`. */
export const qualities: readonly string[] = Object.entries(qualityModel).flatMap(([name, parts]) => [name, ...parts.map((part) => `${name}.${part}`)]);
