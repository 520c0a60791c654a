import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCache, writeBuild, type WorkspaceFiles } from "@groundplan/disk";
import { afterEach, beforeEach, expect, it } from "vitest";
import { workbenchFolder } from "../src/assets.ts";
import { inputsOf, noteBuild, standing } from "../src/standing.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "groundplan-standing-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const files: WorkspaceFiles = { root: "/w", files: new Map([["a.plan", "service a"], ["b.plan", ""]]), protoLock: undefined, config: "name: A\n", folders: [""], unreadable: [], passedOver: [] };

it("finds the build that the same inputs gave, as long as it is as it was written", () => {
  const cache = openCache(join(root, "cache"));
  const out = join(root, "out");
  writeBuild(out, [{ path: "a.svg", artifact: "1.2", format: "svg", ownership: "derived", content: () => "<svg/>" }]);
  expect(standing(cache, "these", out)).toBeUndefined();
  noteBuild(cache, "these", out, 3);
  expect(standing(cache, "these", out)).toMatchObject({ errors: 3, files: [{ path: "a.svg", state: "unchanged" }] });
  expect(standing(cache, "others", out)).toBeUndefined();
  expect(standing(cache, "these", join(root, "elsewhere"))).toBeUndefined();
  appendFileSync(join(out, "a.svg"), "x");
  expect(standing(cache, "these", out)).toBeUndefined();
});

it("takes nothing for granted from source", () => {
  expect(inputsOf(files, "/out", "2026-11-23", "source")).toBeUndefined();
});

it.skipIf(workbenchFolder() === undefined)("tells inputs apart: code, day, folder, configuration, names and texts", () => {
  const all = [
    inputsOf(files, "/out", "2026-11-23", "1"), inputsOf(files, "/out", "2026-11-23", "2"), inputsOf(files, "/out", "2026-11-24", "1"), inputsOf(files, "/other", "2026-11-23", "1"), inputsOf({ ...files, config: undefined }, "/out", "2026-11-23", "1"),
    inputsOf({ ...files, files: new Map([["a.plan", "service b"], ["b.plan", ""]]) }, "/out", "2026-11-23", "1"), inputsOf({ ...files, files: new Map([["c.plan", "service a"], ["b.plan", ""]]) }, "/out", "2026-11-23", "1"), inputsOf({ ...files, unreadable: [{ file: "x.plan", reason: "no permission" }] }, "/out", "2026-11-23", "1"),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(inputsOf({ ...files }, "/out", "2026-11-23", "1")).toBe(all[0]);
});
