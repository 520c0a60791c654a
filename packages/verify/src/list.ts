import { builtInJudges } from "@groundplan/artifacts";
import { fieldJudges } from "./judges/index.ts";
import type { Place } from "./place.ts";
import { PGLITE } from "./postgresql/pglite.ts";
import { BrokenTool, type Run } from "./process.ts";
import { INSTALL_POSTGRESQL, PLANNER, POSTGRESQL } from "./verify.ts";

/** A judge, and whether it can run here. */
export interface ListedJudge {
  readonly id: string;
  readonly title: string;
  /** The formats that it judges, as in the manifest; artifacts for a judge of the model. */
  readonly judges: readonly string[];
  readonly kind: "built-in" | "field";
  readonly available: boolean;
  readonly version: string;
  readonly from: string;
  /** How to get it; why it cannot be used where it is there and cannot. */
  readonly install: string;
}

/** Every judge in the order of the report. `version` is Groundplan's. */
export async function listJudges(place: Place, run: Run, version: string): Promise<readonly ListedJudge[]> {
  const listed: ListedJudge[] = builtInJudges.map(({ name, artifacts }) => ({ id: name, title: `${name[0]!.toUpperCase()}${name.slice(1)}`, judges: artifacts, kind: "built-in", available: true, version, from: "Groundplan", install: "" }));
  for (const { id, title, formats, install, find } of fieldJudges) {
    const common = { id, title, judges: formats, kind: "field" as const };
    try {
      const tool = await find(place, run);
      listed.push({ ...common, available: tool !== undefined, version: tool?.version ?? "", from: tool?.from ?? "", install });
    } catch (error) {
      if (!(error instanceof BrokenTool)) throw error;
      listed.push({ ...common, available: false, version: "", from: "", install: `it is here and cannot be used: ${error.message}` });
    }
  }
  const pglite = place.package(PGLITE);
  const database = { kind: "field" as const, available: pglite !== undefined, version: pglite?.version ?? "", from: pglite === undefined ? "" : `PGlite, ${pglite.from}`, install: INSTALL_POSTGRESQL };
  listed.push({ id: POSTGRESQL, title: "PostgreSQL", judges: ["sql-postgresql"], ...database }, { id: PLANNER, title: "PostgreSQL's planner", judges: ["3.5"], ...database });
  return listed;
}
