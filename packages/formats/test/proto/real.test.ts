import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readProto, writeProto } from "../../src/index.ts";
import { placeless } from "./documents.ts";

const demo = join(import.meta.dirname, "../../../../../shared/cases/opentelemetry-demo/demo.proto");

/** The folder of google-proto-files: where it is installed, or where the environment says. */
function googleFiles(): string | undefined {
  const said = process.env["GOOGLE_PROTO_FILES"];
  if (said !== undefined) return said;
  try {
    return dirname(createRequire(import.meta.url).resolve("google-proto-files/package.json"));
  } catch {
    return undefined;
  }
}

function expectRoundTrip(text: string, file: string, imports: (path: string) => string | undefined): void {
  const { document, problems } = readProto(text, { file, imports });
  expect(problems).toEqual([]);
  const written = writeProto(document);
  expect(written.losses).toEqual([]);
  const again = readProto(written.text, { file, imports });
  expect([again.problems, again.losses]).toEqual([[], []]);
  expect(placeless(again.document)).toEqual(placeless(document));
}

describe.skipIf(!existsSync(demo))("the proto of the OpenTelemetry demo", () => {
  it("is read whole and written back", () => {
    const text = readFileSync(demo, "utf8");
    const { document, losses } = readProto(text);
    expect(document.interfaces.map(({ name }) => name)).toContain("CheckoutService");
    expect(losses.every(({ what }) => what.startsWith("comment "))).toBe(true);
    expectRoundTrip(text, "demo.proto", () => undefined);
  });
});

const root = googleFiles();

describe.skipIf(root === undefined)("files of google-proto-files", () => {
  const files = [
    "google/pubsub/v1/pubsub.proto", "google/spanner/v1/spanner.proto", "google/firestore/v1/firestore.proto", "google/logging/v2/logging_config.proto", "google/monitoring/v3/metric_service.proto",
    "google/longrunning/operations.proto", "google/cloud/tasks/v2/cloudtasks.proto", "google/cloud/run/v2/service.proto", "google/bigtable/v2/bigtable.proto", "google/iam/v1/policy.proto", "google/rpc/error_details.proto", "google/type/datetime.proto",
  ];
  const imports = (path: string): string | undefined => (existsSync(join(root!, path)) ? readFileSync(join(root!, path), "utf8") : undefined);
  for (const file of files) it(`are read and written back: ${file}`, () => expectRoundTrip(imports(file)!, file, imports));
});
