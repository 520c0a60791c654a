// elkjs as the oracle: layered, orthogonal, across the hierarchy.
import Elk from "elkjs/lib/elk.bundled.js";

export async function runElk(graph, runs = 3) {
  const elk = new Elk();
  const make = () => {
    const byId = new Map();
    const top = { id: "root", children: [], edges: [], layoutOptions: options };
    for (const g of graph.groups) byId.set(g.id, { id: g.id, children: [], labels: [{ id: `${g.id}.t`, text: g.id, width: g.title.width, height: g.title.height }], layoutOptions: { "elk.padding": "[top=34,left=18,bottom=18,right=18]", "elk.nodeLabels.placement": "INSIDE H_LEFT V_TOP" } });
    for (const n of graph.nodes) byId.set(n.id, { id: n.id, width: n.width, height: n.height });
    for (const x of [...graph.groups, ...graph.nodes]) (x.parent ? byId.get(x.parent) : top).children.push(byId.get(x.id));
    top.edges = graph.edges.map((e) => ({ id: e.id, sources: [e.source], targets: [e.target], labels: e.label ? [{ id: `${e.id}.l`, text: e.id, width: e.label.width, height: e.label.height }] : [] }));
    return top;
  };
  let best = Infinity;
  let out;
  for (let i = 0; i < runs; i++) {
    const input = make();
    const t = performance.now();
    out = await elk.layout(input);
    best = Math.min(best, performance.now() - t);
  }
  const nodes = new Map();
  const groups = new Map();
  const origin = new Map([["root", [0, 0]]]);
  const isGroup = new Set(graph.groups.map((g) => g.id));
  const walk = (n, x, y) => {
    for (const c of n.children ?? []) {
      const box = { x: x + c.x, y: y + c.y, width: c.width, height: c.height };
      origin.set(c.id, [box.x, box.y]);
      if (isGroup.has(c.id)) groups.set(c.id, { ...box, title: { x: box.x + (c.labels?.[0]?.x ?? 0), y: box.y + (c.labels?.[0]?.y ?? 0), width: c.labels?.[0]?.width ?? 0, height: c.labels?.[0]?.height ?? 0 } });
      else nodes.set(c.id, box);
      walk(c, box.x, box.y);
    }
  };
  walk(out, 0, 0);
  const edges = out.edges.map((e) => {
    const [ox, oy] = origin.get(e.container ?? "root");
    const points = (e.sections ?? []).flatMap((s) => [s.startPoint, ...(s.bendPoints ?? []), s.endPoint]).map((p) => ({ x: p.x + ox, y: p.y + oy }));
    const l = e.labels?.[0];
    return { id: e.id, points, ...(l ? { label: { x: l.x + ox, y: l.y + oy, width: l.width, height: l.height } } : {}) };
  });
  return { ms: best, result: { width: out.width, height: out.height, nodes, groups, edges, seed: { version: 0 } } };
}

const options = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.layered.spacing.nodeNodeBetweenLayers": "40",
  "elk.spacing.nodeNode": "32",
  "elk.edgeLabels.inline": "true",
};
