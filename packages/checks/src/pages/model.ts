import type { BindCode, LinkCode } from "@groundplan/model";
import type { RulePage } from "../rule.ts";

const CART = 'team ordering "Ordering" { people: 5 }\nservice cart "Cart" { owner: ordering }';

/** The pages of what binding and linking may find; each code has one. */
const byCode: Readonly<Record<BindCode | LinkCode, Omit<RulePage, "code" | "severity">>> = {
  "model/unexpected-item": {
    title: "Item that says nothing where it stands",
    what: "An item is neither a declaration nor a setting, a relation or a text that may stand there.",
    why: "It is left out, with all that it holds.",
    fix: "Write a declaration (service cart), a setting (owner: web), a relation (a -> b) or a text in quotes.",
    good: 'service cart "Cart" { "Keeps the open cart." }', bad: 'service cart "Cart" { keeps }',
  },
  "model/unexpected-term": {
    title: "Word too many in a header",
    what: "Behind the name and the title of an element stands something that its kind does not take.",
    why: "It is left out; most often it is a misspelt clause, or a setting that belongs into the block.",
    fix: "Correct the word, or move it into the block: { key: value }.",
    good: 'service cart "Cart" { tech: go }', bad: 'service cart "Cart" go',
  },
  "model/unknown-kind": {
    title: "Kind that there is not",
    what: "An item begins with a word that is no kind, neither of the language nor of the workspace.",
    why: "Its name is known all the same, so that nothing else fails; but nothing is said of it.",
    fix: "Correct the word; or declare the kind: kind ledger like database.",
    good: 'service cart "Cart"', bad: 'servce cart "Cart"',
  },
  "model/misplaced-kind": {
    title: "Kind where it may not stand",
    what: "An element stands in the block of another one that cannot hold its kind.",
    why: "A component without its container, or a topic without its broker, could be drawn nowhere.",
    fix: "Move it where the message says.",
    good: 'service cart "Cart" { component sums "Sums" }', bad: 'component sums "Sums"',
  },
  "model/missing-name": {
    title: "Element without a name",
    what: "A declaration lacks the name by which others speak of it, or has a dotted one.",
    why: "Relations and settings name elements; a title in quotes may change and stand twice, a name may not.",
    fix: "Put a word before the title.",
    good: 'service cart "Cart"', bad: 'service "Cart"',
  },
  "model/missing-clause": {
    title: "Header that lacks what its kind needs",
    what: "A kind needs a clause in its header, and it is not there: the quality of a driver.",
    why: "Without it the element cannot be sorted or judged.",
    fix: "Add the clause behind the title.",
    good: 'driver open "Always open" quality reliability.availability', bad: 'driver open "Always open"',
  },
  "model/missing-colon": {
    title: "Setting without its colon",
    what: "The name of a setting is followed by its value without a colon between.",
    why: "It is read as it was meant; with the colon it cannot be taken for anything else.",
    fix: "Put a colon behind the name.",
    good: CART, bad: CART.replace("owner:", "owner"),
  },
  "model/unknown-setting": {
    title: "Setting that the kind does not have",
    what: "An element has a setting that its kind does not know.",
    why: "It is left out; most often it is misspelt.",
    fix: "Correct the name; or declare it: setting costCentre: string on service.",
    good: CART, bad: CART.replace("owner:", "onwer:"),
  },
  "model/bad-value": {
    title: "Value that the setting cannot take",
    what: "A value is missing, of the wrong sort, without its unit or with a unit of something else, or none of the words that are allowed.",
    why: "A wrong value is worse than none: computations and artifacts would be made from it.",
    fix: "Write it as the message shows.",
    good: 'service cart "Cart" { -> prices "asks" { timeout: 2s } }\nservice prices "Prices"', bad: 'service cart "Cart" { -> prices "asks" { timeout: 2GiB } }\nservice prices "Prices"',
  },
  "model/set-twice": {
    title: "Single value that is set twice",
    what: "A setting that takes one value, or the description, is given twice: in one block, or in two that speak of one element.",
    why: "Which one holds would depend on the order of the files.",
    fix: "Keep one of them.",
    good: CART, bad: `${CART}\nteam web "Web" { people: 3 }\nextend cart { owner: web }`,
  },
  "model/bad-relation": {
    title: "Arrow that cannot be read",
    what: "An arrow lacks the name on one of its sides, or has more than a name and a label beside it.",
    why: "A relation has one source, one target and one label; more than these belongs into its block.",
    fix: 'Write a -> b "label" { settings }.',
    good: 'service cart "Cart" { -> prices "asks" }\nservice prices "Prices"', bad: 'service cart "Cart" { -> "asks" }\nservice prices "Prices"',
  },
  "model/unknown-name": {
    title: "Name that nothing has",
    what: "A relation or a setting names something that is declared nowhere in the workspace.",
    why: "What it says is left out until the name is found. A name that is missing in many places is told once.",
    fix: "Correct the name, or declare what it names.",
    good: CART, bad: CART.replace("owner: ordering", "owner: orderng"),
  },
  "model/ambiguous-name": {
    title: "Name that several elements have",
    what: "A name fits several elements, and none of them is nearer than the others.",
    why: "A guess would be wrong half of the time, and change when a file is added.",
    fix: "Write more of the name: shop.cart.",
    good: 'system shop { service cart }\nsystem desk { service cart }\nservice web { -> shop.cart "adds" }', bad: 'system shop { service cart }\nsystem desk { service cart }\nservice web { -> cart "adds" }',
  },
  "model/duplicate-name": {
    title: "Name that is declared twice",
    what: "Two elements of one block have the same name, or two decisions the same number.",
    why: "The first one counts, in the order of the files' names; what the second says is lost.",
    fix: "Choose another name; or write extend to add to what is there.",
    good: 'service cart "Cart"\nextend cart { tech: go }', bad: 'service cart "Cart"\nservice cart "Cart again"',
  },
  "model/wrong-kind": {
    title: "Name of something of another kind",
    what: "A name was found, and it is not of a kind that may stand there.",
    why: "A service is no team: whoever looks for the owner would find a program.",
    fix: "Name something of the kind that the message says.",
    good: CART, bad: 'service ordering "Ordering"\nservice cart "Cart" { owner: ordering }',
  },
  "model/bad-declaration": {
    title: "Kind or setting of the workspace that is declared wrongly",
    what: "A kind or setting item does not follow its form, is like a kind that there is not or in a circle, is declared twice, or takes a name of the language.",
    why: "It is left out, and every element of that kind is unknown.",
    fix: "Write kind ledger like database { … }, or setting costCentre: string on service.",
    good: 'kind ledger like database { setting coldStart: duration }\nledger books "Books" { coldStart: 3s }', bad: "kind ledger like databse",
  },
  "model/unreadable-decision": {
    title: "Decision file that cannot be read in full",
    what: "The front matter of a decision is no YAML, is not closed, or gives a key twice.",
    why: "What cannot be read is not linked: its status, drivers and elements are missing.",
    fix: "Write it as MADR shows: key: value, a line each, between two lines ---.",
    good: "// file: decisions/0001-queue.md\n---\nstatus: accepted\n---\n# Announce orders over a queue", bad: "// file: decisions/0001-queue.md\n---\nstatus: accepted\nstatus: draft\n---\n# Announce orders over a queue",
  },
};

export const modelPages: readonly RulePage[] = (Object.keys(byCode) as (BindCode | LinkCode)[]).map((code) => ({ code, severity: "error", ...byCode[code] }));
