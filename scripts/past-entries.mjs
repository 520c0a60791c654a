// An esbuild plugin: what a module imports from the entry of one of our packages it is given from the file that has it. The
// bundler parts files, not names: through the entries, whoever needs one function would load all that its package offers,
// and a verb that only checks would load what writes and draws.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const IMPORT = /^import \{([^}]*)\} from "(@groundplan\/[\w/-]+)";$/gm;
const EXPORT = /^export (?:\{([^}]*)\}|\*) from "(\.[^"]+)";$/gm;

/** @param {string} packages the folder of the packages */
export function pastEntries(packages) {
  /** By entry, the file and the name there of each value that it offers; undefined where it does more than hand on. */
  const entries = new Map();
  return {
    name: "past-entries",
    setup(build) {
      build.onLoad({ filter: /packages[\\/][^\\/]+[\\/]src[\\/].*\.tsx?$/ }, ({ path }) => {
        const text = readFileSync(path, "utf8");
        const contents = text.replace(IMPORT, (whole, names, from) => direct(names, from) ?? whole);
        return { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
      });
    },
  };

  function direct(names, from) {
    const entry = entryOf(from);
    const offered = entry && offeredBy(entry);
    if (!offered) return undefined;
    const byFile = new Map();
    for (const each of names.split(",").map((name) => name.trim())) {
      if (each === "" || each.startsWith("type ")) continue;
      const [name, local = name] = each.split(" as ");
      const found = offered.get(name);
      if (!found) return undefined;
      byFile.set(found.file, [...(byFile.get(found.file) ?? []), found.name === local ? local : `${found.name} as ${local}`]);
    }
    return [...byFile].map(([file, list]) => `import { ${list.join(", ")} } from ${JSON.stringify(file)};`).join(" ");
  }

  /** `@groundplan/analysis/diff` by the exports of its package. */
  function entryOf(from) {
    const [, name, ...rest] = from.split("/");
    const about = join(packages, name, "package.json");
    if (!existsSync(about)) return undefined;
    const found = JSON.parse(readFileSync(about, "utf8")).exports?.[["." , ...rest].join("/")];
    return typeof found === "string" ? join(packages, name, found) : undefined;
  }

  function offeredBy(entry) {
    if (!entries.has(entry)) entries.set(entry, readEntry(entry));
    return entries.get(entry);
  }

  function readEntry(entry) {
    const offered = new Map();
    const text = readFileSync(entry, "utf8");
    for (const [, names, from] of text.matchAll(EXPORT)) {
      const file = join(dirname(entry), from);
      if (names === undefined) for (const [name, found] of offeredBy(file) ?? []) offered.set(name, found);
      for (const each of (names ?? "").split(",").map((name) => name.trim())) {
        if (each === "" || each.startsWith("type ")) continue;
        const [name, outside = name] = each.split(" as ");
        offered.set(outside, { file, name });
      }
    }
    return offered.size === 0 ? undefined : offered;
  }
}
