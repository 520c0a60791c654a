import { settingOf, textOf, type Element } from "@groundplan/model";

export function statusOf(decision: Element): string | undefined {
  return textOf(settingOf(decision, "status"));
}

/** Whether a decision stands or is about to: what it says should be whole. */
export function isOpen(decision: Element): boolean {
  const status = statusOf(decision);
  return status === "accepted" || status === "proposed";
}

/** What an example of a decision says; undefined leaves a field out. */
interface Sample {
  readonly status?: string | undefined;
  readonly date?: string | undefined;
  readonly deciders?: string | undefined;
  readonly review?: string | undefined;
  readonly affects?: string | undefined;
  readonly supersedes?: string | undefined;
  readonly conflicts?: string | undefined;
  readonly options?: readonly string[];
  readonly consequences?: readonly string[];
}

const WHOLE: Sample = { status: "accepted", date: "2026-02-11", deciders: "[Ordering]" };

/** The file of a decision, for the examples of rules: whole but for what is told otherwise. */
export function adr(name: string, sample: Sample): string {
  const { options = ["Kafka", "A table as queue"], consequences = ["Good, because the checkout does not wait", "Bad, because there is one thing more to run"], ...fields } = { ...WHOLE, ...sample };
  const matter = Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]));
  const title = name.replace(/^\d+-/, "").replaceAll("-", " ");
  return [
    `// file: decisions/${name}.md`, "---", ...matter, "---", `# Announce orders over a ${title}`, "",
    "## Context and Problem Statement", "", "Accounting must see each order without slowing the checkout.", "",
    "## Considered Options", "", ...options.map((option) => `* ${option}`), "",
    "## Decision Outcome", "", `Chosen option: ${options[0]}.`,
    ...(consequences.length === 0 ? [] : ["", "### Consequences", "", ...consequences.map((consequence) => `* ${consequence}`)]),
  ].join("\n");
}
