import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCircleIndex, findCircles } from "../src/circles.ts";

const NAMES = ["f", "b", "h", "a", "d", "c", "g", "e"];
const node = fc.nat({ max: NAMES.length - 1 });

describe("circles", () => {
  it("are the sets of nodes that reach each other, each with a shortest circle through its first name", () => {
    const targets = [[1], [2], [0, 3], [4], [3, 5], [], [], []];
    expect(findCircles(NAMES, targets)).toEqual([
      { size: 2, path: [3, 4] },
      { size: 3, path: [1, 2, 0] },
    ]);
    expect(findCircles(NAMES, targets.map(() => []))).toEqual([]);
  });

  it("are after any edits those of a fresh look, and the same objects where nothing of them changed", () => {
    const edit = fc.record({ from: node, to: fc.uniqueArray(node, { maxLength: 3 }), look: fc.boolean() });
    fc.assert(fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
      const targets: number[][] = NAMES.map(() => []);
      const index = createCircleIndex(NAMES, { count: (at) => targets[at]!.length, target: (at, nth) => targets[at]![nth]! });
      let last = index.circles();
      for (const { from, to, look } of edits) {
        const before = targets[from]!;
        targets[from] = to.filter((target) => target !== from);
        index.changed(from, before, targets[from]!);
        if (!look) continue;
        const now = index.circles();
        expect(now).toEqual(findCircles(NAMES, targets));
        expect(index.circles()).toBe(now);
        // A circle that the edited node has no part in is kept.
        for (const circle of last) if (!circle.path.includes(from) && now.some(({ path, size }) => size === circle.size && circle.size === 2 && path.join() === circle.path.join())) expect(now).toContain(circle);
        last = now;
      }
    }), { numRuns: 400, seed: 7 });
  });
});
