"""Reading where a taxon stands in the Appendices, as it was on a day."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from cites.species.errors import NotListed
from cites.species.memory import remembered
from cites.species.models import Annotation, Appendix, Listing
from cites.species.populations import Meant
from cites.species.queries.taxa import taxon

_A_DAY: Final = timedelta(days=1)
_STRICTEST_FIRST: Final = tuple(Appendix.values)


def appendices(listings: Iterable[Listing]) -> tuple[str, ...]:
    """Return the Appendices of some listings, strictest first, each once."""
    return tuple(sorted({listing.appendix for listing in listings}, key=_STRICTEST_FIRST.index))


def listings_on(taxon_code: str, day: date) -> tuple[Listing, ...]:
    """Return every listing of a taxon that holds on ``day``, strictest first; raise UnknownTaxon."""
    held = [listing for listing in _listings(taxon(taxon_code).code) if listing.holds_on(day)]
    return tuple(sorted(held, key=lambda listing: _STRICTEST_FIRST.index(listing.appendix)))


@remembered
def _listings(code: str) -> tuple[Listing, ...]:
    return tuple(Listing.objects.filter(taxon__code=code))


def days_of_change(taxon_code: str, after: date, until: date) -> tuple[date, ...]:
    """Return the days within this span on which a listing of a taxon begins or no longer holds, in their order."""
    listings = _listings(taxon(taxon_code).code)
    ends = {listing.valid_to + _A_DAY for listing in listings if listing.valid_to}
    days = {listing.valid_from for listing in listings} | ends
    return tuple(sorted(day for day in days if after < day <= until))


def listing_on(taxon_code: str, day: date, country: str | None = None) -> Listing:
    """Return the listing that governs a specimen on ``day``.

    ``country`` (ISO code) is where the specimen comes from: a listing of that country's populations goes
    before a general one, and of others that mean it, or may mean it, the strictest. Without it the strictest listing
    counts. In Appendix III, the listing that the country itself asked for goes first. Raises UnknownTaxon, or NotListed
    when none holds.
    """
    held = listings_on(taxon_code, day)
    if country is not None:
        held = of_country(held, country.upper())
    if not held:
        raise NotListed(taxon=taxon_code, day=day.isoformat())
    return held[0]


def first_listed_on(taxon_code: str, country: str | None = None) -> date | None:
    """Return the first day on which a specimen from ``country`` was surely listed; raise UnknownTaxon.

    Estimated days do not count, so that None means that nothing sure is known.
    """
    listings = _listings(taxon(taxon_code).code)
    meant = listings if country is None else of_country(listings, country.upper())
    return min((listing.valid_from for listing in meant if listing.date_certain), default=None)


def of_country(listings: Iterable[Listing], country: str) -> tuple[Listing, ...]:
    """Return the listings that govern specimens from ``country``, the most particular first."""
    meant = [listing for listing in listings if listing.meant.mean(country) is not Meant.NO]
    return tuple(sorted(meant, key=lambda listing: _place_of(listing, country)))


def _place_of(listing: Listing, country: str) -> tuple[bool, int, bool]:
    strictness = _STRICTEST_FIRST.index(listing.appendix)
    return not listing.meant.name(country), strictness, listing.listed_by != country


def undecided_listings(taxon_code: str, day: date, country: str) -> tuple[Listing, ...]:
    """Return the listings of which nobody can tell here whether they mean specimens from ``country``.

    None where a listing names that country's populations; raise UnknownTaxon.
    """
    held = listings_on(taxon_code, day)
    if any(listing.meant.name(country) for listing in held):
        return ()
    return tuple(listing for listing in held if listing.meant.mean(country) is Meant.MAYBE)


@remembered
def annotations() -> tuple[Annotation, ...]:
    """Return the numbered annotations, by symbol, those of the past as well."""
    return tuple(Annotation.objects.order_by("symbol", "valid_from"))


def annotation_on(symbol: str, day: date) -> Annotation | None:
    """Return the numbered annotation as it reads on ``day``, or None where it is not known."""
    return next((each for each in annotations() if each.symbol == symbol and each.holds_on(day)), None)
