/** The width that Black and Ruff are told to keep: 100 columns. */
const width = 100;

/** A piece of Python on its way to text: as it is, a text that may be broken in two, or a bracket with its items. */
export type Python =
  | string
  | { readonly is: "text"; readonly value: string; readonly key?: string }
  /** Things with one operator between them, which may begin a line each. */
  | { readonly is: "chain"; readonly parts: readonly string[]; readonly operator: string; readonly key?: string }
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
  return value.is === "group" ? { ...value, open: prefix + value.open } : { ...value, key: prefix + (value.key ?? "") };
};

/** One line an item, whether it fits or not; Black keeps that for the comma behind the last, but for a tuple of one. */
export const exploded = (piece: Python): Python => (typeof piece === "string" || piece.is !== "group" || piece.close === ",)" ? piece : { ...piece, exploded: true });

/** On one line, whatever its length. */
const flat = (piece: Python): string => {
  if (typeof piece === "string") return piece;
  if (piece.is === "text") return (piece.key ?? "") + pythonString(piece.value);
  if (piece.is === "chain") return (piece.key ?? "") + piece.parts.join(` ${piece.operator} `);
  return piece.open + piece.items.map(flat).join(", ") + piece.close;
};

/**
 * A piece as Black leaves it: on one line where it fits, otherwise an item a line with a comma behind each. The recursion goes as deep as
 * the writers nest calls, not as deep as any input.
 */
export const layout = (piece: Python, indent: number, suffix = ""): string => {
  const space = " ".repeat(indent);
  const line = flat(piece) + suffix;
  if (typeof piece === "string" || (indent + columnsOf(line) <= width && !isExploded(piece))) return space + line;
  if (piece.is === "text") {
    if (piece.key === undefined) {
      const parts = chunks(piece.value, width - indent - suffix.length).map(pythonString);
      return parts.map((part) => space + part).join("\n") + suffix;
    }
    const inner = indent + 4;
    const parts = chunks(piece.value, width - inner).map(pythonString);
    return `${space}${piece.key}(\n${parts.map((part) => `${" ".repeat(inner)}${part}`).join("\n")}\n${space})${suffix}`;
  }
  if (piece.is === "chain") return `${space}${piece.key ?? ""}${piece.parts.join(`\n${space}${piece.operator} `)}${suffix}`;
  if (piece.items.length === 0) return space + line;
  const head = assignment(piece.open, indent);
  if (head?.wrapped === true) return `${space}${head.left} = (\n${layout({ ...piece, open: head.value }, indent + 4)}\n${space})${suffix}`;
  return `${space}${head ? `${head.left} = ${head.value}` : piece.open}\n${piece.items.map((item) => layout(item, indent + 4, ",")).join("\n")}\n${space}${piece.close.replace(/^,/, "")}${suffix}`;
};

/**
 * An assignment whose first line is too long, as the formatters break it: the value in parentheses where these fit behind what it is assigned
 * to, and the annotation on a line of its own where they do not. Undefined where the first line fits.
 */
const assignment = (open: string, indent: number): { readonly left: string; readonly value: string; readonly wrapped: boolean } | undefined => {
  const at = open.indexOf(" = ");
  if (at < 0 || indent + columnsOf(open) <= width) return undefined;
  const [left, value] = [open.slice(0, at), open.slice(at + 3)];
  const annotated = /^([^:[\]]+: \w+\[)(.+)(\])$/.exec(left);
  if (indent + columnsOf(left) + " = (".length <= width || annotated === null) return { left, value, wrapped: indent + columnsOf(left) + " = (".length <= width };
  return { left: `${annotated[1]}\n${" ".repeat(indent + 4)}${annotated[2]}\n${" ".repeat(indent)}${annotated[3]}`, value, wrapped: false };
};

/**
 * How many columns a text takes in a line: signs of East Asia two, marks upon others none (Unicode Standard Annex 11, "East Asian Width"). The
 * formatters count so; for names and what people write of them these ranges suffice.
 */
const columnsOf = (line: string): number => {
  if (/^[\x20-\x7e]*$/.test(line)) return line.length;
  let columns = 0;
  for (const sign of line) columns += /[\p{Mn}\p{Me}\p{Cf}]/u.test(sign) ? 0 : /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f1e6}-\u{1f1ff}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(sign) ? 2 : 1;
  return columns;
};

const isExploded = (piece: Python): boolean => typeof piece !== "string" && piece.is === "group" && (piece.exploded === true || piece.items.some(isExploded));

/** Parts of a text, each of which takes at most so many columns as a string; broken behind spaces if there are any. */
const chunks = (value: string, most: number): readonly string[] => {
  const parts: string[] = [];
  let part = "";
  const put = (piece: string): void => {
    if (part !== "" && columnsOf(pythonString(part + piece)) > most) {
      parts.push(part);
      part = "";
    }
    part += piece;
  };
  for (const piece of value.match(/\S*\s+|\S+$/gu) ?? [value]) {
    if (columnsOf(pythonString(piece)) <= most) put(piece);
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
  // Four quotes in a row would end it before it begins.
  lines[0] = lines[0]!.startsWith('"') ? ` ${lines[0]!}` : lines[0]!;
  const first = lines[0];
  if (lines.length > 1 || indent + columnsOf(first) + 7 > width) return `${space}"""${lines.map((line, at) => (at === 0 || line === "" ? line : space + line)).join("\n")}\n${space}"""`;
  return `${space}"""${first}${first.endsWith('"') ? " " : ""}"""`;
};

/** A comment of whole lines. */
export const comment = (value: string, indent: number): string => wrap(value.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, " ").trim(), width - indent - 2).map((line) => `${" ".repeat(indent)}# ${line}`).join("\n");

const wrap = (line: string, most: number): readonly string[] => {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(/\s+/)) {
    if (current !== "" && columnsOf(current) + 1 + columnsOf(word) > most) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current];
};
