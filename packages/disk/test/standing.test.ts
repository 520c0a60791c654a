import { appendFileSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { OutputFile } from "@groundplan/artifacts";
import { manifestDigest, standingBuild, writeBuild } from "../src/index.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "groundplan-standing-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const FILES: readonly OutputFile[] = (["a.svg", "deep/b.svg", "deep/er/c.txt"] as const).map((path) => ({ path, artifact: "1.2", format: "svg", ownership: path === "a.svg" ? "scaffold" : "derived", content: () => `of ${path}` }));

function build(): string {
  writeBuild(root, FILES);
  return manifestDigest(root)!;
}

it("tells of a build that stands what writing it again would tell", () => {
  const manifest = build();
  expect(standingBuild(root, manifest)).toEqual(writeBuild(root, FILES));
});

it.each<[string, () => void]>([
  ["a file was changed", () => appendFileSync(join(root, "deep/b.svg"), "x")],
  ["a file is gone", () => unlinkSync(join(root, "deep/er/c.txt"))],
  ["the manifest was changed", () => appendFileSync(join(root, "manifest.json"), " ")],
  ["the manifest is gone", () => unlinkSync(join(root, "manifest.json"))],
  ["a later build was interrupted", () => writeFileSync(join(root, ".journal"), "")],
  ["a scaffold was changed by hand", () => writeFileSync(join(root, "a.svg"), "mine")],
  ["a folder became a link that leads out", () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "groundplan-elsewhere-"));
    mkdirSync(join(elsewhere, "er"));
    writeFileSync(join(elsewhere, "b.svg"), "of deep/b.svg");
    writeFileSync(join(elsewhere, "er/c.txt"), "of deep/er/c.txt");
    rmSync(join(root, "deep"), { recursive: true });
    symlinkSync(elsewhere, join(root, "deep"));
  }],
])("does not stand where %s", (_, spoil) => {
  const manifest = build();
  expect(standingBuild(root, manifest)).toHaveLength(3);
  spoil();
  expect(standingBuild(root, manifest)).toBeUndefined();
});

it("does not stand where another one was made", () => {
  const manifest = build();
  writeBuild(root, FILES.slice(1));
  expect(standingBuild(root, manifest)).toBeUndefined();
});
