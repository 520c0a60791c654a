import { readProto } from "@groundplan/formats";
import type { WrittenInterface } from "./interfaces.ts";

/**
 * The settings with which buf judges the proto files: all its standard rules, but in a file that breaks one by a name that the model
 * gives, that one: a service is called as its interface, a call as its operation, and it takes and gives the types that its signature
 * names, which several calls may share. Undefined where there is no proto file.
 */
export function bufSettings(written: readonly WrittenInterface[]): string | undefined {
  const protos = written.filter(({ format }) => format === "proto");
  if (protos.length === 0) return undefined;
  const excepted = new Map<string, string[]>();
  for (const { path, writing } of protos) {
    for (const rule of brokenByNames(writing.text)) excepted.set(rule, [...(excepted.get(rule) ?? []), path.replace(/^proto\//, "")]);
  }
  const rules = [...excepted].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    "# How buf judges these files: by its standard rules, but where names of the model are others.",
    "version: v2", "lint:", "  use:", "    - STANDARD",
    ...(rules.length > 0 ? ["  ignore_only:", ...rules.flatMap(([rule, paths]) => [`    ${rule}:`, ...paths.map((path) => `      - ${path}`)])] : []),
    "breaking:", "  use:", "    # A field may go: its number and its name stay reserved.", "    - WIRE_JSON", "",
  ].join("\n");
}

function brokenByNames(text: string): readonly string[] {
  const { document } = readProto(text);
  const broken = new Set<string>();
  const calls = new Map<string, number>();
  for (const service of document.interfaces) {
    if (!service.name.endsWith("Service")) broken.add("SERVICE_SUFFIX");
    if (!/^[A-Z][A-Za-z0-9]*$/.test(service.name)) broken.add("SERVICE_PASCAL_CASE");
    for (const { name, request, responses: [response] } of service.operations) {
      if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) broken.add("RPC_PASCAL_CASE");
      // A call without a type takes or gives nothing: google.protobuf.Empty, which all of them share.
      const ends = [[request?.type, "Request", "RPC_REQUEST_STANDARD_NAME"], [response?.type, "Response", "RPC_RESPONSE_STANDARD_NAME"]] as const;
      for (const [type, suffix, rule] of ends) {
        const said = type?.is === "named" ? type.name : "google.protobuf.Empty";
        if (said !== `${name}${suffix}` && said !== `${service.name}${name}${suffix}`) broken.add(rule);
        calls.set(said, (calls.get(said) ?? 0) + 1);
      }
    }
  }
  if ([...calls.values()].some((count) => count > 1)) broken.add("RPC_REQUEST_RESPONSE_UNIQUE");
  return [...broken];
}
