# Runs each file in an empty SQLite database; then every foreign key must lead to what is there and is unique.
import json
import sqlite3
import sys


def judge(path):
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.execute("PRAGMA foreign_keys = ON")
    with open(path, encoding="utf-8") as file:
        database.executescript(file.read())
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")]
    for name in tables:
        quoted = '"' + name.replace('"', '""') + '"'
        # Compiling these resolves the keys in both directions, and tells of a mismatch.
        database.execute(f"EXPLAIN DELETE FROM {quoted}").fetchall()
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({quoted})")]
        if columns:
            database.execute(f"EXPLAIN INSERT INTO {quoted} ({', '.join(chr(34) + c.replace(chr(34), chr(34) * 2) + chr(34) for c in columns)}) VALUES ({', '.join('?' * len(columns))})", [None] * len(columns)).fetchall()
        faults = database.execute(f"PRAGMA foreign_key_check({quoted})").fetchall()
        if faults:
            raise ValueError(f"foreign keys of {name}: {faults}")
    (integrity,) = database.execute("PRAGMA integrity_check").fetchone()
    if integrity != "ok":
        raise ValueError(integrity)
    return {"tables": len(tables)}


for line in sys.stdin:
    path = line.rstrip("\n")
    if not path:
        continue
    try:
        answer = judge(path)
    except Exception as error:  # Whatever it is, the file is refused.
        answer = {"error": str(error)[:600]}
    print(json.dumps({"file": path, **answer}), flush=True)
