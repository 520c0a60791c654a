import { createScanner, Token, type TokenKind } from "@groundplan/syntax";
import { qualify, type Model } from "@groundplan/model";
import type { Kind } from "@groundplan/vocabulary";
import { namesOf } from "./names.ts";

/** A token of the item in which a place stands. */
export interface ContextToken {
  readonly kind: TokenKind;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * What stands before a place in a plan text. It is read from the tokens before the place alone, so that a half-written
 * item does not disturb it.
 */
export interface Context {
  /** The kind in whose block the place is; undefined at the top level, and in what extends nothing known. */
  readonly holder: Kind | undefined;
  /** The place is in the block of an `extend`. */
  readonly extending: boolean;
  /** The qualified name of the block. */
  readonly scope: string;
  /** The tokens of the item before the word at the place. */
  readonly tokens: readonly ContextToken[];
  /** The word that ends at the place: `shop.che`. */
  readonly prefix: string;
  readonly prefixFrom: number;
  /** First words of the block's items so far. */
  readonly given: ReadonlySet<string>;
  /** How many ( and [ are open. */
  readonly brackets: number;
}

interface Open {
  readonly holder: Kind | undefined;
  readonly extending: boolean;
  readonly scope: string;
  readonly given: Set<string>;
  /** How many items without a name stand in it so far. */
  placed: number;
}

/** The context of an offset; undefined inside a comment or a text. */
export function contextAt(text: string, offset: number, model: Model): Context | undefined {
  const before = text.slice(0, offset);
  let unfinished = false;
  const scanner = createScanner(before, (code, from, to) => {
    if (code === "syntax/unterminated-string" && (before.startsWith('"""', from) || to >= before.trimEnd().length)) unfinished = true;
  });
  const stack: Open[] = [{ holder: undefined, extending: false, scope: "", given: new Set(), placed: 0 }];
  let tokens: ContextToken[] = [];
  let brackets = 0;
  for (let kind = scanner.next(); kind !== Token.end; kind = scanner.next()) {
    switch (kind) {
      case Token.newline: {
        const last = tokens[tokens.length - 1];
        const goesOn = last && (last.kind === Token.arrow || last.kind === Token.colon || (last.kind === Token.operator && (last.text === "," || last.text === "|")));
        if (brackets === 0 && !goesOn) endItem();
        break;
      }
      case Token.semicolon:
        endItem();
        break;
      case Token.braceOpen:
        stack.push(open(tokens, stack[stack.length - 1]!));
        endItem(true);
        break;
      case Token.braceClose:
        endItem();
        if (stack.length > 1) stack.pop();
        break;
      default:
        if (kind === Token.parenOpen || kind === Token.bracketOpen) brackets++;
        if (kind === Token.parenClose || kind === Token.bracketClose) brackets = Math.max(0, brackets - 1);
        tokens.push({ kind, text: kind === Token.colon ? ":" : scanner.text, from: scanner.from, to: scanner.to });
    }
  }
  const { comments } = scanner;
  if (unfinished || (comments.length > 0 && !before.slice(comments[comments.length - 2]).includes("\n"))) return undefined;
  const own = stack[stack.length - 1]!;
  const prefixFrom = takePrefix();
  return { ...own, tokens, prefix: before.slice(prefixFrom), prefixFrom, brackets };

  function endItem(opened = false): void {
    const first = tokens[0];
    if (first && !opened && placedKind(tokens, stack[stack.length - 1]!)) stack[stack.length - 1]!.placed++;
    if (first && (first.kind === Token.word || first.kind === Token.raw)) stack[stack.length - 1]!.given.add(first.text);
    tokens = [];
    brackets = 0;
  }

  /** The kind of an item that bears no name. */
  function placedKind(header: readonly ContextToken[], { holder }: Open): Kind | undefined {
    const first = header[0]!;
    const kind = holder && first.kind === Token.word && header[1]?.kind !== Token.colon ? model.vocabulary.kind(first.text) : undefined;
    return kind?.unnamed && model.vocabulary.mayStand(kind, holder) ? kind : undefined;
  }

  function open(header: readonly ContextToken[], outer: Open): Open {
    const made = (holder: Kind | undefined, scope: string, extending = false): Open => ({ holder, scope, extending, given: new Set(), placed: 0 });
    const { vocabulary } = model;
    const first = header[0];
    if (!first) return made(undefined, outer.scope);
    const placed = placedKind(header, outer);
    // What bears no name is found by its place among its siblings; only where its parts are named from it does that matter.
    if (placed) outer.placed++;
    if (placed?.assigns !== undefined) return made(placed, qualify(outer.scope, `#${outer.placed}`));
    if (header.some((token) => token.kind === Token.arrow)) {
      if (outer.holder?.members && header[1]?.kind === Token.colon) return made(vocabulary.kind(outer.holder.members), qualify(outer.scope, first.text));
      return made(vocabulary.kind("relation"), outer.scope);
    }
    if (first.text === "extend" && header[1]) {
      const names = namesOf(model);
      const id = names.resolve(outer.scope, header[1].text);
      return made(id === undefined ? undefined : names.kindOf(id), id ?? qualify(outer.scope, header[1].text), true);
    }
    const kind = first.kind === Token.word ? vocabulary.kind(first.text) : undefined;
    const name = header[1];
    if (kind && header[1]?.kind !== Token.colon) return made(kind, name && (name.kind === Token.word || name.kind === Token.raw) ? qualify(outer.scope, name.text) : outer.scope);
    return made(outer.holder?.members ? vocabulary.kind(outer.holder.members) : undefined, qualify(outer.scope, first.text));
  }

  /** Takes the word at the place, and the dot or @ behind one, from the tokens. */
  function takePrefix(): number {
    let last = tokens[tokens.length - 1];
    let from = offset;
    if (last?.kind === Token.operator && last.text === "." && last.to === offset && tokens[tokens.length - 2]?.to === last.from) {
      from = last.from;
      tokens.pop();
      last = tokens[tokens.length - 1];
    }
    // A version that is not written yet: `postgresql@`.
    if (last?.kind === Token.word && last.to === offset - 1 && before.endsWith("@")) from = last.to;
    if (last && last.to === from && (last.kind === Token.word || last.kind === Token.raw || last.kind === Token.number)) {
      tokens.pop();
      return last.from;
    }
    return offset;
  }
}
