# Makes an application of Django of a file of models: checks it, makes its first migration, has nothing left to make after that, migrates a database
# of PostgreSQL there and back, and reads each model. One process for each application: Django is set up once. Arguments: the tool's folder,
# the folder of the server, and the name of a database.
import importlib
import io
import json
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

import django
import psycopg
from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.management import call_command
from django.db import connection

warnings.simplefilter("error")


def judge(path, database, folder):
    name = "app"
    app = Path(folder, name)
    app.mkdir()
    (app / "__init__.py").write_text("", encoding="utf-8")
    shutil.copy(path, app / "models.py")
    sys.path.insert(0, folder)
    with psycopg.connect(host=sys.argv[2], user="judge", dbname="postgres", autocommit=True) as connected:
        connected.execute(f'CREATE DATABASE "{database}" TEMPLATE template0')
    settings.configure(
        INSTALLED_APPS=["django.contrib.postgres", name],
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "HOST": sys.argv[2], "USER": "judge", "NAME": database}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()
    found = [each for each in checks.run_checks(databases=["default"]) if each.level >= checks.WARNING]
    if found:
        raise ValueError("; ".join(f"{each.id} {each.obj}: {each.msg}" for each in found[:5]))
    models = list(apps.get_app_config(name).get_models())
    with connection.cursor() as cursor:
        # Django names schemas in the names of tables, and makes none.
        for schema in sorted({table.split('"."')[0].strip('"') for table in (model._meta.db_table for model in models) if '"."' in table}):
            cursor.execute(f'CREATE SCHEMA "{schema}"')
    quiet = {"interactive": False, "verbosity": 0, "stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("makemigrations", name, **quiet)
    importlib.invalidate_caches()
    call_command("makemigrations", name, check=True, dry_run=True, **quiet)
    call_command("migrate", **quiet)
    for model in models:
        list(model.objects.all()[:1])
    tables = len([each for each in apps.get_app_config(name).get_models(include_auto_created=True)])
    call_command("migrate", name, "zero", **quiet)
    call_command("migrate", name, **quiet)
    return {"tables": tables}


path = Path(sys.stdin.read().strip())
with tempfile.TemporaryDirectory() as folder:
    try:
        answer = judge(path, sys.argv[3], folder)
    except SystemExit:
        answer = {"error": "makemigrations --check: the models changed after the first migration"}
    except Exception as error:  # Whatever it is, the file is refused.
        answer = {"error": f"{type(error).__name__}: {error}"[:600]}
print(json.dumps({"file": str(path), **answer}), flush=True)
