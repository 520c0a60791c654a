import type { Loss } from "../reading.ts";
import type { Shape } from "./field-types.ts";
import type { Options } from "./options.ts";

/**
 * A proto file that can be written as it stands: its names are proto's, its types have shapes. A document becomes one in
 * `plan-file.ts`; numbers are given in `numbers.ts`; `print.ts` writes it.
 */
export interface PlannedFile {
  readonly package?: string;
  readonly header: readonly string[];
  readonly doc?: string;
  /** As they are kept in the document: `public a.proto`. */
  readonly imports: readonly string[];
  readonly options: Options;
  readonly services: readonly PlannedService[];
  readonly types: readonly PlannedType[];
  readonly losses: readonly Loss[];
}

export type PlannedType = PlannedMessage | PlannedEnum;

export interface PlannedReserved {
  readonly numbers: readonly (readonly [number, number])[];
  readonly names: readonly string[];
}

export interface PlannedMessage {
  readonly sort: "message";
  readonly path: string;
  readonly doc?: string;
  readonly options: Options;
  readonly fields: readonly PlannedField[];
  readonly choices: ReadonlyMap<string, { readonly doc?: string; readonly options: Options }>;
  readonly reserved: PlannedReserved;
}

export interface PlannedField {
  readonly name: string;
  readonly shape: Shape;
  readonly label: "" | "optional";
  readonly doc?: string;
  readonly options: Options;
  readonly number?: number;
  readonly choice?: string;
}

export interface PlannedEnum {
  readonly sort: "enum";
  readonly path: string;
  readonly doc?: string;
  readonly options: Options;
  readonly values: readonly { readonly name: string; readonly number?: number; readonly doc?: string; readonly options: Options }[];
  readonly reserved: PlannedReserved;
}

export interface PlannedService {
  readonly name: string;
  readonly doc?: string;
  readonly options: Options;
  readonly methods: readonly { readonly name: string; readonly doc?: string; readonly options: Options; readonly input: PlannedEnd; readonly output: PlannedEnd }[];
}

/** A message by its name in the document or its full name, and whether there are many. */
export interface PlannedEnd {
  readonly message: string;
  readonly stream: boolean;
}
