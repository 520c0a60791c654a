import { identifiers, oneLine } from "../exports/identifiers.ts";
import { mermaidTitle } from "../exports/mermaid-title.ts";
import type { EntityDiagram, Foot } from "./erd.ts";

const RESERVED = new Set(["erdiagram", "title", "acctitle", "accdescr", "direction", "style", "class", "classdef", "constructor", "prototype", "u", "o", "to", "one", "many", "only", "zero"]);

/** Entities as an entity-relationship diagram of Mermaid (https://mermaid.js.org/syntax/entityRelationshipDiagram.html). */
export function writeErdMermaid(diagram: EntityDiagram): string {
  const names = identifiers(diagram.entities.map(({ id }) => id), RESERVED);
  const lines = [...mermaidTitle(diagram.title, "Entities"), "erDiagram"];
  for (const entity of diagram.entities) {
    lines.push(`  ${names.get(entity.id)}["${label(entity.title)}"] {`);
    for (const row of entity.rows) {
      const note = [row.optional ? "may be missing" : "", ...row.classes].filter((part) => part !== "").join(", ");
      lines.push(`    ${word(row.type)} ${word(row.name)}${row.key === "" ? "" : ` ${row.key.replace(" ", ", ")}`}${note === "" ? "" : ` "${label(note)}"`}`);
    }
    lines.push("  }");
  }
  for (const link of diagram.links) {
    const [to, from] = [names.get(link.to), names.get(link.from)];
    if (to !== undefined && from !== undefined) lines.push(`  ${to} ${LEFT[link.one]}--${RIGHT[link.many]} ${from} : "${label(link.fromRow?.slice(link.fromRow.lastIndexOf(".") + 1) ?? "")}"`);
  }
  return `${lines.join("\n")}\n`;
}

const LEFT: Readonly<Record<Foot, string>> = { one: "||", "zero-or-one": "|o", many: "}o", "one-or-many": "}|" };
const RIGHT: Readonly<Record<Foot, string>> = { one: "||", "zero-or-one": "o|", many: "o{", "one-or-many": "|{" };

/** Types and names are words that begin with a letter, and brackets and hyphens in them. */
function word(text: string): string {
  const plain = oneLine(text).replace(/[^A-Za-z0-9_()[\]-]+/g, "_").replace(/^[^A-Za-z_]+/, "_");
  return plain === "" ? "_" : plain;
}

function label(text: string): string {
  return oneLine(text).replace(/["<>&#;%\\]/g, " ").replace(/ +/g, " ").trim() || " ";
}
