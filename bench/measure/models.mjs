// The synthetic models, each in both notations: plan text for us, LikeC4 text for the peer.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generateModel, writeFolder, writeLikeC4, writePlan } from "../generate.mjs";

/**
 * Gives the folders of a model of so many elements. The LikeC4 side comes from the shared generator where there is one,
 * and from our own otherwise; both give the same elements and relations from the same seed.
 */
export function makeModel(count, { folder, shared, index = "star", peer = true }) {
  const systems = generateModel(count);
  const plan = join(folder, `plan-${count}-${index}`);
  const likec4 = join(folder, `likec4-${count}-${index}`);
  writeFolder(plan, writePlan(systems));
  if (!peer) return { plan };
  const generator = join(shared, "likec4", "generate.mjs");
  if (!existsSync(generator)) writeFolder(likec4, writeLikeC4(systems, { index }));
  else {
    const made = spawnSync(process.execPath, [generator, String(count), likec4, "--index", index], { encoding: "utf8" });
    if (made.status !== 0) throw new Error(`the shared generator failed: ${made.stderr}`);
    assertSame(systems, likec4);
  }
  return { plan, likec4 };
}

/** Both sides must describe the same model, or the comparison says nothing. */
function assertSame(systems, likec4) {
  const ours = new Set(systems.flatMap((system) => system.relations.map(({ from, to }) => `${from} ${to}`)));
  let theirs = 0;
  for (const file of readdirSync(likec4)) {
    if (!/^sys\d+\.c4$/.test(file)) continue;
    for (const [, from, to] of readFileSync(join(likec4, file), "utf8").matchAll(/^ {2}(\S+) -(?:\[async\]-)?> (\S+) '/gm)) {
      if (!ours.has(`${from} ${to}`)) throw new Error(`the shared generator makes another model: ${from} -> ${to}`);
      theirs++;
    }
  }
  if (theirs !== ours.size) throw new Error(`the shared generator makes ${theirs} relations, ours ${ours.size}`);
}
