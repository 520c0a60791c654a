import { planningOf, statusOf } from "@groundplan/artifacts";
import { fieldVerdicts } from "@groundplan/disk";
import { readSql } from "@groundplan/formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPlace, type VerifyLine } from "../src/index.ts";
import { isSchema, isSelfContained, straySql } from "../src/planner/guard.ts";
import { readPlan } from "../src/planner/plan.ts";
import { sampleOf } from "../src/planner/sample.ts";
import { PGLITE } from "../src/postgresql/pglite.ts";
import { withoutPassword } from "../src/postgresql/psql.ts";
import { bed, type Bed } from "./workspace.ts";

/** Orders of customers: some questions are served by an index, others are not. */
const PLAN = `system shop "Shop" {
  "Sells."
  database store "Store" {
    "Orders."
    tech: postgresql@18
    enum Status { open; paid; sent }
    type Address { street: string(80); city: string(40)? }
    entity Customer "Customer" {
      id: uuid key
      email: string(120) unique
      age: integer? within 18..120
      address: Address
      joined: datetime
      friends: list<Customer>
      volume 100k
    }
    entity Order "Order" {
      id: int64 key
      customer: Customer
      parent: Order?
      status: Status
      total: money check "total > 0"
      note: text?
      tags: list<string>
      placed: datetime
      index (customer, placed desc)
      index (placed)
      volume 20 per Customer
    }
    entity Rate "Rate" {
      code: string(3) key
      value: decimal(8, 4)
      volume 150
    }
    entity Log "Log" {
      id: uuid key
      text: string
    }
    access byEmail "Who signs in" { query: Customer where email = ?; rate: 5/s; time: p95 <= 5ms }
    access mine "Orders of a customer" { query: Order where customer = ? order by placed desc limit 20; rate: 5/s; time: p95 <= 5ms }
    access byStatus "Orders of a state" { query: Order where status = ? and total = ?; rate: 5/s; time: p95 <= 5ms }
    access since "New orders" { query: Order where placed >= ?; rate: 5/s; time: p95 <= 50ms }
    access rates "A rate by its value" { query: Rate where value = ?; rate: 5/s; time: p95 <= 5ms }
    access every "All customers" { query: Customer; rate: 1/d; time: p95 <= 60s }
    access logs "Logs" { query: Log where text = ?; rate: 1/d; time: p95 <= 60s }
    access withCustomer "An order with its customer" { query: Order where id = ? with customer; rate: 5/s; time: p95 <= 5ms }
  }
}
`;

let at: Bed;
beforeAll(() => {
  at = bed();
});
afterAll(() => at.remove());

// Groundplan's own modules, which a checkout has where it was installed whole.
const place = createPlace(process.cwd(), { PATH: "" });
const here = place.package(PGLITE) !== undefined;

describe.skipIf(!here)(`PostgreSQL's planner, in PGlite${here ? "" : " (not installed here)"}`, () => {
  let lines: readonly VerifyLine[] = [];
  const of = (name: string): VerifyLine => lines.find(({ file, judge }) => judge === "planner" && file === `shop.store.${name}`)!;

  beforeAll(async () => {
    ({ lines } = await at.verify(at.input(PLAN), { judges: new Set(["planner", "postgresql"]), place, seconds: 110 }));
  }, 120_000);

  it("is asked of a schema that PostgreSQL takes", () => {
    expect(lines.filter(({ judge }) => judge === "postgresql").map(({ result, detail }) => [result, detail])).toEqual([["passed", ""]]);
    expect(of("mine").version).toMatch(/^PostgreSQL 1\d\.\d+ in PGlite \d/);
  });

  it("says which index serves a question, at the size that the model gives", () => {
    expect(of("byEmail")).toMatchObject({ artifact: "3.5", result: "passed", plan: { rows: 1, scans: [{ alias: "t", table: "customer", how: "Index Scan", indexes: ["uq_customer_email"] }] } });
    const { plan, detail, result } = of("mine");
    expect(result).toBe("passed");
    expect(plan!.scans[0]!.indexes).toEqual(["ix_order_customer_id_placed"]);
    // Twenty to a customer, of two millions: neither is the sample's.
    expect(plan!.rows).toBeGreaterThan(10);
    expect(plan!.rows).toBeLessThan(40);
    expect(detail).toContain("Planner's estimate on a sample with statistics set to the modelled volumes: Orders of a customer: ");
    expect(detail).toContain("of 2000 k");
  });

  it("refuses a question that reads a large table as a whole, and says which index is missing, having tried it", () => {
    const { result, missing, plan, planWith, detail } = of("byStatus");
    expect([result, missing]).toEqual(["failed", 'CREATE INDEX ix_order_status_total ON "order" (status, total);']);
    expect(plan!.scans.map(({ how, indexes }) => [how, indexes])).toEqual([["Seq Scan", []]]);
    // Pages are those of the whole table too: 2 million rows of more than 100 bytes.
    expect(plan!.cost).toBeGreaterThan(2_000_000 * (0.01 + 100 / 8192));
    expect(planWith!.scans[0]!.indexes).toEqual(["ix_order_status_total"]);
    expect(planWith!.cost).toBeLessThan(plan!.cost / 10);
    expect(detail).toContain("reads all rows of order");
  });

  it("is asked again with a narrow range where one is open and nothing says how much it holds", () => {
    expect(of("since")).toMatchObject({ result: "passed", plan: { scans: [{ indexes: ["ix_order_placed"] }] } });
  });

  it("lets small tables, and those that are asked for as a whole, be read as a whole", () => {
    expect([of("rates").result, of("every").result]).toEqual(["passed", "passed"]);
    expect(of("every").plan!.rows).toBe(100_000);
  });

  it("gives no verdict where nothing says how large a table is", () => {
    expect(of("logs")).toMatchObject({ result: "skipped", detail: "nothing says how many rows log has, so no planner can say what is quick. Write a volume." });
  });

  it("looks at the tables that are read with it", () => {
    expect(of("withCustomer").plan!.scans.map(({ indexes }) => indexes)).toEqual([["pk_order"], ["pk_customer"]]);
  });

  it("speaks in the status of the artifact and of its driver, for exactly this model", () => {
    const statusNow = (plan: string) => {
      const input = at.input(plan);
      return statusOf(input, () => [], fieldVerdicts(at.root, input));
    };
    const now = statusNow(PLAN);
    expect(now.artifacts.find(({ id }) => id === "3.5")!.judges).toMatchObject([{ name: expect.stringMatching(/^planner PostgreSQL/) as string, result: "failed" }]);
    const driver = now.drivers.find(({ id }) => id === "3.c")!;
    expect(driver.state).toBe("fails");
    expect(driver.evidence.filter((line) => line.startsWith("Planner's estimate on a sample with statistics set to the modelled volumes: "))).toHaveLength(7);
    const larger = statusNow(PLAN.replace("volume 100k", "volume 200k"));
    expect(larger.artifacts.find(({ id }) => id === "3.5")!.judges).toMatchObject([{ result: "skipped", stale: true }]);
    expect(larger.drivers.find(({ id }) => id === "3.c")!.evidence.filter((line) => line.startsWith("Planner's estimate"))).toEqual([]);
  });

  it("says the same each time; and asks nothing of a schema that PostgreSQL refuses", async () => {
    const more = '  database other "Other" {\n    "Else."\n    tech: postgresql@18\n    entity Thing "Thing" { id: uuid key; size: integer check "size > nowhere"; volume 1k }\n    access bySize "By size" { query: Thing where size = ?; rate: 1/s; time: p95 <= 5ms }\n  }\n}\n';
    const both = await at.verify(at.input(PLAN.replace(/\}\n$/, more)), { judges: new Set(["planner", "postgresql"]), place, seconds: 110 });
    const ofStore = (judge: string, store: string): readonly VerifyLine[] => both.lines.filter((line) => line.judge === judge && line.file.includes(store));
    expect(ofStore("planner", "shop.store.")).toEqual(lines.filter(({ judge }) => judge === "planner"));
    expect(ofStore("postgresql", "shop.other.")).toMatchObject([{ result: "failed", detail: expect.stringContaining("nowhere") as string }]);
    expect(ofStore("planner", "shop.other.")).toMatchObject([{ result: "skipped", detail: expect.stringContaining("The schema is refused") as string }]);
  });
});

describe("where no PostgreSQL is here", () => {
  it("schema and questions are skipped by name", async () => {
    const { lines } = await at.verify(at.input(PLAN), { judges: new Set(["planner", "postgresql"]) });
    expect(new Set(lines.map(({ judge, result }) => `${judge} ${result}`))).toEqual(new Set(["postgresql skipped", "planner skipped"]));
    expect(lines[0]!.detail).toContain("npm install --save-dev @electric-sql/pglite");
  });

  it.each([
    ["mysql://me@host/db", "is none of a PostgreSQL"],
    ["-c DROP", "is none of a PostgreSQL"],
    ["postgresql://me:pass word@@host/db", "cannot be read"],
    ["postgresql://me@host/db", "psql is not on PATH"],
  ])("a database that is named and cannot be asked stops it: %s", async (database, message) => {
    at.program("psql", "process.exit(2)");
    const without = createPlace(at.root, { PATH: message.startsWith("psql") ? "" : at.bin }, at.root);
    await expect(at.verify(at.input(PLAN), { judges: new Set(["planner"]), database, place: without })).rejects.toThrow(message);
  });

  it("a password is never among the arguments of a program", () => {
    expect(withoutPassword("postgresql://me:se%40cret@host:5432/db?sslmode=require")).toEqual({ target: "postgresql://me@host:5432/db?sslmode=require", password: "se@cret" });
    expect(withoutPassword("postgres:///db?host=/tmp&password=secret&user=me")).toEqual({ target: "postgres:///db?host=/tmp&user=me", password: "secret" });
  });
});

describe("what is sent to a database that is named", () => {
  it.each(["total > 0", "name ~ '^\\d+$'", "note <> 'it''s; fine -- really'", '"odd;name" > 1', "placed >= $1 AND a = ANY($2)"])("ends where it seems to: %s", (sql) => expect(isSelfContained(sql)).toBe(true));
  it.each(["true); COPY a TO PROGRAM 'x'; --", "a = 'open", "a = E'\\'; DROP TABLE b; --'", "a /* b", "a = $$x$$", "a -- b", '"open', "a\\! ls", "U&'\\0027'"])("or is not sent: %s", (sql) => expect(isSelfContained(sql)).toBe(false));

  it("is definitions alone", () => {
    const [store] = planningOf(at.input(PLAN));
    expect(isSchema(store!.schema)).toBe(true);
    expect(straySql(store!.document)).toBeUndefined();
    for (const more of ["COMMIT;", "SELECT pg_sleep(1);", "DROP TABLE customer;", "COPY customer TO PROGRAM 'x';", "CREATE FUNCTION f() RETURNS int AS 'x' LANGUAGE c;", "\\! ls"]) expect([more, isSchema(`${store!.schema}\n${more}\n`)]).toEqual([more, false]);
    const hostile = planningOf(at.input(PLAN.replace("total > 0", "true); COPY x TO PROGRAM 'y'; --")))[0]!;
    expect(straySql(hostile.document)).toContain("COPY");
  });
});

describe("the sample", () => {
  it("follows from the document alone, in an order in which references find what they lead to", () => {
    const [store] = planningOf(at.input(PLAN));
    const [first, again] = [sampleOf(store!.document, store!.rows), sampleOf(store!.document, store!.rows)];
    expect(first).toEqual(again);
    const keys = first.map(({ key }) => key);
    expect(keys.indexOf(".customer")).toBeLessThan(keys.indexOf(".order"));
    expect(first.find(({ key }) => key === ".rate")!.count).toBe(150);
    expect(first.find(({ key }) => key === ".order")!.count).toBe(2000);
    // Five friends each, as sizes are estimated.
    expect(store!.rows.get(".customer_friends")).toBe(500_000);
    expect(JSON.stringify(first)).not.toMatch(/random\(|now\(/);
  });

  it("quotes every name, whatever it is", () => {
    const { document } = readSql('CREATE TABLE "a; DROP TABLE b --" ("x\'y" integer PRIMARY KEY);', { dialect: "postgresql" });
    expect(sampleOf(document, new Map())[0]!.insert).toMatch(/^INSERT INTO "a; DROP TABLE b --" \("x'y"\)/);
  });
});

describe("a plan", () => {
  it("is read with the indexes of what a bitmap gathers", () => {
    const plan = readPlan('[{"Plan":{"Node Type":"Sort","Total Cost":12.5,"Plan Rows":3,"Plans":[{"Node Type":"Bitmap Heap Scan","Relation Name":"a","Alias":"t","Plan Rows":3,"Plans":[{"Node Type":"BitmapOr","Plans":[{"Node Type":"Bitmap Index Scan","Index Name":"ix_1","Index Cond":"(x = 1)"},{"Node Type":"Bitmap Index Scan","Index Name":"ix_2"}]}]}]}}]');
    expect(plan).toEqual({ sorts: true, cost: 12.5, rows: 3, scans: [{ alias: "t", table: "a", how: "Bitmap Heap Scan", indexes: ["ix_1", "ix_2"], rows: 3, condition: "(x = 1)", filter: undefined }] });
  });

  it.each(["", "[]", "{", '[{"Plan":null}]'])("that is none is told: %s", (text) => expect(() => readPlan(text)).toThrow());
});
