"""Reading the codes of permits as they were on a day, and which of them make sense together."""

from collections.abc import Mapping
from datetime import date
from typing import Final, TypeVar

from django.db.models import Q, QuerySet

from cites.species.memory import remembered
from cites.species.models import Country, Purpose, Source, TaxonTerm, Term, TermPurpose, TermUnit, Unit
from cites.species.queries.taxa import taxon

_OF_AGARWOOD: Final = {("GENUS", "Aquilaria"): "KGM", ("GENUS", "Gyrinops"): "KGM"}
# Of these groups the explanations of the terms prefer another unit than the table.
_PREFERRED_OF: Final[Mapping[str, Mapping[tuple[str, str], str]]] = {
    "BOD": {("CLASS", "Elasmobranchii"): "KGM"},
    "ROO": _OF_AGARWOOD,
    "STE": _OF_AGARWOOD,
}
Row = TypeVar("Row", Term, Unit, Purpose, Source, Country)


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


@remembered
def countries_ever() -> frozenset[str]:
    """Return the codes of all States and territories that may stand on a permit of any day, Parties or not yet."""
    return frozenset(Country.objects.values_list("iso2", flat=True))


def parties(day: date) -> tuple[Country, ...]:
    """Return the Parties to the Convention on ``day``, by English name."""
    return tuple(country for country in countries(day) if country.kind == Country.Kind.PARTY)


def _on(rows: QuerySet[Row], day: date) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.holds_on(day))


@remembered
def units_of_term(term: str, day: date) -> frozenset[str]:
    """Return the units in which ``term`` is reported on ``day``; none means that it is not known."""
    return frozenset(pair.unit for pair in TermUnit.objects.filter(term=term) if pair.holds_on(day))


def preferred_unit(term: str, groups: frozenset[tuple[str, str]], day: date) -> str:
    """Return the unit in which ``term`` of a taxon in these groups is reported first on ``day``; blank: not known."""
    of_group = next((unit for group, unit in _PREFERRED_OF.get(term, {}).items() if group in groups), "")
    return of_group or next((each.preferred_unit for each in terms(day) if each.code == term), "")


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
