import { wellKnownTypes } from "./well-known.ts";
import type { ProtoSyntax } from "./syntax.ts";

/** The names that a file can use, each full, without a leading dot. */
export interface Names {
  readonly types: Map<string, "message" | "enum">;
  /** Every beginning of a package: `google`, `google.type`. */
  readonly packages: Set<string>;
}

export function addFile(names: Names, file: ProtoSyntax): void {
  const name = file.package?.text ?? "";
  addPackage(names, name);
  const prefix = name === "" ? "" : `${name}.`;
  for (const type of file.types) if (!names.types.has(prefix + type.path)) names.types.set(prefix + type.path, type.sort);
}

export function addWellKnown(names: Names, file: string): void {
  for (const [name, known] of wellKnownTypes) {
    if (known.file !== file) continue;
    names.types.set(name, known.sort);
    addPackage(names, name.split(".").slice(0, 2).join("."));
  }
}

export function addPackage(names: Names, name: string): void {
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) names.packages.add(name.slice(0, dot));
  if (name !== "") names.packages.add(name);
}

/**
 * The full name of what `written` means in `scope` (a package and the messages inside it, with dots), by the rules of
 * "Packages and Name Resolution" (https://protobuf.dev/programming-guides/proto3/#name-resolution): the first part is
 * looked up from the innermost scope outwards, and where it is found, the rest must be there.
 */
export function resolveName(names: Names, written: string, scope: string): string | undefined {
  if (written.startsWith(".")) return names.types.has(written.slice(1)) ? written.slice(1) : undefined;
  const dot = written.indexOf(".");
  const first = dot < 0 ? written : written.slice(0, dot);
  for (let around = scope; ; around = around.slice(0, Math.max(around.lastIndexOf("."), 0))) {
    const prefix = around === "" ? "" : `${around}.`;
    if (dot < 0) {
      if (names.types.has(prefix + written)) return prefix + written;
    } else if (names.types.has(prefix + first) || names.packages.has(prefix + first)) return names.types.has(prefix + written) ? prefix + written : undefined;
    if (around === "") return undefined;
  }
}
