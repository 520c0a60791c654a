import { inheritedSetting } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const containerTechnology: Rule = {
  code: "container/technology",
  severity: "warning",
  title: "Container without a technology",
  what: "A container does not say what it is built with, and nothing that holds it does.",
  why: "Without it no one can check versions, licences and skills, and no artifact of the later phases can be made.",
  fix: "Set tech, with the version where it matters: tech: postgresql@18.",
  good: 'service cart "Cart" { tech: go }',
  bad: 'service cart "Cart"',
  scope: "element",
  missing: ["here", "above"],
  kinds: ["@container"],
  check(element, { model, report }) {
    if (!inheritedSetting(model, element, "tech")) report({ element: element.id }, `${element.title} does not say what it is built with.`, { hint: "Write tech: and the technologies, the main one first." });
  },
};
