import { describe, expect, it } from "vitest";
import { explain, nearestCode, pages, renderPage, rules } from "../src/index.ts";
import { check } from "./open.ts";

describe("the pages", () => {
  // What no text can show is told where files are read: see contract.test.ts of the command line.
  it.each(pages.filter(({ code }) => !code.startsWith("file/")).map((page) => [page.code, page] as const))("%s: its bad example yields the code, its good one does not", (code, page) => {
    expect(check(page.bad)).toContain(code);
    expect(check(page.good)).not.toContain(code);
  });

  it("are there for every rule, once, and say all", () => {
    expect(new Set(pages.map((page) => page.code)).size).toBe(pages.length);
    for (const rule of rules) expect(explain(rule.code)).toBe(rule);
    for (const page of pages) for (const text of [page.title, page.what, page.why, page.fix]) expect(text.length).toBeGreaterThan(10);
    expect(pages.filter((page) => !/^(file|syntax|model|format|config)\//.test(page.code)).map((page) => page.code)).toEqual(rules.map((rule) => rule.code));
  });

  it("have only the code itself among the faults of their bad examples, so that they show one thing", () => {
    for (const page of pages.filter(({ code }) => /^(syntax|model)\//.test(code))) {
      const faults = check(page.bad).filter((code) => /^(syntax|model)\//.test(code));
      if (page.code === "syntax/too-many-problems") continue;
      expect({ code: page.code, faults: [...new Set(faults)] }).toEqual({ code: page.code, faults: [page.code] });
    }
  });

  it("find the code that was meant", () => {
    expect(explain("Container/Owner ")?.code).toBe("container/owner");
    expect(explain("container/ownr")).toBeUndefined();
    expect(nearestCode("container/ownr")).toBe("container/owner");
    expect(nearestCode("unknown-name")).toBe("model/unknown-name");
    expect(nearestCode("xyzzy")).toBeUndefined();
  });

  it("are Markdown with a block for each file", () => {
    const page = renderPage(explain("decision/superseded")!);
    expect(page).toContain("# decision/superseded\n\n**Superseded by nothing** · warning");
    expect(page).toContain("`decisions/0002-log.md`\n\n```markdown\n---\nstatus: accepted");
    expect(renderPage(explain("container/owner")!)).toContain("## Wrong\n\n```plan\nsystem shop");
    for (const each of pages) expect(renderPage(each)).not.toMatch(/undefined|\n{4}/);
  });
});
