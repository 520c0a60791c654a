// An esbuild plugin: a CommonJS package is set up when one of its functions is first called. Modules import it at the
// start, and many runs end without a use of it.
import { createRequire } from "node:module";
import { dirname } from "node:path";

/** @param {string} name a package of which functions and classes alone are used */
export function lazyPackage(name) {
  return {
    name: `lazy-${name}`,
    setup(build) {
      // What stands in for the package asks for it by `require`, and is given the package itself.
      build.onResolve({ filter: new RegExp(`^${name}$`) }, ({ kind, importer }) => (kind === "import-statement" ? { path: name, namespace: "lazy", pluginData: importer } : undefined));
      build.onLoad({ filter: new RegExp(`^${name}$`), namespace: "lazy" }, ({ pluginData: importer }) => {
        const functions = Object.entries(createRequire(importer)(name)).filter(([, value]) => typeof value === "function");
        const contents = [
          `let loaded;`,
          `const load = () => (loaded ??= require(${JSON.stringify(name)}));`,
          ...functions.map(([key]) => `export function ${key}(...args) { return new.target ? new (load().${key})(...args) : load().${key}(...args); }`),
        ];
        return { contents: contents.join("\n"), loader: "js", resolveDir: dirname(importer) };
      });
    },
  };
}
