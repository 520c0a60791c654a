import { EventEmitter } from "node:events";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync, type FSWatcher } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readWorkspace } from "@groundplan/disk";
import { follow, type FollowOptions } from "../src/follow.ts";

let root = "";
let stop: () => void = () => undefined;
beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), "groundplan-follow-")), "w");
  mkdirSync(join(root, "sub"), { recursive: true });
  writeFileSync(join(root, "a.plan"), "service a");
});
afterEach(() => {
  stop();
  rmSync(join(root, ".."), { recursive: true, force: true });
});

/** Follows the workspace; `until` waits for a look at which the file has the text. */
function start(more: Partial<FollowOptions> = {}): { until(file: string, text: string | undefined): Promise<void>; looks(): number } {
  let seen = new Map<string, string>();
  let looks = 0;
  const waiting = new Set<() => void>();
  stop = follow(readWorkspace(root).folders, {
    changed() {
      looks++;
      try {
        const now = readWorkspace(root);
        seen = new Map(now.files);
        return now.folders;
      } catch {
        seen = new Map();
        return undefined;
      } finally {
        for (const tell of waiting) tell();
      }
    },
    ...more,
  });
  return {
    looks: () => looks,
    until: (file, text) =>
      new Promise((resolve) => {
        const tell = (): void => {
          if (seen.get(file) !== text) return;
          waiting.delete(tell);
          resolve();
        };
        waiting.add(tell);
      }),
  };
}

describe("following the disk", () => {
  it("sees writes, saves by rename, new folders, and folders that go", async () => {
    const { until } = start();
    writeFileSync(join(root, "a.plan"), "service b");
    await until("a.plan", "service b");
    writeFileSync(join(root, ".a.plan.swp"), "service c");
    renameSync(join(root, ".a.plan.swp"), join(root, "a.plan"));
    await until("a.plan", "service c");
    mkdirSync(join(root, "new/deep"), { recursive: true });
    writeFileSync(join(root, "new/deep/d.plan"), "service d");
    await until("new/deep/d.plan", "service d");
    writeFileSync(join(root, "new/deep/d.plan"), "service e");
    await until("new/deep/d.plan", "service e");
    rmSync(join(root, "new"), { recursive: true });
    await until("new/deep/d.plan", undefined);
    mkdirSync(join(root, "decisions"));
    writeFileSync(join(root, "decisions/0001-x.md"), "# X");
    await until("decisions/0001-x.md", "# X");
    writeFileSync(join(root, "decisions/0001-x.md"), "# Y");
    await until("decisions/0001-x.md", "# Y");
  });

  it("finds the workspace again when it was away", async () => {
    const { until } = start();
    renameSync(root, `${root}-away`);
    await until("a.plan", undefined);
    renameSync(`${root}-away`, root);
    await until("a.plan", "service a");
    writeFileSync(join(root, "a.plan"), "service again");
    await until("a.plan", "service again");
  });

  it("asks the disk where the system has no watches left, and says so once", async () => {
    const told: string[] = [];
    const { until } = start({
      onPolling: (reason) => void told.push(reason),
      watch: () => {
        throw Object.assign(new Error("ENOSPC: System limit for number of file watchers reached"), { code: "ENOSPC" });
      },
    });
    writeFileSync(join(root, "sub/b.plan"), "service b");
    await until("sub/b.plan", "service b");
    writeFileSync(join(root, "sub/b.plan"), "service c");
    await until("sub/b.plan", "service c");
    expect(told).toEqual(["ENOSPC: System limit for number of file watchers reached"]);
  });

  it("watches a folder again whose watcher fails", async () => {
    const watchers: EventEmitter[] = [];
    const { until } = start({
      watch: (_folder, listener) => {
        const watcher = Object.assign(new EventEmitter(), { close: () => undefined });
        watcher.on("change", listener);
        watchers.push(watcher);
        return watcher as unknown as FSWatcher;
      },
    });
    const before = watchers.length;
    writeFileSync(join(root, "a.plan"), "service b");
    watchers[0]!.emit("error", new Error("lost"));
    await until("a.plan", "service b");
    expect(watchers.length).toBe(before + 1);
  });

  it("reads now and then in a burst that does not end", async () => {
    const { until, looks } = start();
    let count = 0;
    const burst = setInterval(() => writeFileSync(join(root, "a.plan"), `service a${count++}`), 4);
    await new Promise<void>((resolve) => {
      const wait = setInterval(() => {
        if (looks() < 2) return;
        clearInterval(wait);
        resolve();
      }, 20);
    });
    clearInterval(burst);
    writeFileSync(join(root, "a.plan"), "service last");
    await until("a.plan", "service last");
  });
});
