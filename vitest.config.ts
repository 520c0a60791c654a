import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/test/**/*.test.{ts,tsx}", "examples/**/*.test.ts", "architecture/**/*.test.ts"],
    pool: "threads",
    isolate: false,
    testTimeout: 120_000,
  },
});
