"""Reading permits: one by number or by its code, its state on a day, and who may see it."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import Q, QuerySet

from cites.accounts.models import Role, User
from cites.accounts.roles import OTHER_AUTHORITIES
from cites.permits.codes import read_code
from cites.permits.errors import UnknownPermit
from cites.permits.models import DocumentKind, EventKind, Permit, PermitDocument, PermitEvent
from cites.permits.rules.numbering import LONGEST_OF_ALL
from kernel import clock
from tenants.context import current_party, today
from tenants.facts.watches import PATIENCE
from workflows.models import Case
from workflows.people import is_applicant

READERS = frozenset(
    {
        Role.MA_OFFICER,
        Role.MA_SIGNATORY,
        Role.SCIENTIFIC_AUTHORITY,
        *OTHER_AUTHORITIES,
        Role.CUSTOMS,
        Role.AUDITOR,
        Role.CASHIER,
    }
)


class PermitState(StrEnum):
    """What a permit is good for; derived from its events and its last day, stored nowhere."""

    VALID = "valid"
    USED = "used"
    HANDED_BACK = "handed_back"
    LOST = "lost"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    SPECIMEN = "specimen"


ENDED: Final[Mapping[EventKind, PermitState]] = {
    EventKind.REPLACED: PermitState.REPLACED,
    EventKind.CANCELLED: PermitState.CANCELLED,
    EventKind.USED: PermitState.USED,
    EventKind.HANDED_BACK: PermitState.HANDED_BACK,
    EventKind.LOST: PermitState.LOST,
}
"""What ends a permit; of several such events the first in this order counts, whatever theirs."""
WORTHLESS: Final = (EventKind.CANCELLED, EventKind.REPLACED)
"""What makes a permit count no more: nothing was, and nothing will be, traded under it."""


def never_traded_under() -> QuerySet[Permit]:
    """Return the permits that count no more: cancelled, replaced, or handed back before anything crossed the border."""
    unused = Q(events__kind=EventKind.HANDED_BACK, crossings=None)
    return Permit.objects.filter(Q(events__kind__in=WORTHLESS) | unused).order_by()


def _permits() -> QuerySet[Permit]:
    related = Permit.objects.select_related("application", "application__case")
    return related.prefetch_related("events", "lines", "documents")


def permit(number: str) -> Permit:
    """Return the permit of that number, in any case; raise UnknownPermit."""
    found = find_permit(number)
    if found is None:
        raise UnknownPermit(number)
    return found


def find_permit(number: str) -> Permit | None:
    """Return the permit of that number, in any case and with or without spaces, or None."""
    return _permits().filter(number="".join(number.split()).upper()[:LONGEST_OF_ALL]).first()


def permit_for(number: str, person: User) -> Permit:
    """Return the permit if the person may see it: its applicant and officials; raise UnknownPermit."""
    found = permit(number)
    if person.has_role(*READERS) or is_applicant(found.application.case, person):
        return found
    raise UnknownPermit(number)


def find_permit_by_code(text: str) -> Permit | None:
    """Return the permit to which a verification code belongs, or None; case and spaces do not matter."""
    code = read_code(text)
    return _permits().filter(code=code).first() if code else None


def event_kinds(of: Permit) -> frozenset[str]:
    """Return what has happened to a permit so far."""
    return frozenset(event.kind for event in of.events.all())


def state_of(of: Permit, day: date | None = None) -> PermitState:
    """Return what the permit is good for on ``day`` (the issuing Party's today).

    It is valid up to midnight of its last day there. Of several events the first in ``ENDED`` counts, whatever their
    order: what replaces or cancels a permit outweighs all else, and a lost one stays lost on every day. Within a
    practice twin it says what steps are possible; ``shown_state`` is for readers.
    """
    happened = event_kinds(of)
    for kind, state in ENDED.items():
        if kind in happened:
            return state
    return PermitState.EXPIRED if (day or today()) > of.valid_until else PermitState.VALID


def shown_state(of: Permit) -> PermitState:
    """Return what people are told that the permit is good for; in a practice twin nothing is ever said to be valid."""
    state = state_of(of)
    return PermitState.SPECIMEN if state is PermitState.VALID and current_party().practice else state


def find_original(of: Permit) -> PermitDocument | None:
    """Return the rendered original, or None while it is still being made, and where it never will be."""
    return originals().filter(permit=of).first()


def originals() -> QuerySet[PermitDocument]:
    """Return the originals that may be handed out: of what was taken back before it was published there is none."""
    never = Permit.objects.filter(events__kind__in=WORTHLESS).exclude(events__kind=EventKind.PUBLISHED)
    return PermitDocument.objects.filter(kind=DocumentKind.ORIGINAL).exclude(permit__in=never.order_by().values("pk"))


def find_document(of: Permit, kind: DocumentKind) -> PermitDocument | None:
    """Return this rendition of a permit, or None where it is not made."""
    return PermitDocument.objects.filter(permit=of, kind=kind).first()


def is_never_printed(of: Permit) -> bool:
    """Tell whether a permit was cancelled or replaced before its document was published: then there is none."""
    happened = set(PermitEvent.objects.filter(permit=of).values_list("kind", flat=True))
    return EventKind.PUBLISHED not in happened and not happened.isdisjoint(WORTHLESS)


def unpublished_permits() -> QuerySet[Permit]:
    """Return the permits whose original has yet to be published: what a resumed task has to do."""
    return _permits().exclude(events__kind__in=(EventKind.PUBLISHED, *WORTHLESS)).order_by("pk")


def count_overdue_permits() -> int:
    """Return how many permits have waited for their document longer than the schedule needs to take them up."""
    overdue = Permit.objects.filter(issued_at__lt=clock.now() - PATIENCE)
    return overdue.exclude(events__kind__in=(EventKind.PUBLISHED, *WORTHLESS)).count()


def permits_of(case: Case) -> list[Permit]:
    """Return the permits that a case led to, in the order of their places in the batch: each, then what replaces it."""
    return list(_permits().filter(application__case=case).order_by("batch_position", "pk"))


def usable_permits(case: Case) -> list[Permit]:
    """Return those with which nothing happened that ends them; some may have expired meanwhile."""
    return _in_state(case, PermitState.VALID, PermitState.EXPIRED)


def losable_permits(case: Case) -> list[Permit]:
    """Return those that can be reported lost or stolen: the valid ones."""
    return _in_state(case, PermitState.VALID)


def cancellable_permits(case: Case) -> list[Permit]:
    """Return those that can be cancelled: the usable ones, and those that were lost."""
    return _in_state(case, PermitState.VALID, PermitState.EXPIRED, PermitState.LOST)


def replaceable_permits(case: Case) -> list[Permit]:
    """Return those that can be replaced: valid or lost, and not over, for a replacement is good no longer than they."""
    return [each for each in permits_of(case) if is_replaceable(each)]


def is_replaceable(permit: Permit) -> bool:
    """Tell whether a permit can be replaced: one whose last day has passed would be extended by it."""
    return state_of(permit) in (PermitState.VALID, PermitState.LOST) and today() <= permit.valid_until


def in_place_of(permit: Permit) -> list[Permit]:
    """Return a permit, what it replaces, what that replaced, and so on to the first."""
    found = [permit]
    while found[-1].replaces is not None:
        found.append(found[-1].replaces)
    return found


def permit_of(case: Case, number: str = "") -> Permit:
    """Return the permit that a case led to and that is not replaced, of a batch the one of that number.

    Raise UnknownPermit.
    """
    unreplaced = [each for each in permits_of(case) if state_of(each) is not PermitState.REPLACED]
    return the_one_of(unreplaced, case, number)


def the_one_of(permits: Iterable[Permit], case: Case, number: str = "") -> Permit:
    """Return the one of ``permits`` that has the number, or that is alone where none is said; raise UnknownPermit."""
    found = [each for each in permits if number in ("", each.number)]
    if len(found) != 1:
        raise UnknownPermit(number or case.reference)
    return found[0]


def _in_state(case: Case, *states: PermitState) -> list[Permit]:
    return [each for each in permits_of(case) if state_of(each) in states]
