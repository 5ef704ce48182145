"""Run by a test in a process of its own: a worker of one child whose tasks leave everything behind that they can."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import structlog
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone, translation

from cites.celery_app import app

WHERE = "SELECT session_user, current_schema(), current_setting('application_name'), count(*) FROM accounts_user"


@app.task(name="tests.tell")
def tell(path: str, name: str) -> None:
    """Write where this task runs, as what, and how many people are there."""
    with connection.cursor() as cursor:
        cursor.execute(WHERE)
        found = [
            *cursor.fetchone(),
            cache.make_key("x"),
            translation.get_language(),
            timezone.get_current_timezone_name(),
        ]
    with Path(path).open("a") as file:
        print(json.dumps([name, *found, structlog.contextvars.get_contextvars()]), file=file)


@app.task(name="tests.raise")
def fail() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET application_name = 'left behind'")
        cursor.execute("SELECT 1 / 0")


@app.task(name="tests.lose")
def lose() -> None:
    """Lose the connection inside a transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        os.close(os.dup2(os.open(os.devnull, os.O_RDWR), connection.connection.fileno()))
        cursor.execute("SELECT 2")


@app.task(name="tests.leave")
def leave() -> None:
    """End without commit, in another language and zone, with the connection's settings changed."""
    translation.activate("fr")
    timezone.activate("Pacific/Fiji")
    structlog.contextvars.bind_contextvars(secret="of Fiji")
    connection.set_autocommit(False)
    with connection.cursor() as cursor:
        cursor.execute("SET application_name = 'left behind'")


@app.task(name="tests.stray")
def stray() -> None:
    """Go to another Party and stay there."""
    from tenants.models import Party

    connection.set_schema_to_public()
    other: Any = Party.objects.get(iso2="VU", practice=False)
    connection.set_tenant(other)


app.worker_main(
    ["worker", "--pool=prefork", "--concurrency=1", f"--queues={sys.argv[1]}", "--without-gossip", "--without-mingle",
     "--without-heartbeat", "--loglevel=CRITICAL"]
)  # fmt: skip
