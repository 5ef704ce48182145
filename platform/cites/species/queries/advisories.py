"""Reading what destinations are known to ask beyond the Convention."""

from datetime import date

from cites.species.memory import remembered
from cites.species.models import Advisory, Taxon


def advisories_on(
    taxon: Taxon, appendix: str, country: str, day: date, *, leaving: bool = False
) -> tuple[Advisory, ...]:
    """Return the advisories of ``day`` about a taxon of that Appendix going to a country, or leaving it."""
    lineage = taxon.lineage()
    found = (each for each in _advisories() if each.holds_on(day) and each.leaving is leaving)
    return tuple(each for each in found if each.is_of(country, lineage, appendix))


@remembered
def _advisories() -> tuple[Advisory, ...]:
    return tuple(Advisory.objects.all())
