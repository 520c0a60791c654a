/** What a new decision file says. Texts are plain; names are written as they are to be linked. */
export interface NewDecision {
  /** As it stands in the file's name: `0004`, see `nextNumber`. */
  readonly number: string;
  readonly title: string;
  readonly status: "draft" | "proposed" | "accepted" | "rejected" | "deprecated" | "superseded";
  /** `2026-03-01`; given, for nothing here reads a clock. */
  readonly date: string;
  readonly deciders?: readonly string[];
  /** Names of drivers, constraints, goals or risks. */
  readonly drivers?: readonly string[];
  /** Names of elements. */
  readonly affects?: readonly string[];
  /** Numbers of decisions: `0002`. So the three that follow. */
  readonly supersedes?: readonly string[];
  readonly refines?: readonly string[];
  readonly conflicts?: readonly string[];
  /** The day to look at it again. */
  readonly review?: string;
  /** Considered options. */
  readonly options?: readonly string[];
}

/** The questions that a draft asks: one for each section, in its place until somebody answers it. */
const prompts = {
  context: "What is the situation, which question does it raise, and what happens if nothing is decided?",
  drivers: "Which qualities, constraints or risks must the answer serve, and which of them weighs most?",
  options: "Which options could work? One entry each, at least two, doing nothing among them where that is possible.",
  decision: 'Which option was chosen? "Chosen option: …, because …": name the driver that tipped the scale.',
  consequences: 'What becomes better by it, and what becomes worse? One entry each: "Good, because …", "Bad, because …".',
  confirmation: "By what will we see that it is followed: which test, rule, review or measurement?",
  weighing: "What speaks for and against each option, as seen by the drivers? One heading for each option.",
  more: "Where is the evidence (trials, measurements, threads), and what would make us decide anew?",
} as const;

const known: ReadonlySet<string> = new Set(Object.values(prompts));

/**
 * Whether a section's content is a question of `writeDecision` that nobody has answered yet: the prompt alone, whatever
 * its line breaks and whether `_` or `*` marks its emphasis. A section with more than its prompt is touched.
 */
export function isUntouchedPrompt(text: string): boolean {
  const plain = text.trim();
  // No prompt is half as long, and what is longer is not worth folding.
  if (plain.length > 400) return false;
  const mark = plain[0];
  if ((mark !== "_" && mark !== "*") || plain.at(-1) !== mark) return false;
  return known.has(plain.slice(1, -1).replace(/\s+/g, " ").trim());
}

/**
 * The file of a new decision in the form of MADR 4.0.0 (https://adr.github.io/madr/), linked by its front matter. `path`
 * is relative to the workspace: `decisions/0004-kafka-for-orders.md`. What is not given yet is asked in italics, see
 * `isUntouchedPrompt`. Same input, same bytes; lines end with `\n`.
 */
export function writeDecision(decision: NewDecision): { readonly path: string; readonly text: string } {
  const title = decision.title.replace(/\s+/g, " ").trim() || "Untitled";
  const matter = [
    `status: ${decision.status}`,
    `date: ${scalar(decision.date)}`,
    ...(decision.review === undefined ? [] : [`review: ${scalar(decision.review)}`]),
    ...list("deciders", decision.deciders),
    ...list("drivers", decision.drivers),
    ...list("affects", decision.affects),
    ...list("supersedes", decision.supersedes),
    ...list("refines", decision.refines),
    ...list("conflicts", decision.conflicts),
  ];
  const sections = [
    section("## Context and Problem Statement", prompts.context),
    section("## Decision Drivers", prompts.drivers, decision.drivers),
    section("## Considered Options", prompts.options, decision.options),
    section("## Decision Outcome", prompts.decision),
    section("### Consequences", prompts.consequences),
    section("### Confirmation", prompts.confirmation),
    section("## Pros and Cons of the Options", prompts.weighing),
    section("## More Information", prompts.more),
  ];
  const text = `---\n${matter.join("\n")}\n---\n\n# ${escapeHeading(title)}\n\n${sections.join("\n")}`;
  return { path: `decisions/${decision.number}-${slug(title)}.md`, text };
}

/** The number behind the highest one in use, with as many digits as that, four at least: `0001` where there is none. */
export function nextNumber(existing: readonly string[]): string {
  let highest = 0;
  let digits = 4;
  for (const number of existing) {
    // Fifteen digits are exact; more are no number that was counted up.
    if (!/^\d{1,15}$/.test(number)) continue;
    highest = Math.max(highest, Number(number));
    digits = Math.max(digits, number.length);
  }
  return String(highest + 1).padStart(digits, "0");
}

/**
 * A title as it stands in file names: lower case, ASCII letters and digits, dashes between the words, at most sixty
 * characters, cut between words. Accents fall away, and letters that Latin scripts add are spelt out; a title in another
 * script alone gives `decision`.
 */
export function slug(title: string): string {
  const folded = title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .replace(/[ßæœøđðłþıŋħ]/g, (letter) => spelt[letter]!)
    .replace(/(?<=[a-z0-9])\+\+/g, "pp")
    .replace(/(?<=[a-z0-9])#/g, "-sharp");
  const words = folded.split(/[^a-z0-9]+/).filter((word) => word !== "");
  let out = "";
  for (const word of words) {
    const longer = out === "" ? word.slice(0, 60) : `${out}-${word}`;
    if (longer.length > 60) break;
    out = longer;
  }
  return out || "decision";
}

const spelt: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i", ŋ: "ng", ħ: "h" };

function section(heading: string, prompt: string, entries: readonly string[] = []): string {
  return `${heading}\n\n${entries.length > 0 ? entries.map((entry) => `* ${entry.replace(/\s+/g, " ").trim()}`).join("\n") : `_${prompt}_`}\n`;
}

function list(key: string, values: readonly string[] = []): string[] {
  return values.length === 0 ? [] : [`${key}: [${values.map(scalar).join(", ")}]`];
}

/** Plain where YAML 1.1 and 1.2 alike read a text, a date or a whole number; in double quotes otherwise, escaped as in JSON. */
function scalar(value: string): string {
  if (/^(?:[yn]|yes|no|on|off|true|false|null)$/i.test(value)) return JSON.stringify(value);
  return /^(?:[\p{L}_][\p{L}\p{N}_.@/-]*(?: [\p{L}\p{N}_.@/-]+)*|\d+|\d{4}-\d\d-\d\d)$/u.test(value) ? value : JSON.stringify(value);
}

/** What Markdown would take for its own at the places where a title can hold it. */
function escapeHeading(title: string): string {
  return title
    .replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\")
    .replace(/<!--/g, "\\<!--")
    .replace(/(^|\s)(#+)$/, (_, before: string, hashes: string) => `${before}${"\\#".repeat(hashes.length)}`);
}
