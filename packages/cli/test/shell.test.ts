import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { shellWord } from "../src/shell.ts";

it("quotes a path only where a shell would read more into it", () => {
  for (const plain of ["design", "../a/b-c_d.e", "dänisch/注文"]) expect(shellWord(plain)).toBe(plain);
  expect(shellWord("sp ace'ü")).toBe("'sp ace'\\''ü'");
});

it.skipIf(process.platform === "win32").each(["sp ace'ü", "$(touch pwned)", "a;b", "~", "-x", "`x`", 'a"b', "a\\b", "a\nb", "*", "#x", "a&&b"])("means the path itself to a shell: %j", (path) => {
  const { stdout } = spawnSync("sh", ["-c", `printf %s ${shellWord(path)}`], { encoding: "utf8" });
  expect(stdout).toBe(path.startsWith("-") ? `./${path}` : path);
});
