// How much of a seeded picture one edit upsets: of the graphs of the benchmark, and of the views of real plans.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleModule } from "../measure/bundle.mjs";
import { random } from "./graphs.mjs";
import { flipped } from "./measure.mjs";

const EDITS = 24;

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

/** Shares of the pair orders that are flipped when a node is added or removed, and the edit that flipped most. */
export function stability(layout, graph, options = {}) {
  const before = layout(graph, options);
  const next = random(7);
  const shares = [];
  let worst = 0;
  let by = "";
  const edits = Math.min(EDITS, 2 * graph.nodes.length);
  for (let i = 0; i < edits; i++) {
    const node = graph.nodes[Math.floor(next() * graph.nodes.length)];
    const changed = i % 2 === 0 ? without(graph, node.id) : withNew(graph, node, next);
    const share = flipped(before, layout(changed, { ...options, seed: before.seed }));
    shares.push(share);
    if (share <= worst) continue;
    worst = share;
    by = `${i % 2 === 0 ? "without" : "beside"} ${node.id}`;
  }
  return { mean: shares.reduce((sum, share) => sum + share, 0) / shares.length, worst, by };
}

function without(graph, id) {
  return { ...graph, nodes: graph.nodes.filter((node) => node.id !== id), edges: graph.edges.filter((edge) => edge.source !== id && edge.target !== id) };
}

function withNew(graph, near, next) {
  const added = { id: "new", width: 160, height: 72, ...(near.parent ? { parent: near.parent } : {}) };
  const edges = [...graph.edges];
  const roll = next();
  if (roll > 0.2) edges.push({ id: "new-1", source: near.id, target: "new", label: { width: 70, height: 16 } });
  if (roll > 0.6) edges.push({ id: "new-2", source: "new", target: graph.nodes[Math.floor(next() * graph.nodes.length)].id });
  return { ...graph, nodes: [...graph.nodes, added], edges };
}
