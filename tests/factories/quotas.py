"""Quotas that a Party states."""

from typing import Any

from tenants.context import today
from tenants.releases.models import Release
from tenants.releases.queries import release_in_force
from tenants.releases.services import make_release

CONCH_MEAT: dict[str, Any] = {
    "taxon": "ALI-GIG", "terms": ["MEA"], "sources": ["W"], "unit": "KGM", "quantity": "5000",
}  # fmt: skip


def with_quotas(**quotas: dict[str, Any]) -> Release:
    """Put a release in force that differs from the one in force by these quotas alone."""
    return make_release(parts=release_in_force().parts | {"quotas": {"quotas": quotas}}, author="a test")


def access_samples(party: Any, trader: Any) -> dict[str, str]:
    """A quota of this year, for the table of addresses."""
    with_quotas(conch=CONCH_MEAT)
    return {"quota": "conch", "year": str(today().year)}
