// What is written in Python: models and migrations are run on PostgreSQL, and read by the linter, the formatter and the type checkers of the field.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { findPostgresql, withPostgresql } from "./databases.mjs";
import { drive, pythonTool, run, verdicts } from "./tool.mjs";

const sqlalchemyVersion = "2.1.9";
const alembicVersion = "1.20.1";
const psycopgVersion = "3.3.9";
const djangoVersion = "5.2.19";
const stubsVersion = "6.1.2";
const mypyVersion = "2.4.1";
const ruffVersion = "0.17.6";

const MODELS = /\/python\/[^/]+\/models\.py$/;
const APPS = /\/django\/[^/]+\/models\.py$/;
const ANY = /\/(?:python|django)\/.+\.py$/;

/** The libraries that the code is written for, with what types are told by; each judge runs in one of the two. */
const alchemy = async () => {
  await findPostgresql();
  return pythonTool("sqlalchemy", `${sqlalchemyVersion}-${alembicVersion}-${mypyVersion}`, [`sqlalchemy==${sqlalchemyVersion}`, `alembic==${alembicVersion}`, `psycopg[binary]==${psycopgVersion}`, `mypy==${mypyVersion}`]);
};
const framework = async () => {
  await findPostgresql();
  return pythonTool("django", `${djangoVersion}-${stubsVersion}-${mypyVersion}`, [`django==${djangoVersion}`, `django-stubs==${stubsVersion}`, `psycopg[binary]==${psycopgVersion}`, `mypy==${mypyVersion}`]);
};
const python = (folder) => join(folder, "bin/python");

const model = (more) => `"""Models."""

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """What all models have in common."""


class A(Base):
    """An A."""

    __tablename__ = "a"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
${more}`;

export const sqlalchemy = {
  id: "sqlalchemy", title: "SQLAlchemy", version: sqlalchemyVersion, matches: MODELS, install: alchemy,
  judge: (folder, files) => withPostgresql((server, _, prefix) => drive("python_models.py", folder, files, { command: python(folder), args: ["models", server, prefix] })),
  // Well-formed; nothing says how the two belong together.
  broken: { "python/broken/models.py": model('    bs: Mapped[list["B"]] = relationship(back_populates="a")\n\n\nclass B(Base):\n    """A B."""\n\n    __tablename__ = "b"\n\n    id: Mapped[int] = mapped_column(primary_key=True)\n    a: Mapped["A"] = relationship(back_populates="bs")\n') },
};

export const alembic = {
  id: "alembic", title: "Alembic", version: alembicVersion, matches: MODELS, install: alchemy,
  judge: (folder, files) => withPostgresql((server, _, prefix) => drive("python_models.py", folder, files, { command: python(folder), args: ["migrations", server, prefix] })),
  // Both are well-formed; the migration makes a column that is shorter than the model's.
  broken: {
    "python/broken/models.py": model('    name: Mapped[str] = mapped_column(sa.String(200))\n'),
    "python/broken/versions/0001_initial.py": '"""Make a."""\n\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision = "0001"\ndown_revision = None\n\n\ndef upgrade():\n    op.create_table(\n        "a",\n        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),\n        sa.Column("name", sa.String(20), nullable=False),\n    )\n\n\ndef downgrade():\n    op.drop_table("a")\n',
  },
};

export const django = {
  id: "django", title: "Django", version: djangoVersion, matches: APPS, install: framework,
  judge: (folder, files) =>
    withPostgresql(async (server, _, prefix) => {
      const answers = [];
      for (const [at, file] of files.entries()) answers.push(...(await drive("django_app.py", folder, [file], { command: python(folder), args: [server, `${prefix}${at}`] })));
      return answers;
    }),
  // Well-formed; both lead back from the other by one name.
  broken: { "django/broken/models.py": 'from django.db import models\n\n\nclass A(models.Model):\n    name = models.TextField()\n\n\nclass B(models.Model):\n    first = models.ForeignKey(A, on_delete=models.CASCADE)\n    second = models.ForeignKey(A, on_delete=models.CASCADE)\n' },
};

export const mypySqlalchemy = {
  id: "mypy", title: "mypy --strict, SQLAlchemy", version: mypyVersion, matches: /\/python\/.+\.py$/, install: alchemy,
  judge: (folder, files) => typed(folder, files, ""),
  // Well-formed; the name may be none, which is no text.
  broken: { "python/broken/models.py": model('    name: Mapped[str | None] = mapped_column(sa.Text)\n\n    def called(self) -> str:\n        """Its name."""\n        return self.name\n') },
};

export const mypyDjango = {
  id: "mypy-django", title: "mypy --strict, Django", version: mypyVersion, matches: APPS, install: framework,
  judge: (folder, files) => typed(folder, files, "plugins = mypy_django_plugin.main\n\n[mypy.plugins.django-stubs]\ndjango_settings_module = judge_settings\n"),
  // Well-formed; what the name is may be none.
  broken: { "django/broken/models.py": 'from django.db import models\n\n\nclass A(models.Model):\n    name = models.TextField(null=True)\n\n    def __str__(self) -> str:\n        return self.name\n' },
};

/** Each file is a module, or an application, with a name of its own; all are checked at once, as Python 3.11. */
async function typed(folder, files, plugins) {
  return inCopy(files, async (copy, placed) => {
    const apps = [...new Set(placed.map(({ path }) => path.split("/")[0]))];
    for (const app of apps) writeFileSync(join(copy, app, "__init__.py"), "");
    writeFileSync(join(copy, "judge_settings.py"), `SECRET_KEY = "judge"\nINSTALLED_APPS = ["django.contrib.postgres", ${apps.map((app) => JSON.stringify(app)).join(", ")}]\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}\n`);
    writeFileSync(join(copy, "mypy.ini"), `[mypy]\npython_version = 3.11\nstrict = True\nexplicit_package_bases = True\nwarn_unreachable = True\n${plugins}`);
    const { stdout, stderr, status } = await run(python(folder), ["-m", "mypy", "--no-color-output", "--no-error-summary", "--hide-error-context", "--cache-dir", join(folder, "mypy-cache"), ...placed.map(({ path }) => path)], { cwd: copy, env: { PYTHONPATH: copy, PYTHONDONTWRITEBYTECODE: "1" }, seconds: 300 });
    if (status !== 0 && status !== 1) throw new Error((stderr || stdout).trim().slice(-600));
    return told(placed, stdout);
  });
}

export const ruff = {
  id: "ruff", title: "Ruff, lint and format", version: ruffVersion, matches: ANY,
  install: () => pythonTool("ruff", ruffVersion, [`ruff==${ruffVersion}`]),
  judge: (folder, files) =>
    inCopy(files, async (copy, placed) => {
      // Not asked for: E501, which is the formatter's; DJ001, since what may be null in the model may be null; RUF012, since `Meta` and
      // `__table_args__` are what their libraries ask for; and what is of names and of how much there is, which the model says.
      writeFileSync(join(copy, "ruff.toml"), 'target-version = "py311"\nline-length = 100\n\n[lint]\nignore = ["DJ001", "E501", "PLC2401", "PLR0915", "RUF012"]\nselect = ["E", "W", "F", "I", "UP", "B", "BLE", "C4", "DJ", "DTZ", "ERA", "FA", "FBT", "ICN", "ISC", "N", "PERF", "PGH", "PIE", "PL", "PTH", "RET", "RSE", "RUF", "S", "SIM", "SLF", "T20", "TID", "TRY", "YTT"]\n');
      const answers = [];
      for (const args of [["check", "--output-format", "concise"], ["format", "--check", "--output-format", "concise"]]) {
        const { stdout, stderr, status } = await run(join(folder, "bin/ruff"), [...args, "--no-cache", "--quiet", ...placed.map(({ path }) => path)], { cwd: copy, seconds: 120 });
        if (status !== 0 && status !== 1) throw new Error((stderr || stdout).trim().slice(0, 600));
        answers.push(stdout);
      }
      return told(placed, answers.join("\n"));
    }),
  // Well-formed and formatted; the type is nowhere.
  broken: { "python/broken/models.py": model("    name: Mapped[Nowhere] = mapped_column(sa.Text)\n") },
};

/** Copies of files in a folder of their own, each below a name that Python takes for a package. */
async function inCopy(files, use) {
  const copy = mkdtempSync(join(tmpdir(), "groundplan-python-"));
  try {
    const roots = new Map();
    const placed = files.map((file) => {
      const root = /^(.*\/(?:python|django)\/[^/]+)\//.exec(file)[1];
      if (!roots.has(root)) roots.set(root, `app${roots.size}`);
      const path = join(roots.get(root), relative(root, file));
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      cpSync(file, join(copy, path));
      return { file, path };
    });
    return await use(copy, placed);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** What a program said of each file, in lines that begin with its path. */
function told(placed, output) {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !/: note:/.test(line));
  const answers = placed.map(({ file, path }) => {
    const own = lines.filter((line) => line.startsWith(`${path}:`) || line.includes(` ${path}`));
    return own.length === 0 ? { file } : { file, error: `${own.length} problems: ${own.slice(0, 6).join("; ").replaceAll(`${path}:`, "line ")}` };
  });
  const known = answers.some(({ error }) => error !== undefined);
  if (lines.length > 0 && !known) throw new Error(lines.slice(0, 6).join("; "));
  return verdicts(placed.map(({ file }) => file), answers.map((answer) => JSON.stringify(answer)).join("\n"));
}
