import type { Table, TableDocument } from "../tables.ts";

/** The keywords of Python 3.13, soft ones left away (`keyword.kwlist`). */
export const pythonKeywords: ReadonlySet<string> = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda
  nonlocal not or pass raise return try while with yield`.split(/\s+/),
);

/** A name in words with underscores, all of it letters and digits that Python takes (PEP 3131: NFKC, XID). */
export const snakeCase = (name: string, otherwise = "column"): string => {
  const words = name
    .normalize("NFKC")
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1_$2")
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1_$2")
    .toLowerCase()
    .normalize("NFKC")
    .replaceAll(/[^\p{XID_Continue}]/gu, "_")
    .replaceAll(/_+/g, "_")
    .replaceAll(/^_|_$/g, "");
  if (words === "") return otherwise;
  return /^\p{XID_Start}/u.test(words) ? words : `${otherwise}_${words}`;
};

export const pascalCase = (name: string): string => snakeCase(name, "table").split("_").map((word) => (word === "" ? "" : word[0]!.toUpperCase() + word.slice(1))).join("").normalize("NFKC");

/** A name that nobody has yet; it is taken with that. */
export const take = (taken: Set<string>, name: string): string => {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (taken.has(candidate)) continue;
    taken.add(candidate);
    return candidate;
  }
};

const irregular: readonly (readonly [singular: string, plural: string])[] = [
  ["person", "people"], ["child", "children"], ["man", "men"], ["woman", "women"], ["foot", "feet"], ["tooth", "teeth"], ["mouse", "mice"], ["index", "indices"],
  ["matrix", "matrices"], ["vertex", "vertices"], ["criterion", "criteria"], ["analysis", "analyses"], ["basis", "bases"], ["movie", "movies"], ["cookie", "cookies"],
  ["shoe", "shoes"], ["leaf", "leaves"], ["shelf", "shelves"], ["half", "halves"], ["life", "lives"], ["knife", "knives"], ["bus", "buses"], ["quiz", "quizzes"],
];
/** Words that are their own plural, or that are counted by nobody. */
const unchanged = new Set("series species news data media metadata information equipment money staff sheep fish feedback inventory history stock".split(" "));

const lastWord = (name: string, change: (word: string) => string): string => {
  const at = name.lastIndexOf("_") + 1;
  return name.slice(0, at) + change(name.slice(at));
};

/** The singular of a name in words with underscores, by the rules of English; what is singular stays so, as far as rules can tell. */
export const singular = (name: string): string => lastWord(name, (word) => {
  if (unchanged.has(word)) return word;
  const known = irregular.find(([, many]) => many === word);
  if (known !== undefined) return known[0];
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|zz|ch|sh|(?:tat|vir|cens|camp|bon|foc|radi)us)es$|(?:her|potat|tomat|ech|carg)oes$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && /[^siu]s$/.test(word) && !/(?:alias|atlas|canvas|bias|gas|lens)$/.test(word) ? word.slice(0, -1) : word;
});

/** The plural of a name in words with underscores. */
export const plural = (name: string): string => lastWord(name, (word) => {
  if (unchanged.has(word)) return word;
  const known = irregular.find(([one]) => one === word);
  if (known !== undefined) return known[1];
  if (singular(word) !== word) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh|(?:her|potat|tomat|ech|carg)o)$/.test(word) ? `${word}es` : `${word}s`;
});

/** Names of the classes of tables and enums: in capitals, tables in the singular, each only once; those of a schema get it before them where two would be the same. */
export interface ClassNames {
  readonly tables: ReadonlyMap<Table, string>;
  /** By their position in the document. */
  readonly enums: readonly string[];
}

export const classNames = (document: TableDocument, reserved: Iterable<string>): ClassNames => {
  const taken = new Set([...reserved, ...pythonKeywords]);
  const choose = (schema: string | undefined, short: string, otherwise: string): string => {
    if (!taken.has(short)) return take(taken, short);
    const long = schema === undefined ? short + otherwise : pascalCase(schema) + short;
    return take(taken, taken.has(long) ? long + otherwise : long);
  };
  return {
    tables: new Map(document.tables.map((table) => [table, choose(table.schema, pascalCase(singular(snakeCase(table.name, "table"))), "Model")] as const)),
    enums: document.enums.map((one) => choose(one.schema, pascalCase(one.name), "Value")),
  };
};

/** Names of the members of an enum, in capitals, in the order of its values. */
export const memberNames = (values: readonly string[]): readonly string[] => {
  const taken = new Set<string>();
  return values.map((value) => take(taken, value === "" ? "EMPTY" : snakeCase(value, "value").toUpperCase().normalize("NFKC")));
};

/** Names of the columns of a table as attributes, in their order: like the columns where Python and the reserved names allow it. */
export const attributeNames = (table: Table, reserved: (name: string) => boolean, suffix: string, taken = new Set<string>()): ReadonlyMap<string, string> =>
  new Map(table.columns.map((column) => {
    const name = snakeCase(column.name);
    return [column.name, take(taken, pythonKeywords.has(name) || reserved(name) ? name + suffix : name)] as const;
  }));
