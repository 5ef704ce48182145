"""The practice twin of Vanuatu, with its invented people and cases."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache

from cites.permits.invented.playing import player


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
