/** `a` or `an`, with the word; letters that stand alone are spoken by their names: an l, a u. */
export function withArticle(word: string): string {
  const vowel = /^.$/.test(word) ? /[aefhilmnorsx]/i.test(word) : /^[aeio]|^u(?!ni|se)/i.test(word);
  return `${vowel ? "an" : "a"} ${word}`;
}

/** The same at the beginning of a sentence. */
export function withCapitalArticle(word: string): string {
  return withArticle(word).replace("a", "A");
}
