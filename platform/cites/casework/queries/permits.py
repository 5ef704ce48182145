"""Permits and registered papers as the pages of cases and applications show them."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import NoReverseMatch, reverse

from cites.casework.queries.words import language
from cites.permits.crossing_words import ShownCrossing, shown_crossings
from cites.permits.models import Application, EventKind, Permit, RegisteredPaper
from cites.permits.queries.permits import shown_state


@dataclass(frozen=True)
class ShownPermit:
    """A permit with its state in a word, and where its document and its public page are."""

    number: str
    document: str
    status_key: str
    valid_until: date
    reason: str
    document_address: str
    verify_address: str
    crossings: list[ShownCrossing] = field(default_factory=list)


def shown_permits(application: Application) -> list[ShownPermit]:
    """The permits of an application in their order: one, or all of a batch."""
    permits = application.permits.order_by("batch_position").prefetch_related(
        "events", "documents", "crossings__lines__permit_line"
    )
    return [_shown(permit) for permit in permits]


def find_paper(application: Application) -> RegisteredPaper | None:
    """The paper of others that was registered on an application, or None."""
    return getattr(application, "registered_paper", None)


def _shown(permit: Permit) -> ShownPermit:
    happened = {event.kind: event for event in permit.events.all()}
    ended = happened.get(EventKind.CANCELLED) or happened.get(EventKind.HANDED_BACK)
    return ShownPermit(
        number=permit.number,
        document=permit.get_document_type_display(),
        status_key=str(shown_state(permit)),
        valid_until=permit.valid_until,
        reason=ended.reason if ended else "",
        document_address=_address("permit-pdf", permit.number) if EventKind.PUBLISHED in happened else "",
        verify_address=_address("verify-code", permit.code),
        crossings=shown_crossings(permit, language()),
    )


def _address(name: str, number: str) -> str:
    try:
        return reverse(name, args=[number])
    except NoReverseMatch:
        return ""
