"""What the page of a taxon shows to everybody: names, listings, where it occurs, and what is decided about trade."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.species import queries
from cites.species.models import Listing, PublishedQuota, Range, Reservation, Suspension, Taxon, TaxonName
from localization.territories import country_name

_TAGS = {
    "": _("Native"),
    "introduced": _("Introduced"),
    "reintroduced": _("Reintroduced"),
    "extinct": _("Extinct there"),
    "distribution uncertain": _("Not certain"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A listing, whether it holds on the day, and what its numbered annotation means."""

    listing: Listing
    holds: bool
    populations: list[str]
    excepted: list[str]
    partly: list[str]
    annotation: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The countries in which a taxon occurs in one manner, by name."""

    manner: str | Promise
    countries: list[str]


@dataclass(frozen=True, slots=True)
class Measure:
    """A suspension, a reservation or a published quota, and which of its taxa it is about where that is a wider one."""

    row: Suspension | Reservation | PublishedQuota
    holds: bool
    is_over: bool
    country: str
    group: str
    specimens: list[str] = field(default_factory=list)
    quantity: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures of one kind: those that hold or are to come, and those that are over."""

    current: list[Measure]
    past: list[Measure]

    def __bool__(self) -> bool:
        return bool(self.current or self.past)


@dataclass(frozen=True, slots=True)
class TaxonFacts:
    """All of it, as of one day."""

    taxon: Taxon
    common_name: str
    common_names: list[TaxonName]
    synonyms: list[TaxonName]
    appendices: tuple[str, ...]
    listings: list[Standing]
    occurrences: list[Occurrence]
    suspensions: Measures
    reservations: Measures
    quotas: Measures
    suspensions_unknown: bool
    quotas_unknown: bool
    datasets: set[str]


def taxon_facts(taxon: Taxon, language: str, day: date) -> TaxonFacts:
    """Gather what everybody may read about a taxon; countries and codes are named in ``language``."""
    names, taxa = list(taxon.names.all()), queries.taxon_and_groups(taxon)
    listings, ranges = list(taxon.listings.all()), queries.ranges_of(taxon)
    suspensions, reservations = queries.suspensions_of(taxa), queries.reservations_of(taxa)
    quotas = queries.published_quotas_of(taxa)
    words = _Codes(language, day)
    return TaxonFacts(
        taxon=taxon,
        common_name=queries.first_common_name(names, language),
        common_names=[name for name in names if name.kind == TaxonName.Kind.COMMON],
        synonyms=[name for name in names if name.kind == TaxonName.Kind.SYNONYM],
        appendices=queries.appendices(listing for listing in listings if listing.holds_on(day)),
        listings=_standings(listings, language, day),
        occurrences=_occurrences(ranges, language),
        suspensions=_measures(_measure(each, taxon, words, country=each.country) for each in suspensions),
        reservations=_measures(_measure(each, taxon, words, country=each.party) for each in reservations),
        quotas=_measures(_measure(each, taxon, words, country=each.country) for each in quotas),
        suspensions_unknown=not queries.are_suspensions_known(),
        quotas_unknown=not queries.are_quotas_known(),
        datasets={row.dataset for row in (taxon, *names, *listings, *ranges, *suspensions, *reservations, *quotas)},
    )


class _Codes:
    """Countries and the codes of specimens in the reader's words, as of a day."""

    def __init__(self, language: str, day: date) -> None:
        self.language, self.day = language, day
        self._names = {
            **{row.code: row.name_in(language) for row in queries.terms(day)},
            **{row.code: row.name_in(language) for row in queries.sources(day)},
            **{row.code: row.name_in(language) for row in queries.units(day)},
        }

    def of(self, codes: str) -> list[str]:
        """Name each of the codes, with the code itself."""
        return [f"{self._names[code]} ({code})" if code in self._names else code for code in codes.split()]


def _standings(listings: Iterable[Listing], language: str, day: date) -> list[Standing]:
    """The listings, those that hold first and then the latest."""
    shown = [
        Standing(
            listing=listing,
            holds=listing.holds_on(day),
            populations=_countries(listing.populations.split(), language),
            excepted=_countries(listing.excepted.split(), language),
            partly=_countries(listing.partly.split(), language),
            annotation=_annotation(listing),
        )
        for listing in listings
    ]
    return sorted(shown, key=lambda each: (each.holds, each.listing.valid_from), reverse=True)


def _annotation(listing: Listing) -> str:
    """What the listing's numbered annotation meant when it was made last, if it has one."""
    meant = [each for each in queries.annotations() if each.symbol == listing.hash_annotation]
    held = [each for each in meant if listing.valid_to is None or each.valid_from <= listing.valid_to]
    return held[-1].note if held else ""


def _occurrences(ranges: Sequence[Range], language: str) -> list[Occurrence]:
    """The countries by manner of occurrence, the native ones first."""
    manners = list(_TAGS)
    by_manner = sorted(
        ranges, key=lambda each: (manners.index(tags) if (tags := each.tags.strip()) in _TAGS else len(manners), tags)
    )
    return [
        Occurrence(_manner(tags), _countries((each.country for each in some), language))
        for tags, some in groupby(by_manner, key=lambda each: each.tags.strip())
    ]


def _manner(tags: str) -> str | Promise:
    several = [tag.strip() for tag in tags.split(",")]
    return ", ".join(str(_TAGS.get(tag, tag)) for tag in several)


def _countries(codes: Iterable[str], language: str) -> list[str]:
    return sorted(country_name(code, language) for code in codes)


def _measures(measures: Iterable[Measure]) -> Measures:
    every = list(measures)
    return Measures([each for each in every if not each.is_over], [each for each in every if each.is_over])


def _measure(row: Suspension | Reservation | PublishedQuota, taxon: Taxon, words: _Codes, *, country: str) -> Measure:
    return Measure(
        row=row,
        holds=row.holds_on(words.day),
        is_over=row.valid_to is not None and row.valid_to < words.day,
        country=country_name(country, words.language) if country else "",
        group=str(row.taxon) if row.taxon is not None and row.taxon_id != taxon.pk else "",
        specimens=[] if isinstance(row, Reservation) else words.of(f"{row.terms} {row.sources}"),
        quantity=row.quantity if isinstance(row, PublishedQuota) else None,
        unit=", ".join(words.of(row.unit)) if isinstance(row, PublishedQuota) else "",
    )
