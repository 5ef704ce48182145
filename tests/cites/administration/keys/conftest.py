"""An administrator at the pages of the signing keys."""

from typing import Any

import pytest
from django.core.cache import cache

from tenants.context import as_owner
from tenants.models import Party
from tenants.names import PUBLIC
from tests.conftest import Place
from tests.factories.accounts import person
from tests.factories.key_pages import (
    confirm,
)


@pytest.fixture
def vu(owner_here: str) -> Place:
    cache.clear()
    with as_owner(PUBLIC):
        return Place(Party.objects.get(iso2="VU", practice=False))


@pytest.fixture
def twin(owner_here: str) -> Place:
    cache.clear()
    with as_owner(PUBLIC):
        return Place(Party.objects.get(iso2="VU", practice=True))


@pytest.fixture
def ada(vu: Place) -> Any:
    with vu.active():
        return person("party_administrator", "Ada Administrator")


@pytest.fixture
def browser(vu: Place, ada: Any) -> Any:
    """Ada's, signed in a while ago."""
    client = vu.client()
    client.force_login(ada)
    return client


@pytest.fixture
def confirmed(browser: Any, ada: Any, vu: Place) -> Any:
    """The same, her second step confirmed just now."""
    return confirm(browser, ada, vu)
