import { createChecker } from "@groundplan/checks";
import { createWorkspace } from "@groundplan/model";
import { expect, it } from "vitest";
import { createInput, emitters, type EmitInput } from "../src/index.ts";

const TEXT = 'system shop "Shop" {\n  service web "Web"\n  service cart "Cart"\n  web -> cart "adds"\n}\nactor buyer "Buyer"\nbuyer -> shop.web "buys"\n';

function memory(): { readonly kept: Map<string, string>; readonly used: Set<string>; get(content: string): string | undefined; put(content: string, value: string): void; keep(content: string): void } {
  const kept = new Map<string, string>();
  const used = new Set<string>();
  return {
    kept, used,
    get: (content) => (used.add(content), kept.get(content)),
    put: (content, value) => void (used.add(content), kept.set(content, value)),
    keep: (content) => void used.add(content),
  };
}

function open(cache: ReturnType<typeof memory>): EmitInput {
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text: TEXT }]);
  return createInput(workspace, createChecker(workspace, { asOf: "2026-11-23" }), { asOf: "2026-11-23", cache });
}

function everything(input: EmitInput): string {
  return JSON.stringify([input.views.map((view) => input.geometryFaults(view.id)), emitters.flatMap((emitter) => [...emitter.emit(input)].map((file) => [file.path, String(file.content())]))]);
}

it("gives from the cache what it gave without", () => {
  const cache = memory();
  const first = everything(open(cache));
  const before = new Map(cache.kept);
  expect(before.size).toBeGreaterThan(0);
  expect(everything(open(cache))).toBe(first);
  expect(cache.kept).toEqual(before);
});

it("reads no layout for a verdict that is kept, and keeps that layout all the same", () => {
  const first = memory();
  everything(open(first));
  const second = memory();
  for (const [content, value] of first.kept) second.kept.set(content, value);
  const layouts = [...first.kept.keys()].filter((content) => content.startsWith("layout "));
  const read: string[] = [];
  const input = open({ ...second, get: (content) => (read.push(content), second.get(content)) });
  for (const view of input.views) input.geometryFaults(view.id);
  expect(read.filter((content) => content.startsWith("layout "))).toEqual([]);
  for (const content of layouts) expect(second.used).toContain(content);
});
