"""Gives a test run its own servers, and a database copied from a template that is kept between runs."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.test_database import TestDatabase, settings_of_tests
from infra.testing import running_servers

_running: list[Iterator[None]] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Set the environment before Django reads its settings."""
    steps = _servers_and_database()
    next(steps)
    _running.append(steps)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Drop the copy and stop the servers that this run started."""
    while _running:
        next(_running.pop(), None)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for rubbish seldom, and never among thousands of collected tests: it was a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _servers_and_database() -> Iterator[None]:
    with running_servers() as addresses:
        os.environ.update(settings_of_tests(addresses))
        (Path(os.environ["VAR_DIR"]) / "static").mkdir(parents=True, exist_ok=True)
        database = TestDatabase(addresses)
        database.ensure_template()
        database.drop_left_behind()
        name = os.environ.get("PYTEST_XDIST_WORKER", "main") + f"_{os.getpid()}"
        database.copy(name)
        # Redis knows 16 databases; one each for runs side by side, so that none empties another's cache.
        os.environ["REDIS_URL"] = f"{addresses.redis_url}?db={1 + os.getpid() % 15}"
        os.environ["DATABASE_URL"] = database.url_without_login(name)
        os.environ["TEST_OWNER_URL"] = database.owner_url(name)
        try:
            yield
        finally:
            database.drop(name)
