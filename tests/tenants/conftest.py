"""A country that only one test's own database knows, and the product's commands as processes of their own."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.core.files.storage import default_storage
from django.db import connection

from infra.development import ROOT
from infra.testing import TEST_FOLDER
from tenants.context import as_owner, as_public
from tenants.models import Party
from tenants.names import PUBLIC
from tests.factories.accounts import person

Ended = tuple[int, str, str]


@pytest.fixture
def no_role_left() -> Iterator[None]:
    """Roles and folders belong to the whole server: one test at a time makes these, and begins without a killed one's.

    They go after that test's database.
    """
    with (TEST_FOLDER / "grenada.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for folder in Path(default_storage.base_location).glob("party_gd*"):
            shutil.rmtree(folder)
        yield
        raw = psycopg2.connect(os.environ["TEST_OWNER_URL"])
        with raw, raw.cursor() as cursor:
            cursor.execute("DROP ROLE IF EXISTS test_party_gd, test_party_gd_practice")
        raw.close()


@pytest.fixture
def ngozi(owner_here: str) -> Any:
    """An operator, in a database of this test's own."""
    with as_public():
        return person("operator")


@pytest.fixture
def grenada(no_role_left: None, owner_here: str) -> str:
    """A country that is not here yet, in a database of this test's own that was never given reference data."""
    with as_owner(PUBLIC), connection.cursor() as cursor:
        cursor.execute("TRUNCATE species_termpurpose")
    return "GD"


@pytest.fixture
def live_grenada(grenada: str) -> Party:
    """The same, brought live."""
    from tenants.services import onboard_party

    list(onboard_party(grenada))
    with as_owner(PUBLIC):
        return Party.objects.get(iso2=grenada)


@pytest.fixture
def manage() -> Callable[..., Ended]:
    """``code, out, err = manage("onboard", "GD", PGOPTIONS="…")``: a command in a process of its own."""

    def run(*command: str, **variables: str) -> Ended:
        process = start("manage.py", *command, **variables)
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err

    return run


@pytest.fixture
def python() -> Callable[..., Any]:
    """Start Python with these arguments and this test's environment."""
    return start


def start(*command: str, **variables: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
