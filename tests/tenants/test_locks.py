"""A lock is free for the next one as soon as the ``with`` has ended, however it ended."""

from typing import Any

import psycopg2
import pytest
from django.db import connection

from tenants.locks import only_one

_KEY = 0x54455354

pytestmark = pytest.mark.usefixtures("owner_here")


class NoticedLate(psycopg2.extensions.connection):
    """Closed by the client while a busy server has not yet taken notice."""

    def close(self) -> None:
        pass


def test_the_next_one_finds_it_free_even_where_the_server_is_late_to_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    still_there = []

    def connect(params: dict[str, Any]) -> Any:
        still_there.append(psycopg2.connect(**params, connection_factory=NoticedLate))
        return still_there[-1]

    monkeypatch.setattr(connection, "get_new_connection", connect)
    for _ in range(2):
        with only_one(_KEY, wait=False) as held:
            assert held
    for late in still_there:
        psycopg2.extensions.connection.close(late)


def test_another_finds_it_held_until_then() -> None:
    with only_one(_KEY), only_one(_KEY, wait=False) as held:
        assert not held
    with only_one(_KEY, wait=False) as held:
        assert held


def test_an_error_lets_it_go() -> None:
    with pytest.raises(RuntimeError), only_one(_KEY):
        raise RuntimeError
    with only_one(_KEY, wait=False) as held:
        assert held
