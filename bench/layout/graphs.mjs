// Graphs for the benchmark and the debug pictures: read from a directory, or made by a seeded generator.
import { readFileSync } from "node:fs";

/** Reads a graph of the benchmark's format (`s`, `t`, `w`, `h`, `lw`, `lh`) as the engine's input. */
export function readGraph(file) {
  return toLayoutGraph(JSON.parse(readFileSync(file, "utf8")));
}

export function toLayoutGraph(raw) {
  return {
    nodes: raw.nodes.map((n) => ({ id: n.id, width: n.w, height: n.h, ...(n.parent ? { parent: n.parent } : {}) })),
    groups: raw.groups.map((g) => ({ id: g.id, title: { width: g.label.length * 7, height: 18 }, ...(g.parent ? { parent: g.parent } : {}) })),
    edges: raw.edges.map((e) => ({ id: e.id, source: e.s, target: e.t, ...(e.lw ? { label: { width: e.lw, height: e.lh } } : {}) })),
  };
}

/** Small, fast and seeded (mulberry32): the same numbers on every machine. */
export function random(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A two-level architecture with about `count` nodes and half as many edges again, most of them local. */
export function generate(count, seed = 1) {
  const next = random(seed);
  const nodes = [];
  const groups = [];
  const edges = [];
  const systems = Math.max(1, Math.round(count / 25));
  const places = [];
  for (let s = 0; s < systems; s++) {
    groups.push({ id: `S${s}`, label: `System ${s} [Software System]`, parent: null });
    for (let c = 0; c < 4 + Math.floor(next() * 4); c++) {
      groups.push({ id: `S${s}C${c}`, label: `Container ${c}`, parent: `S${s}` });
      places.push({ id: `S${s}C${c}`, system: s });
    }
  }
  for (let i = 0; i < count; i++) {
    const place = places[i < places.length ? i : Math.floor(next() * places.length)];
    nodes.push({ id: `n${i}`, label: `Component ${i}`, parent: place.id, system: place.system, w: 150 + Math.round(next() * 40), h: 72 });
  }
  for (let e = 0; e < count * 1.5; e++) {
    const a = nodes[Math.floor(next() * count)];
    const roll = next();
    const pool = nodes.filter((n) => n !== a && (roll < 0.4 ? n.parent === a.parent : roll < 0.75 ? n.system === a.system : true));
    if (pool.length === 0) continue;
    const b = pool[Math.floor(next() * pool.length)];
    edges.push({ id: `e${e}`, s: a.id, t: b.id, label: "uses", lw: 50 + Math.round(next() * 80), lh: 16 });
  }
  return { nodes, groups, edges };
}
