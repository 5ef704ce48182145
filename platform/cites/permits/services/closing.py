"""The end of documents that were not used, or that no single movement uses up: what is left of them is handed back."""

from django.db import transaction

from cites.accounts.models import User
from cites.permits.models import EventKind, PermitEvent
from cites.permits.queries.permits import PermitState, permits_of, state_of
from cites.permits.services.events import write_event
from cites.permits.signals import permit_handed_back
from workflows.models import Case


@transaction.atomic
def hand_back_permits(*, case: Case, remark: str, official: User, with_expired: bool = False) -> list[PermitEvent]:
    """Write down that each permit of the case which is still valid was handed back; all others stay as they ended.

    ``with_expired`` says that those whose last day has passed were handed back as well, unused.
    """
    ended = {PermitState.VALID, *((PermitState.EXPIRED,) if with_expired else ())}
    return [
        write_event(permit, EventKind.HANDED_BACK, official, permit_handed_back, reason=remark)
        for permit in permits_of(case)
        if state_of(permit) in ended
    ]
