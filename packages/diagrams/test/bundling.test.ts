import { describe, expect, it } from "vitest";
import { bundleHubs, type Line } from "../src/projections/bundling.ts";

const line = (source: string, target: string, style: Line["style"] = "call"): Line => ({ source, target, style, relations: [{ id: `${source} ${target}` } as Line["relations"][number]] });
const show = (lines: readonly Line[]): string[] => lines.map((each) => `${each.source} ${each.style} ${each.target} ×${each.relations.length}`).sort();

/** Members are named `<group>.<n>`; what has no dot stands outside of the frame. */
const parentOf = (id: string): string | undefined => (id.includes(".") ? id.slice(0, id.indexOf(".")) : id.length === 1 ? "frame" : undefined);
/** Lines enough that the picture counts as dense, none of them at a hub. */
const filler = Array.from({ length: 32 }, (_, index) => line(`x.${index}`, `y.${index}`));

describe("bundling", () => {
  it("lets a group stand for its members where many use one box, and keeps every relation", () => {
    const spokes = ["a.1", "a.2", "a.3", "b.1", "b.2", "c.1"].map((source) => line(source, "d.hub"));
    const bundled = bundleHubs([...spokes, ...filler], parentOf, "frame");
    expect(show(bundled).filter((text) => text.includes("hub"))).toEqual(["a call d.hub ×3", "b call d.hub ×2", "c.1 call d.hub ×1"]);
    const relations = (lines: readonly Line[]): string[] => lines.flatMap((each) => each.relations.map((relation) => relation.id)).sort();
    expect(relations(bundled)).toEqual(relations([...spokes, ...filler]));
  });

  it("lets the whole stand for what an outsider reaches", () => {
    const spokes = ["a.1", "a.2", "b.1", "b.2", "c.1", "d.1"].map((target) => line("outside", target));
    expect(show(bundleHubs([...spokes, ...filler], parentOf, "frame")).filter((text) => text.includes("outside"))).toEqual(["outside call frame ×6"]);
  });

  it("keeps what a member uses in sight, lines within a group, and styles apart", () => {
    const uses = ["a.1", "a.2", "a.3", "b.1", "b.2", "c.1"].map((target) => line("d.web", target));
    const within = ["d.1", "d.2", "d.3", "d.4", "d.5", "d.6"].map((source) => line(source, "d.hub"));
    const messages = ["a.7", "a.8"].map((source) => line(source, "e.hub", "message"));
    const lines = [...uses, ...within, ...messages, ...filler];
    expect(show(bundleHubs(lines, parentOf, "frame"))).toEqual(show(lines));
  });

  it("leaves pictures alone that can be read as they are", () => {
    const spokes = ["a.1", "a.2", "a.3", "a.4", "a.5", "a.6"].map((source) => line(source, "d.hub"));
    expect(bundleHubs(spokes, parentOf, "frame")).toBe(spokes);
  });
});
