# Reads the folder of an application from standard input; Django checks its models and makes a migration of them, which is not written.
import importlib
import io
import json
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core import checks
from django.core.management import call_command

for line in sys.stdin:
    folder = Path(line.rstrip("\n"))
    if not line.strip():
        continue
    answer = {}
    try:
        sys.path.insert(0, str(folder.parent))
        # No database is opened: its kind alone says which fields there are.
        databases = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
        settings.configure(INSTALLED_APPS=[folder.name], DATABASES=databases, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True)
        importlib.invalidate_caches()
        django.setup()
        found = [each for each in checks.run_checks() if each.level >= checks.ERROR]
        if found:
            answer = {"error": "; ".join(f"{each.id} {each.obj}: {each.msg}" for each in found[:5])[:600]}
        else:
            call_command("makemigrations", folder.name, dry_run=True, interactive=False, verbosity=0, stdout=io.StringIO(), stderr=io.StringIO())
    except Exception as error:  # Whatever it is, the file is refused.
        answer = {"error": f"{type(error).__name__}: {error}"[:600]}
    print(json.dumps({"file": str(folder), **answer}), flush=True)
