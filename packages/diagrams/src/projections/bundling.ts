import type { Relation } from "@groundplan/model";

/** What runs between two drawn boxes in one style. */
export interface Line {
  readonly source: string;
  readonly target: string;
  readonly style: Relation["style"];
  readonly relations: Relation[];
}

/** A box with this many lines of one direction and style is a hub: drawn one by one, its lines hide the picture. */
const HUB = 6;
/** Pictures with fewer lines than this can be read as they are. */
const DENSE = 32;

/**
 * Bundles the lines of hubs: of the parts of one group that all use the same box, the group as a whole is drawn to use it.
 * What stands outside the frame and reaches
 * for many of its members reaches for the frame. Every relation stays in the
 * picture, in the line that stands for it; pictures with few lines are left as they are.
 *
 * @param parentOf the group that holds a drawn box; the frame for members of none, undefined outside
 */
export function bundleHubs(lines: readonly Line[], parentOf: (id: string) => string | undefined, frame: string | undefined): readonly Line[] {
  if (lines.length < DENSE) return lines;
  let current = lines;
  for (const end of ["target", "source"] as const) {
    const other = end === "target" ? "source" : "target";
    const spokes = new Map<string, Line[]>();
    for (const line of current) {
      const key = `${line[end]}\n${line.style}`;
      const list = spokes.get(key);
      if (list) list.push(line);
      else spokes.set(key, [line]);
    }
    const bundles = new Map<Line, Line>();
    for (const list of spokes.values()) {
      if (list.length < HUB) continue;
      const hub = list[0]![end];
      const home = parentOf(hub);
      // What a member uses is what it is for, and stays in sight; only what stands outside reaches for the whole.
      if (end === "source" && home !== undefined) continue;
      const byGroup = new Map<string, Line[]>();
      for (const line of list) {
        const own = parentOf(line[other]);
        // From outside the whole frame is meant; within it, each group for itself, but never the hub's own.
        const group = home === undefined && own !== undefined ? frame : own;
        if (group === undefined || group === home || group === hub || (group === frame && home !== undefined)) continue;
        const members = byGroup.get(group);
        if (members) members.push(line);
        else byGroup.set(group, [line]);
      }
      for (const [group, members] of byGroup) {
        if (members.length < 2) continue;
        const bundle: Line = { source: end === "target" ? group : hub, target: end === "target" ? hub : group, style: members[0]!.style, relations: members.flatMap((line) => line.relations) };
        for (const line of members) bundles.set(line, bundle);
      }
    }
    if (bundles.size > 0) current = [...new Set(current.map((line) => bundles.get(line) ?? line))];
  }
  return current;
}
