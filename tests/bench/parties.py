"""Many Parties: how long they take to make and to upgrade, what they cost a page, and what they weigh.

Each is set beside django-tenants as it comes, on the same server in the same run. BENCH_PARTIES=30 takes fewer.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from _crowd import drop_logins, invented, profiles_of
from _place import milliseconds, product, show

from infra.development import ROOT
from infra.launcher import addresses
from infra.test_database import TestDatabase
from infra.testing import TEST_FOLDER, running_servers

PARTIES, SHIPPED = int(os.environ.get("BENCH_PARTIES", "185")), 4  # the tests' template has four, one to practise
STOCK_MADE, STOCK_UPGRADED = 3, 4  # so few, for each takes it many seconds
HERE = Path(__file__).parent
COLUMNS = {"billing": "invoice", "workflows": "case", "permits": "permit", "accounts": "organisation"}


def main() -> None:
    codes = invented(PARTIES - SHIPPED)
    with running_servers():
        try:
            with product(as_owner=True) as owner_url, tempfile.TemporaryDirectory() as name:
                _measure(owner_url, codes, Path(name))
        finally:
            drop_logins(codes)


def _measure(owner_url: str, codes: list[str], folder: Path) -> None:
    databases = Databases(owner_url)
    try:
        few = databases.copy("few")
        _fill(few)
        ours = _onboard(codes, folder)
        _fill(owner_url)
        many = databases.copy("many")
        stock = databases.copy("stock")
        _say_size(few, many)
        _compare("a Party is made", stock_made(stock), ours)
        _leave_few(stock)
        _compare("nothing to upgrade, each Party", stock_idle(stock), idle(many))
        tomorrow = _tomorrow(folder)
        _compare("a column more in four apps, each Party", stock_grown(stock, tomorrow), grown(many, tomorrow))
        _pages(many, few)
    finally:
        databases.drop()


class Databases:
    """Copies of the measured database, dropped at the end."""

    def __init__(self, owner_url: str) -> None:
        self.source = TestDatabase(addresses(TEST_FOLDER))
        self.source.template = urlsplit(owner_url).path.strip("/")
        self.names: list[str] = []

    def copy(self, word: str) -> str:
        """The owner's address of a copy as it is now."""
        from django.db import connection

        connection.close_everything()  # type: ignore[attr-defined]
        name = f"{self.source.template}_{word}"
        self.source.copy(name)
        self.names.append(name)
        return self.source.owner_url(name)

    def drop(self) -> None:
        for name in self.names:
            self.source.drop(name)


def _onboard(codes: list[str], folder: Path) -> list[float]:
    from tenants.services import onboard_party

    with profiles_of(codes, folder):
        return [milliseconds(lambda code=code: list(onboard_party(code)), 1)[0] for code in codes]  # type: ignore[misc]


def _fill(owner_url: str) -> None:
    """Barbados has people and cases."""
    _run(owner_url, "manage.py", "load_demo", ENVIRONMENT="development")


def stock_made(address: str) -> list[float]:
    return [float(line) for line in _run(address, HERE / "_stock.py", str(STOCK_MADE), stock=True).split()]


def idle(address: str) -> list[float]:
    _run(address, "manage.py", "upgrade")  # the first after an onboarding reads every history once
    return _each(milliseconds(lambda: _run(address, "manage.py", "upgrade"), 5), PARTIES)


def stock_idle(address: str) -> list[float]:
    return _each(milliseconds(lambda: _run(address, *_MIGRATE, stock=True), 2), STOCK_UPGRADED)


def grown(address: str, tomorrow: str) -> list[float]:
    said: list[str] = []
    # With an option, for the glance that ends an upgrade early does not know migrations that lie elsewhere.
    command = ("manage.py", "upgrade", "--processes=2")
    taken = milliseconds(lambda: said.append(_run(address, *command, BENCH_MIGRATIONS=tomorrow)), 1)
    assert said[0].count(f": {len(COLUMNS)} migrations") == PARTIES + 1, said[0]  # and the template
    return _each(taken, PARTIES)


def stock_grown(address: str, tomorrow: str) -> list[float]:
    taken = milliseconds(lambda: _run(address, *_MIGRATE, stock=True, BENCH_MIGRATIONS=tomorrow), 1)
    return _each(taken, STOCK_UPGRADED)


def _leave_few(address: str) -> None:
    """Take all but a few Parties from the register; their schemas stay."""
    some = f"SELECT id FROM public.tenants_party WHERE schema_name NOT LIKE 'stock%' ORDER BY id LIMIT {STOCK_UPGRADED}"
    for table in ("hostname", "partyfacts", "publishedkey"):
        _query(address, f"DELETE FROM public.tenants_{table} RETURNING 1")
    _query(address, f"DELETE FROM public.tenants_party WHERE id NOT IN ({some}) RETURNING id")


_MIGRATE = ("manage.py", "migrate_schemas", "--executor=multiprocessing")


def _each(taken: list[float], parties: int) -> list[float]:
    return [one / parties for one in taken]


def _tomorrow(folder: Path) -> str:
    """Four migrations that nobody has had yet; their modules by app."""
    from tests.tenants.later import Tomorrow

    settings = SimpleNamespace(MIGRATION_MODULES={})
    coming: Any = Tomorrow(folder, settings)
    for app, model in COLUMNS.items():
        coming.adds(app, f"operations = [migrations.AddField({model!r}, 'later', models.TextField(null=True))]")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(folder), str(HERE)])
    coming.close()
    return json.dumps(settings.MIGRATION_MODULES)


def _pages(many: str, few: str) -> None:
    hosts = _query(many, "SELECT domain FROM public.tenants_hostname ORDER BY domain")
    sys.stdout.write(_run(many, HERE / "_pages.py", many, few, json.dumps(hosts)))


def _say_size(few: str, many: str) -> None:
    before, after = (_query(address, "SELECT pg_database_size(current_database())")[0] for address in (few, many))
    each = (after - before) / (PARTIES - SHIPPED) / 1024**2
    sys.stdout.write(f"an empty Party takes {each:.1f} MB of the database\n\n")


def _query(address: str, statement: str) -> list[Any]:
    """The first column of what a statement gives."""
    raw = psycopg2.connect(address)
    with raw, raw.cursor() as cursor:
        cursor.execute(statement)
        rows = [row[0] for row in cursor.fetchall()]
    raw.close()
    return rows


def _compare(title: str, stock: list[float], ours: list[float]) -> None:
    show(title, {"django-tenants as it comes": stock, "ours": ours})
    times = statistics.median(stock) / statistics.median(ours)
    sys.stdout.write(f"{'':54} {times:.1f} times faster\n\n")
    sys.stdout.flush()


def _run(address: str, *command: Any, stock: bool = False, **variables: str) -> str:
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "_settings", **variables}
    environment.setdefault("PYTHONPATH", str(HERE))
    if stock:
        environment["BENCH_STOCK"] = "1"
    done = subprocess.run(
        [sys.executable, *map(str, command)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


if __name__ == "__main__":
    main()
