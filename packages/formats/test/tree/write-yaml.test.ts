import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { jsonOf } from "../../src/tree/node.ts";
import { readTree } from "../../src/tree/read.ts";
import { writeYaml } from "../../src/tree/write-yaml.ts";

it("writes YAML that is read as the same data, by readers of YAML 1.1 and 1.2", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.constantFrom("yes", "~", "1", "0x1", ".inf", "a: b", "a #b", "- a", "a\nb", "a\n\nb\n", " a\nb", "a\n", "\n", "a \nb\n\n", "---", "a:", "a\n---\nb", "2020-01-01", "null", "<<", "a\r\nb", "{a}", "x\u2028y", "1e3", "a\n \nb", "# a\nb"));
  const { tree } = fc.letrec((tie) => ({ tree: fc.oneof({ depthSize: "small" }, text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie("tree"), { maxLength: 4 }), fc.dictionary(text.filter((key) => key !== "__proto__" && key !== "<<"), tie("tree"), { maxKeys: 4 })) }));
  fc.assert(
    fc.property(tree, (data) => {
      const written = writeYaml({ data } as never);
      const { root, problems } = readTree(written);
      expect(problems).toEqual([]);
      expect(jsonOf(root)).toEqual({ data });
      expect(parse(written, { version: "1.1" })).toEqual({ data });
    }),
    { seed: 9, numRuns: 600 },
  );
});
