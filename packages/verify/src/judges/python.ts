// Judges that are packages of Python: those of a virtual environment of the workspace, else those of the Python on PATH.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drive } from "../drivers.ts";
import { collector, saidOf, type FieldJudge, type Subject, type Tool } from "../judge.ts";
import { BrokenTool, troubleOf, type Run } from "../process.ts";
import type { Place } from "../place.ts";
import { readJson } from "./command.ts";

/** Python with what `probe` imports; the probe prints a version. It is started in folders of ours alone, so that no file of the workspace is imported by its name. */
export async function pythonTool(place: Place, run: Run, probe: string): Promise<Tool | undefined> {
  const python = place.python();
  if (!python) return undefined;
  const command: readonly [string] = [python.path];
  const { status, stdout } = await run(command, ["-c", probe], { cwd: "/", seconds: 30 });
  const version = stdout.trim();
  return status === 0 && /^[\w.+-]+$/.test(version) ? { version, from: python.from, command } : undefined;
}

function probeOf(distribution: string, ...modules: readonly string[]): string {
  return `import importlib.metadata as m, importlib.util as u, sys; sys.exit(1) if any(u.find_spec(name) is None for name in ${JSON.stringify(modules)}) else print(m.version(${JSON.stringify(distribution)}))`;
}

/** Imports each module of models and has SQLAlchemy resolve all its relationships. */
export const sqlalchemy: FieldJudge = {
  id: "sqlalchemy", title: "SQLAlchemy", formats: ["sqlalchemy"], install: "pip install sqlalchemy",
  find: (place, run) => pythonTool(place, run, probeOf("sqlalchemy", "sqlalchemy")),
  judge: (subjects, tool, bench) => drive("sqlalchemy_models.py", subjects, tool, bench),
};

/** Mypy in its strict mode, on the models of SQLAlchemy. */
export const mypy: FieldJudge = {
  id: "mypy", title: "mypy, strict", formats: ["sqlalchemy"], install: "pip install mypy sqlalchemy",
  find: (place, run) => pythonTool(place, run, probeOf("mypy", "mypy", "sqlalchemy")),
  async judge(subjects, tool, bench) {
    const { faults, add } = collector();
    for (const subject of subjects) {
      const result = await bench.run(tool.command, ["-m", "mypy", "--strict", "--no-color-output", "--no-error-summary", "--no-pretty", "--hide-error-context", "--cache-dir", join(bench.folder, "cache"), "--config-file=", subject.file], { cwd: bench.folder });
      if (result.status > 1) throw new BrokenTool(troubleOf(result));
      for (const line of result.stdout.split("\n")) {
        const found = /:(\d+): error: (.*)$/.exec(line);
        if (found) add(subject.path, `line ${found[1]}: ${found[2]}`);
      }
      if (result.status === 1 && !faults.has(subject.path)) throw new BrokenTool(troubleOf(result));
    }
    return saidOf(subjects, faults);
  },
};

interface RuffProblem {
  readonly code?: string | null;
  readonly message?: string;
  readonly filename?: string;
  readonly location?: { readonly row?: number };
}

/** What pycodestyle, Pyflakes and Bugbear find. Which rules Ruff has by itself changes with its versions. */
const RULES = "E4,E7,E9,W,F,B";

/** Ruff, as a linter. */
export const ruff: FieldJudge = {
  id: "ruff", title: "Ruff", formats: ["sqlalchemy", "alembic", "django"], install: "pip install ruff",
  find: (place, run) => pythonTool(place, run, probeOf("ruff", "ruff")),
  async judge(subjects, tool, bench) {
    const result = await bench.run(tool.command, ["-m", "ruff", "check", "--isolated", "--no-cache", "--select", RULES, "--output-format", "json", ...subjects.map(({ file }) => file)], { cwd: bench.folder });
    if (result.status > 1) throw new BrokenTool(troubleOf(result));
    const { faults, add } = collector();
    for (const { code, message, filename, location } of readJson(result.stdout, "[", troubleOf(result)) as readonly RuffProblem[]) {
      const subject = subjects.find(({ file }) => file === filename);
      if (subject) add(subject.path, `${code ?? "syntax"} at line ${location?.row ?? 1}: ${message ?? ""}`);
    }
    return saidOf(subjects, faults);
  },
};

/** Django's own checks, and the migration that it makes of the models. One process for each file: Django is set up once in each. */
export const django: FieldJudge = {
  id: "django", title: "Django", formats: ["django"], install: "pip install django psycopg[binary]",
  // Fields of PostgreSQL are imported with its client, of which there are two.
  find: async (place, run) => (await pythonTool(place, run, probeOf("django", "django", "psycopg"))) ?? pythonTool(place, run, probeOf("django", "django", "psycopg2")),
  async judge(subjects, tool, bench) {
    const said = [];
    for (const [at, subject] of subjects.entries()) {
      const app = join(bench.folder, String(at), "models_as_built");
      mkdirSync(app, { recursive: true });
      writeFileSync(join(app, "__init__.py"), "");
      writeFileSync(join(app, "models.py"), subject.text);
      said.push(...(await drive("django_models.py", [withFile(subject, app)], tool, bench)));
    }
    return said;
  },
};

function withFile(subject: Subject, file: string): Subject {
  return { ...subject, file };
}
