import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileName, filePaths } from "../src/file-names.ts";
import { emitters } from "../src/index.ts";
import { files, inputOf } from "./workspace.ts";

const bytes = (text: string): number => new TextEncoder().encode(text).length;
const PART = /^[A-Za-z0-9_\-\p{L}\p{N}](?:[A-Za-z0-9._\-\p{L}\p{N}]*[A-Za-z0-9_\-\p{L}\p{N}])?$/u;
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Texts that mean something to a disk, more often than chance would have it. */
const id = fc.array(fc.oneof(fc.constantFrom("..", ".", "/", "\\", "con", "NUL", "COM1", "Shop", "shop", "é", "e\u0301", "ß", "ss", "%2f", "-", "_", "\0", "\n", "~", ":", "日本"), fc.string({ unit: "binary", maxLength: 3 }), fc.constant("x".repeat(100))), { maxLength: 6 }).map((parts) => parts.join(""));

describe("the name of a file", () => {
  it("is the id where that is a name on any disk", () => {
    for (const plain of ["shop", "shop.core.Api", "placing-an-order", "_x", "0001", "naïve", "注文"]) expect(fileName(plain)).toBe(plain);
  });

  it.each(["../../../pwned", "..", ".", "", "/etc/passwd", "C:\\x", ".git", "con", "Nul.x", "lpt1.light", "a/b", "a.", "x".repeat(300), "日".repeat(100)])("is no other place, no device and not too long for %j", (odd) => {
    expect(fileName(odd)).toMatch(PART);
    expect(fileName(odd)).not.toMatch(DEVICE);
    expect(bytes(fileName(odd))).toBeLessThanOrEqual(120);
    expect(fileName(odd)).not.toBe(odd);
  });

  it("tells apart what differs in signs alone that no name may hold, or behind what is cut", () => {
    expect(fileName("a/b")).toMatch(/^a_b-[0-9a-f]{8}$/);
    expect(fileName("`Placing orders`")).toMatch(/^Placing_orders-[0-9a-f]{8}$/);
    expect(fileName("a/b")).not.toBe(fileName("a b"));
    expect(fileName(`${"x".repeat(300)}1`)).not.toBe(fileName(`${"x".repeat(300)}2`));
  });

  it("is safe for every text, and no other one's on a disk that does not tell capitals apart, in any order", () => {
    fc.assert(fc.property(fc.array(id, { maxLength: 30 }), (ids) => {
      const path = filePaths(ids);
      const made = [...new Set(ids)].map(path);
      for (const name of made) {
        expect(name).toMatch(PART);
        expect(name).not.toMatch(DEVICE);
        expect(bytes(name)).toBeLessThanOrEqual(120);
      }
      expect(new Set(made.map((name) => name.normalize("NFKD").toLowerCase())).size).toBe(made.length);
      expect([...new Set(ids)].map(filePaths([...ids].reverse()))).toEqual(made);
    }), { numRuns: 500, seed: 20261123 });
  });

  it("keeps the first of those that differ by case", () => {
    const path = filePaths(["shop.api", "shop.Api"]);
    expect([path("shop.Api"), path("shop.api")]).toEqual(["shop.Api", expect.stringMatching(/^shop\.api-[0-9a-f]{8}$/)]);
  });
});

describe("what is emitted of hostile names", () => {
  const long = "n".repeat(260);
  const HOSTILE = `system \`../../s\` "S" {
  service \`../../../svc\` "A" { api \`../../Api\` rest { place: POST /orders (Order) -> 201 Order }; api \`../../g\` grpc { place: (Order) -> Order }; -> d "x" }
  service ${long} "Long" { api Api rest { place: POST /orders (Order) -> 201 Order } }
  database d "D" { "x" }
  broker \`/k\` "K" { topic \`../t\` "T" of Order }
}
type Order { id: uuid }
view \`../../../../../../../pwned\` "P" of \`../../s\`
view CON "C" of \`../../s\`
view Case "1" of \`../../s\`
view case "2" of \`../../s\`
choice \`../../c\` "C" { candidate a "A"; candidate b "B" }
`;

  it("stays below the output folder, in names that any disk takes, each of its own", () => {
    const paths = emitters.flatMap((emitter) => [...emitter.emit(inputOf({ ...files, "hostile.plan": HOSTILE }))]).map(({ path }) => path);
    for (const what of ["/view/_pwned-", "Api-", "nnnnnn", "/choice-_c-", "/proto/", "/avro/"]) expect(paths.join("\n")).toContain(what);
    for (const path of paths) for (const part of path.split("/")) {
      expect(part).toMatch(PART);
      expect(part).not.toMatch(DEVICE);
      expect(bytes(part)).toBeLessThan(200);
    }
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    expect(paths.filter((path) => path.includes("/view/")).length).toBeGreaterThanOrEqual(8);
  });

  it("is linked from pages by the same names", () => {
    const made = emitters.flatMap((emitter) => [...emitter.emit(inputOf({ ...files, "hostile.plan": HOSTILE }))]);
    const page = made.find(({ path }) => path.endsWith("/interfaces.md"))!;
    const links = [...String(page.content()).matchAll(/\]\(([^)]+)\)/g)].map((match) => decodeURI(match[1]!));
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect(made.map(({ path }) => path)).toContain(`${page.path.slice(0, page.path.lastIndexOf("/"))}/${link}`);
  });
});
