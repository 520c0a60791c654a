// How much of a seeded picture one edit upsets: of the graphs of the benchmark, and of the views of real plans.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleModule } from "../measure/bundle.mjs";
import { edit, KINDS } from "./edits.mjs";
import { flipped } from "./measure.mjs";

/** Edits of each kind. */
const EDITS = 6;

/** Graphs of the views of the plan in `root`, as the workbench lays them out. */
export async function viewGraphs(root) {
  const folder = mkdtempSync(join(tmpdir(), "groundplan-bench-"));
  try {
    const source = [
      'export { createWorkspace } from "@groundplan/model";',
      'export { readWorkspace } from "@groundplan/disk";',
      'export { gridOf, listViews, measureScene, projectView } from "@groundplan/diagrams";',
    ];
    const { createWorkspace, readWorkspace, gridOf, listViews, measureScene, projectView } = await import(await bundleModule(source.join("\n"), folder, "views"));
    const workspace = createWorkspace();
    workspace.update([...readWorkspace(root).files].map(([file, text]) => ({ file, text })));
    const result = [];
    for (const { id } of listViews(workspace.model)) {
      if (gridOf(id)) continue;
      const scene = projectView(workspace.model, id);
      if (scene && scene.nodes.length > 2) result.push({ name: id, graph: measureScene(scene), options: { direction: scene.direction } });
    }
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Shares of the pair orders that each kind of edit flips, and the edit that flipped most. */
export function stability(layout, graph, options = {}) {
  const before = layout(graph, options);
  const shares = [];
  let worst = 0;
  let by = "";
  for (const kind of KINDS) {
    for (let i = 0; i < EDITS; i++) {
      const { graph: changed, moved, what } = edit(graph, 7 + 13 * i, kind);
      if (what === "") continue;
      const share = flipped(before, layout(changed, { ...options, seed: before.seed }), moved);
      shares.push({ kind, share });
      if (share <= worst) continue;
      worst = share;
      by = `${kind}: ${what}`;
    }
  }
  return { shares, worst, by };
}
