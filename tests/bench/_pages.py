"""Run in a process of its own: an officer's list of cases, as a web worker answers it; addresses of databases given.

The rows are measured in turns, so that a busy machine slows all of them.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch
from urllib.parse import unquote, urlsplit

import django

django.setup()

from _place import milliseconds, show  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from cites.accounts.demo import demo_people  # noqa: E402
from cites.accounts.models import User  # noqa: E402
from tenants.context import party_context  # noqa: E402
from tenants.hosts import forget_hosts, party_at  # noqa: E402
from tenants.logins import Login  # noqa: E402

HOST = "bb.localhost"
ROUNDS, EACH, WARM = 6, 25, 5
ACTIVE = 64


def officer() -> Client:
    """A browser in which the officer of Barbados is signed in."""
    address = next(one.email for one in demo_people("bb") if one.email.startswith("officer@"))
    client = Client(HTTP_HOST=HOST)
    with party_context(party_at(HOST)):
        client.force_login(User.objects.get(email=address))
    return client


def ask(client: Client) -> None:
    answer = client.get("/cases/")
    assert answer.status_code == 200, answer.status_code


@contextmanager
def database(address: str) -> Iterator[None]:
    """Work on another database, with nothing kept of the one before."""
    connection.close_everything()  # type: ignore[attr-defined]
    forget_hosts()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = urlsplit(address).path.strip("/")
    yield
    connection.close_everything()  # type: ignore[attr-defined]
    connection.settings_dict["NAME"] = before
    forget_hosts()


@contextmanager
def without_tenancy(owner_url: str) -> Iterator[None]:
    """One login, one search path, one Party, and no look at the host: what Django alone would do."""
    parts = urlsplit(owner_url)
    owner = Login(unquote(parts.username or ""), unquote(parts.password or ""))
    party = party_at(HOST)
    with (
        patch("tenants.database.base.login_for", lambda *_, **__: owner),
        patch("tenants.middleware.party_at", lambda host: party),
    ):
        connection.close_everything()  # type: ignore[attr-defined]
        connection.set_tenant(party)  # type: ignore[attr-defined]
        stay = patch.object(connection, "set_tenant", lambda *_, **__: None)
        with stay, patch.object(connection, "set_schema_to_public", lambda: None):
            yield
        connection.close_everything()  # type: ignore[attr-defined]
        connection.set_schema_to_public()  # type: ignore[attr-defined]


def ways(many: str, few: str) -> dict[str, Callable[[], list[float]]]:
    def measured() -> list[float]:
        client = officer()
        milliseconds(lambda: ask(client), WARM)
        return milliseconds(lambda: ask(client), EACH)

    def plain() -> list[float]:
        client = officer()
        with without_tenancy(many):
            milliseconds(lambda: ask(client), WARM)
            return milliseconds(lambda: ask(client), EACH)

    def at(address: str, run: Callable[[], list[float]]) -> Callable[[], list[float]]:
        def there() -> list[float]:
            with database(address):
                return run()

        return there

    return {
        "without tenancy: one login, one schema, no host": at(many, plain),
        "ours, one Party in the database": at(few, measured),
        "ours, all Parties in the database": at(many, measured),
    }


def connections(hosts: list[str]) -> None:
    """What one worker and the database hold after visits to so many Parties."""
    client = Client()
    before = resident(os.getpid())
    for host in hosts:
        assert client.get("/", HTTP_HOST=host).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        pids = [pid for (pid,) in cursor.fetchall()]
    backends = sum(own_memory(pid) for pid in pids)
    say = sys.stdout.write
    say(f"{len(hosts)} Parties visited by one thread: {len(pids)} connections, ")
    say(f"{backends / len(pids) / 1024:.1f} MB each in PostgreSQL; ")
    say(f"the worker holds {resident(os.getpid()) / 1024:.0f} MB, {before / 1024:.0f} MB before\n")


def resident(pid: int) -> int:
    """Kilobytes of a process."""
    return _kilobytes(Path(f"/proc/{pid}/status"), "VmRSS")


def own_memory(pid: int) -> int:
    """Kilobytes that a process shares with nobody, with its part of what it shares."""
    return _kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss")


def _kilobytes(path: Path, name: str) -> int:
    line = next(line for line in path.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1])


def main(many: str, few: str, hosts: list[str]) -> None:
    measured: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, run in ways(many, few).items():
            measured.setdefault(name, []).extend(run())
    show("the list of cases, as an officer opens it", measured)
    with database(many):
        connections(hosts[:ACTIVE])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))
