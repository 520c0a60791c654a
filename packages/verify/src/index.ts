export { listJudges, type ListedJudge } from "./list.ts";
export { createPlace, type Place } from "./place.ts";
export { UnreachableDatabase } from "./postgresql/session.ts";
export { createRun, Interrupted } from "./process.ts";
export { judgeIds, verify, type VerifyLine, type VerifyOptions, type VerifyResult } from "./verify.ts";
