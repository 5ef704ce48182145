"""Operators at their consoles."""

from typing import Any

import pytest

from tests.factories.accounts import person


@pytest.fixture
def ngozi(front_door: Any, parties: Any) -> Any:
    """A hosting operator."""
    with front_door.active():
        return person("operator", "Ngozi Lindqvist")


@pytest.fixture
def console(front_door: Any, ngozi: Any) -> Any:
    """Her browser at the shared host."""
    client = front_door.client()
    client.force_login(ngozi)
    return client


@pytest.fixture
def colleague(front_door: Any, ngozi: Any) -> Any:
    """Another operator's browser."""
    client = front_door.client()
    with front_door.active():
        client.force_login(person("operator", "Piotr Wolski"))
    return client
