"""Permits and registered papers as the pages of cases and applications show them."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from cites.casework.queries.words import language
from cites.permits.crossing_words import ShownCrossing, shown_crossings
from cites.permits.models import Application, EventKind, Permit, PermitEvent, RegisteredPaper
from cites.permits.queries.permits import WORTHLESS, shown_state
from cites.permits.queries.uses import is_completed_by_holder
from localization.formats import format_date

# The reason for which of its ends is told of a permit, the first that it has.
_TOLD = (EventKind.REPLACED, EventKind.CANCELLED, EventKind.HANDED_BACK, EventKind.LOST)


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
    place_in_batch: int = 1
    is_never_printed: bool = False
    """Whether it was cancelled before its document was made."""
    use_address: str = ""
    """Where the use of a partly completed permit is declared and read."""


def shown_permits(application: Application) -> list[ShownPermit]:
    """The permits of an application in their order: one, or all of a batch."""
    permits = application.permits.order_by("batch_position", "pk").prefetch_related(
        "events", "documents", "crossings__lines__permit_line"
    )
    return [_shown(permit) for permit in permits]


def find_paper(application: Application) -> RegisteredPaper | None:
    """The paper of others that was registered on an application, or None."""
    return getattr(application, "registered_paper", None)


def _shown(permit: Permit) -> ShownPermit:
    happened = {event.kind: event for event in permit.events.all()}
    ended = next((happened[kind] for kind in _TOLD if kind in happened), None)
    return ShownPermit(
        number=permit.number,
        document=permit.get_document_type_display(),
        is_never_printed=EventKind.PUBLISHED not in happened and not happened.keys().isdisjoint(WORTHLESS),
        status_key=str(shown_state(permit)),
        valid_until=permit.valid_until,
        reason=_reason(ended) if ended else "",
        document_address=_address("permit-pdf", permit.number) if EventKind.PUBLISHED in happened else "",
        verify_address=_address("verify-code", permit.code),
        crossings=shown_crossings(permit, language()),
        place_in_batch=permit.batch_position,
        use_address=_address("permit-use", permit.number) if is_completed_by_holder(permit) else "",
    )


def _reason(ended: PermitEvent) -> str:
    if ended.happened_on is None:
        return ended.reason
    day = format_date(ended.happened_on, language())
    return _("%(day)s: %(reason)s") % {"day": day, "reason": ended.reason}


def _address(name: str, number: str) -> str:
    try:
        return reverse(name, args=[number])
    except NoReverseMatch:
        return ""
