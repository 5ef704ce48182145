"""Keeping the register of permits: what each says that it is found by, and what has become of it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction

from cites.permits.models import EventKind, Permit, PermitEvent, PermitLine, RegisterEntry
from cites.permits.queries.permits import ENDED
from cites.permits.rules.document_types import comes_in
from cites.permits.rules.register_words import NOT_ENDED, Fact, facts, texts_as_words
from cites.permits.services.indexing import as_words
from tenants.context import current_profile

MOST_AT_A_TIME: Final = 500
_SHOWN: Final = 3  # names of species


@transaction.atomic
def enter_in_register(permit: Permit) -> None:
    """Write the permit's entry, or write it anew by what has happened to it.

    Of two events at once the second waits for the first one's entry, and then sees both.
    """
    entry, made = RegisterEntry.objects.get_or_create(permit=permit, defaults=_facts(permit))
    if not made:
        RegisterEntry.objects.select_for_update().get(pk=entry.pk)
        RegisterEntry.objects.filter(pk=entry.pk).update(**_facts(permit))


def enter_the_rest() -> int:
    """Enter every permit that is in no entry yet: those of before there was a register; return how many."""
    missing = Permit.objects.filter(register_entry=None).order_by("pk")
    done = 0
    while some := list(missing.select_related("application__case")[:MOST_AT_A_TIME]):
        for permit in some:
            enter_in_register(permit)
        done += len(some)
    return done


def _facts(permit: Permit) -> dict[str, Any]:
    lines, events = list(PermitLine.objects.filter(permit=permit)), list(PermitEvent.objects.filter(permit=permit))
    names = list(dict.fromkeys(line.scientific_name for line in lines))
    ended = next((kind for kind in ENDED if kind in {event.kind for event in events}), None)
    country = permit.exporter_country if comes_in(permit.document_type) else permit.consignee_country
    return {
        "number": permit.number,
        "document_type": permit.document_type,
        "issued_on": permit.issued_on,
        "valid_until": permit.valid_until,
        "ended": ended or "",
        "ended_on": _ended_on(events),
        "exporter": permit.exporter_name,
        "importer": permit.consignee_name,
        "country": country,
        "species": names[:_SHOWN],
        "species_count": len(names),
        "appendices": ", ".join(sorted({line.appendix for line in lines if line.appendix})),
        "words": as_words(_words(permit, lines, country, ended)),
    }


def _ended_on(events: Iterable[PermitEvent]) -> date | None:
    """The first day on which it was good for nothing, on the Party's calendar."""
    zone = ZoneInfo(current_profile().time_zone)
    days = [event.happened_on or event.at.astimezone(zone).date() for event in events if event.kind in ENDED]
    return min(days, default=None)


def _words(permit: Permit, lines: list[PermitLine], country: str, ended: EventKind | None) -> Iterator[str]:
    yield from facts(Fact.DOCUMENT, [permit.document_type])
    yield from facts(Fact.ENDED, [ended or NOT_ENDED])
    yield from facts(Fact.PURPOSE, [permit.purpose])
    yield from facts(Fact.COUNTRY, [country])
    yield from facts(Fact.APPENDIX, (line.appendix for line in lines))
    yield from facts(Fact.TERM, (line.term for line in lines))
    yield from facts(Fact.SOURCE, (source for line in lines for source in line.sources))
    yield from facts(Fact.TAXON, (line.taxon_code for line in lines))
    yield from texts_as_words(
        numbers=[permit.number, permit.application.reference],
        traders=[permit.exporter_name, permit.consignee_name],
        species=[name for line in lines for name in (line.scientific_name, line.common_name)],
        signatory=permit.signatory_name,
    )
