import type { Input } from "./input.ts";
import type { Box, LayoutSeed } from "./types.ts";

const VERSION = 2;

/** First and last row of a block, and the number of the layered problem whose rows these are. */
export interface OldRows {
  readonly lo: number;
  readonly hi: number;
  readonly problem: number;
  /** Its number among its siblings from left to right, in the order that the engine works with; undefined where the siblings are others now. */
  readonly order: number | undefined;
}

/** Where a wire was, in the frame of its drawing. */
export interface OldWire {
  readonly x: number;
  readonly problem: number;
  readonly order: number;
}

/** What the stages see of the previous picture. Items that have changed from one group to another count as new. */
export interface Memory {
  /** Whether anything is known at all. */
  readonly any: boolean;
  /** Whether things keep their distances, although there may be less to stand between them. */
  readonly firm: boolean;
  /** Where an item was in the whole picture; its size is 0 in seeds that did not keep it. */
  place(item: number): Box | undefined;
  rows(item: number): OldRows | undefined;
  /** The problem that a group's content was drawn in; undefined if it was cut into independent pieces. */
  within(group: number): number | undefined;
  /** Whether a group was drawn together with what is around it, not as a box of its own. */
  wasOpen(group: number): boolean;
  /** Whether a node was the companion of another. */
  wasCompanion(node: number): boolean;
  /** Rows of the pack of independent pieces in a group, by the group's id ("" at the top). */
  pack(container: string): OldRows | undefined;
  wire(key: string): OldWire | undefined;
}

/** What a picture leaves behind, by the keys of items and wires. */
export interface SeedContent {
  /** x, y, width, height, and the id of the group around it. */
  readonly places: Record<string, readonly [number, number, number, number, string]>;
  /** First and last row, problem, order. */
  readonly rows: Record<string, readonly [number, number, number, number]>;
  /** Per group that was not a box of its own (1) or was (0), and the problem that drew its content. */
  readonly groups: Record<string, readonly [number, number]>;
  /** Place, problem, order. */
  readonly wires: Record<string, readonly [number, number, number]>;
  readonly companions: string[];
}

export const itemKey = (input: Input, item: number): string => (item < input.nodes.length ? `n:${input.nodes[item]!.id}` : `g:${input.groups[item - input.nodes.length]!.id}`);

const nothing = (): undefined => undefined;
export const noMemory: Memory = { any: false, firm: false, place: nothing, rows: nothing, within: nothing, wasOpen: () => false, wasCompanion: () => false, pack: nothing, wire: nothing };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const numbers = (value: unknown, count: number): value is number[] => Array.isArray(value) && value.length >= count && value.slice(0, count).every((v) => typeof v === "number" && Number.isFinite(v));

/** A seed of an unknown version, or a damaged one, counts as none; of a damaged entry nothing is known. */
export function readSeed(input: Input, seed: LayoutSeed | undefined): Memory {
  const content = contentOf(seed);
  if (!content) return noMemory;
  const n = input.nodes.length;
  const total = n + input.groups.length;
  const keys = Array.from({ length: total }, (_, i) => itemKey(input, i));
  const around = (i: number): string => (input.parent[i]! < 0 ? "" : input.groups[input.parent[i]! - n]!.id);
  const place = keys.map((key) => content.places[key]);
  const exists = new Set(keys.slice(n));
  for (let i = 0; i < total; i++) {
    if (!place[i]) continue;
    const from = place[i]![4];
    const to = around(i);
    // What is new around an item, or was taken away from around it, does not move it.
    const moved = from !== to && (from === "" || exists.has(`g:${from}`)) && (to === "" || content.places[`g:${to}`] !== undefined);
    if (moved) place[i] = undefined;
  }
  if (place.every((p) => p === undefined)) return noMemory;
  const companions = new Set(content.companions);
  const rows = (key: string): OldRows | undefined => {
    const r = content.rows[key];
    return r && { lo: r[0], hi: r[1], problem: r[2], order: r[3] };
  };
  const group = (g: number): readonly [number, number] | undefined => (place[g] ? content.groups[keys[g]!] : undefined);
  return {
    any: true,
    firm: false,
    place(item) {
      const p = place[item];
      return p && { x: p[0], y: p[1], width: p[2], height: p[3] };
    },
    rows(item) {
      const found = place[item] ? rows(keys[item]!) : undefined;
      return found && place[item]![4] !== around(item) ? { ...found, order: undefined } : found;
    },
    within: (g) => group(g)?.[1],
    wasOpen: (g) => group(g)?.[0] === 1,
    wasCompanion: (v) => place[v] !== undefined && companions.has(input.nodes[v]!.id),
    pack: (container) => rows(`p:${container}`),
    wire(key) {
      const w = content.wires[key];
      return w && { x: w[0], problem: w[1], order: w[2] };
    },
  };
}

function contentOf(seed: LayoutSeed | undefined): SeedContent | undefined {
  if (!seed) return undefined;
  const content: SeedContent = { places: {}, rows: {}, groups: {}, wires: {}, companions: [] };
  if (seed.version === 1 && isRecord(seed.blocks)) {
    // The places of nodes and wires are all that a seed of the first version says for sure.
    for (const [key, value] of Object.entries(seed.blocks)) {
      if (!numbers(value, 3)) continue;
      const id = key.slice(2);
      if (key.startsWith("i:")) {
        content.places[`n:${id}`] = [value[2]!, value[0]!, 0, 0, ""];
        if (!(`n:${id}` in seed.blocks)) content.companions.push(id);
      }
      if (/^'?e:/.test(key)) content.wires[key] = [value[2]!, -1, 0];
    }
    return content;
  }
  if (seed.version !== VERSION) return undefined;
  const each = (name: string, take: (key: string, value: unknown) => void): void => {
    const list = seed[name];
    if (isRecord(list)) for (const [key, value] of Object.entries(list)) take(key, value);
  };
  each("places", (key, value) => {
    if (numbers(value, 4)) content.places[key] = [value[0]!, value[1]!, value[2]!, value[3]!, typeof value[4] === "string" ? value[4] : ""];
  });
  each("rows", (key, value) => {
    if (numbers(value, 4)) content.rows[key] = [value[0]!, value[1]!, value[2]!, value[3]!];
  });
  each("groups", (key, value) => {
    if (numbers(value, 2)) content.groups[key] = [value[0]!, value[1]!];
  });
  each("wires", (key, value) => {
    if (numbers(value, 3)) content.wires[key] = [value[0]!, value[1]!, value[2]!];
  });
  if (Array.isArray(seed.companions)) for (const id of seed.companions) if (typeof id === "string") content.companions.push(id);
  return content;
}

/** `of` is the fingerprint of the graph, `from` the seed that the picture was drawn from. */
export function writeSeed(content: SeedContent, of: string, from: LayoutSeed | undefined): LayoutSeed {
  if (!from) return { version: VERSION, of, ...content };
  const { of: _of, from: _from, ...origin } = from;
  return { version: VERSION, of, ...content, from: origin };
}

/** The seed that the picture of a seed was drawn from, if there was one. */
export function originOf(seed: LayoutSeed): LayoutSeed | undefined {
  const { from } = seed;
  return isRecord(from) && typeof from.version === "number" ? { ...from, version: from.version } : undefined;
}

/**
 * Where items were in the previous picture, as one box; what is new counts by what it holds. With their rows, if these
 * were rows of one problem.
 */
export function oldBounds(input: Input, memory: Memory): (items: readonly number[]) => (Box & { readonly rows: OldRows | undefined }) | undefined {
  return memory.any ? bounds : () => undefined;

  function bounds(items: readonly number[]): (Box & { readonly rows: OldRows | undefined }) | undefined {
    let result: (Box & { readonly rows: OldRows | undefined }) | undefined;
    for (const item of items) {
      const place = memory.place(item);
      const size = item < input.nodes.length ? input.nodes[item]! : undefined;
      const one = place ? { x: place.x, y: place.y, width: place.width || (size?.width ?? 0), height: place.height || (size?.height ?? 0), rows: memory.rows(item) } : size ? undefined : bounds(input.children[item]!);
      if (!one) continue;
      if (!result) {
        result = one;
        continue;
      }
      const { x, y, rows } = result;
      const left = Math.min(x, one.x);
      const top = Math.min(y, one.y);
      result = {
        x: left,
        y: top,
        width: Math.max(x + result.width, one.x + one.width) - left,
        height: Math.max(y + result.height, one.y + one.height) - top,
        rows: rows && one.rows && rows.problem === one.rows.problem ? { lo: Math.min(rows.lo, one.rows.lo), hi: Math.max(rows.hi, one.rows.hi), problem: rows.problem, order: undefined } : undefined,
      };
    }
    return result;
  }
}
