// Seeded edits of a graph: one small change as an author makes it.
import { random } from "./graphs.mjs";

/** Kinds of edits, in the order in which `edit` goes through them. */
export const KINDS = ["add node", "remove node", "add edge", "remove edge", "change label", "move node", "add group", "remove group"];

/**
 * One change of the given kind, or of the kind that the seed falls on; the graph itself where it has nothing to change.
 * `moved` are the nodes that changed their group: only they should change their place.
 */
export function edit(graph, seed, kind = KINDS[seed % KINDS.length]) {
  const next = random(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const nodes = [...graph.nodes];
  let groups = [...graph.groups];
  let edges = [...graph.edges];
  const moved = new Set();
  let what = "";
  const label = () => ({ width: 40 + Math.floor(next() * 120), height: 16 });
  const into = (item, parent) => {
    const { parent: _, ...rest } = item;
    return parent === undefined ? rest : { ...rest, parent };
  };
  const at = Math.floor(next() * nodes.length);
  const node = nodes[at];
  if (node && kind === "add node") {
    what = `beside ${node.id}`;
    nodes.push({ id: `new${seed}`, width: 160, height: 72, ...(node.parent ? { parent: node.parent } : {}) });
    if (next() < 0.8) edges.push({ id: `newe${seed}`, source: node.id, target: `new${seed}`, label: label() });
    if (next() < 0.5) edges.push({ id: `newf${seed}`, source: `new${seed}`, target: pick(graph.nodes).id, label: label() });
  } else if (node && kind === "remove node") {
    what = node.id;
    nodes.splice(at, 1);
    edges = edges.filter((e) => e.source !== node.id && e.target !== node.id);
  } else if (node && kind === "add edge") {
    const target = pick(nodes).id;
    what = `${node.id} -> ${target}`;
    edges.push({ id: `newe${seed}`, source: node.id, target, label: label() });
  } else if (edges.length > 0 && kind === "remove edge") {
    what = edges.splice(Math.floor(next() * edges.length), 1)[0].id;
  } else if (edges.length > 0 && kind === "change label") {
    const i = Math.floor(next() * edges.length);
    what = edges[i].id;
    edges[i] = { ...edges[i], label: label() };
  } else if (node && groups.length > 0 && kind === "move node") {
    const to = pick([undefined, ...groups])?.id;
    what = `${node.id} to ${to ?? "the top"}`;
    if (to !== node.parent) moved.add(node.id);
    nodes[at] = into(node, to);
  } else if (node && kind === "add group") {
    what = `around ${node.id}`;
    groups.push({ id: `newg${seed}`, title: { width: 90, height: 18 }, ...(node.parent ? { parent: node.parent } : {}) });
    if (next() < 0.3) what = `empty beside ${node.id}`;
    else nodes[at] = into(node, `newg${seed}`);
  } else if (groups.length > 0 && kind === "remove group") {
    const gone = pick(groups);
    what = gone.id;
    groups = groups.filter((g) => g !== gone).map((g) => (g.parent === gone.id ? into(g, gone.parent) : g));
    nodes.forEach((n, i) => {
      if (n.parent === gone.id) nodes[i] = into(n, gone.parent);
    });
    edges = edges.filter((e) => e.source !== gone.id && e.target !== gone.id);
  }
  return { kind, what, moved, graph: { nodes, groups, edges } };
}
