// Random compound graphs with everything the engine must bear.
import { random } from "./graphs.mjs";

/** A random graph and options for a seed: nesting, empty groups, groups as endpoints, loops, multi-edges, rows, directions. */
export function randomGraph(seed) {
  const next = random(seed * 7919 + 13);
  const pick = (k) => Math.floor(next() * k);
  const style = pick(8);
  const nodes = [];
  const groups = [];
  const edges = [];
  const groupCount = style === 0 ? 0 : style === 7 ? 10 + pick(4) : pick(style === 1 ? 14 : 8);
  for (let g = 0; g < groupCount; g++) {
    const deep = style === 7 ? g - 1 : pick(g + 1) - 1;
    const direction = next() < 0.12 ? { direction: next() < 0.5 ? "right" : "down" } : {};
    groups.push({ id: `g${g}`, title: next() < 0.1 ? { width: 0, height: 0 } : { width: 20 + pick(220), height: 16 }, ...(deep >= 0 && next() < 0.8 ? { parent: `g${deep}` } : {}), ...direction });
  }
  const nodeCount = style === 7 ? 4 + pick(12) : pick(style === 2 ? 60 : 26);
  for (let n = 0; n < nodeCount; n++) {
    const parent = groupCount > 0 && next() < 0.75 ? { parent: `g${pick(groupCount)}` } : {};
    const rows = next() < 0.12 ? { rows: { a: 30, b: 50, c: 62 } } : {};
    nodes.push({ id: `n${n}`, width: next() < 0.05 ? 30 : 100 + pick(140), height: 40 + pick(60), ...parent, ...rows });
  }
  const ends = [...nodes.map((n) => n.id), ...(next() < 0.5 ? groups.map((g) => g.id) : [])];
  const rowsOf = new Map(nodes.filter((n) => n.rows).map((n) => [n.id, Object.keys(n.rows)]));
  const edgeCount = ends.length === 0 ? 0 : pick(Math.round(ends.length * (style === 3 ? 4 : 2)) + 1);
  const hub = style === 4 && nodes.length > 4 ? nodes[0].id : undefined;
  for (let e = 0; e < edgeCount; e++) {
    const source = hub && next() < 0.6 ? hub : ends[pick(ends.length)];
    const target = next() < 0.03 ? source : ends[pick(ends.length)];
    const row = (id) => (rowsOf.has(id) && next() < 0.8 ? rowsOf.get(id)[pick(3)] : undefined);
    const sourceRow = row(source);
    const targetRow = row(target);
    edges.push({
      id: `e${e}`,
      source,
      target,
      ...(next() < 0.7 ? { label: { width: 24 + pick(130), height: 16 } } : {}),
      ...(sourceRow ? { sourceRow } : {}),
      ...(targetRow ? { targetRow } : {}),
    });
  }
  const options = { ...(next() < 0.35 ? { direction: "right" } : {}), ...(next() < 0.2 ? { aspect: 0.5 + 2 * next() } : {}) };
  return { graph: { nodes, groups, edges }, options };
}
