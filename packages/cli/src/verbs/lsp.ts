import { startServer } from "@groundplan/editor/server";
import type { Run } from "../verb.ts";

/** Serves until the editor says exit. */
export const run: Run = async () => {
  await startServer();
  return 0;
};
