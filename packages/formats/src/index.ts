export type { Extensions, Constraints, EnumValue, Field, Scalar, TypeDescription, TypeExpression } from "./types.ts";
export type { FormatCode, FormatProblem, Json, Loss, Reading, Span, Writing } from "./reading.ts";
export type { ApiDocument, Body, Channel, Interface, Message, Operation, Parameter, Response, SecurityNeed, SecurityScheme } from "./api.ts";
export type { Column, Dialect, EnumType, ForeignKey, Index, IndexPart, Key, ReferentialAction, Sequence, SqlType, Table, TableDocument } from "./tables.ts";
export { readProto, type ProtoReadOptions } from "./proto/read.ts";
export { writeProto, type ProtoWriteOptions } from "./proto/write.ts";
export { noNumbers, numberFields, readNumberLock, writeNumberLock, type NumberEntry, type NumberLock, type NumberProblem } from "./proto/numbers.ts";
