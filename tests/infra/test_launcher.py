"""A machine without PostgreSQL and Redis has both after one call, and loses nothing when they are killed."""

import json
import os
import shutil
import signal
import stat
import tempfile
from pathlib import Path

import psycopg2
import pytest
import redis

from infra.launcher import (
    Addresses,
    LauncherError,
    ServersDown,
    addresses,
    ensure_running,
    identity,
    stop_servers,
)
from infra.launcher.__main__ import main as launcher
from infra.launcher.layout import LONGEST_SOCKET_PATH, layout
from infra.launcher.process import ProcessRecord, wait_until, working_in
from infra.launcher.state import State, read_state


def noted(var: Path) -> State:
    state = read_state(layout(var).state)
    assert state is not None
    return state


def kill_both(var: Path) -> None:
    state = noted(var)
    for record in (state.database, state.redis):
        os.kill(record.pid, signal.SIGKILL)
    assert wait_until(lambda: not (state.database.alive() or state.redis.alive()), 5)


def ask(found: Addresses, question: str) -> str:
    connection = psycopg2.connect(found.owner_url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(question)
            return str(cursor.fetchone()[0])
    finally:
        connection.close()


def redis_at(found: Addresses) -> redis.Redis:
    return redis.Redis.from_url(found.redis_url)


def test_a_crash_of_both_servers_loses_nothing(var: Path) -> None:
    first = ensure_running(var)
    ask(first, "CREATE TABLE kept (id bigint PRIMARY KEY); INSERT INTO kept VALUES (7) RETURNING id")
    redis_at(first).set("kept", "7")
    kill_both(var)
    with pytest.raises(ServersDown):
        addresses(var)

    second = ensure_running(var)

    assert second.started
    assert ask(second, "SELECT id FROM kept") == "7"
    assert redis_at(second).get("kept") == b"7"
    assert second.owner_url == first.owner_url
    assert second.keys == first.keys


def test_the_owner_may_make_roles_and_databases_and_is_no_superuser(var: Path) -> None:
    found = ensure_running(var, durable=False)

    rights = "SELECT (rolcreaterole, rolcreatedb, rolsuper, rolbypassrls) FROM pg_roles"
    assert ask(found, f"{rights} WHERE rolname = 'archipelago'") == "(t,t,f,f)"
    assert ask(found, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'archipelago'") == "archipelago"
    assert ask(found, "SHOW timezone") == "UTC"
    assert ask(found, "SHOW listen_addresses") == ""
    assert ask(found, "SHOW max_connections") == "400"


def test_nobody_gets_in_without_the_password(var: Path) -> None:
    found = ensure_running(var, durable=False)

    with pytest.raises(psycopg2.OperationalError, match=r"password"):
        psycopg2.connect(found.database_url, user="archipelago")
    with pytest.raises(psycopg2.OperationalError, match="authentication failed"):
        psycopg2.connect(found.database_url, user="archipelago_admin", password="guess")


def test_a_second_launcher_finds_the_first_ones_servers(var: Path) -> None:
    ensure_running(var, durable=False)
    before = noted(var)

    assert not ensure_running(var, durable=False).started
    assert (noted(var).database, noted(var).redis) == (before.database, before.redis)


def test_only_the_dead_one_of_two_is_started_again(var: Path) -> None:
    ensure_running(var, durable=False)
    before = noted(var)
    before.redis.end(signal.SIGKILL, patience=5)

    assert ensure_running(var, durable=False).started
    assert noted(var).database == before.database
    assert noted(var).redis != before.redis


def test_servers_that_a_killed_launcher_did_not_note_are_replaced(var: Path) -> None:
    ensure_running(var, durable=False)
    before = noted(var)
    layout(var).state.unlink()

    assert ensure_running(var, durable=False).started
    assert not before.database.alive()
    assert not before.redis.alive()


def test_a_stale_note_with_a_number_that_lives_again_does_not_stop_the_start(var: Path) -> None:
    found = ensure_running(var)
    kill_both(var)
    note = layout(var).database / "postmaster.pid"
    lines = note.read_text().splitlines()
    note.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n")
    ours = ProcessRecord.of(os.getpid())
    assert ours is not None
    state = json.loads(layout(var).state.read_text())
    state["database"]["pid"] = ours.pid
    layout(var).state.write_text(json.dumps(state))

    assert ensure_running(var).owner_url == found.owner_url


def test_stopping_leaves_no_process(var: Path) -> None:
    ensure_running(var, durable=False)
    state = noted(var)

    assert stop_servers(var)

    assert not state.database.alive()
    assert not state.redis.alive()
    assert working_in(layout(var).database) == []
    assert not stop_servers(var)


def test_state_is_private_and_in_var_alone(var: Path) -> None:
    ensure_running(var, durable=False)

    for path in (var, layout(var).keys, layout(var).sockets(), layout(var).database):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    assert noted(var).sockets == var.resolve() / "run"


def test_a_deep_folder_gets_a_short_path_for_its_sockets(tmp_path: Path) -> None:
    deep = tmp_path / ("deep-" * 20) / "var"
    deep.parent.mkdir()
    try:
        found = ensure_running(deep, durable=False)
        assert ask(found, "SELECT 1") == "1"
        assert redis_at(found).ping()
        assert len(str(noted(deep).sockets / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH
    finally:
        stop_servers(deep)
    assert not layout(deep).sockets().exists()


def test_a_lost_password_is_said_and_not_guessed(var: Path) -> None:
    ensure_running(var, durable=False)
    stop_servers(var)
    layout(var).keys.unlink()

    with pytest.raises(LauncherError, match=r"secrets\.json does not hold the password"):
        ensure_running(var, durable=False)
    assert working_in(layout(var).database) == []


def test_the_command_line_says_what_is_so(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert launcher(["status", "--var", str(var)]) == 1
    assert "not running" in capsys.readouterr().err
    assert not var.exists()


def test_data_of_another_postgresql_is_refused(var: Path) -> None:
    ensure_running(var, durable=False)
    stop_servers(var)
    (layout(var).database / "PG_VERSION").write_text("9\n")

    with pytest.raises(LauncherError, match="made by PostgreSQL 9"):
        ensure_running(var, durable=False)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_without_namespaces_uses_a_service_user(
    var: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    home = Path(tempfile.mkdtemp(prefix="archipelago-test-"))
    request.addfinalizer(lambda: shutil.rmtree(home))
    works = identity._works
    monkeypatch.setattr(identity, "_works", lambda prefix: prefix[0] != "unshare" and works(prefix))
    monkeypatch.setattr(identity, "SERVICE_USER", "nobody")
    monkeypatch.setattr(identity, "SERVICE_HOME", home)

    found = ensure_running(var, durable=False)

    data = Path(json.loads(layout(var).elsewhere.read_text())["data"])
    assert data.is_relative_to(home)
    assert data.owner() == "nobody"
    assert ask(found, "SELECT 1") == "1"
    stop_servers(var)
    assert ensure_running(var, durable=False).owner_url == found.owner_url
    stop_servers(var)
