"""Where a measurement runs: the test servers, and a database of its own copied from the tests' template."""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from infra.test_database import TestDatabase, settings_of_tests
from infra.testing import running_servers


@contextmanager
def product(*, as_owner: bool) -> Iterator[str]:
    """Set Django up on a database that is dropped afterwards; yield the address with the owner's login."""
    with running_servers() as addresses:
        os.environ.update(settings_of_tests(addresses))
        (Path(os.environ["VAR_DIR"]) / "static").mkdir(parents=True, exist_ok=True)
        database = TestDatabase(addresses)
        database.drop_left_behind()
        database.ensure_template()
        name = f"bench_{os.getpid()}"
        database.copy(name)
        try:
            owner_url = database.owner_url(name)
            os.environ["DATABASE_URL"] = owner_url if as_owner else database.url_without_login(name)
            django.setup()
            yield owner_url
        finally:
            _close()
            database.drop(name)


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    """Return how long each of ``times`` runs of ``work`` took."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def show(title: str, measured: dict[str, list[float]]) -> None:
    """Print a table of medians, and of their ratios to the first row."""
    first = statistics.median(next(iter(measured.values())))
    rows = [f"{title:54} {'runs':>6} {'median ms':>10} {'ratio':>7}"]
    for name, taken in measured.items():
        median = statistics.median(taken)
        rows.append(f"{name:54} {len(taken):6} {median:10.2f} {median / first:7.2f}")
    sys.stdout.write("\n".join(rows) + "\n")


def _close() -> None:
    from django.db import connection

    connection.close_everything()  # type: ignore[attr-defined]
