"""Reading what destinations are known to ask beyond the Convention."""

from datetime import date

from cites.species.memory import remembered
from cites.species.models import Advisory, Taxon


def advisories_on(taxon: Taxon, appendix: str, destination: str, day: date) -> tuple[Advisory, ...]:
    """Return the advisories about a taxon of that Appendix going to a country, as they hold on ``day``."""
    lineage = taxon.lineage()
    return tuple(each for each in _advisories() if each.holds_on(day) and each.is_of(destination, lineage, appendix))


@remembered
def _advisories() -> tuple[Advisory, ...]:
    return tuple(Advisory.objects.all())
