import { describe, expect, it } from "vitest";
import { catalogue, cycleOf, endedEarlier, findTechnology } from "../src/catalogue/index.ts";
import type { Technology } from "../src/catalogue/technology.ts";

function technology(name: string): Technology {
  const found = findTechnology(name);
  if (!found) throw new Error(`The catalogue has no ${name}.`);
  return found;
}

describe("findTechnology", () => {
  it.each([
    ["k8s", "kubernetes"],
    ["K8S", "kubernetes"],
    ["Postgres", "postgresql"],
    ["PostgreSQL", "postgresql"],
    ["  pg ", "postgresql"],
    ["Node.js", "nodejs"],
    ["node", "nodejs"],
    ["C#", "csharp"],
    ["C++", "cpp"],
    [".NET", "dotnet"],
    ["ASP.NET Core", "aspnetcore"],
    ["Swagger", "openapi"],
    ["lambda", "aws-lambda"],
    ["otelcol", "opentelemetry-collector"],
    ["wss", "websocket"],
    ["OIDC", "openid-connect"],
    ["golang", "go"],
    ["Next.js", "nextjs"],
    ["GitHub_Actions", "github-actions"],
    ["new  relic", "newrelic"],
  ])("finds %s", (name, id) => {
    expect(findTechnology(name)?.id).toBe(id);
  });

  it("finds every technology by its id, its name and its aliases, in capitals too", () => {
    for (const each of catalogue) {
      for (const word of [each.id, each.name, ...(each.aliases ?? [])]) expect(findTechnology(word.toUpperCase()), word).toBe(each);
    }
  });

  it.each(["", " ", "postgresql@18", "no such thing", "__proto__", "constructor", "toString"])("finds nothing for %j", (name) => {
    expect(findTechnology(name)).toBeUndefined();
  });
});

describe("cycleOf", () => {
  it.each([
    ["postgresql", "18.4", "18"],
    ["postgresql", "18", "18"],
    ["postgresql", "18.4-alpine3.23", "18"],
    ["postgresql", "18-alpine", "18"],
    ["python", "3.12.4", "3.12"],
    ["python", "3.12", "3.12"],
    ["python", "3.13.0rc1", "3.13"],
    ["nodejs", "v24.1.0", "24"],
    ["mysql", "8.4.3", "8.4"],
    ["valkey", "9.0.4-alpine3.23", "9.0"],
    ["java", "21.0.4+7", "21"],
    ["ubuntu", "24.04.1", "24.04"],
    ["spring-boot", "3.5.6-SNAPSHOT", "3.5"],
    ["aws-lambda", "python3.12", "python3.12"],
    ["go", " 1.26.1 ", "1.26"],
  ])("puts %s %s into its line", (id, version, cycle) => {
    expect(cycleOf(technology(id), version)?.cycle).toBe(cycle);
  });

  it.each([
    ["python", "3.1"], // not the beginning of 3.10 to 3.14
    ["python", "3"], // says too little
    ["mysql", "8"],
    ["postgresql", "9.6.24"], // older than what is kept
    ["postgresql", "180.1"],
    ["http", "2"], // no dates at all
    ["postgresql", ""],
    ["postgresql", "..."],
    ["postgresql", "-18"],
    ["postgresql", "latest"],
  ])("puts %s %j nowhere", (id, version) => {
    expect(cycleOf(technology(id), version)).toBeUndefined();
  });

  it("prefers the longest line", () => {
    const both: Technology = {
      ...technology("postgresql"),
      support: { cycles: [{ cycle: "1" }, { cycle: "1.2.3" }, { cycle: "1.2" }], source: "https://example.org/", asOf: "2026-01-01" },
    };
    expect(cycleOf(both, "1.2.3.4")?.cycle).toBe("1.2.3");
    expect(cycleOf(both, "1.2.30")?.cycle).toBe("1.2");
    expect(cycleOf(both, "1.20")?.cycle).toBe("1");
  });

  it("gives the dates that the maintainers published", () => {
    expect(cycleOf(technology("postgresql"), "18.4")).toMatchObject({ released: "2025-09-25", endOfLife: "2030-11-14" });
    expect(cycleOf(technology("kubernetes"), "1.34")).toMatchObject({ support: "2026-08-27", endOfLife: "2026-10-27" });
    expect(cycleOf(technology("nodejs"), "20.11.1")).toMatchObject({ endOfLife: "2026-04-30", longTerm: true });
  });

  it("takes a long version in good time", () => {
    expect(cycleOf(technology("postgresql"), `18${".4".repeat(10_000)}`)?.cycle).toBe("18");
  });
});

describe("endedEarlier", () => {
  it.each([
    ["python", "2.7"],
    ["python", "3.1"],
    ["postgresql", "9.6.24"],
    ["nodejs", "v12.22.0"],
    ["mysql", "5.5"],
  ])("knows that %s %s ended", (id, version) => {
    expect(endedEarlier(technology(id), version)).toBe(true);
  });

  it.each([
    ["python", "3.12"], // a kept line
    ["python", "3"], // says too little
    ["python", "3.99"], // newer than asOf
    ["java", "1.7"], // the oldest line kept, 8, is alive
    ["aws-lambda", "1.0"], // lines that are not numbers
    ["http", "0.9"], // no dates
    ["postgresql", "latest"],
    ["postgresql", ""],
  ])("does not say so of %s %j", (id, version) => {
    expect(endedEarlier(technology(id), version)).toBe(false);
  });
});
