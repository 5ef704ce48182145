"""A process started from any shell finds the embedded servers, or is told in a sentence that they are down."""

import subprocess
import sys
from pathlib import Path

import pytest

from infra.development import ROOT, fill_environment
from infra.launcher import LauncherError, ServersDown, ensure_running


def test_what_is_missing_comes_from_the_running_servers(var: Path) -> None:
    found = ensure_running(var, durable=False)
    variables = {"VAR_DIR": str(var), "FIELD_KEY": "mine"}

    fill_environment(variables, "migrate")

    assert variables["DATABASE_URL"] == found.owner_url
    assert variables["REDIS_URL"] == found.redis_url
    assert variables["SECRET_KEY"] == found.keys["SECRET_KEY"]
    assert variables["FIELD_KEY"] == "mine"


def test_servers_of_ones_own_are_left_alone_and_get_lasting_keys(var: Path) -> None:
    first = {"VAR_DIR": str(var), "DATABASE_URL": "postgres://a:b@db/c", "REDIS_URL": "redis://r"}
    second = dict(first)

    fill_environment(first, "migrate")
    fill_environment(second, "migrate")

    assert first["DATABASE_URL"] == "postgres://a:b@db/c"
    assert first["DATABASE_ROLE_KEY"] == second["DATABASE_ROLE_KEY"]


def test_half_of_ones_own_servers_is_refused(var: Path) -> None:
    with pytest.raises(LauncherError, match="Set both DATABASE_URL and REDIS_URL, or neither"):
        fill_environment({"VAR_DIR": str(var), "REDIS_URL": "redis://r"}, "migrate")


def test_production_borrows_nothing(var: Path) -> None:
    variables = {"ENVIRONMENT": "production", "VAR_DIR": str(var)}

    fill_environment(variables, "migrate")

    assert variables == {"ENVIRONMENT": "production", "VAR_DIR": str(var)}


def test_commands_that_need_no_server_do_without(var: Path) -> None:
    variables = {"VAR_DIR": str(var)}

    fill_environment(variables, "makemigrations")

    assert "DATABASE_URL" not in variables
    assert variables["SECRET_KEY"]
    with pytest.raises(ServersDown):
        fill_environment({"VAR_DIR": str(var)}, "migrate")


def test_manage_py_says_in_one_sentence_that_the_servers_are_down(var: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "shell"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "VAR_DIR": str(var)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr == "The database is not running. Start it with `make run` in another shell.\n"
