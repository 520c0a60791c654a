import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("only the server knows the protocol, the disk and Node", () => {
  const src = fileURLToPath(new URL("../src/", import.meta.url));
  const files = readdirSync(src).filter((file) => file.endsWith(".ts") && file !== "server.ts");
  expect(files.length).toBeGreaterThan(12);
  for (const file of files) {
    const imports = [...readFileSync(src + file, "utf8").matchAll(/from "([^"]+)"/g)].map((match) => match[1]!);
    expect({ file, wrong: imports.filter((each) => /^node:|^vscode|disk$|checks$|^\.\/server/.test(each)) }).toEqual({ file, wrong: [] });
  }
});
