"""The practice twin of Vanuatu, with its invented people and cases."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache

from cites.permits.invented.playing import player
from tenants.twins import access_code


@pytest.fixture
def twin(parties: Any) -> Iterator[Any]:
    """``vu-practice``, active."""
    (place,) = parties("vu-practice")
    cache.clear()
    with place.active():
        yield place


@pytest.fixture
def entered(twin: Any) -> Callable[[str], Any]:
    """``entered("officer")``: a window in which that invented person is signed in."""

    def enter(word: str) -> Any:
        client = twin.client()
        client.force_login(player(word))
        return client

    return enter


@pytest.fixture
def officer(entered: Any) -> Any:
    """The invented officer's window."""
    return entered("officer")


@pytest.fixture
def let_in(twin: Any) -> Callable[[], Any]:
    """``let_in()``: a window whose trainee has typed the access code."""

    def come_in() -> Any:
        client = twin.client()
        assert client.post("/practice/", {"code": access_code(twin.party)}).status_code == 302
        return client

    return come_in
