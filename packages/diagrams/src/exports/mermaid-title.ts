import { oneLine } from "./identifiers.ts";

/** The front matter of a Mermaid diagram. Not every kind of diagram escapes its title: what could be markup is written with signs that look alike. */
export function mermaidTitle(title: string, otherwise: string): readonly string[] {
  return ["---", `title: ${JSON.stringify(oneLine(title).replaceAll("&", "\uff06").replaceAll("<", "\u2039").replaceAll(">", "\u203a") || otherwise)}`, "---"];
}
