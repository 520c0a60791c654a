# Imports each file as a module of its own and has SQLAlchemy resolve everything that its models say of each other.
import importlib.util
import json
import sys
import warnings

from sqlalchemy.orm import clear_mappers, configure_mappers

warnings.simplefilter("error")


def judge(path, name):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    # Annotations are looked up in the module by its name.
    sys.modules[name] = module
    spec.loader.exec_module(module)
    configure_mappers()


for at, line in enumerate(sys.stdin):
    path = line.rstrip("\n")
    if not path:
        continue
    answer = {}
    try:
        judge(path, f"models_{at}")
    except Exception as error:  # Whatever it is, the file is refused.
        answer = {"error": f"{type(error).__name__}: {error}"[:600]}
    # One that is refused must not be blamed on the next.
    clear_mappers()
    print(json.dumps({"file": path, **answer}), flush=True)
