"""A task runs in the Party in which it was sent, under that Party's login; periodic work goes to each."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from celery.schedules import schedule
from django.conf import settings
from django.db import DatabaseError, connection

from cites.celery_app import app
from tenants.context import active_schema
from tenants.models import Party
from tenants.names import PUBLIC

WORKER = """
from cites.celery_app import app
from django.db import connection

@app.task(name="tests.where")
def where(path):
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user, current_schema()")
        with open(path, "a") as file:
            print(*cursor.fetchone(), file=file)

app.worker_main(["worker", "--pool=prefork", "--concurrency=1", "--queues=QUEUE", "--without-gossip",
                 "--without-mingle", "--without-heartbeat", "--loglevel=ERROR"])
"""


@app.task(name="tests.schema")
def _schema() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        return [active_schema(), str(cursor.fetchone()[0])]


@pytest.fixture
def queue() -> Iterator[str]:
    """A worker process of its own, on a queue of its own, stopped at the end."""
    name = f"tests-{os.getpid()}"
    command = [sys.executable, "-c", WORKER.replace("QUEUE", name)]
    variables = os.environ | {"DATABASE_URL": _database()}
    process = subprocess.Popen(command, env=variables)
    yield name
    process.terminate()
    process.wait(30)


def _database() -> str:
    address = os.environ["DATABASE_URL"]
    return address.replace(address.split("?")[0].rsplit("/", 1)[1], connection.settings_dict["NAME"])


def test_a_task_runs_where_it_was_applied_and_comes_back(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    for place in (bb, fj):
        with place.active():
            schema = place.schema_name
            assert _schema.apply().get() == [schema, f"test_{schema}"]
            assert active_schema() == schema


@pytest.mark.slow
@pytest.mark.usefixtures("own_database")
def test_a_worker_runs_each_task_under_the_login_of_its_party(queue: str, tmp_path: Path) -> None:
    from tenants.context import party_context

    answers = tmp_path / "answers"
    codes = ("BB", "FJ", "BB")
    for code in codes:
        with party_context(Party.objects.get(iso2=code)):
            app.send_task("tests.where", [str(answers)], queue=queue)
    app.send_task("tests.where", [str(answers)], queue=queue)
    wanted = [f"test_party_{code.lower()} party_{code.lower()}" for code in codes] + ["test_front public"]
    assert _lines(answers, len(wanted)) == wanted


def _lines(path: Path, number: int) -> list[str]:
    for _ in range(300):
        lines = path.read_text().splitlines() if path.exists() else []
        if len(lines) >= number:
            return lines
        time.sleep(0.1)
    raise AssertionError(f"only {lines} within 30 s")


@pytest.fixture
def scheduler(parties: Any, tmp_path: Path, monkeypatch: Any) -> Any:
    from tenants.beat import PartyScheduler

    beat = PartyScheduler(app=app, lazy=True)
    beat.sent = []
    monkeypatch.setattr(beat, "apply_async", lambda entry, **_: _note(beat.sent, entry.task))
    monkeypatch.setattr("tenants.beat.close_old_connections", lambda: None)
    return beat


def _note(sent: list[Any], task: str) -> SimpleNamespace:
    sent.append((active_schema(), task))
    return SimpleNamespace(id="1")


def _entry(beat: Any) -> Any:
    options = {"headers": {"_all_tenants_only": True}}
    return beat.Entry(name="seal", task="audit.seal", schedule=schedule(60), options=options, app=app)


def test_periodic_work_goes_to_every_open_party(scheduler: Any) -> None:
    scheduler.apply_entry(_entry(scheduler))
    assert sorted(scheduler.sent) == [(f"party_{code}", "audit.seal") for code in ("bb", "fj", "vu", "vu_practice")]
    assert active_schema() == PUBLIC


def test_the_beat_outlives_a_database_that_is_away(scheduler: Any, monkeypatch: Any) -> None:
    def away(*_: Any) -> Any:
        raise DatabaseError("away")

    monkeypatch.setattr(type(scheduler), "get_queryset", away)
    scheduler.apply_entry(_entry(scheduler))
    assert scheduler.sent == []


def test_everything_on_the_schedule_is_a_task() -> None:
    app.loader.import_default_modules()
    assert app.conf.beat_scheduler == "tenants.beat.PartyScheduler"
    wanted = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert "audit.seal" in wanted
    assert wanted <= set(app.tasks)
    assert json.dumps(settings.CELERY_BEAT_SCHEDULE)
