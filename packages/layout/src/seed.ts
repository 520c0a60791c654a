import type { SeedRecord } from "./compose.ts";
import type { LayoutSeed } from "./types.ts";

const VERSION = 1;

/** What the stages see of the previous picture. */
export interface SeedView {
  /** First and last row of a node or group, by its key; undefined for what is new. */
  rows(key: string): readonly [number, number] | undefined;
  /** Horizontal middle of a node, group or wire. */
  x(key: string): number | undefined;
  /** Vertical middle of a node. */
  y(key: string): number | undefined;
}

export const emptySeed: SeedView = { rows: () => undefined, x: () => undefined, y: () => undefined };

/** A seed of an unknown version, or a damaged one, counts as none. */
export function readSeed(seed: LayoutSeed | undefined): SeedView {
  if (!seed || seed.version !== VERSION || typeof seed.blocks !== "object" || seed.blocks === null) return emptySeed;
  const blocks = new Map<string, readonly number[]>();
  for (const [key, value] of Object.entries(seed.blocks as Record<string, unknown>)) {
    if (!Array.isArray(value) || value.length < 3 || !value.every((v) => typeof v === "number" && Number.isFinite(v))) continue;
    blocks.set(key, value as number[]);
  }
  return {
    rows: (key) => {
      const b = blocks.get(key);
      return b ? [b[0]!, b[1]!] : undefined;
    },
    x: (key) => blocks.get(key)?.[2],
    y: (key) => blocks.get(key)?.[3],
  };
}

export function writeSeed(record: readonly SeedRecord[]): LayoutSeed {
  const blocks: Record<string, number[]> = {};
  for (const r of record) blocks[r.key] = r.y === undefined ? [r.lo, r.hi, r.x] : [r.lo, r.hi, r.x, r.y];
  return { version: VERSION, blocks };
}
