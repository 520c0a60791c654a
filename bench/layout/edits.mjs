// Seeded edits of a graph, and how much of the picture they upset.
import { random } from "./graphs.mjs";

/** One small change: a node or an edge added or removed, a label changed. */
export function edit(graph, seed) {
  const next = random(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const kind = ["add node", "remove node", "add edge", "remove edge", "change label"][seed % 5];
  const nodes = [...graph.nodes];
  let edges = [...graph.edges];
  if (kind === "add node") {
    const near = pick(nodes);
    nodes.push({ id: `new${seed}`, width: 160, height: 72, ...(near.parent ? { parent: near.parent } : {}) });
    edges.push({ id: `newe${seed}`, source: near.id, target: `new${seed}`, label: { width: 70, height: 16 } });
    if (next() < 0.5) edges.push({ id: `newf${seed}`, source: `new${seed}`, target: pick(graph.nodes).id, label: { width: 60, height: 16 } });
  } else if (kind === "remove node") {
    const gone = pick(nodes);
    nodes.splice(nodes.indexOf(gone), 1);
    edges = edges.filter((e) => e.source !== gone.id && e.target !== gone.id);
  } else if (kind === "add edge") edges.push({ id: `newe${seed}`, source: pick(nodes).id, target: pick(nodes).id, label: { width: 80, height: 16 } });
  else if (kind === "remove edge") edges.splice(Math.floor(next() * edges.length), 1);
  else {
    const i = Math.floor(next() * edges.length);
    edges[i] = { ...edges[i], label: { width: 40 + Math.floor(next() * 120), height: 16 } };
  }
  return { kind, graph: { nodes, groups: graph.groups, edges } };
}
