import { createWorkspace, type Model } from "@groundplan/model";
import { describe, expect, it } from "vitest";
import { uniteLabels, uniteTechnologies } from "../src/projections/labels.ts";
import { listViews, projectView } from "../src/projections/index.ts";
import { plainText } from "../src/projections/words.ts";
import type { Scene } from "../src/scene.ts";

function modelOf(text: string): Model {
  const workspace = createWorkspace();
  workspace.update([{ file: "a.plan", text }]);
  expect([...workspace.faults()]).toEqual([]);
  return workspace.model;
}

const services = (number: number, more: (at: number) => string = () => ""): string => Array.from({ length: number }, (_, at) => `service s${at} "S${at}" { ${more(at)} }`).join("\n");

/** What must hold of any scene: ids are unique, parents and ends exist, nothing opens itself. */
function expectWhole(scene: Scene, views: ReadonlySet<string>): void {
  const ids = [...scene.nodes, ...scene.groups].map((each) => each.id);
  expect(new Set(ids).size).toBe(ids.length);
  const groupIds = new Set(scene.groups.map((group) => group.id));
  for (const each of [...scene.nodes, ...scene.groups]) {
    if (each.parent !== undefined) expect(groupIds).toContain(each.parent);
    if (each.opens !== undefined) {
      expect(views).toContain(each.opens);
      expect(each.opens).not.toBe(scene.id);
    }
  }
  for (const edge of scene.edges) for (const end of [edge.source, edge.target]) expect(ids).toContain(end);
  expect(new Set(scene.edges.map((edge) => edge.id)).size).toBe(scene.edges.length);
}

function allScenes(model: Model): ReadonlyMap<string, Scene> {
  const views = listViews(model);
  const ids = new Set(views.map((view) => view.id));
  expect(ids.size).toBe(views.length);
  const scenes = new Map(views.map((view) => [view.id, projectView(model, view.id)!]));
  for (const scene of scenes.values()) expectWhole(scene, ids);
  return scenes;
}

describe("folding", () => {
  it("leaves a view of fifty as it is", () => {
    const scene = projectView(modelOf(`system big "Big" { ${services(50)} }`), "containers/big")!;
    expect(scene.nodes).toHaveLength(50);
    expect(scene.nodes.some((node) => node.folded !== undefined)).toBe(false);
  });

  it("draws domains as boxes that open a page of their own, with edges lifted and merged", () => {
    const text = `domain a "A"\ndomain b "B"\nsystem big "Big" {\n ${services(60, (at) => `domain: ${at < 30 ? "a" : "b"}; ${at > 0 ? `-> s${at - 1} "asks"` : ""}`)}\n service alone "Alone" { -> s3 "asks" }\n}`;
    const scenes = allScenes(modelOf(text));
    const scene = scenes.get("containers/big")!;
    expect(scene.nodes).toMatchObject([
      { id: "a", shape: "folded", folded: 30, kind: "Domain", opens: "containers/big/a", parent: "big" },
      { id: "b", shape: "folded", folded: 30, opens: "containers/big/b" },
      { id: "big.alone", shape: "card" },
    ]);
    expect(scene.groups.map((group) => group.id)).toEqual(["big"]);
    expect(scene.edges).toMatchObject([{ source: "b", target: "a", label: "asks", relations: ['big.s30 -> big.s29 "asks"'] }, { source: "big.alone", target: "a" }]);
    const page = scenes.get("containers/big/a")!;
    expect(page.nodes).toHaveLength(32);
    expect(page.groups).toMatchObject([{ id: "a", dashed: true }]);
    expect(page.nodes.filter((node) => node.parent === undefined).map((node) => node.id)).toEqual(["big.s30", "big.alone"]);
    expect(listViews(modelOf(text)).map((view) => view.id)).toEqual(["landscape", "context/big", "containers/big", "containers/big/a", "containers/big/b", "capabilities"]);
  });

  it("groups by owner where nothing else puts things together", () => {
    const scenes = allScenes(modelOf(`team x "X"\nteam y "Y"\nsystem big "Big" { ${services(70, (at) => `owner: ${at % 2 ? "x" : "y"}`)} }`));
    expect(scenes.get("containers/big")!.nodes).toMatchObject([{ id: "y", folded: 35, kind: "Team" }, { id: "x", folded: 35 }]);
    expect(scenes.get("containers/big/x")!.nodes).toHaveLength(35);
  });

  it("keeps the most connected forty of a crowd without any grouping, and pages the rest", () => {
    const text = `system big "Big" { ${services(200, (at) => (at === 199 ? "" : `-> s199 "asks"`))} }`;
    const scenes = allScenes(modelOf(text));
    const scene = scenes.get("containers/big")!;
    expect(scene.nodes).toHaveLength(41);
    expect(scene.nodes.at(-1)).toMatchObject({ title: "and 160 more services", shape: "folded", folded: 160, opens: "containers/big/more-1", parent: "big" });
    expect(scene.nodes.map((node) => node.id)).toContain("big.s199");
    expect(scene.edges.find((edge) => edge.source === "containers/big rest")?.relations).toHaveLength(160);
    const pages = [...scenes.keys()].filter((id) => id.startsWith("containers/big/"));
    expect(pages).toEqual(["containers/big/more-1", "containers/big/more-2", "containers/big/more-3", "containers/big/more-4"]);
    // Every container is drawn in full on the view or one of its pages; the hub stands beside those that ask it, in their boundary.
    const drawn = new Set(["containers/big", ...pages].flatMap((id) => scenes.get(id)!.nodes.map((node) => node.id)));
    expect([...drawn].filter((id) => id.startsWith("big.s"))).toHaveLength(200);
    expect(scenes.get("containers/big/more-2")!.nodes.find((node) => node.id === "big.s199")?.parent).toBe("big");
  });

  it("folds the inner groups first, and a crowd of neighbours into one box", () => {
    const outside = Array.from({ length: 80 }, (_, at) => `external e${at} "E${at}" { -> hub.main "asks" }`).join("\n");
    const scenes = allScenes(modelOf(`system hub "Hub" { service main "Main" }\n${outside}`));
    const context = scenes.get("context/hub")!;
    expect(context.nodes).toHaveLength(50);
    expect(context.nodes.at(-1)).toMatchObject({ title: "and 32 more external systems", folded: 32 });
    expect(context.edges).toHaveLength(49);

    const group = (name: string): string => `group ${name} "${name}" { ${services(20)}\n group in "In" { ${services(20).replaceAll("service s", "service t")} } }`;
    const nested = allScenes(modelOf(`system n "N" { ${group("p")}\n${group("q")} }`)).get("containers/n")!;
    expect(nested.nodes.filter((node) => node.folded !== undefined).map((node) => [node.id, node.folded, node.parent])).toEqual([["n.p.in", 20, "n.p"], ["n.q.in", 20, "n.q"]]);
    expect(nested.nodes).toHaveLength(42);
  });

  it("folds a landscape, decisions and capabilities too", () => {
    const systems = Array.from({ length: 120 }, (_, at) => `system y${at} "Y${at}" { domain: ${at < 60 ? "a" : "b"} }`).join("\n");
    const scenes = allScenes(modelOf(`domain a "A" { ${Array.from({ length: 60 }, (_, at) => `capability c${at} "C${at}"`).join("\n")} }\ndomain b "B"\n${systems}`));
    expect(scenes.get("landscape")!.nodes.length).toBeLessThanOrEqual(50);
    expect(scenes.get("capabilities")!.nodes.length).toBeLessThanOrEqual(50);
  });

  it("says the same whatever the order of the files", () => {
    const files = Array.from({ length: 6 }, (_, at) => ({ file: `${at}.plan`, text: `system y${at} "Y${at}" { ${services(9, (n) => `-> y${(at + n) % 6}.s${(n * 7) % 9} "asks ${n}"`)} }` }));
    const scenesOf = (list: typeof files): string => {
      const workspace = createWorkspace();
      workspace.update(list);
      return JSON.stringify(listViews(workspace.model).map((view) => projectView(workspace.model, view.id)));
    };
    expect(scenesOf(files.toReversed())).toBe(scenesOf(files));
  });
});

describe("words", () => {
  it.each([
    [["browses", "buys", "buys"], "browses, buys"],
    [["reads", "reads products"], "reads products"],
    [["reads products", "reads"], "reads products"],
    [["browses, buys", "buys"], "browses, buys"],
    [["reads and writes", "writes"], "reads and writes"],
    [["reads orders", "reads carts", "writes orders"], "reads orders, carts, writes orders"],
    [["a", "b", "c", "d", "e"], "a, b, c … +2"],
    [["a long label that nearly fills the whole of a pill", "another label", "b"], "a long label that nearly fills the whole of a pill … +2"],
    [["", ""], undefined],
    [["", "calls"], "calls"],
  ])("unite %j", (labels, expected) => expect(uniteLabels(labels)).toBe(expected));

  it("unite technologies, two at most", () => {
    expect(uniteTechnologies(["gRPC", "HTTP", "gRPC"])).toBe("gRPC, HTTP");
    expect(uniteTechnologies(["a", "b", "c", "d"])).toBe("a, b … +2");
    expect(uniteTechnologies([])).toBeUndefined();
  });

  it("strip Markdown from descriptions", () => {
    expect(plainText("# Title\nwith **bold**, `__init__` and [a link](https://example.org).\n\nSecond.")).toBe("with bold, __init__ and a link.");
    expect(plainText("_accounts_ and *books* of snake_case_names, 2 * 3 * 4\n# Next\nmore")).toBe("accounts and books of snake_case_names, 2 * 3 * 4");
    expect(plainText("# Only this")).toBe("Only this");
  });
});
