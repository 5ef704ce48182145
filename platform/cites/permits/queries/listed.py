"""Which listing governs specimens on a day: by their country of origin, and of a hybrid by its stricter parent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cites.permits.queries.asked import SpecimensAsked
from cites.permits.rules.coming import last_day_looked_at
from cites.permits.rules.facts import ComingFacts, ParentFacts
from cites.permits.rules.hybrids import strictest
from cites.species import queries as species
from cites.species.errors import NotListed, UnknownTaxon
from cites.species.hybrids import parents_of
from cites.species.models import Appendix, Listing, Taxon

_NO_ONE_COUNTRY = frozenset({"", "XX", "XV"})


@dataclass(frozen=True, slots=True)
class Parent:
    """A parent of a hybrid, and the listing that governs it; None where it is in none, or not in the list."""

    facts: ParentFacts
    listing: Listing | None


def origin_known(asked: SpecimensAsked) -> str | None:
    """Return the country of origin, or None where it is not one that is known: then the strictest listing counts."""
    return None if asked.origin.upper() in _NO_ONE_COUNTRY else asked.origin.upper()


def hybrid_parents(taxon: Taxon | None, asked: SpecimensAsked, day: date) -> list[Parent]:
    """Return the parents that somebody told, or else that the taxon's own name tells."""
    names = asked.parents or (parents_of(taxon.scientific_name) if taxon else ())
    return [_parent(name, asked, day) for name in names]


def governing_listing(asked: SpecimensAsked, parents: Sequence[Parent], day: date) -> Listing | None:
    """Return the listing that governs the specimens; of a hybrid the strictest of its own and its parents'."""
    own = _listing(asked.taxon, asked, day)
    found = [each for each in (own, *(parent.listing for parent in parents)) if each is not None]
    most = strictest(each.appendix for each in found)
    return next((each for each in found if each.appendix == most), None)


def listing_states(listing: Listing | None, origin: str | None, day: date) -> frozenset[str]:
    """Return the States at whose request such specimens stand in Appendix III on that day: all, for several may ask."""
    if listing is None or listing.appendix != Appendix.III:
        return frozenset()
    held = species.listings_on(listing.taxon.code, day)
    meant = held if origin is None else species.of_country(held, origin)
    return frozenset(each.listed_by for each in meant if each.appendix == Appendix.III and each.listed_by)


def states_that_listed(taxon: str, origin: str, day: date) -> frozenset[str]:
    """Return the same of specimens by their taxon and origin alone; none where they stand in another Appendix."""
    asked = SpecimensAsked(taxon=taxon, exporter="", origin=origin)
    return listing_states(_listing(taxon, asked, day), origin_known(asked), day)


def appendix_to_come(asked: SpecimensAsked, day: date) -> ComingFacts | None:
    """Return the next Appendix in which the specimens will stand by the taxon's own listings, and from which day on."""
    now = _appendix(asked, day)
    for change in species.days_of_change(asked.taxon, day, last_day_looked_at(day)):
        if (then := _appendix(asked, change)) != now:
            return ComingFacts(then, change)
    return None


def _appendix(asked: SpecimensAsked, day: date) -> str:
    listing = _listing(asked.taxon, asked, day)
    return listing.appendix if listing else ""


def _parent(name: str, asked: SpecimensAsked, day: date) -> Parent:
    """Look a parent up by its name, and where only its genus is in the list by that."""
    taxon = species.taxon_by_scientific_name(name) or species.taxon_by_scientific_name(name.split()[0])
    if taxon is None:
        return Parent(ParentFacts(name, known=False), None)
    listing = _listing(taxon.code, asked, day)
    return Parent(ParentFacts(name, listing.appendix if listing else ""), listing)


def _listing(taxon: str, asked: SpecimensAsked, day: date) -> Listing | None:
    try:
        return species.listing_on(taxon, day, origin_known(asked))
    except (NotListed, UnknownTaxon):
        return None
