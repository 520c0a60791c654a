import { createWorkspace, type Model } from "@groundplan/model";
import { describe, expect, it } from "vitest";
import { couplingOf, type ComponentCoupling } from "../src/index.ts";

const modelOf = (text: string): Model => {
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text }]);
  expect([...workspace.faults()].flatMap(([, faults]) => faults.map(({ message }) => message))).toEqual([]);
  return workspace.model;
};
const measured = (text: string): Readonly<Record<string, ComponentCoupling>> => Object.fromEntries(couplingOf(modelOf(text)).flatMap(({ components }) => components.map((each) => [each.id.split(".").at(-1)!, each])));
const numbers = (text: string) => Object.fromEntries(Object.entries(measured(text)).map(([name, { afferent, efferent, instability, level }]) => [name, [afferent, efferent, instability, level]]));

describe("coupling", () => {
  it("is who depends on whom, within and beyond, and the share of the second in both", () => {
    const all = measured('service s { component top { -> middle; -> bottom; -> cards }; component middle { -> bottom; -> bottom "again" }; component bottom { -> db "reads" }; component alone }\nexternal cards\ndatabase db\nservice other { component part { -> s.bottom; -> s.top } }');
    expect(all["top"]).toMatchObject({ fanIn: [], fanOut: ["s.bottom", "s.middle"], usedBy: ["other"], uses: ["cards"], afferent: 1, efferent: 3, instability: 0.75, level: 3 });
    expect(all["middle"]).toMatchObject({ afferent: 1, efferent: 1, instability: 0.5, level: 2 });
    expect(all["bottom"]).toMatchObject({ fanIn: ["s.middle", "s.top"], usedBy: ["other"], uses: ["db"], instability: 0.25, level: 1 });
    expect(all["alone"]).toMatchObject({ afferent: 0, efferent: 0, instability: undefined, level: 1 });
    expect(all["part"]).toMatchObject({ uses: ["s"], efferent: 1, instability: 1 });
  });

  it("passes through interfaces to what serves them, and turns where messages are read", () => {
    const all = measured('service s { api Api grpc { place; status }; Api.place -> placing "is served by"; Api -> asking "is served by"; component placing; component asking; component own { api Inner grpc { x } } }\nservice front { -> s.Api.place; component page { -> s.Api.status; -> s.own.Inner.x }; component reader { consumes: events.orders } }\nbroker events { topic orders }\ns.placing ->> events.orders');
    expect(all["placing"]).toMatchObject({ serves: [{ id: "s.Api", operations: ["s.Api.place"], with: [] }], usedBy: ["front"], uses: ["events"] });
    expect(all["asking"]).toMatchObject({ serves: [{ id: "s.Api", operations: ["s.Api.status"], with: [] }], usedBy: ["front"], uses: [] });
    expect(all["own"]).toMatchObject({ serves: [{ id: "s.own.Inner", operations: ["s.own.Inner.x"], with: [] }], usedBy: ["front"] });
    expect(measured('service s { api Api grpc { place }; Api -> left; Api -> right; component left; component right }')["left"]!.serves).toEqual([{ id: "s.Api", operations: [], with: ["s.right"] }]);
    expect(all["reader"]).toMatchObject({ uses: ["events"], usedBy: [] });
  });

  it("counts for a component what lies in it too, and not as one that it depends on", () => {
    expect(numbers("service s { component outer { -> outer.inner; component inner { -> beside } }; component beside { -> outer } }")).toEqual({ outer: [1, 1, 0.5, 1], inner: [0, 1, 1, 2], beside: [1, 1, 0.5, 1] });
  });

  it("finds circles, which are of one level, and what leans on what is less stable", () => {
    const [whole] = couplingOf(modelOf("service s { component a { -> b }; component b { -> c }; component c { -> a; -> low }; component low; component high { -> b } }"));
    expect(whole!.cycles).toEqual([["s.a", "s.b", "s.c"]]);
    expect(whole!.components.map(({ id, level }) => [id, level])).toEqual([["s.a", 2], ["s.b", 2], ["s.c", 2], ["s.low", 1], ["s.high", 3]]);
    expect(whole!.againstStability).toEqual([{ from: "s.b", to: "s.c" }]);
  });

  it("is of no component where there is none, and quick where there are many", () => {
    expect(couplingOf(modelOf("service s { -> t }\nservice t"))).toEqual([]);
    const many = Array.from({ length: 3000 }, (_, at) => `component c${at} { ${at < 2999 ? `-> c${at + 1}` : ""} }`).join("\n");
    expect(Math.max(...couplingOf(modelOf(`service s {\n${many}\n}`))[0]!.components.map(({ level }) => level))).toBe(3000);
  });
});
