"""A glance that tells whether anything is left to upgrade: names on disk and histories, compared by digest.

It loads no model: settings, one connection and two questions.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings

from tenants.names import PUBLIC, TEMPLATE
from tenants.upgrades.histories import digests


def note_done() -> None:
    """Remember that at this moment nothing is left to upgrade."""
    from tenants.context import as_owner
    from tenants.models import UpgradeMark

    with as_owner(PUBLIC):
        from django.db import connection

        with connection.cursor() as cursor:
            mark = {"disk": disk_digest(settings.INSTALLED_APPS), "histories": histories_digest(cursor)}
        UpgradeMark.objects.update_or_create(pk=1, defaults=mark)


def nothing_to_do() -> bool:
    """Tell whether the last upgrade left nothing, and neither disk nor any schema changed since."""
    try:
        with _connected() as cursor:
            cursor.execute("SELECT disk, histories FROM public.tenants_upgrademark")
            mark = cursor.fetchone()
            now = (disk_digest(settings.INSTALLED_APPS), histories_digest(cursor))
            return mark is not None and tuple(mark) == now and not _in_maintenance(cursor)
    except psycopg2.Error:
        return False  # the upgrade itself will say what is wrong


def histories_digest(cursor: Any) -> str:
    """Return a digest of what every schema has had."""
    cursor.execute("SELECT schema_name FROM public.tenants_party")
    schemas = [PUBLIC, TEMPLATE, *(schema for (schema,) in cursor.fetchall())]
    found = digests(cursor, schemas)
    return _digest(f"{schema} {found.get(schema, '')}" for schema in schemas)


def disk_digest(installed: Iterable[str]) -> str:
    """Return a digest of the names of all migrations of ``installed``, read from their folders."""
    return _digest(name for entry in installed for name in _names_in(entry))


def _names_in(entry: str) -> Iterator[str]:
    # An entry is a package or the class of its registration; the package is the part that is a folder.
    top, *rest = entry.split(".")
    spec = importlib.util.find_spec(top)
    for root in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(root)
        for part in rest:
            folder = folder / part if (folder / part).is_dir() else folder
        for path in (folder / "migrations").glob("[!_]*.py"):
            yield f"{entry}/{path.stem}"


def _digest(names: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()


def _in_maintenance(cursor: Any) -> bool:
    cursor.execute("SELECT count(*) FROM public.tenants_party WHERE maintenance_reason <> ''")
    return bool(cursor.fetchone()[0])


class _connected:
    """A cursor as the owner, without Django."""

    def __enter__(self) -> Any:
        database = settings.DATABASES["default"]
        self._connection = psycopg2.connect(
            dbname=database["NAME"], user=database["USER"], password=database["PASSWORD"],
            host=database["HOST"], port=database["PORT"] or None,
        )  # fmt: skip
        return self._connection.cursor()

    def __exit__(self, *error: object) -> None:
        self._connection.close()
