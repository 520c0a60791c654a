import { reasonOf } from "@groundplan/disk";
import { main } from "./main.ts";

// A reader that closes early (`groundplan check | head`) is no fault: the rest is not written, and the exit status is that of
// the whole. Output that is lost for another reason, such as a full disk, must not look like success.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") return;
  process.stderr.write(`groundplan: the output cannot be written: ${reasonOf(error)}.\n`);
  process.exit(2);
});
process.stderr.on("error", () => undefined);
process.exitCode = await main(process.argv.slice(2));
