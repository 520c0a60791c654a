// `groundplan build` with every picture as SVG, beside `likec4 build` on the same model; then again with nothing changed.
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { interleave, runProcess } from "../measure/process.mjs";
import { makeModel } from "../measure/models.mjs";
import { cpu, memory, times } from "./check.mjs";

export const buildModel = {
  id: "build-1k",
  title: "build of 1,000 elements with every picture",
  async run({ node, program, peer, runs, folder, shared, say }) {
    const model = makeModel(1000, { folder, shared, index: "sparse" });
    const out = join(folder, "built");
    const theirOut = join(folder, "built-likec4");
    const build = () => runProcess(node, [program, "build", model.plan, "--out", out], { expect: [0] });
    const programs = [{ name: "groundplan build", run: build, prepare: () => [out, join(model.plan, ".groundplan")].forEach(remove) }];
    // Without --no-use-dot LikeC4 looks for a Graphviz of the machine in some surroundings, and fails where there is none.
    if (peer) programs.push({ name: "likec4 build", runs: 1, prepare: () => remove(theirOut), run: () => runProcess(peer.node, [peer.program, "build", "--no-use-dot", "--output", theirOut, model.likec4], { timeout: 1_800_000 }) });
    const [ours, theirs] = await interleave(programs, runs, say);
    const drawn = countPictures(out);
    if (drawn === 0) throw new Error("groundplan build drew nothing");
    if (peer && !existsSync(join(theirOut, "index.html"))) throw new Error("likec4 build wrote no site");
    const [again] = await interleave([{ name: "groundplan build, again", run: build }], Math.max(runs, 5), say);
    if (/\d+ written/.test(again[again.length - 1].printed)) throw new Error(`the second build wrote something: ${again[again.length - 1].printed}`);
    return [
      { name: "build of 1,000 elements, time", unit: "ms", ours: times(ours), peer: theirs && times(theirs), target: { ratio: 1 / 4 }, note: `${drawn} SVG files; ${countViews(model.likec4)} views of LikeC4` },
      { name: "build of 1,000 elements, CPU time", unit: "ms", ours: cpu(ours), peer: theirs && cpu(theirs) },
      { name: "build of 1,000 elements, memory", unit: "MB", ours: memory(ours), peer: theirs && memory(theirs) },
      { name: "build again, nothing changed, time", unit: "ms", ours: times(again), target: { most: 400 } },
      { name: "build again, nothing changed, CPU time", unit: "ms", ours: cpu(again) },
    ];
  },
};

function remove(path) {
  rmSync(path, { recursive: true, force: true });
}

function countPictures(folder) {
  return readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".svg") && !path.startsWith("site")).length;
}

function countViews(folder) {
  return readdirSync(folder).filter((file) => file.startsWith("views-")).reduce((count, file) => count + (readFileSync(join(folder, file), "utf8").match(/^\s*view \w+/gm) ?? []).length, 0);
}
