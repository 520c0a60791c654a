import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { folderInSources } from "../src/source-root.ts";

let root = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "groundplan-sources-")));
  mkdirSync(join(root, "repo/.git"), { recursive: true });
  mkdirSync(join(root, "repo/docs/design"), { recursive: true });
  mkdirSync(join(root, "alone"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it("is told from the repository, or from what GitHub checked out where that holds the workspace", () => {
  const design = join(root, "repo/docs/design");
  expect(folderInSources(design, undefined)).toBe("docs/design/");
  expect(folderInSources(design, "")).toBe("docs/design/");
  expect(folderInSources(join(root, "repo"), undefined)).toBe("");
  expect(folderInSources(design, root)).toBe("repo/docs/design/");
  expect(folderInSources(design, join(root, "alone"))).toBe("docs/design/");
  expect(folderInSources(design, join(root, "nowhere"))).toBe("docs/design/");
  expect(folderInSources(join(root, "alone"), undefined)).toBe("");
});
