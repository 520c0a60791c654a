import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLive } from "../src/live.ts";

let root = "";
const PLAN = 'system shop "Shop" {\n  "Sells."\n  actor shopper "Shopper" { -> web "buys" }\n  webapp web "Web" { "Pages."; tech: typescript; -> db "writes" }\n  database db "Store" { "Keeps."; tech: postgresql@18 }\n}\n';
const write = (text: string): void => writeFileSync(join(root, "a.plan"), text);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "groundplan-judge-"));
  write(PLAN);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = () => createLive(root, { asOf: "2026-11-23", version: "0.1.0" });
const containers = (live: ReturnType<typeof open>) => live.site().status.artifacts.find((artifact) => artifact.id === "1.2")!;

describe("judging pictures", () => {
  it("lets the site be given first, without calling anything verified", () => {
    const live = open();
    expect(containers(live)).toMatchObject({ state: "complete", judges: [{ name: "geometry", result: "skipped" }] });
    expect(live.revision).toBe(1);
    while (live.judge(0.01)) expect(live.revision).toBe(1);
    expect(live.revision).toBe(2);
    expect(live.site().revision).toBe(2);
    expect(containers(live)).toMatchObject({ state: "verified", judges: [{ name: "geometry", result: "passed" }] });
    // Nothing new is found, so there is no new revision.
    expect([live.judge(100), live.revision]).toEqual([false, 2]);
  });

  it("keeps the last verdict over an edit until there is another one", () => {
    const live = open();
    live.site();
    while (live.judge(100));
    write(PLAN.replace("Store", "Order store"));
    live.refresh();
    expect(containers(live).state).toBe("verified");
    write(PLAN.replace('database db "Store"', 'service tax "Tax" { "Knows rates."; tech: go; -> db "reads" }\n  database db "Store"'));
    live.refresh();
    expect(containers(live).state).toBe("verified");
    const before = live.revision;
    expect([live.judge(1000), live.revision]).toEqual([false, before]);
  });

  it("draws a chart again only where what it shows is another", () => {
    const live = open();
    const radar = () => live.site().charts.find((chart) => chart.id === "radar");
    const first = radar();
    expect(first).toBeDefined();
    write(PLAN.replace("Sells.", "Sells telescopes."));
    live.refresh();
    expect(radar()).toBe(first);
    write(PLAN.replace("tech: typescript", "tech: typescript, react"));
    live.refresh();
    expect(radar()!.svg).toContain("React");
  });
});
