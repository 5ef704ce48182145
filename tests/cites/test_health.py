"""Probes: alive while the process lives, ready while PostgreSQL and Redis answer."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

HOSTS = ["bb.localhost", "localhost", "10.0.0.7"]


def _away(*args: Any, **kwargs: Any) -> Any:
    raise OperationalError("away")


@pytest.mark.parametrize("host", HOSTS)
def test_it_lives_and_is_ready_at_any_name(parties: Any, client: Any, host: str) -> None:
    parties("bb")
    assert client.get("/healthz", headers={"host": host}).json() == {"status": "ok"}
    answer = client.get("/readyz", headers={"host": host})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "waiting_for": []})


def test_without_redis_it_is_alive_but_not_ready(parties: Any, front_door: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(cache, "get", _away)
    answer = front_door.client().get("/readyz")
    assert (answer.status_code, answer.json()["waiting_for"]) == (503, ["redis"])
    assert front_door.client().get("/healthz").status_code == 200


def test_without_a_database_it_is_alive_but_not_ready(parties: Any, front_door: Any, monkeypatch: Any) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", _away)
        patched.setattr(connection, "close", lambda: None)
        answer = front_door.client().get("/readyz")
        alive = front_door.client().get("/healthz").status_code
    assert (answer.status_code, answer.json()["waiting_for"]) == (503, ["database"])
    assert alive == 200
