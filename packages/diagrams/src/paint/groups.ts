import type { PlacedGroup } from "@groundplan/layout";
import type { Ink, Layer, Shape } from "../drawing.ts";
import type { SceneGroup } from "../scene.ts";
import { planGroup } from "../size.ts";
import { measureText } from "../text/measure.ts";
import { cleanText } from "../text/clean.ts";

const TINTS: readonly Ink[] = ["group1", "group2", "group3", "group4"];

/** Long and short: a trust boundary. */
export const TRUST: readonly number[] = [10, 4, 2, 4];

/** A group's ground, tinted by its depth (0 at the top level; deeper than the fourth, the third and fourth tint alternate), and its title. */
export function paintGroup(group: SceneGroup, box: PlacedGroup, depth: number): Layer {
  const plan = planGroup(group);
  const tint = TINTS[depth < TINTS.length ? depth : 2 + (depth % 2)] ?? "group4";
  const baseline = box.title.y + box.title.height / 2 + 4;
  const shapes: Shape[] = [
    {
      type: "rect", x: box.x, y: box.y, width: box.width, height: box.height, radius: 12,
      paint: group.boundary === true ? { fill: tint, stroke: "ink2", width: 1.6, dash: TRUST } : group.dashed === true ? { fill: tint, stroke: "ink3", width: 1, dash: [6, 4] } : { fill: tint, stroke: "line", width: 1 },
    },
    // The hairline of the outer groups does not show on the deeper tints.
    ...(depth < 2 || group.dashed === true || group.boundary === true ? [] : [{ type: "rect", x: box.x, y: box.y, width: box.width, height: box.height, radius: 12, paint: { stroke: "ink3", width: 1, opacity: 0.35 } } as const]),
    { type: "text", x: box.title.x, y: baseline, text: plan.title, style: "small-strong", ink: "ink2" },
  ];
  if (plan.kind !== "") shapes.push({ type: "text", x: box.title.x + measureText(plan.title, "small-strong") + 7, y: baseline, text: plan.kind, style: "body", ink: "ink2" });
  const name = [cleanText(group.title), plan.kind].filter((part) => part !== "").join(", ");
  return {
    type: "layer", name: "group", children: shapes,
    data: { element: group.id, depth: String(depth), ...(group.opens === undefined ? {} : { opens: group.opens }) },
    // A group that opens is a stop of the tab key; one that does not is only named.
    ...(group.opens === undefined ? { tooltip: name } : { label: name }),
  };
}
