"""Finding Parties by their codes, practice twins included."""

from tenants.context import as_public
from tenants.errors import UnknownParty
from tenants.models import Party


def party_of(slug: str) -> Party:
    """Return the Party whose code stands so in host names, e.g. ``bb`` or ``bb-practice``; raise UnknownParty."""
    iso2, _, twin = slug.upper().partition("-")
    with as_public():
        found: Party | None = Party.objects.filter(iso2=iso2, practice=bool(twin)).first()
    if found is None or found.slug != slug.lower():
        raise UnknownParty(message="no Party of the code %(code)s is served here", data={"code": slug.upper()})
    return found
