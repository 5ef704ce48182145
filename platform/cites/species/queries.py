"""Reading taxa, listings and codes as they stood on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from cites.species.errors import NotListed, UnknownTaxon
from cites.species.folding import folded
from cites.species.memory import remembered
from cites.species.models import (
    Annotation,
    Appendix,
    Country,
    Listing,
    Purpose,
    Source,
    Taxon,
    TaxonName,
    TaxonTerm,
    Term,
    TermPurpose,
    TermUnit,
    Unit,
)
from kernel import clock

Row = TypeVar("Row", Term, Unit, Purpose, Source, Country)

LEAST_LETTERS = 2
_ENOUGH_NAMES = 200
_KINDS = [TaxonName.Kind.ACCEPTED, TaxonName.Kind.SYNONYM, TaxonName.Kind.COMMON]
_GROUP_ENDINGS = (" spp", " sp")


@dataclass(frozen=True, slots=True)
class TaxonMatch:
    """A taxon that was found, and the name by which it was found."""

    code: str
    scientific_name: str
    common_name: str
    found_by: str
    shows_it: bool
    kind: str
    appendices: tuple[str, ...]

    @property
    def appendix(self) -> str:
        """The Appendices in force, as ``I``, ``I/II``, or nothing."""
        return "/".join(self.appendices)

    @property
    def by_another_name(self) -> bool:
        """Whether neither the scientific nor the common name shown says why it was found."""
        return not self.shows_it


def taxon(code: str) -> Taxon:
    """Return the taxon of that code; raise UnknownTaxon."""
    found = find_taxon(code)
    if found is None:
        raise UnknownTaxon(code)
    return found


@remembered
def find_taxon(code: str) -> Taxon | None:
    """Return the taxon of that code, or None."""
    return Taxon.objects.filter(code=code.strip().upper()).first()


def classes_and_orders() -> dict[str, list[str]]:
    """Return the names of the classes (``class``) and of the orders (``order``) of all taxa, each in order."""
    found = Taxon.objects.values_list("class_name", "order_name").distinct()
    pairs = [(str(one), str(other)) for one, other in found]
    return {
        "class": sorted({one for one, _other in pairs if one}),
        "order": sorted({other for _one, other in pairs if other}),
    }


def find_taxa(text: str, language: str, limit: int = 10, day: date | None = None) -> list[TaxonMatch]:
    """Return the taxa with a scientific name, synonym or common name like ``text``, the likeliest first.

    A name that begins with the text goes before one in which a later word does. Case, accents, glottal
    stops and hyphens do not matter. Fewer than two letters find nothing. ``appendices`` are those of ``day``.
    """
    sought = _sought(text)
    if len(sought) < LEAST_LETTERS:
        return []
    return list(_matches(sought, language, limit, day or clock.now().date()))


@remembered
def _matches(sought: str, language: str, limit: int, day: date) -> tuple[TaxonMatch, ...]:
    best: dict[int, TaxonName] = {}
    for name in sorted(_names_like(sought, limit), key=lambda name: _likeliness(name, sought, language)):
        best.setdefault(name.taxon_id, name)
    return tuple(_match(name, sought, language, day) for name in list(best.values())[:limit])


def _sought(text: str) -> str:
    plain = folded(text[:160])
    for ending in _GROUP_ENDINGS:
        plain = plain.removesuffix(ending)
    return plain


def _names_like(sought: str, limit: int) -> list[TaxonName]:
    names = TaxonName.objects.select_related("taxon").prefetch_related("taxon__names", "taxon__listings")
    found = list(names.filter(folded__startswith=sought).order_by("folded", "pk")[:_ENOUGH_NAMES])
    if len({name.taxon_id for name in found}) < limit:
        later = names.filter(folded__contains=f" {sought}").exclude(folded__startswith=sought)
        found += later.order_by("folded", "pk")[:_ENOUGH_NAMES]
    return found


def _likeliness(name: TaxonName, sought: str, language: str) -> tuple[bool, bool, int, bool, str]:
    """Return a key that sorts the likeliest name first."""
    foreign = bool(name.language) and name.language != language.split("-")[0]
    kind = _KINDS.index(TaxonName.Kind(name.kind))
    return not name.folded.startswith(sought), foreign, kind, name.folded != sought, name.folded


def _match(name: TaxonName, sought: str, language: str, day: date) -> TaxonMatch:
    taxon = name.taxon
    common = first_common_name(taxon.names.all(), language)
    return TaxonMatch(
        code=taxon.code,
        scientific_name=str(taxon),
        common_name=common,
        found_by=name.name,
        shows_it=any(f" {sought}" in f" {folded(shown)}" for shown in (str(taxon), common)),
        kind=name.kind,
        appendices=appendices(listing for listing in taxon.listings.all() if listing.holds_on(day)),
    )


def first_common_name(names: Iterable[TaxonName], language: str) -> str:
    """Return the first common name in ``language``, else in English, else nothing."""
    common = [name for name in names if name.kind == TaxonName.Kind.COMMON]
    for wanted in (language.split("-")[0], "en"):
        for name in common:
            if name.language == wanted:
                return name.name
    return ""


def common_name(code: str, language: str) -> str:
    """Return a taxon's common name in ``language``, else in English, else nothing; raise UnknownTaxon."""
    return first_common_name(taxon(code).names.all(), language)


def appendices(listings: Iterable[Listing]) -> tuple[str, ...]:
    """Return the Appendices of some listings, strictest first, each once."""
    return tuple(sorted({listing.appendix for listing in listings}, key=Appendix.values.index))


def listings_on(taxon_code: str, day: date) -> tuple[Listing, ...]:
    """Return every listing of a taxon that holds on ``day``, strictest first; raise UnknownTaxon."""
    held = [listing for listing in _listings(taxon(taxon_code).code) if listing.holds_on(day)]
    return tuple(sorted(held, key=lambda listing: Appendix.values.index(listing.appendix)))


@remembered
def _listings(code: str) -> tuple[Listing, ...]:
    return tuple(Listing.objects.filter(taxon__code=code))


def listing_on(taxon_code: str, day: date, country: str | None = None) -> Listing:
    """Return the listing that governs a specimen on ``day``.

    ``country`` (ISO code) is where the specimen comes from: a listing of that country's populations goes
    before a general one. Without it the strictest listing counts. In Appendix III, the listing that the
    country itself asked for goes first. Raises UnknownTaxon, or NotListed when none holds.
    """
    held = listings_on(taxon_code, day)
    if country is not None:
        held = _of_country(held, country.upper())
    if not held:
        raise NotListed(taxon=taxon_code, day=day.isoformat())
    return held[0]


def annotation_on(symbol: str, day: date) -> Annotation | None:
    """Return what a numbered annotation, e.g. #4, means on ``day``, or None where that is not recorded."""
    return next((known for known in _annotations(symbol) if known.holds_on(day)), None)


@remembered
def _annotations(symbol: str) -> tuple[Annotation, ...]:
    return tuple(Annotation.objects.filter(symbol=symbol)) if symbol else ()


def first_listed_on(taxon_code: str, country: str | None = None) -> date | None:
    """Return the first day on which a specimen from ``country`` was surely listed; raise UnknownTaxon.

    Estimated days do not count, so that None means that nothing sure is known.
    """
    listings = _listings(taxon(taxon_code).code)
    meant = listings if country is None else _of_country(listings, country.upper())
    return min((listing.valid_from for listing in meant if listing.date_certain), default=None)


def _of_country(listings: Iterable[Listing], country: str) -> tuple[Listing, ...]:
    """Return the listings that govern specimens from ``country``, the most particular first."""
    meant = [listing for listing in listings if not listing.populations or country in listing.countries()]
    return tuple(sorted(meant, key=lambda listing: (not listing.populations, listing.listed_by != country)))


@remembered
def terms(day: date) -> tuple[Term, ...]:
    """Return the terms in use on ``day``, by English name."""
    return _on(Term.objects.all(), day)


@remembered
def units(day: date) -> tuple[Unit, ...]:
    """Return the units in use on ``day``, by English name."""
    return _on(Unit.objects.all(), day)


@remembered
def purposes(day: date) -> tuple[Purpose, ...]:
    """Return the purposes in use on ``day``, by code."""
    return _on(Purpose.objects.all(), day)


@remembered
def sources(day: date) -> tuple[Source, ...]:
    """Return the sources in use on ``day``, by code."""
    return _on(Source.objects.all(), day)


@remembered
def countries(day: date) -> tuple[Country, ...]:
    """Return the States, territories and other codes of ``day``'s permits, by English name."""
    return _on(Country.objects.all(), day)


def parties(day: date) -> tuple[Country, ...]:
    """Return the Parties to the Convention on ``day``, by English name."""
    return tuple(country for country in countries(day) if country.kind == Country.Kind.PARTY)


def _on(rows: QuerySet[Row], day: date) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.holds_on(day))


@remembered
def units_of_term(term: str, day: date) -> frozenset[str]:
    """Return the units in which ``term`` is reported on ``day``; none means that it is not known."""
    return frozenset(pair.unit for pair in TermUnit.objects.filter(term=term) if pair.holds_on(day))


@remembered
def purposes_of_term(term: str, day: date) -> frozenset[str]:
    """Return the purposes for which ``term`` is traded on ``day``; none means that it is not known."""
    return frozenset(pair.purpose for pair in TermPurpose.objects.filter(term=term) if pair.holds_on(day))


def terms_of_taxon(taxon_code: str, day: date) -> frozenset[str]:
    """Return the terms that a taxon can yield on ``day``, its own and its groups'; raise UnknownTaxon.

    A term that is paired with no group at all counts as possible: the pairs are older than some terms.
    """
    return _terms_of_groups(taxon(taxon_code).lineage(), day) | _terms_without_groups(day)


@remembered
def _terms_of_groups(groups: frozenset[tuple[str, str]], day: date) -> frozenset[str]:
    meant = Q()
    for rank, name in groups:
        meant |= Q(rank=rank, taxon_name=name)
    return frozenset(pair.term for pair in TaxonTerm.objects.filter(meant) if pair.holds_on(day))


@remembered
def _terms_without_groups(day: date) -> frozenset[str]:
    paired = frozenset(TaxonTerm.objects.values_list("term", flat=True))
    return frozenset(term.code for term in terms(day)) - paired
