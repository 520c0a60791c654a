import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { emitters, type EmitInput } from "@groundplan/artifacts";
import { digest, readManifest, readText, staysWithin } from "@groundplan/disk";
import type { Subject } from "./judge.ts";

/** What is judged, copied to where no tool can reach the workspace by a relative path, and what is to be told of it. */
export interface Collected {
  readonly subjects: readonly Subject[];
  /** `built`: the files in the output folder; `emitted`: what a build would write, where there was none. */
  readonly from: "built" | "emitted";
  /** Files that are not as the build wrote them: they are judged as they are. */
  readonly changed: readonly string[];
  /** Files that could not be read, and why. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * Files of the given formats. What was built is judged as it lies on the disk, since that is what people take and hand on; where nothing
 * was built, what a build would write is judged, so that the first verdict needs no build.
 */
export function collect(input: EmitInput, out: string, formats: ReadonlySet<string>, only: ReadonlySet<string> | undefined, scratch: string): Collected {
  const wanted = (artifact: string, format: string): boolean => formats.has(format) && (!only || only.has(artifact));
  const subjects: Subject[] = [];
  const changed: string[] = [];
  const unreadable: { path: string; reason: string }[] = [];
  const put = (path: string, artifact: string, format: string, text: string): void => {
    // Tools are given paths, one a line.
    if (/\p{Cc}/u.test(path)) return void unreadable.push({ path, reason: "its name holds control characters" });
    const file = join(scratch, "files", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    subjects.push({ artifact, format, path, file, text });
    return undefined;
  };
  const entries = readManifest(out);
  if (entries.size === 0) {
    for (const emitter of emitters) {
      if (only && !only.has(emitter.artifact)) continue;
      for (const file of emitter.emit(input)) {
        if (!wanted(file.artifact, file.format)) continue;
        const content = file.content();
        put(file.path, file.artifact, file.format, typeof content === "string" ? content : new TextDecoder().decode(content));
      }
    }
    return { subjects, from: "emitted", changed, unreadable };
  }
  const real = realpathSync(out);
  for (const { path, artifact, format, sha256 } of entries.values()) {
    if (!wanted(String(artifact), String(format))) continue;
    const full = join(out, path);
    const read = staysWithin(real, full) ? readText(full) : { reason: "a link leads it out of the output folder" };
    if (read.text === undefined) {
      unreadable.push({ path, reason: read.reason });
      continue;
    }
    if (digest(read.text) !== sha256) changed.push(path);
    put(path, artifact, format, read.text);
  }
  return { subjects, from: "built", changed, unreadable };
}
