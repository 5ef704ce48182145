"""Databases for tests: a template with two Parties, named by what it was made from, and copies of it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from zlib import crc32

import psycopg2
from psycopg2 import sql

from infra.development import ROOT
from infra.digests import digest_of, files_under
from infra.launcher import Addresses
from infra.launcher.quick_space import QUICK_SPACE

_LOCK = 0x54455354  # one process builds the template, the others wait
_PATIENCE = 4  # tries, in each of which the server waits some seconds for the last to leave
_PARTIES = ("BB", "FJ", "VU")
_PRACTISING = "VU"
_OF_A_RUN = r"^(?:main|gw\d+|own|site|journeys|bench)_(\d+)(?:_[a-z_]+)?$"


def settings_of_tests(addresses: Addresses) -> dict[str, str]:
    """Return the variables of a process under test."""
    return addresses.environment(as_owner=True) | {
        "ENVIRONMENT": "test",
        "DATABASE_ROLE_PREFIX": "test",
        "VAR_DIR": str(ROOT / "var" / "test" / "state"),
        "DJANGO_SETTINGS_MODULE": "cites.settings",
        "LOG_LEVEL": "WARNING",
    }


def of_this_run() -> int:
    """Return the number of the process that began this run of tests, the same for all workers of it."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


class TestDatabase:
    """Makes and drops databases on the test server, as the owner."""

    __test__ = False

    def __init__(self, addresses: Addresses) -> None:
        self._owner_url = addresses.owner_url
        self.template = f"template_{_digest()}"

    def ensure_template(self) -> None:
        """Build the template where it is missing; it takes most of a minute, once."""
        with self._connected() as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            if not self._exists(cursor, self.template):
                self._build(cursor)
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])

    def drop_left_behind(self) -> None:
        """Remove the copies of runs that were killed; a copy's name has the number of its process."""
        with self._connected() as connection, connection.cursor() as cursor:
            cursor.execute("SELECT datname, substring(datname FROM %s) FROM pg_database", [_OF_A_RUN])
            found = cursor.fetchall()
        for name, process in found:
            if process and not Path(f"/proc/{process}").exists():
                self.drop(name)

    def make_once(self, name: str, fill: Callable[[str], None]) -> None:
        """Copy the template under that name and fill the copy, unless that was done; others wait meanwhile."""
        with self._connected() as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [crc32(name.encode())])
            if not self._exists(cursor, name):
                building = f"{name}_building"
                self.copy(building)
                fill(building)
                statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                cursor.execute(statement.format(sql.Identifier(building), sql.Identifier(name)))

    def copy(self, name: str, of: str = "") -> None:
        """Make a database of that name, equal to the template or to another, which front and Parties may enter."""
        self.drop(name)
        with self._connected() as connection, connection.cursor() as cursor:
            names = sql.Identifier(name), sql.Identifier(of or self.template), self._place(cursor)
            cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy {}").format(*names))
            cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
            statement = "GRANT CONNECT ON DATABASE {} TO test_front, test_parties"
            cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))

    def drop(self, name: str) -> None:
        """Remove a database, once its connections have gone; those that a failed test left open are ended."""
        gently = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
        with self._connected() as connection, connection.cursor() as cursor:
            for _ in range(_PATIENCE):
                with suppress(psycopg2.errors.ObjectInUse):
                    return cursor.execute(gently)
            cursor.execute(gently + sql.SQL(" WITH (FORCE)"))

    def owner_url(self, name: str) -> str:
        """Return the address of a database, with the owner's login."""
        return urlunsplit(urlsplit(self._owner_url)._replace(path=f"/{name}"))

    def url_without_login(self, name: str) -> str:
        """Return the address of a database for a process that is given no owner's login, as the web's."""
        parts = urlsplit(self.owner_url(name))
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])).replace(
            "postgres:/", "postgres:///", 1
        )

    def _build(self, cursor: object) -> None:
        _say("Building the template database of the tests; this happens once for each set of migrations …")
        building = f"{self.template}_building"
        self.drop(building)
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(building)))  # type: ignore[attr-defined]
        twin = ["onboard", _PRACTISING, "--practice"]
        for command in (["upgrade"], ["onboard", *_PARTIES], ["load_reference_data"], twin):
            self._manage(building, command)
        statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        cursor.execute(statement.format(sql.Identifier(building), sql.Identifier(self.template)))  # type: ignore[attr-defined]

    def _manage(self, name: str, command: list[str]) -> None:
        variables = os.environ | {"DATABASE_URL": self.owner_url(name)}
        subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *command],
            env=variables,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def _connected(self) -> "psycopg2.extensions.connection":
        connection = psycopg2.connect(self._owner_url)
        connection.autocommit = True
        return _Closing(connection)  # type: ignore[return-value]

    @staticmethod
    def _place(cursor: object) -> sql.Composable:
        """Where a copy is put: in memory if the servers found room there."""
        asked = "SELECT pg_tablespace_location(oid) FROM pg_tablespace WHERE spcname = %s"
        cursor.execute(asked, [QUICK_SPACE])  # type: ignore[attr-defined]
        found = cursor.fetchone()  # type: ignore[attr-defined]
        # Its folder went with the servers of the last run; started by hand they make no other.
        if found is None or not Path(found[0]).is_dir():
            return sql.SQL("")
        return sql.SQL("TABLESPACE {}").format(sql.Identifier(QUICK_SPACE))

    @staticmethod
    def _exists(cursor: object, name: str) -> bool:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])  # type: ignore[attr-defined]
        return cursor.fetchone() is not None  # type: ignore[attr-defined]


class _Closing:
    """A connection whose ``with`` closes it, where psycopg2's own ends a transaction."""

    def __init__(self, connection: "psycopg2.extensions.connection") -> None:
        self._connection = connection

    def __enter__(self) -> "psycopg2.extensions.connection":
        return self._connection

    def __exit__(self, *error: object) -> None:
        self._connection.close()


def _digest() -> str:
    folders = [ROOT / name for name in ("platform", "tenants", "workflows", "billing", "cms")]
    migrations = [path for folder in folders for path in files_under(folder, "migrations/*.py")]
    profiles = files_under(ROOT / "tenants" / "profiles", "*")
    onboarding = files_under(ROOT / "platform" / "cites", "accounts/onboarding.py", "permits/signing/*.py")
    invented = files_under(ROOT / "platform" / "cites", "**/invented*.py", "**/invented/*.py")
    structure = [
        *onboarding,
        *invented,
        *files_under(ROOT / "tenants", "schemas/*.py", "upgrades/*.py", "models/*.py", "services.py", "onboard*.py"),
    ]
    data = files_under(ROOT / "platform" / "cites" / "species" / "data", "*")
    # Lists of revoked certificates run out: a template serves a week.
    week = time.strftime("%G-%V", time.gmtime())
    return digest_of([*migrations, *profiles, *structure, *data, ROOT / "requirements.lock"], week)[:16]


def _say(line: str) -> None:
    sys.__stderr__.write(line + "\n")  # type: ignore[union-attr]
