import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MigrationPhase, MigrationStep } from "@groundplan/formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogueOf, openDatabase, pgliteAt, type Database } from "../../formats/test/sql/pglite.ts";
import { emitters, siteData, statusOf, type OutputFile } from "../src/index.ts";
import { plannedMigrations, sidesOfMigration, timeText, type PlannedMigration } from "../src/emitters/migrations.ts";
import { inputOf } from "./workspace.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const chinook = join(root, "../shared/cases/chinook/Chinook_PostgreSql.sql");

const SHOP = `database orders "Orders" {
  tech: postgresql@18
  entity Purchase { id: int64 key; units: int64; nanos: int32; note: string?; placed: datetime; table purchase; volume 40M }
  entity Order { id: int64 key; total: decimal(19, 9); placed_at: datetime; table orders; volume 40M; index (placed_at desc) }
}
migration orders-anew "Orders with one total" {
  mapping Purchase -> Order {
    units, nanos -> total via "units + nanos / 1e9"
    placed -> placed_at
    drop note "Nobody | reads it."
  }
  rate: 5k/s; measured: 2026-10-01; window: 4h
  validate "Nothing is given away" "select count(*) = 0 from new_orders where total < 0"
  cutover { at: 2026-11-02T02:00Z; needs: orders; downtime: 10s; steps: "Release"; abort: "Errors"; rehearsed: 2026-10-20 }
  rollback: "Until contract."
}
`;
const CHINOOK = `source chinook sql "chinook.sql" dialect postgresql
database music "Music shop" {
  tech: postgresql@18
  entity Employee from chinook.employee { illustrative }
  entity Track from chinook.track { illustrative }
  entity Customer {
    id: int32 key
    first_name: string(40) personal
    last_name: string(20) personal
    company: string(80)?
    phone: string(24)? personal
    fax: string(24)? personal
    email: email personal
    support_rep: Employee?
    index (last_name, first_name)
  }
  entity Address { customer: Customer key on delete cascade; address: string(70)? personal; city: string(40)?; state: string(40)?; country: string(40)?; postal_code: string(10)? }
  entity Invoice {
    id: int32 key
    customer: Customer
    placed_at: datetime
    billing_address: string(70)?
    billing_city: string(40)?
    billing_state: string(40)?
    billing_country: string(40)?
    billing_postal_code: string(10)?
    total: decimal(12, 2) check "total >= 0"
    status: InvoiceState = open
    index (customer, placed_at desc)
  }
  entity InvoiceLine { invoice: Invoice on delete cascade; line: int32; track: Track; price: decimal(10, 2); quantity: int32; key (invoice, line) }
}
enum InvoiceState { open; paid }
migration anew "The shop anew" {
  mapping chinook.customer -> Customer { customer_id -> id; email -> email via "lower(email)"; support_rep_id -> support_rep }
  mapping chinook.customer -> Address { customer_id -> customer }
  mapping chinook.invoice -> Invoice { invoice_id -> id; customer_id -> customer; invoice_date -> placed_at via "invoice_date AT TIME ZONE 'UTC'"; status = "'paid'" }
  mapping chinook.invoice_line -> InvoiceLine { invoice_line_id -> line; invoice_id -> invoice; track_id -> track; unit_price -> price }
  rows: 2k; batch: 100
  validate "Every invoice is the sum of its lines" """
    select not exists (select 1 from new_invoice i where i.total <> (select sum(price * quantity) from new_invoice_line l where l.invoice_id = i.id))
    """
  rollback: "Until contract."
}
`;

const planned = (files: Readonly<Record<string, string>>): PlannedMigration => plannedMigrations(inputOf(files))[0]!;
const emitted = (files: Readonly<Record<string, string>>): readonly OutputFile[] => [...emitters.find(({ artifact }) => artifact === "3.4")!.emit(inputOf(files))];
const statusOf34 = (files: Readonly<Record<string, string>>): { readonly state: string; readonly missing: readonly string[] } => statusOf(inputOf(files), () => []).artifacts.find(({ id }) => id === "3.4")!;
const textOf = (files: readonly OutputFile[], end: string): string => String(files.find(({ path }) => path.endsWith(end))!.content());

describe("a migration plan", () => {
  it("has a file for each phase and for each way back, and the plan", () => {
    expect(emitted({ "a.plan": SHOP }).map(({ path }) => path.replace(/^.*orders-anew\//, ""))).toEqual([
      "plan.md", "phases.light.svg", "phases.dark.svg", "1-expand.sql", "1-expand.rollback.sql", "2-sync.sql", "2-sync.rollback.sql", "3-backfill.sql", "4-validate.sql", "4-validate.rollback.sql", "5-switch.sql", "5-switch.rollback.sql", "6-contract.sql",
    ]);
  });

  it("says what becomes of each column, how long it takes and why, and what is locked", () => {
    const text = textOf(emitted({ "a.plan": SHOP }), "plan.md");
    expect(text).toContain("| `total` | `numeric(19, 9)` | `units`, `nanos` | `units + nanos / 1e9` |");
    expect(text).toContain("| `note` | Nobody \\| reads it. |");
    // 40 000 000 rows / 5000 a second = 8000 s.
    expect(text).toContain("**2 h 13 min** in all");
    expect(text).toContain("The rate was measured on 2026-10-01.");
    expect(text).toContain("The window of 4h is long enough: 2 h 13 min of 4 h.");
    expect(text).toContain("SHARE UPDATE EXCLUSIVE on purchase: readers and writers go on while the index");
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    expect(["0 s", "250 ms", "1.5 s", "90 s", "17 min", "2 h", "2 h 13 min"]).toEqual([0, 0.25, 1.5, 90, 1000, 7200, 8000].map(timeText));
  });

  it("is whole when all is said, and names what is not", () => {
    expect(statusOf34({ "a.plan": SHOP })).toMatchObject({ state: "complete", missing: [] });
    expect(statusOf34({ "a.plan": SHOP.replace("; rehearsed: 2026-10-20", "").replace(/ {2}validate.*\n/, "") }).missing).toEqual([
      "Orders with one total: No validation of the author's own: only that all rows and values are there is proved.", "Orders with one total: Cut-over: no rehearsal on a copy is recorded.",
    ]);
    expect(statusOf34({ "a.plan": SHOP.replace("    placed -> placed_at\n", "") })).toMatchObject({ state: "incomplete", missing: expect.arrayContaining(["Orders with one total: placed_at of orders may not be null, and nothing fills it."]) });
    expect(statusOf34({ "a.plan": SHOP.slice(0, SHOP.indexOf("migration")) }).state).toBe("not-started");
  });

  it("writes no SQL as long as it would lose or break something, and says why", () => {
    const files = emitted({ "a.plan": SHOP.replace("units + nanos / 1e9\"", "1\"").replace("    placed -> placed_at\n", "") });
    expect(files.map(({ path }) => path.replace(/^.*\//, ""))).toEqual(["plan.md"]);
    expect(textOf(files, "plan.md")).toContain("No SQL is written until this is settled.");
    const gone = emitted({ "a.plan": `source x sql "x.sql"\n${SHOP.replace("mapping Purchase", "mapping x.purchase")}` });
    expect(textOf(gone, "plan.md")).toContain("It maps no table to an entity that a database keeps.");
  });

  it("shows its phases in the workbench, where it has any", () => {
    const chartsOf = (files: Readonly<Record<string, string>>): readonly string[] => siteData(inputOf(files), { version: "0", revision: 0, status: { artifacts: [], drivers: [] } }).charts.filter(({ artifact }) => artifact === "3.4").map(({ title, svg }) => `${title} ${/expand[^]*contract/.test(svg)}`);
    expect(chartsOf({ "a.plan": SHOP })).toEqual(["Orders with one total: phases true"]);
    expect(chartsOf({ "a.plan": SHOP.slice(0, SHOP.indexOf("migration")) })).toEqual([]);
  });

  it("has the same bytes, whatever the order of the files", () => {
    const parts = [SHOP.slice(0, SHOP.indexOf("migration")), SHOP.slice(SHOP.indexOf("migration"))];
    const all = (files: Readonly<Record<string, string>>): readonly unknown[] => emitted(files).map((file) => [file.path, file.content()]);
    expect(all({ "b.plan": parts[1]!, "a.plan": parts[0]! })).toEqual(all({ "a.plan": parts[0]!, "b.plan": parts[1]! }));
  });
});

function exampleFiles(name: string): Record<string, string> {
  const folder = join(root, "examples", name);
  return Object.fromEntries(readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.(?:plan|md|sql)$/.test(file)).map((file) => [file.replaceAll("\\", "/"), readFileSync(join(folder, file), "utf8")]));
}

describe.skipIf(pgliteAt === undefined)("migrations of real schemas, run by PGlite (@electric-sql/pglite)", () => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
  }, 120_000);
  afterAll(() => database?.close());

  const reset = async (...texts: readonly string[]): Promise<void> => {
    const { rows } = await database.query("SELECT format('DROP SCHEMA %I CASCADE', nspname) AS sql FROM pg_namespace WHERE nspname NOT LIKE 'pg_%' AND nspname <> 'information_schema'");
    for (const { sql } of rows) await database.exec(String(sql));
    await database.exec("CREATE SCHEMA public");
    for (const text of texts) await database.exec(text);
  };
  const run = async (steps: readonly MigrationStep[]): Promise<void> => {
    let open = false;
    for (const { sql, alone } of steps) {
      if ((alone === true) === open) await database.exec(open ? "COMMIT" : "BEGIN");
      open = alone !== true;
      await database.exec(sql);
    }
    if (open) await database.exec("COMMIT");
  };
  const one = async (sql: string): Promise<unknown> => (await database.query(sql)).rows;

  /** Runs all phases; gives the catalogue of the new tables, and that of the schema as it is emitted. */
  async function migrate(plan: PlannedMigration, before: string, rows: string): Promise<{ readonly is: readonly string[]; readonly should: readonly string[] }> {
    const tables = new Set(plan.script.tables.map(({ table }) => `${table.schema ?? "public"}.${table.name}`));
    await reset(sidesOfMigration(plan).after);
    const should = await catalogueOf(database, (table) => tables.has(table));
    await reset(before, rows);
    for (const phase of plan.script.phases) await run(phase.steps);
    return { is: await catalogueOf(database, (table) => tables.has(table)), should };
  }

  it.each([["astronomy-shop", "addresses-apart"], ["fastapi-template", "ids-to-uuid"]] as const)("of %s makes the tables that are emitted, and keeps what is asked of the rows", { timeout: 120_000 }, async (example, name) => {
    const plan = planned(exampleFiles(example));
    const rows = readFileSync(join(root, "conformance/fixtures/migrations", `${name}.sql`), "utf8");
    const { is, should } = await migrate(plan, sidesOfMigration(plan).before, rows);
    expect(is).toEqual(should);
    const asked = [...rows.matchAll(/^-- asked: (.+) gives (.+)$/gm)];
    expect(asked.length).toBeGreaterThan(3);
    for (const [, query, answer] of asked) expect([query, ((await one(query!)) as readonly object[]).map((row) => Object.values(row).join()).join()]).toEqual([query, answer]);
  });

  it.skipIf(!existsSync(chinook))("of Chinook makes the tables that are emitted, keeps the rows, and goes back (needs the Chinook database)", { timeout: 240_000 }, async () => {
    const text = readFileSync(chinook, "utf8");
    const plan = planned({ "a.plan": CHINOOK, "chinook.sql": text });
    expect(plan.script.findings).toEqual([]);
    expect(plan.script.tables.map(({ table, mode }) => `${table.name} ${mode}`)).toEqual(["customer in place", "address copy", "invoice in place", "invoice_line copy"]);
    const loaded = text.slice(text.indexOf("\n", text.indexOf("\\c chinook")));
    const { is, should } = await migrate(plan, loaded, "");
    expect(is).toEqual(should);
    expect(await one("SELECT (SELECT count(*)::int FROM customer) AS customers, (SELECT count(*)::int FROM address) AS addresses, (SELECT count(*)::int FROM invoice_line) AS lines, (SELECT sum(total) FROM invoice) AS total, (SELECT min(placed_at)::text FROM invoice) AS first, (SELECT string_agg(DISTINCT status::text, '') FROM invoice) AS status"))
      .toEqual([{ customers: 59, addresses: 59, lines: 2240, total: "2328.60", first: expect.stringContaining("00:00:00+00"), status: "paid" }]);
    await reset(loaded);
    const [catalogue, lines] = [await catalogueOf(database), await one("SELECT md5(string_agg(c::text, '' ORDER BY customer_id)) FROM customer AS c")];
    const done: readonly MigrationPhase[] = plan.script.phases.slice(0, -1);
    for (const phase of done) await run(phase.steps);
    for (const phase of done.toReversed()) await run(phase.rollback);
    expect(await catalogueOf(database)).toEqual(catalogue);
    expect(await one("SELECT md5(string_agg(c::text, '' ORDER BY customer_id)) FROM customer AS c")).toEqual(lines);
  });
});
