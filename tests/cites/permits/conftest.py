"""Who works as the owner on the keys of a Party."""

from typing import Any

import pytest

from tenants.context import as_owner
from tenants.models import Party
from tenants.names import PUBLIC
from tests.factories.accounts import person


@pytest.fixture
def ngozi(owner_here: str) -> Any:
    """A hosting operator."""
    with as_owner(PUBLIC):
        return person("operator", "Ngozi")


@pytest.fixture
def vu(ngozi: Any) -> Party:
    with as_owner(PUBLIC):
        return Party.objects.get(iso2="VU", practice=False)
