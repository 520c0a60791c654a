import type { Scalar, TypeExpression } from "../types.ts";

/** Types of protobuf's own files and of google/type and google/rpc: their file, and what they are elsewhere, if anything. */
interface WellKnown {
  readonly file: string;
  readonly sort: "message" | "enum";
  readonly type?: TypeExpression;
  /** A wrapper: the scalar, or null. */
  readonly nullable?: boolean;
}

const json: TypeExpression = { is: "scalar", scalar: "json" };

/** By full name. Source: https://protobuf.dev/reference/protobuf/google.protobuf, https://github.com/googleapis/googleapis. */
export const wellKnownTypes: ReadonlyMap<string, WellKnown> = new Map<string, WellKnown>([
  ["google.protobuf.Timestamp", { file: "google/protobuf/timestamp.proto", sort: "message", type: { is: "scalar", scalar: "datetime" } }],
  ["google.protobuf.Duration", { file: "google/protobuf/duration.proto", sort: "message", type: { is: "scalar", scalar: "duration" } }],
  ["google.protobuf.Struct", { file: "google/protobuf/struct.proto", sort: "message", type: { is: "map", of: json } }],
  ["google.protobuf.Value", { file: "google/protobuf/struct.proto", sort: "message", type: json }],
  ["google.protobuf.ListValue", { file: "google/protobuf/struct.proto", sort: "message", type: { is: "list", of: json } }],
  ["google.protobuf.NullValue", { file: "google/protobuf/struct.proto", sort: "enum" }],
  ["google.protobuf.Any", { file: "google/protobuf/any.proto", sort: "message" }],
  ["google.protobuf.Empty", { file: "google/protobuf/empty.proto", sort: "message" }],
  ["google.protobuf.FieldMask", { file: "google/protobuf/field_mask.proto", sort: "message" }],
  ["google.protobuf.SourceContext", { file: "google/protobuf/source_context.proto", sort: "message" }],
  ...named("google/protobuf/api.proto", "message", "Api", "Method", "Mixin"),
  ...named("google/protobuf/type.proto", "message", "Type", "Field", "Enum", "EnumValue", "Option"),
  ...named("google/protobuf/type.proto", "enum", "Syntax", "Field.Kind", "Field.Cardinality"),
  ...named("google/protobuf/descriptor.proto", "message", "FileDescriptorSet", "FileDescriptorProto", "DescriptorProto", "FieldDescriptorProto", "OneofDescriptorProto", "EnumDescriptorProto", "EnumValueDescriptorProto", "ServiceDescriptorProto", "MethodDescriptorProto", "FileOptions", "MessageOptions", "FieldOptions", "OneofOptions", "EnumOptions", "EnumValueOptions", "ServiceOptions", "MethodOptions", "ExtensionRangeOptions", "UninterpretedOption", "FeatureSet", "SourceCodeInfo", "GeneratedCodeInfo"),
  ...named("google/protobuf/descriptor.proto", "enum", "FieldDescriptorProto.Type", "FieldDescriptorProto.Label", "Edition", "FileOptions.OptimizeMode", "FieldOptions.CType", "FieldOptions.JSType", "MethodOptions.IdempotencyLevel"),
  ...wrappers({ DoubleValue: "double", FloatValue: "float", Int64Value: "int64", UInt64Value: "uint64", Int32Value: "int32", UInt32Value: "uint32", BoolValue: "boolean", StringValue: "string", BytesValue: "bytes" }),
  ["google.type.Date", { file: "google/type/date.proto", sort: "message", type: { is: "scalar", scalar: "date" } }],
  ["google.type.TimeOfDay", { file: "google/type/timeofday.proto", sort: "message", type: { is: "scalar", scalar: "time" } }],
  ["google.type.Decimal", { file: "google/type/decimal.proto", sort: "message", type: { is: "scalar", scalar: "decimal" } }],
]);

/** The wrapper of a scalar, by the scalar. */
export const wrapperOf: ReadonlyMap<Scalar, string> = new Map(
  [...wellKnownTypes].flatMap(([name, { nullable, type }]) => (nullable && type?.is === "scalar" ? [[type.scalar, name] as const] : [])),
);

/** Files that give nothing but options, or are in the table above: that their texts are absent does no harm. */
export const wellKnownFiles: ReadonlySet<string> = new Set([
  ...[...wellKnownTypes.values()].map(({ file }) => file),
  "google/protobuf/cpp_features.proto", "google/protobuf/java_features.proto", "google/protobuf/go_features.proto",
  "google/api/annotations.proto", "google/api/http.proto", "google/api/client.proto", "google/api/field_behavior.proto", "google/api/field_info.proto",
  "google/api/resource.proto", "google/api/routing.proto", "google/api/visibility.proto",
]);

export const ANNOTATIONS = "google/api/annotations.proto";
export const FIELD_BEHAVIOR = "google/api/field_behavior.proto";
export const EMPTY = "google.protobuf.Empty";

function named(file: string, sort: "message" | "enum", ...names: string[]): (readonly [string, WellKnown])[] {
  return names.map((name) => [`google.protobuf.${name}`, { file, sort }] as const);
}

function wrappers(scalars: Readonly<Record<string, Scalar>>): (readonly [string, WellKnown])[] {
  return Object.entries(scalars).map(([name, scalar]) => [`google.protobuf.${name}`, { file: "google/protobuf/wrappers.proto", sort: "message", type: { is: "scalar", scalar }, nullable: true }] as const);
}
