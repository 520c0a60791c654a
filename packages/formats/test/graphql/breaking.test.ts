import { expect, it } from "vitest";
import { graphqlChanges } from "../../src/graphql/breaking.ts";
import { readGraphql } from "../../src/graphql/read.ts";
import { CHANGES } from "./changes.ts";

it.each(CHANGES)("$expected: $before → $after", ({ before, after, expected }) => {
  const changes = graphqlChanges(readGraphql(before).document, readGraphql(after).document);
  expect(changes.map(({ kind, severity }) => `${severity} ${kind}`)).toEqual(expected);
  expect(graphqlChanges(readGraphql(before).document, readGraphql(before).document)).toEqual([]);
});
