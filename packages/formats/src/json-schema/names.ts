/**
 * The name of an inline type: its owner and the field, in the owner's way of writing (`order-line`, `order_line`, `OrderLine`),
 * of the characters that OpenAPI allows for a component (3.1.0, 4.8.7).
 */
export function memberName(owner: string, part: string): string {
  const words = wordsOf(part);
  if (/[-/]/.test(owner)) return [...wordsOf(owner), ...words].map((word) => word.toLowerCase()).join("-");
  if (owner.includes("_") && owner === owner.toLowerCase()) return [...wordsOf(owner), ...words].map((word) => word.toLowerCase()).join("_");
  return `${capitalised(owner.replace(/[^A-Za-z0-9._]/g, ""))}${words.map(capitalised).join("")}`;
}

/** What one of many is called: `lines` gives `line`, `data` gives `data item`. */
export function singular(name: string): string {
  if (/[^aeiou]ies$/i.test(name)) return `${name.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x)es$/i.test(name)) return name.slice(0, -2);
  return /[^sui]s$/i.test(name) && name.length > 3 ? name.slice(0, -1) : `${name} item`;
}

/** The name itself, or with the first number that makes it unique; it is then taken. */
export function unique(name: string, taken: Set<string>): string {
  let result = name;
  for (let number = 2; taken.has(result); number += 1) result = /[-_]/.test(name) ? `${name}${name.includes("-") ? "-" : "_"}${number}` : `${name}${number}`;
  taken.add(result);
  return result;
}

export function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

export function wordsOf(name: string): readonly string[] {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return words.length === 0 ? ["value"] : words;
}
