"""Probes: alive while the process lives, ready while PostgreSQL and Redis answer, degraded without the scanner."""

import socket
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

from tests.factories.scanner import nobodys_address, scanner

HOSTS = ["bb.localhost", "localhost", "10.0.0.7"]


def _away(*args: Any, **kwargs: Any) -> Any:
    raise OperationalError("away")


@pytest.mark.parametrize("host", HOSTS)
def test_it_lives_and_is_ready_at_any_name(parties: Any, client: Any, host: str) -> None:
    parties("bb")
    assert client.get("/healthz", headers={"host": host}).json() == {"status": "ok"}
    answer = client.get("/readyz", headers={"host": host})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "waiting_for": [], "degraded": []})


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


def test_without_a_database_a_name_that_was_forgotten_is_alive_but_not_ready(
    parties: Any, client: Any, monkeypatch: Any
) -> None:
    parties("bb")
    with monkeypatch.context() as patched:
        patched.setattr("tenants.hosts._look_up", _away)
        patched.setattr("tenants.hosts._KEPT_SECONDS", -1)
        patched.setattr(connection, "cursor", _away)
        patched.setattr(connection, "close", lambda: None)
        answer = client.get("/readyz", headers={"host": "bb.localhost"})
        alive = client.get("/healthz", headers={"host": "bb.localhost"}).status_code
    assert (answer.status_code, answer.json()["waiting_for"]) == (503, ["database"])
    assert alive == 200


@pytest.mark.parametrize("host", HOSTS)
def test_without_its_scanner_it_is_ready_and_says_what_it_lacks(
    parties: Any, client: Any, host: str, settings: Any
) -> None:
    parties("bb")
    cache.clear()
    settings.CLAMAV_URL = nobodys_address()
    answer = client.get("/readyz", headers={"host": host})
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "degraded", "waiting_for": [], "degraded": ["scanner"]},
    )


def test_a_scanner_that_is_there_again_is_noticed_once_it_is_asked_again(front_door: Any, settings: Any) -> None:
    cache.clear()
    client = front_door.client()
    settings.CLAMAV_URL = nobodys_address()
    assert client.get("/readyz").json()["degraded"] == ["scanner"]
    with scanner() as daemon:
        settings.CLAMAV_URL = daemon.address
        assert client.get("/readyz").json()["degraded"] == ["scanner"], "a probe does not ask it each time"
        cache.clear()
        assert client.get("/readyz").json() == {"status": "ok", "waiting_for": [], "degraded": []}


def test_a_scanner_that_says_nothing_keeps_no_probe_waiting(front_door: Any, settings: Any, monkeypatch: Any) -> None:
    cache.clear()
    monkeypatch.setattr("cites.health.SCANNER_MAY_TAKE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings.CLAMAV_URL = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        assert front_door.client().get("/readyz").json()["degraded"] == ["scanner"]
