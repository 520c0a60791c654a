import fc from "fast-check";
import { expect, test } from "vitest";
import { drawScene, renderSvg } from "../src/index.ts";
import type { Scene, SceneEdge, SceneGroup, SceneNode } from "../src/scene.ts";
import { parseXml } from "./support/xml.ts";

const words = fc.oneof(fc.string({ unit: "binary", maxLength: 50 }), fc.string({ maxLength: 80 }), fc.constantFrom("客户关系", "<x>", "]]>", "\u202e", "a ".repeat(60)));
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined });
const nodes: fc.Arbitrary<SceneNode> = fc.record({
  id: fc.constantFrom(..."abcdefghij"), parent: maybe(fc.constantFrom("p", "q", "r", "unknown")), title: words, kind: words, description: maybe(words), owner: maybe(words), opens: maybe(words), folded: maybe(fc.nat()),
  shape: fc.constantFrom("card", "person", "cylinder", "capsule", "bucket", "browser", "external", "folded", "document"), swatch: fc.constantFrom("service", "data", "neutral"),
  technologies: fc.array(words, { maxLength: 4 }), icons: fc.array(words, { maxLength: 2 }), lines: fc.array(words, { maxLength: 6 }), mark: maybe(fc.constantFrom("complete", "partial", "empty", "failing")),
});
const groups: fc.Arbitrary<SceneGroup> = fc.record({ id: fc.constantFrom("p", "q", "r"), parent: maybe(fc.constantFrom("p", "q", "r")), title: words, kind: maybe(words), opens: maybe(words), dashed: fc.boolean() });
const ends = fc.constantFrom(..."abcdefghijpqr", "unknown");
const edges: fc.Arbitrary<SceneEdge> = fc.record({ id: words, source: ends, target: ends, style: fc.constantFrom("call", "message", "link"), label: maybe(words), technology: maybe(words), relations: fc.array(words, { maxLength: 2 }) });
const scenes: fc.Arbitrary<Scene> = fc.record({
  id: words, kind: fc.constant("containers" as const), title: words, description: words, direction: fc.constantFrom("down", "right"),
  nodes: fc.array(nodes, { maxLength: 10 }), groups: fc.array(groups, { maxLength: 3 }), edges: fc.array(edges, { maxLength: 14 }),
});

test("any scene, even one that contradicts itself, gives well-formed XML with finite numbers, the same every time", () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const svg = renderSvg(drawScene(scene).drawing, { theme: "light" });
      for (const tag of parseXml(svg)) {
        for (const [name, value] of tag.attributes) if (!/^(aria-label|data-)/.test(name)) expect(value).not.toMatch(/NaN|Infinity|undefined/);
      }
      expect(renderSvg(drawScene(structuredClone(scene)).drawing, { theme: "light" })).toBe(svg);
    }),
    { numRuns: 200, seed: 20 },
  );
});
