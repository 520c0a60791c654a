// What is asked of a migration, whatever database runs it. `open` gives an empty one: `exec(sql)`, `run(phase, back)`, `lines(query)`.

const ROWS = "SELECT format('SELECT %L || o::text FROM %I.%I AS o', schemaname || '.' || tablename || ' ', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1";

/** `{}` where it does what it promises; `{error}` otherwise. */
export async function judgeMigration(migration, open, catalogue) {
  try {
    const wanted = await open();
    await wanted.exec(migration.after);
    const there = await open();
    await there.exec(migration.before);
    await there.exec(migration.rows);
    for (const phase of migration.phases) {
      await there.run(phase, false).catch((error) => {
        throw new Error(`${phase.name}: ${error.message}`);
      });
      // Begun anew, the backfill passes over what is there.
      if (phase.name === "backfill") await there.run(phase, false);
    }
    const of = (line) => migration.tables.some((table) => line.startsWith(`${table} `));
    const [should, is] = [await wanted.lines(catalogue), await there.lines(catalogue)];
    const differing = [...should.filter((line) => of(line) && !is.includes(line)).map((line) => `lacks ${line}`), ...is.filter((line) => of(line) && !should.includes(line)).map((line) => `has ${line}`)];
    if (differing.length > 0) return { error: `the catalogue is another one: ${differing.slice(0, 3).join("; ")}` };
    const left = is.filter((line) => migration.gone.some((table) => line.startsWith(`${table} `)) || /__(?:new|old)|_sync_/.test(line));
    if (left.length > 0) return { error: `something of the old side is left: ${left.slice(0, 3).join("; ")}` };
    for (const { query, answer } of migration.asked) {
      const said = (await there.lines(query)).join("\n");
      if (said !== answer) return { error: `${query} gives ${said} and not ${answer}` };
    }
    const back = await open();
    await back.exec(migration.before);
    await back.exec(migration.rows);
    const state = async () => [await back.lines(catalogue), await rowsOf(back)].flat().join("\n");
    const before = await state();
    const done = migration.phases.filter(({ name }) => name !== "contract");
    for (const phase of done) await back.run(phase, false);
    for (const phase of done.toReversed()) if (phase.rollback.length > 0) await back.run(phase, true);
    return (await state()) === before ? {} : { error: "the way back does not lead to what was there" };
  } catch (error) {
    return { error: String(error.message).replaceAll("\n", " ").slice(0, 600) };
  }
}

async function rowsOf(database) {
  const rows = [];
  for (const query of await database.lines(ROWS)) rows.push(...(await database.lines(query)));
  return rows.sort();
}
