// An esbuild plugin: modules that are nothing but data become text that JSON.parse reads at start-up, several times
// faster than the engine compiles the same literals.
import { readFileSync } from "node:fs";

/** @param {RegExp} filter paths of modules whose exports are plain JSON */
export function literalsAsJson(filter) {
  return {
    name: "literals-as-json",
    setup(build) {
      build.onLoad({ filter }, async ({ path }) => {
        const { code } = await build.esbuild.transform(readFileSync(path, "utf8"), { loader: "ts", format: "esm" });
        // What another module would have to be loaded for is no plain data; it is left to the engine.
        if (/^\s*import\s/m.test(code)) return undefined;
        const values = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
        const contents = Object.entries(values).map(([name, value]) => {
          const text = JSON.stringify(value);
          if (JSON.stringify(JSON.parse(text)) !== text) throw new Error(`${path}: ${name} is not plain data`);
          return `export const ${name} = /* @__PURE__ */ JSON.parse(${JSON.stringify(text)});`;
        });
        return { contents: contents.join("\n"), loader: "js" };
      });
    },
  };
}
