import { describe, expect, it } from "vitest";
import { createWorkspace } from "../src/index.ts";

/** What is told of some files: file and line, and the message. */
function told(files: Readonly<Record<string, string>>): string[] {
  const workspace = createWorkspace();
  workspace.update(Object.entries(files).map(([file, text]) => ({ file, text })));
  return [...workspace.faults().values()].flat().map((fault) => `${fault.file}:${workspace.text(fault.file)!.slice(0, fault.from).split("\n").length} ${fault.message} ${fault.hint ?? ""}`.trim());
}

describe("a workspace's own kinds and settings", () => {
  it.each([
    ["a kind declared twice", "kind l like database\nkind l like service\nl x", ["a.plan:2 The kind l is declared already. Keep one of them, or choose another name."]],
    ["a setting declared twice in a kind", "kind l like database {\n  setting x: string\n  setting x: duration\n}", ["a.plan:3 The setting x is declared already. Choose another name."]],
    ["a setting declared twice on a kind", "setting q: string on service\nsetting q: duration on worker, service", ["a.plan:2 The setting q of service is declared already. Keep one of them, or choose another name."]],
    ["a setting declared twice by a group", "setting q: string on container\nsetting q: string on service", ["a.plan:2 The setting q of service is declared already. Keep one of them, or choose another name."]],
    ["a setting of the language", "setting tech: string on service", ["a.plan:1 The kind service has a setting tech already. Choose another name."]],
    ["a setting of the language in a kind", "kind l like database { setting tech: string }", ["a.plan:1 What is like a database has a setting tech already. Choose another name."]],
    ["a misspelt kind of a setting", "setting foo: string on sevice\nservice s { foo: \"x\" }", ["a.plan:1 There is no kind sevice. Did you mean service?"]],
    ["a circle", "kind a like b\nkind b like a", ["a.plan:1 The kind a is like itself, by way of b. Let one of them be like a kind of the language."]],
    ["a kind like itself", "kind a like a", ["a.plan:1 The kind a is like itself. Let one of them be like a kind of the language."]],
  ])("are told of %s", (_, text, expected) => {
    expect(told({ "a.plan": text })).toEqual(expected);
  });

  it("may be like each other, in any order and in any file", () => {
    const files = { "a.plan": 'tape box { depth: 3s; width: 2s; tech: s3 }\nkind tape like ledger { setting width: duration }', "z.plan": "kind ledger like database { setting depth: duration }" };
    expect(told(files)).toEqual([]);
    const workspace = createWorkspace();
    for (const [file, text] of Object.entries(files)) workspace.update([{ file, text }]);
    expect(workspace.model.elements("database").map(({ id }) => id)).toEqual(["box"]);
    workspace.update([{ file: "z.plan", text: "\n\nkind ledger like database { setting depth: duration }\nkind ledger like cache" }]);
    expect([...workspace.faults().values()].flat().map(({ message }) => message)).toEqual(["The kind ledger is declared already."]);
  });
});
