"""Which suspensions of trade are about specimens on their way, and whether their notes mean them."""

from datetime import date

from cites.permits.queries.asked import SpecimensAsked
from cites.permits.rules.facts import SuspensionFacts
from cites.species import queries as species
from cites.species.models import Suspension

_UNKNOWN = "U"


def suspensions_about(asked: SpecimensAsked, day: date) -> tuple[SuspensionFacts, ...]:
    """Return those in force on that day, and of those that mean other specimens by their note these as well."""
    told = ((each, _is_meant(each, asked)) for each in species.suspensions_on(asked.taxon, day))
    return tuple(
        SuspensionFacts(each.country, each.applies_to_import, each.begun_by, each.notes, meant)
        for each, meant in told
        if meant is not False or each.notes
    )


def _is_meant(each: Suspension, asked: SpecimensAsked) -> bool | None:
    """Tell whether a suspension means them; None where its note was not read. Of unknown source they count as meant."""
    sources = asked.sources
    if _UNKNOWN in sources:
        sources = frozenset(each.sources.split()) or sources
    if not each.covers(term=asked.term, sources=sources, purpose=asked.purpose):
        return False
    return None if each.notes and not (each.terms or each.sources or each.purposes) else True
