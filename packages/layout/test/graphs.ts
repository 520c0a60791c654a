import type { LayoutEdge, LayoutGraph, LayoutGroup, LayoutNode, LayoutOptions } from "../src/index.ts";

/** Seeded and small (mulberry32): the same numbers everywhere. */
export function random(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const node = (id: string, parent?: string, more: Partial<LayoutNode> = {}): LayoutNode => ({
  id,
  width: 160,
  height: 72,
  ...(parent === undefined ? {} : { parent }),
  ...more,
});

export const group = (id: string, parent?: string, more: Partial<LayoutGroup> = {}): LayoutGroup => ({
  id,
  title: { width: 80, height: 16 },
  ...(parent === undefined ? {} : { parent }),
  ...more,
});

export const edge = (source: string, target: string, more: Partial<LayoutEdge> = {}): LayoutEdge => ({
  id: `${source}-${target}`,
  source,
  target,
  label: { width: 70, height: 16 },
  ...more,
});

/** A compound graph with nesting, empty groups, groups as endpoints, loops, multi-edges, rows, directions and hubs. */
export function randomGraph(seed: number): { graph: LayoutGraph; options: LayoutOptions } {
  const next = random(seed * 104729 + 7);
  const pick = (k: number): number => Math.floor(next() * k);
  const style = pick(8);
  const groups: LayoutGroup[] = [];
  const nodes: LayoutNode[] = [];
  const edges: LayoutEdge[] = [];
  const groupCount = style === 0 ? 0 : style === 7 ? 10 + pick(3) : pick(8);
  for (let g = 0; g < groupCount; g++) {
    const above = style === 7 ? g - 1 : pick(g + 1) - 1;
    groups.push({
      id: `g${g}`,
      title: next() < 0.1 ? { width: 0, height: 0 } : { width: 20 + pick(200), height: 16 },
      ...(above >= 0 && next() < 0.8 ? { parent: `g${above}` } : {}),
      ...(next() < 0.12 ? { direction: next() < 0.5 ? "right" : "down" } : {}),
    });
  }
  const nodeCount = pick(style === 2 ? 45 : 24);
  for (let n = 0; n < nodeCount; n++) {
    nodes.push({
      id: `n${n}`,
      width: 60 + pick(160),
      height: 40 + pick(60),
      ...(groupCount > 0 && next() < 0.75 ? { parent: `g${pick(groupCount)}` } : {}),
      ...(next() < 0.12 ? { rows: { a: 12, b: 24, c: 36 } } : {}),
    });
  }
  const ends = [...nodes.map((n) => n.id), ...(next() < 0.5 ? groups.map((g) => g.id) : [])];
  const edgeCount = ends.length === 0 ? 0 : pick(ends.length * (style === 3 ? 3 : 2) + 1);
  const hub = style === 4 ? nodes[0]?.id : undefined;
  const rowOf = (id: string): string | undefined => (nodes.find((n) => n.id === id)?.rows ? "abc"[pick(3)] : undefined);
  for (let e = 0; e < edgeCount; e++) {
    const source = hub !== undefined && next() < 0.6 ? hub : ends[pick(ends.length)]!;
    const target = next() < 0.03 ? source : ends[pick(ends.length)]!;
    edges.push({
      id: `e${e}`,
      source,
      target,
      sourceRow: rowOf(source),
      targetRow: rowOf(target),
      ...(next() < 0.7 ? { label: { width: 24 + pick(120), height: 16 } } : {}),
    });
  }
  return { graph: { nodes, groups, edges }, options: next() < 0.35 ? { direction: "right" } : {} };
}

/** A picture of some systems with containers in them, most edges local. */
export function architecture(count: number, seed = 1): LayoutGraph {
  const next = random(seed);
  const pick = (k: number): number => Math.floor(next() * k);
  const groups: LayoutGroup[] = [];
  const places: string[] = [];
  for (let s = 0; s < Math.max(1, Math.round(count / 20)); s++) {
    groups.push(group(`S${s}`));
    for (let c = 0; c < 3; c++) {
      groups.push(group(`S${s}C${c}`, `S${s}`));
      places.push(`S${s}C${c}`);
    }
  }
  const nodes = Array.from({ length: count }, (_, i) => node(`n${i}`, places[i % places.length]));
  const edges: LayoutEdge[] = [];
  for (let e = 0; e < count * 1.5; e++) {
    const a = nodes[pick(count)]!;
    const roll = next();
    const near = nodes.filter((n) => n !== a && (roll < 0.45 ? n.parent === a.parent : roll < 0.8 ? n.parent!.slice(0, 2) === a.parent!.slice(0, 2) : true));
    const b = near[pick(near.length)];
    if (b) edges.push(edge(a.id, b.id, { id: `e${e}`, label: { width: 50 + pick(80), height: 16 } }));
  }
  return { nodes, groups, edges };
}
