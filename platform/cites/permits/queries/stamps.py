"""Security stamps and paper: whether this Party uses them, which stamps are taken, and how many a case needs."""

from collections.abc import Iterable
from typing import Final

from django.db.models import QuerySet

from cites.accounts.models import Role
from cites.permits.models import Application, EventKind, Permit, SecurityStamp
from cites.permits.queries.permits import PermitState, event_kinds, state_of
from cites.permits.rules.batches import FaultyBatch, documents_asked
from cites.permits.rules.stamps import FaultyStamps
from kernel.text import gettext_noop
from tenants.context import current_profile

PRINTERS: Final = (Role.MA_OFFICER, Role.MA_SIGNATORY)
"""Who keeps stamps and paper."""


def uses_stamps() -> bool:
    """Tell whether documents bear a security stamp under the release in force."""
    return current_profile().printing.security_stamps


def stamps_for(application: Application) -> int:
    """Return how many stamps the documents of an application need: none where this Party uses none."""
    if not uses_stamps():
        return 0
    try:
        return documents_asked(application.document_type, application.answers)
    except FaultyBatch:
        return 1  # the step says what is wrong with the number


def may_go_on_paper(permit: Permit) -> bool:
    """Tell whether a permit may be printed on security paper: the Party has any, and it is published and valid."""
    if not current_profile().printing.security_paper or state_of(permit) is not PermitState.VALID:
        return False
    return EventKind.PUBLISHED in event_kinds(permit)


def find_stamp(permit: Permit) -> str:
    """Return the number of the stamp on a permit, or nothing where it bears none."""
    return SecurityStamp.objects.filter(permit=permit).values_list("number", flat=True).first() or ""


def stamps() -> QuerySet[SecurityStamp]:
    """Return every stamp of which something became, the newest first."""
    return SecurityStamp.objects.select_related("permit", "actor")


def refuse_taken(numbers: Iterable[str]) -> None:
    """Raise FaultyStamps where something became of one of these stamps already."""
    if taken := SecurityStamp.objects.filter(number__in=list(numbers)).first():
        raise stamp_taken(taken.number)


def stamp_taken(number: str) -> FaultyStamps:
    """Return that a number has its fate already."""
    message = gettext_noop("Stamp %(number)s is on another permit already, or was spoilt or lost.")
    return FaultyStamps(message=message, data={"number": number})
