import { identifiers } from "../exports/identifiers.ts";
import { escapePlantUml } from "../exports/plantuml.ts";
import { themes } from "../theme.ts";
import type { EntityDiagram, Foot } from "./erd.ts";

const RESERVED = new Set(["as", "end", "title", "note", "left", "right", "top", "bottom", "hide", "show", "skinparam", "entity", "package", "class", "legend", "header", "footer", "together"]);

/** Entities as an IE diagram of PlantUML (https://plantuml.com/ie-diagram). */
export function writeErdPlantUml(diagram: EntityDiagram): string {
  const names = identifiers([...diagram.groups.map(({ id }) => `group ${id}`), ...diagram.entities.map(({ id }) => id)], RESERVED);
  const { inks } = themes.light;
  const lines = ["@startuml", `title ${escapePlantUml(diagram.title)}`, "left to right direction", "hide circle", "skinparam linetype ortho", "skinparam shadowing false", `skinparam ClassBackgroundColor ${inks.card}`, `skinparam ClassBorderColor ${inks["card-line"]}`, `skinparam ArrowColor ${inks.edge}`, ""];
  const write = (group: string | undefined, indent: string): void => {
    for (const entity of diagram.entities.filter((each) => each.group === group)) {
      lines.push(`${indent}entity "${escapePlantUml(entity.title)}" as ${names.get(entity.id)} {`);
      const keys = entity.rows.filter((row) => row.key.startsWith("PK"));
      for (const row of keys) lines.push(`${indent}  * ${escapePlantUml(row.name)} : ${escapePlantUml(row.type)}${row.key.includes("FK") ? " <U+00AB>FK<U+00BB>" : ""}`);
      if (keys.length > 0) lines.push(`${indent}  --`);
      for (const row of entity.rows) if (!row.key.startsWith("PK")) lines.push(`${indent}  ${row.optional ? "" : "* "}${escapePlantUml(row.name)} : ${escapePlantUml(row.type)}${row.key === "FK" ? " <U+00AB>FK<U+00BB>" : ""}`);
      lines.push(`${indent}}`);
    }
  };
  for (const group of diagram.groups) {
    lines.push(`package "${escapePlantUml(group.title)}" as ${names.get(`group ${group.id}`)} {`);
    write(group.id, "  ");
    lines.push("}");
  }
  write(undefined, "");
  lines.push("");
  for (const link of diagram.links) {
    const [to, from] = [names.get(link.to), names.get(link.from)];
    if (to !== undefined && from !== undefined) lines.push(`${to} ${LEFT[link.one]}--${RIGHT[link.many]} ${from}`);
  }
  lines.push("@enduml");
  return `${lines.join("\n")}\n`;
}

const LEFT: Readonly<Record<Foot, string>> = { one: "||", "zero-or-one": "|o", many: "}o", "one-or-many": "}|" };
const RIGHT: Readonly<Record<Foot, string>> = { one: "||", "zero-or-one": "o|", many: "o{", "one-or-many": "|{" };
