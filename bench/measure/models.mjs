// The synthetic models, each in both notations: LikeC4 text for the peer, and the same transliterated for us.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generateModel, writeFolder, writeLikeC4 } from "../generate.mjs";
import { transliterate } from "../transliterate.mjs";

/** Gives the folders of a model of so many elements: made by the shared generator where there is one, by our own otherwise. */
export function makeModel(count, { folder, shared, index = "star" }) {
  const plan = join(folder, `plan-${count}-${index}`);
  const likec4 = join(folder, `likec4-${count}-${index}`);
  const generator = join(shared, "likec4", "generate.mjs");
  if (existsSync(generator)) {
    const made = spawnSync(process.execPath, [generator, String(count), likec4, "--index", index], { encoding: "utf8" });
    if (made.status !== 0) throw new Error(`the shared generator failed: ${made.stderr}`);
  } else writeFolder(likec4, writeLikeC4(generateModel(count), { index }));
  const files = readdirSync(likec4).flatMap((file) => {
    const text = file.endsWith(".c4") ? transliterate(readFileSync(join(likec4, file), "utf8")) : undefined;
    return text === undefined ? [] : [{ path: file.replace(/\.c4$/, ".plan"), text }];
  });
  writeFolder(plan, files);
  // A transliteration that loses half of the model would make us look quick.
  const elements = files.reduce((sum, { text }) => sum + (text.match(/^ *(?:system|service|component) /gm) ?? []).length, 0);
  if (elements !== count) throw new Error(`the transliteration has ${elements} elements of ${count}`);
  return { plan, likec4 };
}
