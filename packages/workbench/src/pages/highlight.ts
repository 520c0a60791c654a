/** Texts with their parts marked, in the languages that the emitters write. */
import hljs from "highlight.js/lib/core";
import graphql from "highlight.js/lib/languages/graphql";
import json from "highlight.js/lib/languages/json";
import markdown from "highlight.js/lib/languages/markdown";
import protobuf from "highlight.js/lib/languages/protobuf";
import python from "highlight.js/lib/languages/python";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import yaml from "highlight.js/lib/languages/yaml";

const LANGUAGES = { graphql, json, markdown, protobuf, python, sql, typescript, yaml };
const BY_ENDING: Readonly<Record<string, keyof typeof LANGUAGES>> = { graphql: "graphql", json: "json", avsc: "json", md: "markdown", proto: "protobuf", py: "python", sql: "sql", ts: "typescript", yaml: "yaml", yml: "yaml" };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

/** HTML that is safe to put into the page: the text escaped, with spans of the class `hljs-…` around what its language has a name for. */
export function highlight(text: string, fileName: string): string {
  const language = BY_ENDING[fileName.slice(fileName.lastIndexOf(".") + 1)];
  return language === undefined ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;") : hljs.highlight(text, { language, ignoreIllegals: true }).value;
}
