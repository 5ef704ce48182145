"""Permits and registered papers as the pages of cases and applications show them."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from cites.casework.queries.words import language
from cites.permits.models import Application, Crossing, EventKind, Permit, RegisteredPaper
from cites.permits.quantities import quantity_words
from cites.permits.queries.permits import shown_state
from tenants.context import current_profile


@dataclass(frozen=True)
class ShownCrossing:
    """One movement under a certificate: when, which way, where, and how much of each line."""

    day: date
    way: str | Promise
    port: str
    quantities: str


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


def shown_crossings(permit: Permit) -> list[ShownCrossing]:
    """Each movement that was entered, in the order of the days."""
    names = {port.locode: port.name for port in current_profile().ports}
    return [
        ShownCrossing(
            each.crossed_on, each.get_way_display(), names.get(each.port, each.port), _quantities(each, permit)
        )
        for each in permit.crossings.all()
    ]


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
        crossings=shown_crossings(permit),
    )


def _quantities(crossing: Crossing, permit: Permit) -> str:
    moved = [each for each in crossing.lines.all() if each.quantity]
    return "; ".join(
        f"{each.permit_line.letter} "
        + quantity_words(each.quantity, each.permit_line.unit, day=permit.issued_on, language=language())
        for each in moved
    )


def _address(name: str, number: str) -> str:
    try:
        return reverse(name, args=[number])
    except NoReverseMatch:
        return ""
