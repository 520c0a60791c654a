/** Markdown as text, written so that markdownlint's default rules have nothing to say but the length of lines. */

/** A text as one line of Markdown, with nothing in it that Markdown would read as a sign. */
export function inline(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/[\\`*_[\]<>|#]/g, (sign) => `\\${sign}`);
}

/** The fragment that leads to a heading of this text, as GitHub and most readers of Markdown make it. */
export function fragment(heading: string): string {
  return `#${heading.replace(/\s+/g, " ").trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N} _-]/gu, "").replaceAll(" ", "-")}`;
}

/** A link, with nothing in its target that would end it. */
export function link(text: string, target: string): string {
  return `[${inline(text)}](${encodeURI(target).replace(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29"))})`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => (cell === "" ? " " : cell)).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Paragraphs, headings and tables with one empty line between, and a line's end at the end. */
export function page(...blocks: readonly (string | undefined | false)[]): string {
  return `${blocks.filter((block): block is string => typeof block === "string" && block !== "").join("\n\n")}\n`;
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
