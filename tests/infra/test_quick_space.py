"""Copies of the tests' database lie in memory where it has room, and nothing stays there."""

import shutil
from pathlib import Path

import psycopg2
import pytest

from infra.launcher import Addresses, ensure_running, quick_space, stop_servers
from infra.launcher.layout import layout
from infra.launcher.quick_space import QUICK_SPACE
from infra.test_database import TestDatabase


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the place of the machine's memory, with room enough."""
    folder = tmp_path / "memory"
    folder.mkdir()
    monkeypatch.setattr(quick_space, "MEMORY", folder)
    monkeypatch.setattr(quick_space, "ROOM", 1)
    return folder


def do(found: Addresses, *statements: str) -> list[str]:
    """What the last of the owner's statements says, row by row."""
    connection = psycopg2.connect(found.owner_url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return [str(row[0]) for row in cursor.fetchall()] if cursor.description else []
    finally:
        connection.close()


def spaces(found: Addresses) -> list[str]:
    return do(found, f"SELECT spcname FROM pg_tablespace WHERE spcname = '{QUICK_SPACE}'")


def databases(found: Addresses) -> list[str]:
    return do(found, "SELECT datname FROM pg_database WHERE datname LIKE 'copy%'")


def test_the_owner_makes_copies_in_memory_and_stopping_gives_it_back(var: Path, memory: Path) -> None:
    found = ensure_running(var, durable=False)
    do(found, f"CREATE DATABASE copy TEMPLATE archipelago STRATEGY file_copy TABLESPACE {QUICK_SPACE}")
    (folder,) = memory.iterdir()
    assert layout(var).digest in folder.name
    assert len(list(folder.rglob("*"))) > 100
    stop_servers(var)
    assert list(memory.iterdir()) == []


@pytest.mark.parametrize("lost", [False, True], ids=["still there", "lost with the machine's memory"])
def test_what_a_run_left_is_gone_at_the_next_start(var: Path, memory: Path, lost: bool) -> None:
    found = ensure_running(var, durable=False)
    do(found, f"CREATE DATABASE copy TEMPLATE archipelago TABLESPACE {QUICK_SPACE}")
    (folder,) = memory.iterdir()
    kept = shutil.copytree(folder, memory.parent / "kept", symlinks=True)
    stop_servers(var)
    if not lost:
        shutil.copytree(kept, folder)
    found = ensure_running(var, durable=False)
    assert (spaces(found), databases(found)) == ([QUICK_SPACE], [])


def test_without_room_there_is_no_such_place(var: Path, memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_running(var, durable=False)
    stop_servers(var)
    monkeypatch.setattr(quick_space, "ROOM", 2**70)
    assert spaces(ensure_running(var, durable=False)) == []
    assert list(memory.iterdir()) == []


def test_what_has_to_last_is_never_put_there(var: Path, memory: Path) -> None:
    assert spaces(ensure_running(var)) == []
    assert list(memory.iterdir()) == []


def test_servers_started_by_hand_after_a_run_make_their_copies_on_disk(var: Path, memory: Path) -> None:
    ensure_running(var, durable=False)
    stop_servers(var)
    found = ensure_running(var)
    with psycopg2.connect(found.owner_url) as connection, connection.cursor() as cursor:
        assert TestDatabase._place(cursor).as_string(cursor) == ""
    connection.close()
    assert list(memory.iterdir()) == []
