import type { Json, Span } from "../reading.ts";
import type { Comment } from "./comments.ts";

/** A word of the text and where it stands. */
export interface Word extends Span {
  readonly text: string;
}

/** The comments of a declaration. */
export interface Documented {
  readonly leading?: Comment;
  readonly trailing?: Comment;
}

/**
 * An option: `deprecated`, `(google.api.http).get`. The value is JSON; what JSON has no word for (the name of an enum's
 * value, an integer beyond 2^53, `inf`) is `{ "=": "as written" }`.
 */
export interface OptionSyntax extends Span {
  readonly name: string;
  readonly value: Json;
}

export interface FieldSyntax extends Documented {
  readonly label?: "optional" | "required" | "repeated";
  /** As written; undefined: of a map, whose key stands in `key`. */
  readonly type: Word;
  readonly key?: Word;
  readonly name: Word;
  readonly number: { readonly value: number } & Span;
  readonly options: readonly OptionSyntax[];
  /** The oneof that it stands in. */
  readonly oneof?: string;
  readonly group?: boolean;
}

export interface OneofSyntax extends Documented {
  readonly name: Word;
  readonly options: readonly OptionSyntax[];
}

export interface ReservedSyntax {
  readonly ranges: readonly ({ readonly first: number; readonly last: number } & Span)[];
  readonly names: readonly Word[];
}

export interface MessageSyntax extends Documented {
  readonly sort: "message";
  readonly name: Word;
  /** With the names of the messages around it, but without the package. */
  readonly path: string;
  readonly fields: readonly FieldSyntax[];
  readonly oneofs: readonly OneofSyntax[];
  readonly reserved: ReservedSyntax;
  readonly options: readonly OptionSyntax[];
}

export interface EnumSyntax extends Documented {
  readonly sort: "enum";
  readonly name: Word;
  readonly path: string;
  readonly values: readonly EnumValueSyntax[];
  readonly reserved: ReservedSyntax;
  readonly options: readonly OptionSyntax[];
}

export interface EnumValueSyntax extends Documented {
  readonly name: Word;
  readonly number: { readonly value: number } & Span;
  readonly options: readonly OptionSyntax[];
}

export interface MethodSyntax extends Documented {
  readonly name: Word;
  readonly input: Word & { readonly stream: boolean };
  readonly output: Word & { readonly stream: boolean };
  readonly options: readonly OptionSyntax[];
}

export interface ServiceSyntax extends Documented {
  readonly name: Word;
  readonly methods: readonly MethodSyntax[];
  readonly options: readonly OptionSyntax[];
}

/** What a proto file says, before any name in it is looked up. */
export interface ProtoSyntax {
  /** `proto2` where nothing is said, as protobuf has it. */
  readonly syntax: "proto2" | "proto3" | "editions";
  /** The year of `edition = "2023"`. */
  readonly edition?: string;
  readonly package?: Word & Documented;
  readonly imports: readonly (Word & { readonly modifier?: string })[];
  readonly options: readonly OptionSyntax[];
  /** Messages and enums in the order of the text; nested ones follow the one that they stand in. */
  readonly types: readonly (MessageSyntax | EnumSyntax)[];
  readonly services: readonly ServiceSyntax[];
  /** The comments above the first statement. */
  readonly header: readonly Comment[];
  /** Comments that belong to no declaration that carries any. */
  readonly loose: readonly Comment[];
  /** `extend` blocks and ranges of extensions: the noun phrase that tells of it, and its place. */
  readonly extending: readonly ({ readonly what: string } & Span)[];
}
