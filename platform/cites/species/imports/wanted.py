"""The rows that a record asks for; what could not be dated is told, never guessed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cites.species.imports.handed_down import Measure, once
from cites.species.imports.periods import UNKNOWN_END, UNKNOWN_PARTY, History, Period, history
from cites.species.imports.quota_notes import scope_of
from cites.species.imports.records import Fault, QuotaRecord, SuspensionRecord, TaxonRecord
from cites.species.imports.tables import QUOTAS, SUSPENSIONS, ended, with_others
from cites.species.models import (
    THE_BEGINNING,
    Listing,
    PublishedQuota,
    Range,
    Reservation,
    Suspension,
    Taxon,
    TaxonName,
)
from cites.species.places import Gazetteer
from cites.species.populations import read_notes
from kernel.text import gettext_noop

DATASET = "species_plus"
SOURCE = "Species+ / Checklist of CITES Species (UNEP-WCMC, CITES Secretariat)"
UNDATED_END = gettext_noop("%(taxon)s: a %(what)s was left out, for it has ended and no day of its end is told.")
_SIX = Decimal("0.000001")
_EVE = timedelta(days=1)
_OF_IMPORT = {"dataset": DATASET, "source": SOURCE}
_PARTIAL = ("author", "phylum", "class_name", "order_name", "family")  # sources that leave them out do not empty them


@dataclass(frozen=True, slots=True)
class Asking:
    """What a record asks of a taxon on the day of the data.

    ``names`` are those of the numbers in Species+, ``numbers`` those of taxa to which what they hand down is added.
    """

    record: TaxonRecord
    taxon: Taxon
    as_of: date
    names: Mapping[int, str]
    numbers: Collection[int]
    gazetteer: Gazetteer
    tell: Callable[[Fault], None]


def taxon_values(record: TaxonRecord, present: Taxon | None) -> dict[str, object]:
    """Return the columns of the taxon itself."""
    values: dict[str, object] = {
        "scientific_name": record.name, "rank": record.rank, "kingdom": record.kingdom,
        "author": record.author, "phylum": record.phylum, "class_name": record.class_name,
        "order_name": record.order_name, "family": record.family, **_OF_IMPORT,
    }  # fmt: skip
    if record.their_id is not None:
        values["species_plus_id"] = record.their_id
    if present is not None:
        values |= {name: getattr(present, name) for name in _PARTIAL if not values[name]}
    return values


def names(asking: Asking, present: Iterable[TaxonName]) -> list[TaxonName]:
    """Return the names to be kept and to be had; new ones are folded when they are written.

    Common names in a language that the record does not speak stay: the files of Species+ come in one language each, and
    ours know names in the languages of the islands.
    """
    record, found = asking.record, list(_told_names(asking))
    spoken = {each.language for each in record.common_names or ()}
    kept = [each for each in present if _stays(each, record, spoken)]
    known = {(each.kind, each.language, each.name) for each in found}
    return found + [each for each in kept if (each.kind, each.language, each.name) not in known]


def _stays(name: TaxonName, record: TaxonRecord, spoken: set[str]) -> bool:
    if name.kind == TaxonName.Kind.COMMON:
        return name.language not in spoken
    if name.kind == TaxonName.Kind.SYNONYM:
        return record.synonyms is None
    return record.only_names


def _told_names(asking: Asking) -> Iterator[TaxonName]:
    record, kinds = asking.record, TaxonName.Kind
    if not record.only_names:
        yield _name(asking.taxon, kinds.ACCEPTED, record.name)
    for name in dict.fromkeys((*(record.synonyms or ()), *record.also_known_as)):
        if name != asking.taxon.scientific_name:
            yield _name(asking.taxon, kinds.SYNONYM, name)
    for each in record.common_names or ():
        yield _name(asking.taxon, kinds.COMMON, each.name, each.language)


def _name(taxon: Taxon, kind: TaxonName.Kind, name: str, language: str = "") -> TaxonName:
    return TaxonName(taxon=taxon, kind=kind.value, language=language, name=name, dataset=DATASET)


def past(asking: Asking) -> History:
    """Return the dated listings and reservations of the taxon, and tell what could not be dated."""
    found, taxon = history(asking.record.events or ()), asking.taxon.scientific_name
    for each in found.endless:
        facts = {"taxon": taxon, "appendix": each.appendix, "day": each.day.isoformat()}
        asking.tell(Fault(text=UNKNOWN_END, facts=facts))
    for each in found.nobodys:
        asking.tell(Fault(text=UNKNOWN_PARTY, facts={"taxon": taxon, "day": each.day.isoformat()}))
    return found


def listings(asking: Asking, periods: Iterable[Period]) -> list[Listing]:
    """Return the listings of these periods."""
    return [
        Listing(
            taxon=asking.taxon, appendix=each.appendix, valid_from=each.begins, valid_to=each.ends,
            listed_by=each.party, listed_as=_listed_as(asking, each), annotation=each.annotation,
            hash_annotation=each.symbol, date_certain=True, **_populations(asking, each), **_OF_IMPORT,
        )
        for each in periods
    ]  # fmt: skip


def _populations(asking: Asking, period: Period) -> dict[str, Any]:
    """Return the columns that say whose populations a listing means, as far as its notes can be read."""
    meant = read_notes(period.notes, asking.gazetteer)
    return {
        "populations": " ".join(sorted(meant.only)), "excepted": " ".join(sorted(meant.excepted)),
        "partly": " ".join(sorted(meant.partly)), "unread": meant.unread,
    }  # fmt: skip


def _listed_as(asking: Asking, period: Period) -> str:
    name = asking.names.get(period.of, "") if period.of is not None else ""
    return name if name != asking.taxon.scientific_name else ""


def listings_today(asking: Asking, present: Iterable[Listing]) -> list[Listing]:
    """Return the listings where only the Appendices of today are told: what holds stays, the rest ends, new ones begin.

    No source told the day on which a new one began, so that it holds from the day of the data, marked as uncertain.
    """
    told, day = asking.record.stands_in or (), asking.as_of
    held = {each.appendix for each in present if each.holds_on(day)}
    over = ended([each for each in present if each.appendix not in told], day)
    begun = [
        Listing(taxon=asking.taxon, appendix=appendix, valid_from=day, date_certain=False, **_OF_IMPORT)
        for appendix in told
        if appendix not in held
    ]
    return [*(copy(each) for each in present if each.appendix in told), *over, *begun]


def reservations(asking: Asking, periods: Iterable[Period]) -> list[Reservation]:
    """Return the reservations of these periods."""
    return [
        Reservation(
            taxon=asking.taxon, appendix=each.appendix, party=each.party, valid_from=each.begins,
            valid_to=each.ends, note=each.annotation, **_OF_IMPORT,
        )
        for each in periods
    ]  # fmt: skip


def ranges(asking: Asking) -> list[Range]:
    """Return the countries in which the taxon occurs."""
    return [
        Range(taxon=asking.taxon, country=each.country, tags=", ".join(each.tags)[:120], **_OF_IMPORT)
        for each in asking.record.ranges or ()
    ]


def quotas(asking: Asking, present: Iterable[PublishedQuota]) -> list[PublishedQuota]:
    """Return the export quotas, each until the end of its year: of one that is current that of the data."""
    record = asking.record
    told = once((*_own(asking, record.quotas), *record.quotas_below))
    rows = [row for each in told if (row := _quota(asking, each))]
    return with_others(QUOTAS, rows, present) if record.quotas is None else rows


def _own(asking: Asking, told: tuple[Measure, ...] | None) -> Iterator[Measure]:
    """Yield what is about the taxon itself, or about a wider one that is not here to have it."""
    return (each for each in told or () if each.of is None or each.of not in asking.numbers)


def _quota(asking: Asking, told: QuotaRecord) -> PublishedQuota | None:
    if told.current is False and told.published_on is None:
        _undated("quota", asking)
        return None
    scope = scope_of(told.notes)
    return PublishedQuota(
        taxon=asking.taxon, country=told.country, unit=told.unit, notes=told.notes, address=told.address,
        quantity=None if told.quantity is None else told.quantity.quantize(_SIX), published_on=told.published_on,
        valid_from=told.published_on or THE_BEGINNING, valid_to=_last_day(told, asking.as_of),
        terms=scope.terms, sources=scope.sources, purposes=scope.purposes, their_id=told.their_id, **_OF_IMPORT,
    )  # fmt: skip


def _last_day(told: QuotaRecord, as_of: date) -> date | None:
    """A quota is for a calendar year (Resolution Conf. 14.7): that of its publication, unless it is current since.

    One of nothing that is current stands until another is published: an import that is late must open no trade.
    """
    if told.current and not told.quantity and told.quantity is not None:
        return None
    published = told.published_on.year if told.published_on else as_of.year
    return date(max(published, as_of.year) if told.current else published, 12, 31)


def suspensions(asking: Asking, present: Iterable[Suspension]) -> tuple[list[Suspension], list[Suspension]]:
    """Return the suspensions of trade in the taxon, and those of trade in all taxa."""
    record = asking.record
    told = once((*_own(asking, record.suspensions), *record.suspensions_below))
    rows = [(each, row) for each in told if (row := _suspension(asking, each))]
    own = [row for each, row in rows if not each.everything]
    own = with_others(SUSPENSIONS, own, present) if record.suspensions is None else own
    return own, [row for each, row in rows if each.everything]


def _suspension(asking: Asking, told: SuspensionRecord) -> Suspension | None:
    begins = told.begins or THE_BEGINNING
    ends = told.ends - _EVE if told.ends and told.current is not True else None
    if (told.current is False and ends is None) or (ends is not None and ends < begins):
        _undated("suspension", asking)
        return None
    scope = scope_of(told.notes)
    return Suspension(
        taxon=None if told.everything else asking.taxon, country=told.country, valid_from=begins, valid_to=ends,
        applies_to_import=told.applies_to_import, begun_by=told.begun_by, ended_by=told.ended_by, notes=told.notes,
        terms=scope.terms, sources=scope.sources, purposes=scope.purposes,
        address=told.address, their_id=told.their_id, **_OF_IMPORT,
    )  # fmt: skip


def _undated(what: str, asking: Asking) -> None:
    asking.tell(Fault(text=UNDATED_END, facts={"taxon": asking.record.name, "what": what}))
