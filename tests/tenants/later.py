"""Migrations of tomorrow, for tests of the upgrade: a copy of an app's own with some added."""

import importlib
import shutil
import sys
import textwrap
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

_HEAD = """
import django.db.models as models
from django.db import migrations
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently

class Migration(migrations.Migration):
    dependencies = [({app!r}, {before!r})]
"""


class Tomorrow:
    """``tomorrow.adds("billing", "operations = […]")`` appends one migration to that app's."""

    def __init__(self, folder: Path, settings: Any) -> None:
        self._folder, self._settings = folder, settings
        self._added: dict[str, int] = {}
        self._newest: dict[str, str] = {}
        settings.MIGRATION_MODULES = {}
        sys.path.insert(0, str(folder))

    def adds(self, app: str, body: str) -> str:
        """Add a migration with this class body and return its name."""
        package = self._package(app)
        number = self._added[app] = self._added.get(app, 0) + 1
        name = f"9{number:03}_tomorrow"
        text = _HEAD.format(app=app, before=self._newest[app]) + textwrap.indent(textwrap.dedent(body), "    ")
        (package / f"{name}.py").write_text(text)
        self._newest[app] = name
        importlib.invalidate_caches()
        return name

    def close(self) -> None:
        """Forget them."""
        sys.path.remove(str(self._folder))
        for module in [name for name in sys.modules if name.startswith("tomorrow_")]:
            del sys.modules[module]

    def _package(self, app: str) -> Path:
        package = self._folder / f"tomorrow_{app}"
        if not package.exists():
            own = Path(apps.get_app_config(app).path) / "migrations"
            shutil.copytree(own, package, ignore=shutil.ignore_patterns("__pycache__"))
            self._newest[app] = _leaf(app)
            self._settings.MIGRATION_MODULES = self._settings.MIGRATION_MODULES | {app: package.name}
        for module in [name for name in sys.modules if name.startswith(package.name)]:
            del sys.modules[module]
        return package


def _leaf(app: str) -> str:
    (name,) = [name for label, name in MigrationLoader(None).graph.leaf_nodes() if label == app]
    return name
