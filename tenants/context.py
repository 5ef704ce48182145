"""Working inside a Party, and asking which one it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection
from django_tenants.utils import tenant_context

from kernel.clock import local_date
from tenants.errors import NoParty
from tenants.names import PUBLIC

if TYPE_CHECKING:
    from tenants.models import Party
    from tenants.profiles.schema import Profile


@dataclass(frozen=True, slots=True)
class _Owner:
    """Stands for a schema in the hands of the owner's login."""

    schema_name: str
    as_owner: bool = True

    def get_tenant_type(self) -> None:
        return None


@contextmanager
def party_context(party: Party) -> Iterator[Party]:
    """Work as ``party``, under its own database login, for the length of a ``with``."""
    with tenant_context(party):
        yield party


@contextmanager
def as_public() -> Iterator[None]:
    """Work in the shared schema for the length of a ``with``."""
    with _returning():
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        yield


@contextmanager
def as_owner(schema: str) -> Iterator[None]:
    """Work in ``schema`` as the owner of its tables; raise NotTheOwner in a process without that login."""
    with _returning():
        connection.set_tenant(_Owner(schema))  # type: ignore[attr-defined]
        yield


def active_schema() -> str:
    """Return the schema in use."""
    return str(connection.schema_name)  # type: ignore[attr-defined]


def in_party() -> bool:
    """Tell whether a Party is active."""
    return active_schema() != PUBLIC


def current_party() -> Party:
    """Return the active Party; raise NoParty in the shared schema."""
    from tenants.models import Party

    tenant: Any = connection.tenant  # type: ignore[attr-defined]
    if isinstance(tenant, Party):
        return tenant
    raise NoParty(message="no Party is active")


def current_profile() -> Profile:
    """Return the profile of the active Party, from its release in force."""
    from tenants.releases.queries import release_in_force

    return release_in_force().profile


def today() -> date:
    """Return today's date where the Party is; raises NoParty."""
    return local_date(current_profile().time_zone)


@contextmanager
def _returning() -> Iterator[None]:
    before: Any = connection.tenant  # type: ignore[attr-defined]
    include_public = connection.include_public_schema  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.set_tenant(before, include_public)  # type: ignore[attr-defined]
