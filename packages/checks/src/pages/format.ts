import type { RulePage } from "../rule.ts";

const TAKEN = 'source shop proto "shop.proto"\n// file: shop.proto\n';
const GOOD = `${TAKEN}syntax = "proto3";\npackage shop;\nservice Carts {\n  rpc Get(Query) returns (Cart);\n}\nmessage Query {}\nmessage Cart {}\n`;
const SQL = 'source shop sql "shop.sql" dialect postgresql\n// file: shop.sql\n';

/** The pages of what may be wrong with a file that is adopted. */
export const formatPages: readonly RulePage[] = [
  {
    code: "format/syntax", severity: "error", title: "Adopted file that is not of its format",
    what: "A file that a source names is no JSON, YAML, SQL, proto or GraphQL at this place.",
    why: "What stands there is left out of the model, and whatever refers to it finds nothing.",
    fix: "Mend the file; or name the format that it is of, behind the name of the source.",
    good: GOOD, bad: GOOD.replace("service Carts {", "service Carts ("),
  },
  {
    code: "format/version", severity: "error", title: "Adopted file of a version or dialect that is not read",
    what: "The file is of a version of its format, or in a dialect, that is not read.",
    why: "Words of another dialect may mean something else; what is not understood is not guessed.",
    fix: "Adopt the file in a version that is read: OpenAPI 3.1, 3.0 or Swagger 2, AsyncAPI 3 or 2, proto3 or proto2, SQL of PostgreSQL.",
    good: `${SQL}CREATE TABLE cart (id uuid PRIMARY KEY);\n`, bad: `${SQL}CREATE TABLE cart (id int AUTO_INCREMENT PRIMARY KEY);\n`,
  },
  {
    code: "format/unknown-name", severity: "error", title: "Adopted file that names what is not there",
    what: "The file names a type, a table or a part of itself that it does not declare.",
    why: "Its own tools refuse it, or will when they come to that place.",
    fix: "Declare it, import it, or correct the name.",
    good: GOOD, bad: GOOD.replace("returns (Cart)", "returns (Basket)"),
  },
  {
    code: "format/not-followed", severity: "warning", title: "Adopted file that leads to another document",
    what: "The file refers to another file or to the network, which is not read.",
    why: "Reading is safe: nothing is fetched, and no file is opened that the workspace does not name.",
    fix: "Bundle the document into one file, or adopt the other file by a source of its own.",
    good: GOOD, bad: GOOD.replace("package shop;", 'package shop;\nimport "other.proto";'),
  },
  {
    code: "format/duplicate", severity: "error", title: "Adopted file that gives one name to two things",
    what: "Two types, fields, operations or tables of the file bear one name, or one number.",
    why: "Which of them is meant cannot be told; its own tools refuse the file.",
    fix: "Rename or renumber one of them.",
    good: GOOD, bad: GOOD.replace("message Cart {}", "message Cart { string id = 1; string name = 1; }"),
  },
  {
    code: "format/meaning", severity: "error", title: "Adopted file that contradicts itself",
    what: "Something in the file makes no sense where it stands, though its form is right.",
    why: "Its own tools refuse it, or do something else than was meant.",
    fix: "Correct it as the message says.",
    good: GOOD, bad: GOOD.replace("message Cart {}", "message Cart { string id = 19500; }"),
  },
  {
    code: "format/too-large", severity: "error", title: "Adopted file that is larger or nested deeper than is read",
    what: "The file, or a part of it, goes beyond the limits of its reader.",
    why: "A description that large is made by a machine for machines; reading it would take memory that a check must not take.",
    fix: "Adopt the part of it that matters.",
    good: GOOD, bad: GOOD.replace("message Cart {}", `${"message M { ".repeat(200)}${"}".repeat(200)}\nmessage Cart {}`),
  },
  {
    code: "format/not-carried", severity: "info", title: "Adopted file that says more than the model takes up",
    what: "Some of what the file says has no place in the model: functions and triggers of SQL, callbacks of OpenAPI.",
    why: "Nothing is dropped in silence: what is derived from the model does not know of it.",
    fix: "Nothing need be done. What matters can be said in plan text besides.",
    good: `${SQL}CREATE TABLE cart (id uuid PRIMARY KEY);\n`, bad: `${SQL}CREATE TABLE cart (id uuid PRIMARY KEY);\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';\n`,
  },
];
