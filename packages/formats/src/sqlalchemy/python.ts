/** The width that Black and Ruff are told to keep: 100 columns. */
const width = 100;

/** A piece of Python on its way to text: as it is, a text that may be broken in two, or a bracket with its items. */
export type Python =
  | string
  | { readonly is: "text"; readonly value: string; readonly key?: string }
  | { readonly is: "group"; readonly open: string; readonly items: readonly Python[]; readonly close: string; readonly exploded?: boolean };

/** A call: `sa.Index(…)`. */
export const call = (name: string, items: readonly Python[]): Python => ({ is: "group", open: `${name}(`, items, close: ")" });

export const list = (items: readonly Python[]): Python => ({ is: "group", open: "[", items, close: "]" });

/** A tuple; one item has its comma. */
export const tuple = (items: readonly Python[]): Python => ({ is: "group", open: "(", items, close: items.length === 1 ? ",)" : ")" });

export const dictionary = (entries: readonly (readonly [string, Python])[]): Python => ({ is: "group", open: "{", items: entries.map(([key, value]) => prefixed(`${pythonString(key)}: `, value)), close: "}" });

/** A string that is broken into several where it is too long for a line. */
export const text = (value: string): Python => ({ is: "text", value });

/** An argument by its name. */
export const keyword = (name: string, value: Python): Python => prefixed(`${name}=`, value);

/** Something before a piece, on its line. */
export const prefixed = (prefix: string, value: Python): Python => {
  if (typeof value === "string") return prefix + value;
  return value.is === "text" ? { ...value, key: prefix + (value.key ?? "") } : { ...value, open: prefix + value.open };
};

/** One line an item, whether it fits or not; Black keeps that for the comma behind the last, but for a tuple of one. */
export const exploded = (piece: Python): Python => (typeof piece === "string" || piece.is === "text" || piece.close === ",)" ? piece : { ...piece, exploded: true });

/** On one line, whatever its length. */
const flat = (piece: Python): string => {
  if (typeof piece === "string") return piece;
  if (piece.is === "text") return (piece.key ?? "") + pythonString(piece.value);
  return piece.open + piece.items.map(flat).join(", ") + piece.close;
};

/**
 * A piece as Black leaves it: on one line where it fits, otherwise an item a line with a comma behind each. The recursion goes as deep as
 * the writers nest calls, not as deep as any input.
 */
export const layout = (piece: Python, indent: number, suffix = ""): string => {
  const space = " ".repeat(indent);
  const line = flat(piece) + suffix;
  if (typeof piece === "string" || (indent + line.length <= width && !isExploded(piece))) return space + line;
  if (piece.is === "text") {
    const inner = piece.key === undefined ? indent : indent + 4;
    const parts = chunks(piece.value, width - inner - 3).map(pythonString);
    if (parts.length === 1) return space + line;
    if (piece.key === undefined) return parts.map((part) => space + part).join("\n") + suffix;
    return `${space}${piece.key}(\n${parts.map((part) => `${" ".repeat(inner)}${part}`).join("\n")}\n${space})${suffix}`;
  }
  if (piece.items.length === 0) return space + line;
  return `${space}${piece.open}\n${piece.items.map((item) => layout(item, indent + 4, ",")).join("\n")}\n${space}${piece.close.replace(/^,/, "")}${suffix}`;
};

const isExploded = (piece: Python): boolean => typeof piece !== "string" && piece.is === "group" && (piece.exploded === true || piece.items.some(isExploded));

/** Parts of a text, each of which takes at most so many columns as a string; broken behind spaces if there are any. */
const chunks = (value: string, most: number): readonly string[] => {
  const parts: string[] = [];
  let part = "";
  const put = (piece: string): void => {
    if (part !== "" && pythonString(part + piece).length > most) {
      parts.push(part);
      part = "";
    }
    part += piece;
  };
  for (const piece of value.match(/\S*\s+|\S+$/gu) ?? [value]) {
    if (pythonString(piece).length <= most) put(piece);
    else for (const character of piece) put(character);
  }
  return part === "" ? parts : [...parts, part];
};

const shortEscapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const escaped = (character: string): string => {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0)!;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
};

/** A string literal in the quotes that Black prefers: double ones, unless they need more escapes (language reference 2.4.1). */
export const pythonString = (value: string): string => {
  const body = value.replaceAll(/[\\\p{C}\p{Zl}\p{Zp}]/gu, escaped);
  return body.split('"').length > body.split("'").length ? `'${body.replaceAll("'", "\\'")}'` : `"${body.replaceAll('"', '\\"')}"`;
};

/** A docstring at this depth, its paragraphs wrapped; the lines of its own stay apart. */
export const docstring = (value: string, indent: number): string => {
  const space = " ".repeat(indent);
  const clean = value.replaceAll(/[\\\p{C}\p{Zl}\p{Zp}]/gu, (character) => (character === "\n" ? "\n" : /[\t\r]/.test(character) ? " " : escaped(character))).replaceAll('"""', "'''").trim();
  const lines = clean.split("\n").flatMap((line) => wrap(line.trim(), width - indent - 3));
  const first = lines[0]!;
  if (lines.length > 1 || indent + first.length + 7 > width) return `${space}"""${lines.map((line, at) => (at === 0 || line === "" ? line : space + line)).join("\n")}\n${space}"""`;
  return `${space}"""${first}${first.endsWith('"') ? " " : ""}"""`;
};

/** A comment of whole lines. */
export const comment = (value: string, indent: number): string => wrap(value.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, " ").trim(), width - indent - 2).map((line) => `${" ".repeat(indent)}# ${line}`).join("\n");

const wrap = (line: string, most: number): readonly string[] => {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(/\s+/)) {
    if (current !== "" && current.length + 1 + word.length > most) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current];
};
