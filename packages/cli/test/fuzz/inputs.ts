import { createScanner, Token } from "@groundplan/syntax";

/** The files of a workspace that somebody has spoiled, and how. */
export interface Input {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
}

/** Random numbers from a seed (mulberry32). */
export interface Random {
  below(count: number): number;
  pick<T>(list: readonly T[]): T;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return { below, pick: (list) => list[below(list.length)]! };
}

/** What a hostile hand would write into a title. `SPELL` must never come out of a picture or a page unescaped. */
export const SPELL = "<script>alert(1)</script>";
const HOSTILE: readonly string[] = [
  `"><script>alert(1)</script>`, SPELL, `</title>${SPELL}`, `</svg>${SPELL}<svg>`, "]]>", "<![CDATA[x]]>", "<!--", "--><b>", "&", "&lt;", "&#0;", "&unknown;", "'", `" onload="alert(1)`, "${alert(1)}", "{{7*7}}",
  "\u0000", "\u0001\u0008\u000b\u001f", "\u007f\u0085\u009f", "\ud800", "\udfff", "a\udc00b\ud83d", "\ufffe\uffff", "\ufeff", "\u202e\u2066", "\u2028\u2029", "\u200d", "e\u0301".repeat(40), "A".repeat(3000), "界".repeat(400), "👩‍👩‍👧‍👦".repeat(60),
  "javascript:alert(1)", "__proto__", "constructor", "toString", "hasOwnProperty", "[x](javascript:alert(1))", "![x](http://example.org/x)", "\\", "\\u{110000}", "\\u{d800}", "`", "```", "%s%n", "../../etc/passwd", "NaN", "-0", "1e999",
];
const NAMES: readonly string[] = ["__proto__", "constructor", "toString", "valueOf", "hasOwnProperty", "`a.b`", "`<script>`", "`]]>`", "a-b", "été", "``", "x".repeat(500)];

/** Makes the input of a number: the same number gives the same input. */
export function makeInput(seed: number, texts: ReadonlyMap<string, string>): Input {
  const random = createRandom(seed);
  const all = [...texts.keys()];
  // Most inputs are a file or two, so that many can be tried; now and then it is everything.
  const chosen = random.below(60) === 0 ? new Set(all) : new Set(Array.from({ length: 1 + random.below(3) }, () => random.pick(all)));
  const files = new Map<string, string>();
  for (const file of chosen) files.set(file, texts.get(file)!);
  const names: string[] = [];
  for (let rounds = 1 + random.below(random.below(4) === 0 ? 12 : 3); rounds > 0; rounds--) {
    const file = random.pick([...files.keys()]);
    const mutation = random.pick(MUTATIONS);
    names.push(`${mutation.name} in ${file}`);
    files.set(file, mutation(files.get(file)!, random, files));
  }
  return { name: `seed ${seed}: ${names.join(", ")}`, files };
}

type Mutation = (text: string, random: Random, files: ReadonlyMap<string, string>) => string;

const MUTATIONS: readonly Mutation[] = [
  function tokenDeleted(text, random) {
    const token = randomToken(text, random);
    return token ? text.slice(0, token.from) + text.slice(token.to) : text;
  },
  function tokenDoubled(text, random) {
    const token = randomToken(text, random);
    return token ? `${text.slice(0, token.to)}${random.pick(["", " ", "\n"])}${text.slice(token.from)}` : text;
  },
  function tokensSwapped(text, random) {
    const [a, b] = [randomToken(text, random), randomToken(text, random)].sort((x, y) => (x?.from ?? 0) - (y?.from ?? 0));
    if (!a || !b || a.to > b.from) return text;
    return text.slice(0, a.from) + text.slice(b.from, b.to) + text.slice(a.to, b.from) + text.slice(a.from, a.to) + text.slice(b.to);
  },
  function tokenTakenFromElsewhere(text, random, files) {
    const token = randomToken(text, random);
    const other = random.pick([...files.values()]);
    const taken = randomToken(other, random);
    return token && taken ? text.slice(0, token.from) + other.slice(taken.from, taken.to) + text.slice(token.to) : text;
  },
  function lineMoved(text, random) {
    const lines = text.split("\n");
    const [line] = lines.splice(random.below(lines.length), 1);
    lines.splice(random.below(lines.length + 1), 0, line!);
    return lines.join("\n");
  },
  function linesDeleted(text, random) {
    const lines = text.split("\n");
    lines.splice(random.below(lines.length), 1 + random.below(8));
    return lines.join("\n");
  },
  function partDoubled(text, random) {
    const from = random.below(text.length + 1);
    const part = text.slice(from, from + random.below(400));
    return text.slice(0, from) + part.repeat(1 + random.below(4)) + text.slice(from);
  },
  function cutOff(text, random) {
    const at = random.below(text.length + 1);
    return random.below(2) === 0 ? text.slice(0, at) : text.slice(at);
  },
  function bytesBroken(text, random) {
    const bytes = new TextEncoder().encode(text);
    for (let count = 1 + random.below(12); count > 0 && bytes.length > 0; count--) bytes[random.below(bytes.length)] = random.below(256);
    return new TextDecoder().decode(bytes);
  },
  function characterPutIn(text, random) {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick([..."{}()[]:;,|\"`'<>=!?.*+-/%&@#$^~\\ \t\r\n\u00a0\u0000\u2028", '"""', "->", "->>", "//", "\r\n", "..", String.fromCharCode(random.below(65536))]) + text.slice(at);
  },
  function hostileString(text, random) {
    return putInString(text, random, random.pick(HOSTILE));
  },
  function hostileStrings(text, random) {
    let spoiled = text;
    for (let count = 2 + random.below(20); count > 0; count--) spoiled = putInString(spoiled, random, random.pick(HOSTILE));
    return spoiled;
  },
  function hostileAnywhere(text, random) {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(HOSTILE) + text.slice(at);
  },
  function hostileName(text, random) {
    const words = tokensOf(text).filter(({ kind }) => kind === Token.word);
    if (words.length === 0) return text;
    const old = text.slice(random.pick(words).from).match(/^[^\s.{}:;(),]+/)?.[0];
    if (!old) return text;
    const name = random.pick(NAMES);
    return random.below(2) === 0 ? text.replaceAll(old, name) : text.replace(old, name);
  },
  function nested(text, random) {
    const [open, close] = random.pick([["{", "}"], ["(", ")"], ["[", "]"], ['group g "G" {\n', "\n}"], ["system s {", "}"], ["component c {\n", "}\n"], ["domain d { capability c {", "}}"], ["extend a {", "}"]] as const);
    const depth = 1 + random.below(300);
    const at = random.below(text.length + 1);
    return text.slice(0, at) + open.repeat(depth) + (random.below(3) === 0 ? "" : close.repeat(depth)) + text.slice(at);
  },
  function cycled(text, random) {
    // Elements that call each other, themselves, their own parents; names that stand for several.
    const names = [...text.matchAll(/^\s*(?:system|service|component|webapp|worker|database|actor|external|broker|group)\s+([\w-]+)/gm)].map(([, name]) => name!);
    if (names.length === 0) return text;
    const lines = Array.from({ length: 1 + random.below(30) }, () => `${random.pick(names)} ${random.pick(["->", "->>"])} ${random.pick(names)}${random.below(2) === 0 ? ' "asks"' : ""}`);
    return `${text}\n${lines.join("\n")}\n`;
  },
];

interface Span {
  readonly kind: number;
  readonly from: number;
  readonly to: number;
}

function tokensOf(text: string): readonly Span[] {
  const scanner = createScanner(text, () => {});
  const tokens: Span[] = [];
  while (scanner.next() !== Token.end) if (scanner.to > scanner.from) tokens.push({ kind: scanner.kind, from: scanner.from, to: scanner.to });
  return tokens;
}

function randomToken(text: string, random: Random): Span | undefined {
  const tokens = tokensOf(text);
  return tokens.length === 0 ? undefined : random.pick(tokens);
}

/** Puts words into a text in quotes, escaped as a well-meaning editor would, or raw. */
function putInString(text: string, random: Random, words: string): string {
  const strings = tokensOf(text).filter(({ kind }) => kind === Token.string || kind === Token.markdown);
  if (strings.length === 0) return `${text}\nsystem hostile ${JSON.stringify(words)}\n`;
  const { from, to } = random.pick(strings);
  const written = random.below(4) === 0 ? words : words.replace(/["\\]/g, "\\$&");
  const at = from + 1 + random.below(Math.max(1, to - from - 1));
  return text.slice(0, at) + written + text.slice(at);
}

/** Inputs of a size or a depth that nobody writes: `scale` 1 is the full size, ten megabytes on one line and ten thousand levels. */
export function extremeInputs(scale: number): readonly Input[] {
  const size = Math.round(10_000_000 * scale);
  const depth = Math.max(100, Math.round(10_000 * scale));
  const fill = (part: string): string => part.repeat(Math.ceil(size / part.length)).slice(0, size);
  const inputs: [string, string][] = [
    ["one word", fill("a")], ["one number", fill("1")], ["one dotted name", fill("a.")], ["one path", `x: ${fill("/a")}`], ["one string", `system a "${fill("x")}"`], ["a string that does not end", `system a "${fill("x ")}`],
    ["a long title", `system a "${fill("word ")}"\nb -> a`], ["escapes", `system a "${fill("\\q")}"`], ["quotes", fill('"')], ["backquotes", fill("`")], ["a comment", `//${fill("x")}`], ["slashes", fill("/")], ["minuses", fill("-")], ["dots", fill(".")],
    ["blanks", fill(" ")], ["line ends", fill("\n")], ["carriage returns", fill("\r")], ["arrows", fill("->")], ["arrows between names", fill("a -> b ")], ["relations on a line", fill("a -> b; ")], ["colons", fill(":")], ["settings", fill("a: b ")],
    ["commas", `system a { tags: ${fill("x, ")} }`], ["semicolons", fill(";")], ["strange characters", fill("\u0001")], ["strange characters apart", fill("# ")], ["half pairs", fill("\ud800")], ["broken bytes", fill("\ufffd ")], ["curly quotes", fill("“")], ["triple quotes", fill('"""')],
    ["elements on a line", fill("service a; ")], ["one description", `system a { ${fill('"x" ')} }`], ["opened braces", fill("{")], ["closed braces", fill("}")], ["opened brackets", fill("(")], ["closed brackets", fill("]")], ["brackets both ways", fill("([")], ["markdown", `system a { """${fill("x\n")}""" }`],
    ["nested blocks", `${"system a {\n".repeat(depth)}${"}\n".repeat(depth)}`], ["nested blocks that do not end", "system a {\n".repeat(depth)], ["nested blocks on a line", `${"system a { ".repeat(depth)}${"} ".repeat(depth)}`], ["indented blocks that do not end", Array.from({ length: Math.min(depth, 3000) }, (_, index) => `${" ".repeat(index)}group g${index} {`).join("\n")],
    ["nested brackets", `system a { tags: ${"(".repeat(depth)}x${")".repeat(depth)} }`], ["nested extensions", `system a\n${"extend a {\n".repeat(depth)}${"}\n".repeat(depth)}`], ["a path of segments", `${"a.".repeat(depth)}a -> b`], ["an extension of a long path", `extend ${"a.".repeat(depth)}a { service b }`],
    ["groups in groups", Array.from({ length: 58 }, (_, index) => `${"  ".repeat(index)}group g${index} {`).join("\n") + "\nservice s" + "\n}".repeat(58)],
    ["a chain of calls", chain(Math.min(depth, 3000), false)], ["a ring of calls", chain(Math.min(depth, 3000), true)], ["a chain of kinds", Array.from({ length: Math.min(depth, 2000) }, (_, index) => `kind k${index} like ${index === 0 ? "service" : `k${index - 1}`} {}`).join("\n")],
    ["one name declared often", "system a\n".repeat(Math.min(depth * 2, 20_000))], ["names in vain", Array.from({ length: Math.min(depth * 2, 20_000) }, (_, index) => `a${index} -> b${index}`).join("\n")],
  ];
  return [
    ...inputs.map(([name, text]): Input => ({ name, files: new Map([["a.plan", text]]) })),
    ...["---\n".repeat(depth), `---\n${"a:\n ".repeat(Math.min(depth, 500))}`, `---\n${"[".repeat(depth)}\n---\n# T\n`, `# ${fill("x")}`, fill("* "), fill("> "), fill("#"), `---\na: &a [${"*a, ".repeat(40)}]\n---\n# T\n`].map((text, index): Input => ({ name: `a decision, ${index}`, files: new Map([["decisions/0001-x.md", text]]) })),
  ];
}

function chain(length: number, closed: boolean): string {
  const lines = Array.from({ length }, (_, index) => `service s${index}`);
  for (let index = 1; index < length; index++) lines.push(`s${index - 1} -> s${index} "calls"`);
  if (closed) lines.push(`s${length - 1} -> s0 "calls"`);
  return lines.join("\n");
}
