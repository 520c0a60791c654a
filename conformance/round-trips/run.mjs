// Round trips of real descriptions: adopt, change one thing, write, adopt again; the two models must say the same.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "../exports/bundle.mjs";
import { must, npmTool } from "../judges/tool.mjs";

const octokitVersion = "23.0.2";
const googleVersion = "5.0.3";
const title = "Round trips";
const version = `octokit ${octokitVersion}, google ${googleVersion}`;
const CHINOOK = join(dirname(fileURLToPath(import.meta.url)), "../../../shared/cases/chinook/Chinook_PostgreSql.sql");

/** Runs all of them; the row of the table that the run prints. Chinook is taken from $CHINOOK_SQL, or from beside the checkout. */
export const roundTrips = {
  id: "round-trips", title, version,
  async run(scratch, print) {
    const row = { title, version, files: 0, seconds: 0, installation: "" };
    let tool;
    try {
      tool = await npmTool("round-trips", `${octokitVersion}-${googleVersion}`, [`@octokit/openapi@${octokitVersion}`, `google-proto-files@${googleVersion}`]);
    } catch (error) {
      print(`${title}: the descriptions could not be installed: ${error.message}\n`);
      return { ...row, result: "skipped" };
    }
    row.installation = `${tool.seconds} s, ${(tool.bytes / 1e6).toFixed(0)} MB${tool.fresh ? ", now" : ""}`;
    const program = join(scratch, "round-trips.mjs");
    const chinook = process.env.CHINOOK_SQL || CHINOOK;
    if (!existsSync(chinook)) print(`${title}: Chinook is passed over; $CHINOOK_SQL names its file.\n`);
    const began = performance.now();
    try {
      await bundle("../round-trips/round-trips.ts", program);
      const packages = join(tool.folder, "node_modules");
      const { stdout } = await must(process.execPath, [program, join(packages, "@octokit/openapi"), join(packages, "google-proto-files"), ...(existsSync(chinook) ? [chinook] : [])]);
      const trips = stdout.trim().split("\n").map((line) => JSON.parse(line));
      const broken = trips.pop();
      row.files = trips.length;
      row.seconds = Math.round((performance.now() - began) / 100) / 10;
      row.refuses = broken.differences[0];
      for (const trip of trips) {
        print(`${trip.name}: ${trip.differences.length === 0 ? "comes back" : `${trip.differences.length} differences`}, with ${trip.changed.length === 1 ? trip.changed[0] : `${trip.changed.length} changes`}; ${trip.lost} things are told as lost in writing\n`);
        // What each imported file says beyond that would fill pages: the file that is adopted speaks for them.
        for (const taken of trip.taken.filter((each) => each.startsWith(trip.file))) print(`  ${taken}\n`);
        for (const wrong of [...trip.differences.slice(0, 12), ...trip.faults.slice(0, 12)]) print(`  differs: ${wrong}\n`);
      }
      if (broken.differences.length === 0) print(`${title}: what was taken away on the way is not missed: it compares nothing.\n`);
      return { ...row, result: broken.differences.length > 0 && trips.every(({ differences, faults }) => differences.length + faults.length === 0) ? "passed" : "failed" };
    } catch (error) {
      print(`${title} broke down: ${error.message}\n`);
      return { ...row, result: "failed" };
    }
  },
};
