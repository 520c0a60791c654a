import type { Tie } from "./beside.ts";
import type { Chains } from "./chains.ts";
import { TRACK_PITCH, TRACK_PITCH_LEAST } from "./constants.ts";
import type { Problem } from "./problem.ts";
import { settle } from "./settle.ts";
import type { OldY } from "./settle.ts";
import type { Spacing } from "./spacing.ts";
import { buildStacking } from "./stacking.ts";
import { orderTracks } from "./tracks.ts";
import type { Track } from "./tracks.ts";

/** A horizontal piece of a link: from one leg to the other, on a track of the channel. */
export interface Jog {
  readonly link: number;
  readonly x1: number;
  readonly x2: number;
  /** Whether the legs at x1 and x2 go up from the track (else down). */
  readonly up1: boolean;
  readonly up2: boolean;
}

/** Vertical positions. */
export interface Heights {
  /** Middle of each node, and of each edge's label (NaN without one). */
  readonly nodeY: Float64Array;
  readonly labelY: Float64Array;
  /** Top and bottom border of each group (block - nodeCount). */
  readonly groupTop: Float64Array;
  readonly groupBottom: Float64Array;
  /** Per link its jogs, from end a to end b, with their y; empty where the link is straight. */
  readonly jogs: readonly (readonly { readonly x1: number; readonly x2: number; readonly y: number }[])[];
}

/**
 * Vertical positions. The tracks of the edges that jog in one channel (between two rows) are put into order; then
 * everything is stacked as tightly as what lies above each other in the picture allows, whatever its row.
 * `oldY` is where a node stood in the previous picture; with `firm` distances do not shrink (see `settle`).
 */
export function assignY(
  problem: Problem,
  chains: Chains,
  spacing: Spacing,
  x: Float64Array,
  ax: Float64Array,
  bx: Float64Array,
  ties: readonly Tie[],
  oldY: (node: number) => OldY | undefined,
  firm: boolean,
): Heights {
  const { nodeCount: n, root, lo, hi, links } = chains;
  const rows = hi[root]! + 3;
  const busyAt: number[][] = Array.from({ length: rows + 1 }, () => []);
  const jogsAt: Jog[][] = Array.from({ length: rows + 1 }, () => []);
  for (let l = 0; l < links.count; l++) {
    if (Math.abs(ax[l]! - bx[l]!) < 0.25 && links.aAbove[l] !== links.bAbove[l]) {
      busyAt[links.boundary[l]! + 1]!.push(ax[l]!);
      continue;
    }
    jogsAt[links.boundary[l]! + 1]!.push({ link: l, x1: ax[l]!, x2: bx[l]!, up1: links.aAbove[l] === 1, up2: links.bAbove[l] === 1 });
  }
  for (let b = root + 1; b < chains.count; b++) for (let r = lo[b]!; r < hi[b]!; r++) if (jogsAt[r + 1]!.length > 0) busyAt[r + 1]!.push(x[b]!);
  const channels = jogsAt.map((list, r) => orderTracks(list, busyAt[r]!));
  const stacking = buildStacking(problem, chains, spacing, x, channels, channels.map(pitchOf), ties);
  const y = settle(stacking, oldY, firm);
  const parts: { x1: number; x2: number; y: number; part: number }[][] = Array.from({ length: links.count }, () => []);
  channels.forEach((tracks, r) =>
    tracks.forEach(({ jog, part }, i) => parts[jog.link]!.push({ x1: jog.x1, x2: jog.x2, y: y[stacking.ofTrack[r]![i]!]!, part })),
  );
  const at = (variable: number): number => (variable < 0 ? NaN : y[variable]!);
  return {
    nodeY: Float64Array.from(stacking.ofNode, at),
    labelY: Float64Array.from(stacking.ofLabel, at),
    groupTop: Float64Array.from({ length: root - n }, (_, g) => at(stacking.ofTop[g]!)),
    groupBottom: Float64Array.from({ length: root - n }, (_, g) => at(stacking.ofBottom[g]!)),
    jogs: parts.map((list) => list.sort((p, q) => p.part - q.part)),
  };
}

/** In a crowded channel the tracks lie closer together. */
function pitchOf(tracks: readonly Track[]): number {
  const depth = new Int32Array(tracks.length);
  let deepest = 0;
  for (let i = 0; i < tracks.length; i++) {
    for (let j = 0; j < i; j++) if (tracks[i]!.touches[j]) depth[i] = Math.max(depth[i]!, depth[j]! + 1);
    deepest = Math.max(deepest, depth[i]!);
  }
  return deepest < 16 ? TRACK_PITCH : Math.max(TRACK_PITCH_LEAST, (TRACK_PITCH * 16) / deepest);
}
