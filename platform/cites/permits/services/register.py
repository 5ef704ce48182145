"""Keeping the register of permits: what each says that it is found by, and what has become of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction

from cites.permits.models import PaperPermit, PaperPermitLine, Permit, PermitEvent, PermitLine, RegisterEntry
from cites.permits.models.specimens import Specimens
from cites.permits.queries.permits import ENDED
from cites.permits.rules.document_types import comes_in
from cites.permits.rules.register_words import HERE, NOT_ENDED, ON_PAPER, Fact, fact, facts, texts_as_words
from cites.permits.rules.search_words import words_to_find
from cites.permits.services.indexing import as_words
from tenants.context import current_profile

MOST_AT_A_TIME: Final = 500
_SHOWN: Final = 3  # names of species
Issued = Permit | PaperPermit


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


def enter_papers(papers: Sequence[PaperPermit], lines: Iterable[PaperPermitLine]) -> None:
    """Write the entries of permits that were issued on paper; nothing will happen to them any more."""
    of_each: dict[int, list[PaperPermitLine]] = defaultdict(list)
    for line in lines:
        of_each[line.permit_id].append(line)
    entries = (RegisterEntry(paper=paper, **_facts_of_paper(paper, of_each[paper.pk])) for paper in papers)
    RegisterEntry.objects.bulk_create(entries, batch_size=MOST_AT_A_TIME)


def _facts_of_paper(paper: PaperPermit, lines: list[PaperPermitLine]) -> dict[str, Any]:
    words = [*_words(paper, lines, paper.ended), fact(Fact.ISSUED, ON_PAPER)]
    return _of_both(paper, lines) | {"ended": paper.ended, "words": as_words(words)}


def _facts(permit: Permit) -> dict[str, Any]:
    lines, events = list(PermitLine.objects.filter(permit=permit)), list(PermitEvent.objects.filter(permit=permit))
    ended = next((kind for kind in ENDED if kind in {event.kind for event in events}), "")
    words = [*_words(permit, lines, ended), *words_to_find([permit.application.reference]), fact(Fact.ISSUED, HERE)]
    return _of_both(permit, lines) | {"ended": ended, "ended_on": _ended_on(events), "words": as_words(words)}


def _of_both(permit: Issued, lines: Sequence[Specimens]) -> dict[str, Any]:
    names = list(dict.fromkeys(line.scientific_name for line in lines))
    return {
        "number": permit.number,
        "document_type": permit.document_type,
        "issued_on": permit.issued_on,
        "valid_until": permit.valid_until,
        "exporter": permit.exporter_name,
        "importer": permit.consignee_name,
        "country": _other_side(permit),
        "species": names[:_SHOWN],
        "species_count": len(names),
        "appendices": ", ".join(sorted({line.appendix for line in lines if line.appendix})),
    }


def _ended_on(events: Iterable[PermitEvent]) -> date | None:
    """The first day on which it was good for nothing, on the Party's calendar."""
    zone = ZoneInfo(current_profile().time_zone)
    days = [event.happened_on or event.at.astimezone(zone).date() for event in events if event.kind in ENDED]
    return min(days, default=None)


def _other_side(permit: Issued) -> str:
    return str(permit.exporter_country if comes_in(permit.document_type) else permit.consignee_country)


def _words(permit: Issued, lines: Sequence[Specimens], ended: str) -> Iterator[str]:
    yield from facts(Fact.DOCUMENT, [permit.document_type])
    yield from facts(Fact.ENDED, [ended or NOT_ENDED])
    yield from facts(Fact.PURPOSE, [permit.purpose])
    yield from facts(Fact.COUNTRY, [_other_side(permit)])
    yield from facts(Fact.APPENDIX, (line.appendix for line in lines))
    yield from facts(Fact.TERM, (line.term for line in lines))
    yield from facts(Fact.SOURCE, (source for line in lines for source in line.sources))
    yield from facts(Fact.TAXON, (line.taxon_code for line in lines))
    yield from texts_as_words(
        numbers=[permit.number],
        traders=[permit.exporter_name, permit.consignee_name],
        species=[name for line in lines for name in (line.scientific_name, line.common_name)],
        signatory=permit.signatory_name,
    )
