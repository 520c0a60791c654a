import type { Chains } from "./chains.ts";
import { ARRIVE_GAP, BORDER_TRACK_GAP, LABEL_TRACK_GAP, LEAVE_GAP, SAME_X, TRACK_PITCH, TRACK_PITCH_LEAST } from "./constants.ts";
import type { Problem } from "./problem.ts";
import type { Spacing } from "./spacing.ts";
import { orderTracks } from "./tracks.ts";

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
  /** Top and bottom of each row. */
  readonly rowTop: Float64Array;
  readonly rowBottom: Float64Array;
  /** Top and bottom border of each group (block - nodeCount). */
  readonly groupTop: Float64Array;
  readonly groupBottom: Float64Array;
  /** Per link its jogs, from end a to end b, with their y; empty where the link is straight. */
  readonly jogs: readonly (readonly { readonly x1: number; readonly x2: number; readonly y: number }[])[];
  readonly total: number;
}

interface Border {
  readonly group: number;
  readonly left: number;
  readonly right: number;
  /** Distance from the row to the border. */
  readonly reach: number;
}

/**
 * Vertical positions: rows of nodes and rows of labels alternate; between two rows lies a channel with the tracks of
 * the edges that jog there. Groups that end stand at the top of a channel, groups that begin at its bottom, jogs between them.
 */
export function assignY(problem: Problem, chains: Chains, spacing: Spacing, x: Float64Array, ax: Float64Array, bx: Float64Array): Heights {
  const { nodeCount: n, root, lo, hi, links } = chains;
  const rows = hi[root]! + 3;
  const rowHeight = new Float64Array(rows);
  const used = new Uint8Array(rows);
  for (let v = 0; v < n; v++) {
    rowHeight[lo[v]!] = Math.max(rowHeight[lo[v]!]!, problem.nodes[v]!.room);
    used[lo[v]!] = 1;
  }
  problem.edges.forEach((edge, e) => {
    const w = chains.labelWire[e]!;
    if (w < 0) return;
    const r = chains.labelRow[w]!;
    rowHeight[r] = Math.max(rowHeight[r]!, edge.labelHeight);
    used[r] = 1;
  });
  const busyAt: number[][] = Array.from({ length: rows + 1 }, () => []);
  const jogsAt: Jog[][] = Array.from({ length: rows + 1 }, () => []);
  for (let l = 0; l < links.count; l++) {
    if (Math.abs(ax[l]! - bx[l]!) < 0.25 && links.aAbove[l] !== links.bAbove[l]) {
      busyAt[links.boundary[l]! + 1]!.push(ax[l]!);
      continue;
    }
    jogsAt[links.boundary[l]! + 1]!.push({ link: l, x1: ax[l]!, x2: bx[l]!, up1: links.aAbove[l] === 1, up2: links.bAbove[l] === 1 });
  }
  const result: { x1: number; x2: number; y: number }[][] = Array.from({ length: links.count }, () => []);
  for (let b = root + 1; b < chains.count; b++) for (let r = lo[b]!; r < hi[b]!; r++) if (jogsAt[r + 1]!.length > 0) busyAt[r + 1]!.push(x[b]!);
  const ordered = jogsAt.map((list, r) => orderTracks(list, busyAt[r]!));
  const groups: number[] = [];
  for (let g = n; g < root; g++) groups.push(g);
  const stretch = new Float64Array(root + 1);
  const groupTop = new Float64Array(root - n + 1);
  const groupBottom = new Float64Array(root - n + 1);
  const rowTop = new Float64Array(rows);
  const rowBottom = new Float64Array(rows);
  let total = 0;
  for (let attempt = 0; attempt < 4; attempt++) {
    place();
    let short = 0;
    for (const g of groups) {
      const lack = problem.groups[g - n]!.minHeight - (groupBottom[g - n]! - groupTop[g - n]!);
      if (lack > 0.01) {
        stretch[g] = stretch[g]! + lack;
        short++;
      }
    }
    if (short === 0) break;
  }
  return { rowTop, rowBottom, groupTop, groupBottom, jogs: result, total };

  function place(): void {
    const closing: Border[][] = Array.from({ length: rows + 1 }, () => []);
    const opening: Border[][] = Array.from({ length: rows + 1 }, () => []);
    const openReach = new Float64Array(root + 1);
    const closeReach = new Float64Array(root + 1);
    for (let g = root - 1; g >= n; g--) {
      const insets = problem.groups[g - n]!.insets;
      openReach[g] = insets.top;
      closeReach[g] = insets.bottom;
      for (const c of chains.children[g - n]!) {
        if (c < n || c >= root) continue;
        if (lo[c] === lo[g]) openReach[g] = Math.max(openReach[g]!, insets.top + openReach[c]!);
        if (hi[c] === hi[g]) closeReach[g] = Math.max(closeReach[g]!, insets.bottom + closeReach[c]!);
      }
      closeReach[g] = closeReach[g]! + stretch[g]!;
      opening[lo[g]!]!.push({ group: g, left: x[g]!, right: x[spacing.right(g)]!, reach: openReach[g]! });
      closing[hi[g]! + 1]!.push({ group: g, left: x[g]!, right: x[spacing.right(g)]!, reach: closeReach[g]! });
    }
    let y = 0;
    // Channel r lies above row r.
    for (let r = 0; r <= rows; r++) {
      y += channel(r, y, closing[r]!, opening[r] ?? []);
      if (r === rows) break;
      rowTop[r] = y;
      y += rowHeight[r]!;
      rowBottom[r] = y;
    }
    total = y;
    for (const g of groups) {
      groupTop[g - n] = rowTop[lo[g]!]! - openReach[g]!;
      groupBottom[g - n] = rowBottom[hi[g]!]! + closeReach[g]!;
    }
  }

  /** Places the tracks of the channel above row r, which begins at `y`; returns its height. */
  function channel(r: number, y: number, closing: readonly Border[], opening: readonly Border[]): number {
    const tracks = ordered[r]!;
    const k = tracks.length;
    // A row that stands empty needs no air around it.
    const above = r > 0 && used[r - 1] ? (r % 2 === 1 ? LEAVE_GAP : LABEL_TRACK_GAP) : 0;
    const below = r < rows && used[r] ? (r % 2 === 0 ? ARRIVE_GAP : LABEL_TRACK_GAP) : 0;
    let height = r === 0 || r >= rows - 1 ? 0 : above > 0 && below > 0 ? above + below - (k > 0 ? 0 : 4) : Math.max(above, below);
    if (r > 0) for (const c of closing) height = Math.max(height, c.reach + (below > 0 || opening.length > 0 ? BORDER_TRACK_GAP : 0));
    for (const o of opening) {
      height = Math.max(height, o.reach + (r === 0 ? 0 : BORDER_TRACK_GAP));
      for (const c of closing) if (c.left < o.right && o.left < c.right) height = Math.max(height, o.reach + c.reach + BORDER_TRACK_GAP * 2);
    }
    if (k === 0) return height;
    const early = new Float64Array(k);
    const need = new Float64Array(k);
    const depth = new Int32Array(k);
    let deepest = 0;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < i; j++) if (tracks[i]!.touches[j]) depth[i] = Math.max(depth[i]!, depth[j]! + 1);
      deepest = Math.max(deepest, depth[i]!);
    }
    const pitch = deepest < 16 ? TRACK_PITCH : Math.max(TRACK_PITCH_LEAST, (TRACK_PITCH * 16) / deepest);
    for (let i = 0; i < k; i++) {
      const { jog } = tracks[i]!;
      const left = Math.min(jog.x1, jog.x2) - SAME_X;
      const right = Math.max(jog.x1, jog.x2) + SAME_X;
      const a = links.a[jog.link]!;
      const b = links.b[jog.link]!;
      const lower = links.aAbove[jog.link] ? b : a;
      const upper = links.aAbove[jog.link] ? a : b;
      let start = Math.max(above, upper < n ? arrivalAbove(jog.link, upper) : 0);
      let end = Math.max(below, 6);
      for (const c of closing) {
        if (c.left >= right || c.right <= left) continue;
        start = Math.max(start, c.reach + (c.group === upper ? ARRIVE_GAP : BORDER_TRACK_GAP));
      }
      for (const o of opening) {
        if (o.left >= right || o.right <= left) continue;
        end = Math.max(end, o.reach + (o.group === lower ? ARRIVE_GAP : BORDER_TRACK_GAP));
      }
      for (let j = 0; j < i; j++) if (tracks[i]!.touches[j]) start = Math.max(start, early[j]! + pitch);
      early[i] = start;
      need[i] = end;
      height = Math.max(height, start + end);
    }
    height = Math.round(height * 2) / 2;
    const late = new Float64Array(k);
    for (let i = k - 1; i >= 0; i--) {
      let value = height - need[i]!;
      for (let j = i + 1; j < k; j++) if (tracks[j]!.touches[i]) value = Math.min(value, late[j]! - pitch);
      late[i] = value;
    }
    const byLink = new Map<number, { x1: number; x2: number; y: number; part: number }[]>();
    for (let i = 0; i < k; i++) {
      const { jog, part } = tracks[i]!;
      const list = byLink.get(jog.link) ?? [];
      list.push({ x1: jog.x1, x2: jog.x2, y: Math.round((y + (early[i]! + late[i]!) / 2) * 2) / 2, part });
      byLink.set(jog.link, list);
    }
    for (const [l, list] of byLink) result[l] = list.sort((p, q) => p.part - q.part);
    return height;
  }

  /** An arrow head that points up to a node needs more room below it. */
  function arrivalAbove(link: number, node: number): number {
    const edge = problem.edges[links.edge[link]!]!;
    return edge.target === node ? ARRIVE_GAP : LEAVE_GAP;
  }
}
