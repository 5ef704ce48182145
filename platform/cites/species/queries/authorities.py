"""Reading the register of authorities and signatories."""

from datetime import date

from cites.species.memory import remembered
from cites.species.models import DesignatedAuthority


def authorities_on(country: str, day: date) -> tuple[DesignatedAuthority, ...]:
    """Return whom a State had designated on ``day``, and who signed for them."""
    return tuple(each for each in authorities_of(country) if each.holds_on(day))


@remembered
def authorities_of(country: str) -> tuple[DesignatedAuthority, ...]:
    """Return all that the register has of a State, whenever; nothing where none was imported."""
    return tuple(DesignatedAuthority.objects.filter(country=country))
