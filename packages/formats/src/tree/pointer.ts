import type { Node } from "./node.ts";
import { valueOf } from "./node.ts";

/** The tokens of a JSON pointer (RFC 6901), as it stands in the fragment of a URI; undefined where it is none. */
export function pointerTokens(fragment: string): readonly string[] | undefined {
  if (fragment === "") return [];
  if (!fragment.startsWith("/")) return undefined;
  return fragment.slice(1).split("/").map((token) => decoded(token).replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The JSON pointer with those tokens, as the fragment of a URI without its `#`. */
export function pointerOf(tokens: readonly string[]): string {
  return tokens.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1").replace(UNSAFE, encoded)}`).join("");
}

/** The node at those tokens, from the root. */
export function nodeAt(root: Node, tokens: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const token of tokens) {
    if (node === undefined) return undefined;
    node = node.kind === "array" ? (/^(?:0|[1-9][0-9]*)$/.test(token) ? node.items[Number(token)] : undefined) : valueOf(node, token);
  }
  return node;
}

/** What may not stand in a fragment (RFC 3986, 3.5). Half of a surrogate pair has no UTF-8; it is left as it is. */
const UNSAFE = /[^\w\-.~!$&'()*+,;=:@]/gu;

function encoded(character: string): string {
  return /^[\uD800-\uDFFF]$/.test(character) ? character : encodeURIComponent(character);
}

/** Percent signs that escape nothing are taken as they are. */
function decoded(token: string): string {
  if (!token.includes("%")) return token;
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
