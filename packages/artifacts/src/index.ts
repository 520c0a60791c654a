export type { Artifact, EmitInput, Emitter, Judge, Origin, OutputFile, Ownership, Verdict } from "./artifact.ts";
export { artifacts, keyDrivers, phases } from "./artifacts.ts";
export type * from "./site/types.ts";
