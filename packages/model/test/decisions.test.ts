import { describe, expect, it } from "vitest";
import { createWorkspace, isDecisionFile } from "../src/index.ts";

/** What is told of a decision file: the text it stands at, the code, the message and the hint. */
function told(text: string, file = "decisions/0001-kafka.md"): string[] {
  const workspace = createWorkspace();
  workspace.update([{ file, text }]);
  return (workspace.faults().get(file) ?? []).map(({ from, to, code, message, hint }) => `${text.slice(from, to)} · ${code} ${message}${hint === undefined ? "" : ` ${hint}`}`);
}

const adr = (matter: string): string => `---\nstatus: accepted\n${matter}\n---\n# Announce orders over Kafka\n\n## Considered Options\n\n* Kafka\n`;

describe("a decision file", () => {
  it("is dated by a day of the calendar", () => {
    expect(told(adr("date: 2026-02-28"))).toEqual([]);
    expect(told(adr("date: 2026-02-30"))).toEqual(["2026-02-30 · model/bad-value 2026-02-30 is no date. As in date: 2026-02-11."]);
  });

  it("is told of bytes that are no UTF-8", () => {
    expect(told(adr("date: 2026-02-28").replace("Kafka", "Kafk\ufffd"))).toEqual(["\ufffd · model/unreadable-decision This file is not valid UTF-8 here. Save it as UTF-8."]);
  });

  it("is told of a number that another one has", () => {
    const workspace = createWorkspace();
    workspace.update(["decisions/0001-kafka.md", "decisions/0001-log.md"].map((file) => ({ file, text: adr("date: 2026-02-28") })));
    expect(workspace.faults().get("decisions/0001-log.md")!.map(({ message, hint }) => `${message} ${hint}`)).toEqual(["adr-0001 is declared already. Give one of the two files the next free number."]);
  });

  it("is told of keys that are nearly those of a decision; keys of other tools are left alone", () => {
    expect(told(adr("afects: [events]"))).toEqual(["afects · model/unknown-setting A decision has no setting afects. Did you mean affects?"]);
    expect(told(adr("layout: page\nnav_order: 3\ntags: [a]\ntitle: Kafka\nparent: Decisions\nsuperseded-by: 4\nconsulted: all\ndecision-makers: us"))).toEqual([]);
  });

  it("bears its number at the beginning of its name, behind adr or not", () => {
    expect(["decisions/0001-x.md", "decisions/adr-001-kafka.md", "a/decisions/ADR_7.md"].map(isDecisionFile)).toEqual([true, true, true]);
    expect(["decisions/README.md", "decisions/template.md", "decisions/adr-template.md", "decisions/index.md", "docs/kafka.md", "decisions/a/kafka.md"].map(isDecisionFile)).toEqual([false, false, false, false, false, false]);
    const workspace = createWorkspace();
    workspace.update([{ file: "decisions/adr-001-kafka.md", text: adr("date: 2026-02-28") }]);
    expect(workspace.model.elements("decision").map(({ id }) => id)).toEqual(["adr-0001"]);
  });

  it("is told of a missing number where it is a decision, and is not read then", () => {
    const wanted = [expect.stringContaining("model/unreadable-decision This decision has no number: it is not read. Begin its file's name with one: decisions/0001-kafka.md.")];
    expect(told(adr("date: 2026-02-28"), "decisions/kafka.md")).toEqual(wanted);
    expect(told("# Kafka\n\n## Decision Outcome\n\nKafka.\n", "decisions/kafka.md")).toEqual(wanted);
    expect(told("# How we decide\n\nWe meet.\n", "decisions/how.md")).toEqual([]);
    const workspace = createWorkspace();
    workspace.update([{ file: "decisions/kafka.md", text: adr("affects: [nothing]") }]);
    expect(workspace.model.elements()).toEqual([]);
  });
});
