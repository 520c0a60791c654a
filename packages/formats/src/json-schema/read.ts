import type { FormatProblem, Loss, Reading } from "../reading.ts";
import type { TypeDescription } from "../types.ts";
import { membersOf, memberOf, textOf, valueOf } from "../tree/node.ts";
import { readTree } from "../tree/read.ts";
import { schemaReader } from "./schemas.ts";
import { keywordsOf } from "./keywords.ts";
import { memberName } from "./names.ts";

/** The types of one JSON Schema document. */
export interface SchemaDocument {
  /** The `$id`. */
  readonly id?: string;
  /** The type that the document as a whole describes; without it, the document is a collection. */
  readonly root?: string;
  readonly types: readonly TypeDescription[];
}

/**
 * Reads JSON Schema in JSON or YAML: 2020-12 and 2019-09 (`$defs`), draft-07, -06 and -04 (`definitions`). A root that describes a
 * value is called by its `title`, by the last part of its `$id`, or `Root`.
 */
export function readJsonSchema(text: string): Reading<SchemaDocument> {
  const tree = readTree(text);
  const problems: FormatProblem[] = [...tree.problems];
  const losses: Loss[] = [];
  const { root } = tree;
  if (root.kind !== "object") {
    if (problems.length === 0) problems.push({ code: "format/syntax", severity: "error", message: "A JSON Schema document is an object.", from: root.from, to: root.to });
    return { document: { types: [] }, problems, losses };
  }
  const id = textOf(valueOf(root, "$id")) ?? textOf(valueOf(root, "id"));
  const dialect = textOf(valueOf(root, "$schema"));
  if (dialect !== undefined && !/json-schema\.org\/(?:draft-0[4-7]|draft\/20(?:19-09|20-12))\/schema#?$/.test(dialect)) {
    const at = valueOf(root, "$schema")!;
    problems.push({ code: "format/version", severity: "warning", message: `The dialect ${dialect.slice(0, 100)} is not known; it is read as 2020-12.`, from: at.from, to: at.to });
  }
  const reader = schemaReader(root, problems, losses, id);
  const words = keywordsOf(root);
  const described = words.structural || Object.keys(words.constraints).length > 0;
  const onlyNames = words.reference !== undefined;
  let rootName: string | undefined;
  if (described && !onlyNames) {
    const wanted = textOf(valueOf(root, "title")) ?? id?.replace(/(?:\.schema)?\.json$|[#/]+$/, "").split(/[/:]/).pop() ?? "Root";
    rootName = reader.declare(/^[\w.-]+$/.test(wanted) ? wanted : memberName("", wanted), root, { from: root.from, to: root.from + 1 }, "#");
  }
  for (const key of ["$defs", "definitions"]) {
    for (const member of membersOf(valueOf(root, key))) reader.declare(member.key, member.value, { from: member.from, to: member.to }, `#/${key}/${member.key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  }
  if (onlyNames) {
    const shape = reader.shape(root, "Root");
    rootName = shape.type.is === "named" ? shape.type.name : undefined;
    if (shape.doc !== undefined) losses.push({ what: "the description beside the root's $ref", at: { from: memberOf(root, "description")!.from, to: memberOf(root, "description")!.to } });
  }
  const types = reader.finish();
  return { document: { ...(id === undefined ? {} : { id }), ...(rootName === undefined ? {} : { root: rootName }), types }, problems, losses };
}
