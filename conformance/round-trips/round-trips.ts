/**
 * Adopts real descriptions, changes one thing of each, writes what the model says with the emitters of a build, adopts that, and compares
 * the two models. `node round-trips.mjs <octokit> <google> [<sql> …]`: the folders of two packages, and files of SQL. Prints one JSON
 * object a line: `{name, file, chars, changed, differences, faults, taken, lost}`; the last line is of a text in which one thing was taken
 * away after it was written, and has to differ.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { differences, roundTrip, type Change, type Subject } from "../../packages/artifacts/test/round-trip.ts";
import { importsIn } from "../../packages/model/src/adopt/imports.ts";

const [octokit, google, ...sql] = process.argv.slice(2) as [string, string, ...string[]];

/** Files with a service, from plain ones to those with hundreds of types. */
const PROTOS = [
  "google/pubsub/v1/pubsub.proto", "google/spanner/v1/spanner.proto", "google/firestore/v1/firestore.proto", "google/logging/v2/logging_config.proto", "google/monitoring/v3/metric_service.proto",
  "google/longrunning/operations.proto", "google/cloud/tasks/v2/cloudtasks.proto", "google/cloud/run/v2/service.proto", "google/bigtable/v2/bigtable.proto", "google/iam/v1/iam_policy.proto",
  "google/cloud/secretmanager/v1/service.proto", "google/cloud/kms/v1/service.proto", "google/cloud/scheduler/v1/cloudscheduler.proto", "google/devtools/build/v1/publish_build_event.proto",
];
/** Every compiler has these; nobody adopts them. */
const WELL_KNOWN = /^google\/protobuf\//;

const text = readFileSync(join(octokit, "generated/api.github.com.json"), "utf8");
const github: Subject = { format: "openapi", file: "github.json", text };
tell("GitHub REST, an operation more", github, { inside: "groundplanPing: GET /groundplan/ping -> 200" }, ["interfaces.Api.operations.groundplanPing: added"]);
tell("GitHub REST, a field more", github, { beside: "type `simple-user` from given.`simple-user` { groundplan: string }" }, ["types.simple-user.fields.groundplan: added"]);
for (const file of PROTOS) {
  const subject: Subject = { format: "proto", file, text: readFileSync(join(google, file), "utf8"), beside: importedBy(file) };
  for (const [, service] of subject.text.matchAll(/^service (\w+)/gm)) tell(`${file}, ${service}`, { ...subject, take: service! }, { inside: "GroundplanPing" }, [`interfaces.${service}.operations.GroundplanPing: added`]);
}
for (const file of sql) {
  const subject: Subject = { format: "sql", file: "given.sql", text: readFileSync(file, "utf8") };
  const table = /CREATE TABLE (?:\w+\.)?"?(\w+)"?/i.exec(subject.text)?.[1] ?? "";
  tell(`${basename(file)}, a column more`, subject, { of: { [table]: "groundplan: string(40)?" } }, [`tables.${table}.columns.groundplan: added`]);
}
const small: Subject = { format: "openapi", file: "small.yaml", text: 'openapi: 3.1.0\ninfo: { title: A, version: "1" }\npaths: { /a: { get: { operationId: a, responses: { "200": { description: OK } } } } }\n' };
tell("broken on the way", small, { inside: "lost: GET /lost -> 200" }, [], (written) => written.replace(/^ {2}\/lost:\n(?: {4}.*\n)+/m, ""));

/** The files that one imports, and what these import, by their paths. */
function importedBy(file: string): Record<string, string> {
  const found: Record<string, string> = {};
  const waiting = [file];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const next of importsIn(readFileSync(join(google, path), "utf8"))) {
      if (next === file || found[next] !== undefined || WELL_KNOWN.test(next)) continue;
      found[next] = readFileSync(join(google, next), "utf8");
      waiting.push(next);
    }
  }
  return found;
}

function tell(name: string, subject: Subject, change: Change, wanted: readonly string[], onTheWay?: (written: string) => string): void {
  const trip = roundTrip(subject, change, onTheWay);
  const changed = differences(trip.unchanged, trip.before);
  const differing = differences(trip.before, trip.after);
  if (differing.length === 0 && !isDeepStrictEqual(trip.before, trip.after)) differing.push("the order of what is in it");
  const faults = [...trip.faultsAgain, ...(isDeepStrictEqual(changed, wanted) || onTheWay ? [] : [`the change is ${changed.slice(0, 5).join(", ") || "not there"}`])];
  process.stdout.write(`${JSON.stringify({ name, file: subject.file, chars: trip.emitted.length, changed, differences: differing, faults, taken: trip.taken, lost: trip.lost.length })}\n`);
}
