/** The document without its places: what has to be the same after it was written and read again. */
export function placeless<Document>(document: Document): Document {
  return JSON.parse(JSON.stringify(document, (key, value: unknown) => (key === "at" ? undefined : value))) as Document;
}

/** Numbers from 0 to 1 that are the same in every run. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The text with some characters removed, replaced, put in, or all cut off behind one. */
export function mutated(text: string, next: () => number): string {
  let result = text;
  for (let edits = 1 + Math.floor(next() * 3); edits > 0; edits -= 1) {
    const at = Math.floor(next() * result.length);
    const length = next() < 0.5 ? 1 : Math.floor(next() * 40);
    const some = next() < 0.5 ? '{}[]",:&*|>-?!%@\n #$0'.charAt(Math.floor(next() * 22)) : result.slice(at, at + Math.floor(next() * 30));
    result = next() < 0.1 ? result.slice(0, at) : next() < 0.5 ? result.slice(0, at) + some + result.slice(at) : result.slice(0, at) + some + result.slice(at + length);
  }
  return result;
}
