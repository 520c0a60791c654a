import type { Clause, Kind, Setting } from "../kind.ts";
import { illustrative, source, tags } from "../settings.ts";

const flag = (name: string, doc: string): Clause => ({ keyword: name, setting: { name, grammar: { type: "flag" }, doc, example: name } });

/** Classes of data, from the least to the most in need of care; see the drivers of data protection. */
export const CLASSES = ["internal", "personal", "sensitive", "payment", "secret"] as const;

const classes: readonly Clause[] = [
  flag("internal", "Not for people outside of the organisation."),
  flag("personal", "About a person who can be told from it (GDPR, article 4)."),
  flag("sensitive", "Of a special category of personal data (GDPR, article 9)."),
  flag("payment", "Data of cards and accounts (PCI DSS)."),
  flag("secret", "Whoever has it can act in the name of another: a password, a key."),
];

/** Ways to take a class away from data: behind `per`. */
export const DECLASSIFIERS = ["hash", "token", "aggregate", "mask", "encrypt", "drop"] as const;

export const fieldSettings: readonly Setting[] = [
  { name: "deprecated", grammar: { type: "flag" }, bare: true, doc: "It goes away; nothing new should use it.", example: "deprecated" },
  { name: "example", grammar: { type: "literal" }, doc: "A value as it may stand there.", example: 'example: "ORD-17"' },
  tags, illustrative,
];

export const field: Kind = {
  name: "field", group: "field", title: "Field", plural: "Fields",
  summary: "A field of a type or an entity: its name, its type, and what else holds of it.",
  doc: "It is written `name: type`. Behind the type may stand a value (`= pending`) and what it is: `key`, `unique`, `personal` …",
  example: 'entity Customer {\n  id: uuid key\n  email: email unique personal\n  name: string(120)? personal { "As the customer writes it." }\n  discount: decimal(5, 2) = 0 check "discount between 0 and 90"\n}',
  within: [],
  clauses: [
    { setting: { name: "type", grammar: { type: "type", to: ["@type"] }, doc: "Its type: a scalar, the name of a type, `list<…>`, `map<…>`; `?` behind it where it may be missing.", example: "list<Item>?" } },
    { keyword: "=", setting: { name: "default", grammar: { type: "literal" }, doc: "The value that it has where none is given.", example: "= pending" } },
    flag("key", "It is the key, or a part of it."),
    flag("unique", "No two have the same."),
    flag("many", "It leads to several of the other entity."),
    ...classes,
    flag("readonly", "Whoever calls is told it and cannot set it."),
    flag("writeonly", "Whoever calls sets it and is never told it."),
    { keyword: "check", setting: { name: "check", grammar: { type: "text" }, doc: "A condition that each value keeps, in SQL.", example: 'check "discount between 0 and 90"' } },
    { keyword: "matches", setting: { name: "matches", grammar: { type: "text" }, doc: "A regular expression that each value matches.", example: 'matches "^[A-Z]{2}$"' } },
    { keyword: "within", setting: { name: "within", grammar: { type: "phrase" }, doc: "The least and the greatest value, or length of a text.", example: "within 1..20" } },
    { keyword: "on", setting: { name: "onDelete", grammar: { type: "phrase" }, doc: "What becomes of it when what it refers to is deleted: `on delete cascade`, `set null` or `restrict`.", example: "on delete cascade" } },
    { keyword: "number", setting: { name: "number", grammar: { type: "range" }, doc: "Its number in Protocol Buffers.", example: "number 4" } },
    { keyword: "oneof", setting: { name: "oneof", grammar: { type: "phrase" }, doc: "Of the fields with this word, one at most is there: a `oneof` of Protocol Buffers.", example: "oneof payload" } },
    { keyword: "was", setting: { name: "was", grammar: { type: "phrase" }, doc: "The name that it had before.", example: "was placed" } },
    { keyword: "per", setting: { name: "declassifies", grammar: { type: "phrase" }, doc: "How it takes the class away from what it is made of: hash, token, aggregate, mask, encrypt.", example: "per hash" } },
  ],
  settings: fieldSettings,
};

export const type: Kind = {
  name: "type", group: "type", title: "Type", plural: "Types",
  summary: "A form of data that interfaces take and give, or that entities hold.",
  doc: "Each item of its block is a field. `extends` takes over the fields of others.",
  example: 'type Problem "Problem details" { title: string; status: integer; detail: string? }\ntype CardDeclined extends Problem { reason: string }\ntype Price { amount: decimal(12, 2); currency: string(3) }',
  within: ["workspace", "@system", "@group", "@container", "@component", "@domain", "@external"],
  clauses: [
    { keyword: "extends", setting: { name: "extends", grammar: { type: "reference", to: ["type", "entity"] }, many: true, ordered: true, doc: "Types whose fields it has as well.", example: "extends Problem" } },
    { keyword: "from", setting: { name: "from", takes: true, grammar: { type: "reference", to: ["@type"] }, doc: "The type of an adopted file that it is.", example: "from oteldemo.Cart" } },
    { keyword: "of", setting: { name: "of", grammar: { type: "type", to: ["@type"] }, doc: "The type that it is another name of, or several of which it is one.", example: "of Card | Voucher" } },
  ],
  settings: [source, tags, illustrative],
  members: "field",
};

export const literal: Kind = {
  name: "literal", group: "field", title: "Value", plural: "Values",
  summary: "A value of an enum.",
  example: 'enum OrderStatus { pending "Waits for the card"; paid = "PAID"; shipped }',
  within: [],
  clauses: [{ keyword: "=", setting: { name: "value", grammar: { type: "literal" }, doc: "What stands for it on the wire, where that is not its name.", example: '= "PAID"' } }],
  settings: [{ name: "deprecated", grammar: { type: "flag" }, bare: true, doc: "It goes away; nothing new should use it.", example: "deprecated" }, tags],
};

export const enumeration: Kind = {
  name: "enum", group: "type", title: "Enum", plural: "Enums",
  summary: "A type with a fixed list of values.",
  example: 'enum OrderStatus "State of an order" { pending "Waits for the card"; paid; shipped; delivered; cancelled }',
  within: ["workspace", "@system", "@group", "@container", "@component", "@domain", "@external"],
  clauses: [{ keyword: "from", setting: { name: "from", takes: true, grammar: { type: "reference", to: ["@type"] }, doc: "The enum of an adopted file that it is.", example: "from oteldemo.Currency" } }],
  settings: [source, tags, illustrative],
  members: "literal",
};
