import { Token } from "@groundplan/syntax";
import type { Kind, Setting, Vocabulary } from "@groundplan/vocabulary";
import type { Context, ContextToken } from "./context.ts";

/** What may be written at a place. */
export type Slot =
  /** An item begins: a kind, a setting, a name before an arrow. */
  | { readonly type: "item" }
  /** A value of a setting; `member` are the tokens of the list's member so far. */
  | { readonly type: "value"; readonly setting: Setting; readonly member: readonly ContextToken[] }
  /** The target of a relation. */
  | { readonly type: "target" }
  /** Behind the name and title of a declaration. */
  | { readonly type: "clause"; readonly kind: Kind; readonly used: ReadonlySet<string> }
  /** What an `extend` extends. */
  | { readonly type: "extended" }
  /** A new name, a text, or something that cannot be known beforehand. */
  | { readonly type: "free" };

const FREE: Slot = { type: "free" };

export function slotOf(context: Context, vocabulary: Vocabulary): Slot {
  const { tokens, holder } = context;
  const first = tokens[0];
  const last = tokens[tokens.length - 1];
  if (!first || !last) return { type: "item" };
  const placed = holder === undefined ? undefined : placedSlot(holder, tokens, vocabulary);
  if (placed) return placed;
  if (last.kind === Token.arrow) return holder?.members && tokens[1]?.kind === Token.colon ? FREE : { type: "target" };
  if (tokens.some((token) => token.kind === Token.arrow)) return FREE;
  if (tokens[1]?.kind === Token.colon) {
    const setting = settingAt(context, first.text, vocabulary);
    return setting ? { type: "value", setting, member: lastMember(tokens.slice(2)) } : FREE;
  }
  if (first.kind !== Token.word) return FREE;
  if (first.text === "extend") return tokens.length === 1 ? { type: "extended" } : FREE;
  const kind = vocabulary.kind(first.text);
  const setting = holder ? vocabulary.setting(holder, first.text) : undefined;
  if (setting?.bare && !(kind && vocabulary.mayStand(kind, holder))) return { type: "value", setting, member: lastMember(tokens.slice(1)) };
  if (!kind || (tokens.length === 1 && !kind.unnamed)) return FREE;
  return clauseSlot(kind, tokens);
}

/** In the block of a kind whose items with an arrow are members of their own clauses: behind that arrow, and behind `mapping a ->`. */
function placedSlot(holder: Kind, tokens: readonly ContextToken[], vocabulary: Vocabulary): Slot | undefined {
  const last = tokens[tokens.length - 1]!;
  if (last.kind !== Token.arrow && !(last.kind === Token.operator && last.text === ",")) return undefined;
  const own = tokens[0]!.kind === Token.word ? vocabulary.kind(tokens[0]!.text) : undefined;
  const kind = own && vocabulary.mayStand(own, holder) ? own : holder.arrows === undefined ? undefined : vocabulary.kind(holder.arrows);
  const clause = last.kind === Token.arrow ? kind?.clauses?.find(({ keyword }) => keyword === last.text) : kind?.clauses?.find(({ keyword, setting }) => keyword === undefined && setting.many === true);
  return clause && clause.setting.grammar.type === "reference" && (kind === own || clause.setting.grammar.in !== undefined) ? { type: "value", setting: clause.setting, member: [] } : undefined;
}

/** The setting that a word before a colon names; in an extension of something unknown, of any kind. */
export function settingAt(context: Context, name: string, vocabulary: Vocabulary): Setting | undefined {
  if (context.holder) return vocabulary.setting(context.holder, name) ?? context.holder.clauses?.find((clause) => clause.setting.name === name)?.setting;
  if (!context.extending) return undefined;
  for (const kind of vocabulary.kinds) {
    const setting = vocabulary.setting(kind, name);
    if (setting) return setting;
  }
  return undefined;
}

function clauseSlot(kind: Kind, tokens: readonly ContextToken[]): Slot {
  const used = new Set<string>();
  let at = kind.unnamed ? 1 : 2;
  if (tokens[at]?.kind === Token.string) at++;
  for (; at < tokens.length; at++) {
    const token = tokens[at]!;
    const keyed = kind.clauses?.find((clause) => clause.keyword === token.text);
    if (keyed) {
      used.add(keyed.setting.name);
      if (at === tokens.length - 1) return { type: "value", setting: keyed.setting, member: [] };
      at++;
      continue;
    }
    const placed = kind.clauses?.find((clause) => clause.keyword === undefined && !used.has(clause.setting.name));
    if (!placed) return FREE;
    used.add(placed.setting.name);
  }
  return { type: "clause", kind, used };
}

function lastMember(tokens: readonly ContextToken[]): readonly ContextToken[] {
  let from = 0;
  for (const [index, token] of tokens.entries()) if ((token.kind === Token.operator && token.text === ",") || token.kind === Token.bracketOpen) from = index + 1;
  return tokens.slice(from);
}
