import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { putIn, runIn, type Answer } from "./command.ts";
import { contract, departures } from "./shapes.ts";

const examples = join(dirname(fileURLToPath(import.meta.url)), "../../../examples");
let root = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "groundplan-diff-")));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const run = (...argv: string[]): Promise<Answer> => runIn(root, argv);

const put = (path: string, text: string): void => putIn(root, path, text);

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(join(root, path), "utf8");
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  writeFileSync(join(root, path), text.replace(from, to));
}

function git(...args: string[]): void {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.com", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.com" };
  execFileSync("git", args, { cwd: root, env, stdio: "ignore" });
}

function commit(): void {
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", "x");
}

interface Told {
  readonly changes: readonly { readonly change: string; readonly what: string; readonly id: string; readonly breaking: boolean; readonly rule?: string; readonly consumers: readonly { readonly id: string; readonly how: string; readonly file: string; readonly line: number }[] }[];
  readonly from: { readonly name: string; readonly kind: string };
  readonly to: { readonly name: string; readonly kind: string };
}

async function told(...argv: string[]): Promise<{ status: number; report: Told }> {
  const { status, out } = await run("diff", ...argv, "--format", "json");
  return { status, report: JSON.parse(out) as Told };
}

const SHOP = 'service cart "Cart" {\n  api Api rest {\n    get: GET /cart -> 200 Item\n    list: GET /carts -> 200 list<Item>\n  }\n}\nservice web "Web" { -> cart.Api.get "asks" }\ntype Item { sku: string; count: int32 }\n';

describe("groundplan diff", () => {
  it("compares a revision with the working tree, two revisions, ranges and folders", async () => {
    git("init", "-q", "-b", "main");
    put("a.plan", SHOP);
    commit();
    git("checkout", "-q", "-b", "topic");
    edit("a.plan", "; count: int32", "");
    commit();
    edit("a.plan", '"Web"', '"Pages"');
    const ids = async (...argv: string[]): Promise<readonly unknown[]> => {
      const { status, report } = await told(...argv);
      return [status, report.from.name, report.to.name, report.changes.map(({ change, id }) => `${change} ${id}`)];
    };
    expect(await ids("topic")).toEqual([0, "topic", "the working tree", ["changed web"]]);
    expect(await ids("main")).toEqual([1, "main", "the working tree", ["removed Item.count", "changed web"]]);
    expect(await ids("main", "topic")).toEqual([1, "main", "topic", ["removed Item.count"]]);
    expect(await ids("main..topic")).toEqual([1, "main", "topic", ["removed Item.count"]]);
    expect(await ids("topic..main")).toEqual([0, "topic", "main", ["added Item.count"]]);
    expect(await ids("main..")).toEqual([1, "main", "HEAD", ["removed Item.count"]]);
    git("checkout", "-q", "-f", "main");
    edit("a.plan", '"Cart"', '"Basket"');
    commit();
    expect(await ids("main...topic")).toEqual([1, "main", "topic", ["removed Item.count"]]);
    put("old/a.plan", SHOP);
    put("new/a.plan", SHOP.replace("; count: int32", ""));
    expect(await ids("old", "new")).toEqual([1, "old", "new", ["removed Item.count"]]);
    expect(await ids("../" + root.slice(root.lastIndexOf("/") + 1) + "/old", "./new")).toEqual([1, expect.stringContaining("/old"), "./new", ["removed Item.count"]]);
    // A name that is both is the revision's.
    git("branch", "old", "topic");
    expect((await told("old", "new", "--workspace", ".")).report.from.kind).toBe("revision");
    expect((await told("./old", "new")).report.from.kind).toBe("folder");
  });

  it("needs no repository for two folders", async () => {
    put("old/a.plan", SHOP);
    put("new/a.plan", SHOP);
    expect(await run("diff", "old", "new")).toEqual({ status: 0, out: "No change from old to new; nothing breaks\n", err: "" });
  });

  it("exits with 1 where a consumer breaks, and with 0 where only a contract without one does", async () => {
    put("old/a.plan", SHOP);
    put("new/a.plan", SHOP.replace("    list: GET /carts -> 200 list<Item>\n", ""));
    const silent = await run("diff", "old", "new");
    expect([silent.status, silent.out]).toEqual([0, expect.stringContaining("breaks no consumer in this model")]);
    put("new/a.plan", SHOP.replace("    get: GET /cart -> 200 Item\n", "").replace(' { -> cart.Api.get "asks" }', ""));
    const loud = await run("diff", "old", "new", "--breaking");
    expect([loud.status, loud.out]).toEqual([1, expect.stringContaining('breaks web: calls it ("asks") (a.plan:7, no more in new)')]);
    expect(loud.out).not.toContain("relation");
  });

  it("compares what is known of models with errors, and says so", async () => {
    put("old/a.plan", SHOP);
    put("new/a.plan", `${SHOP}service b { -> nowhere "x" }\n`);
    const { status, out } = await run("diff", "old", "new");
    expect([status, out]).toEqual([0, expect.stringContaining("The second model has an error")]);
    expect(out).toContain("+ added service");
    put("new/b.plan", "\u0000\u0001");
    const unread = await run("diff", "old", "new");
    expect([unread.status, unread.err]).toEqual([2, "groundplan: in new, b.plan is left out: it is binary, not text.\n"]);
  });

  it("goes by proto.lock of each revision, and by adopted files as they were", async () => {
    git("init", "-q", "-b", "main");
    put("w/a.plan", 'source demo proto "../demo.proto"\nservice cart { api CartService grpc { Add: (Item) -> Item }\n  api Old grpc from demo.OldService }\nservice web { -> cart.CartService.Add "adds"; -> cart.Old.Get "gets" }\ntype Item { sku: string; count: int32 }\n');
    put("demo.proto", 'syntax = "proto3";\npackage demo;\nservice OldService { rpc Get(Thing) returns (Thing); }\nmessage Thing { string id = 1; }\n');
    put("w/proto.lock", "cart.v1.Item.sku = 1\ncart.v1.Item.count = 2\n");
    commit();
    put("w/proto.lock", "cart.v1.Item.count = 1\ncart.v1.Item.sku = 2\n");
    edit("demo.proto", "string id = 1", "int64 id = 1");
    const { status, report } = await told("HEAD", "--workspace", "w", "--breaking");
    expect([status, report.changes.map(({ what, id, rule, consumers }) => [what, id, rule, consumers.map((each) => `${each.id} ${each.file}:${each.line}`)])]).toEqual([1, [
      ["contract", "Item.count", "FIELD_SAME_NAME", ["web a.plan:4"]], ["contract", "Item.sku", "FIELD_SAME_NAME", ["web a.plan:4"]], ["type", "demo.Thing.id", "FIELD_SAME_TYPE", ["web a.plan:4"]],
    ]]);
    put("w/proto.lock", "nonsense\n");
    expect((await run("diff", "HEAD", "--workspace", "w")).err).toContain("in the working tree, proto.lock:1 is no lock (This line is no entry of a lock.)");
  });

  it("has the shape of the contract, and text without a control character", async () => {
    put("old/a.plan", SHOP);
    put("new/a.plan", `${SHOP.replace("sku: string; ", "")}service b "\u001b[2J" { }\n`);
    expect(departures(JSON.parse((await run("diff", "old", "new", "--format", "json")).out), contract.diff)).toEqual([]);
    for (const format of ["text", "markdown"]) expect((await run("diff", "old", "new", "--format", format)).out).not.toContain("\u001b");
  });

  it.each([
    [[], "missing required argument 'revisions'"],
    [["a", "b", "c"], "3 revisions are named."],
    [["nowhere"], "There is no revision nowhere in this repository."],
    [["nowhere..HEAD"], "There is no revision nowhere"],
    [["HEAD", "--format", "yaml"], "There is no format yaml."],
    [["--", "--output=x"], "--output=x is no name of a revision."],
    [["--", "-"], "- is no name of a revision."],
    [[""], "An empty text is no name of a revision."],
    [["HEAD", "--workspace", "nowhere"], "There is no folder nowhere."],
    [["HEAD", "--workspace", "late"], "At HEAD there is no folder late."],
    [["HEAD", "--workspace", "empty"], "There are no plan files in HEAD."],
  ])("says what is wrong with %j, and exits with 2", async (argv, message) => {
    git("init", "-q", "-b", "main");
    put("a.plan", SHOP);
    put("empty/x.txt", "");
    commit();
    put("late/a.plan", SHOP);
    const { status, err, out } = await run("diff", ...argv);
    expect([status, err, out]).toEqual([2, expect.stringContaining(message), ""]);
  });

  it("says that there is no repository", async () => {
    put("a.plan", SHOP);
    expect(await run("diff", "HEAD")).toEqual({ status: 2, out: "", err: expect.stringContaining("lies in no git repository: there are no revisions to read.") });
  });
});

describe("groundplan diff of the astronomy shop", () => {
  it("names who is broken by an operation, a field, a number and a column", async () => {
    git("init", "-q", "-b", "main");
    cpSync(join(examples, "astronomy-shop"), join(root, "design"), { recursive: true });
    commit();
    edit("design/ordering.plan", "      GetQuote: POST /get-quote (GetQuoteRequest) -> 200 GetQuoteResponse | 500\n", "");
    edit("design/web-contract.plan", "text: string number 2", "text: int32 number 3");
    edit("design/catalogue-data.plan", '    picture: string? { "The name of a file; the image provider serves it." }\n', "");
    edit("design/web-api.plan", "quantity: int32 within 1..10 }", "quantity: int32 within 1..10; gift: boolean }");
    const { status, report } = await told("HEAD", "--workspace", "design", "--breaking");
    expect([status, report.changes.map(({ change, what, id, rule, consumers }) => [`${change} ${what} ${id}`, rule, [...new Set(consumers.map((each) => each.id))].join(" ")])]).toEqual([1, [
      ["changed number shop.Ad.text", "FIELD_NO_DELETE", "shop.frontend shop.frontend.service-clients telemetry.otel-collector.receivers"],
      // Books are kept in the same database, and not of products.
      ["removed element shop.astronomy-db.Product.picture", "column-dropped", "shop.product-catalog.product-store telemetry.otel-collector.receivers"],
      ["added element shop.frontend.CartItem.gift", "field-added", "shop.frontend-proxy shop.frontend.ProductScreen shop.mobile.MobileProducts"],
      ["removed element shop.shipping.ShippingService.GetQuote", "operation-removed", "shop.checkout shop.checkout.preparation shop.frontend shop.frontend.service-clients"],
    ]]);
    const quote = report.changes.find(({ id }) => id.endsWith("GetQuote"))!.consumers.find(({ id }) => id === "shop.checkout.preparation")!;
    expect(readFileSync(join(root, "design", quote.file), "utf8").split("\n")[quote.line - 1]).toContain("ShippingService.GetQuote");
  });
});
