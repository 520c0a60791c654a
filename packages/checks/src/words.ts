/** `a`, `a and b`, `a, b and c`; what is beyond `most` is counted: `a, b and 3 more`. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.length > most + 1 ? [...names.slice(0, most), `${names.length - most} more`] : names;
  return shown.length < 2 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown[shown.length - 1]}`;
}

/** `1 container`, `3 containers`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A text as a sentence at the end of a message: with a blank before it and a stop behind it; nothing for nothing. */
export function sentence(text: string | undefined): string {
  const plain = text?.replace(/\s+/g, " ").trim();
  return plain === undefined || plain === "" ? "" : ` ${plain}${/[.!?…]$/.test(plain) ? "" : "."}`;
}
