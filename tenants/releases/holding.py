"""One change of a proposal: the row held against others, its version checked, the trail written."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import active_schema
from tenants.releases.errors import ProposalMovedOn, ProposalNotOpen
from tenants.releases.hands import operator_in, person_in
from tenants.releases.models import Proposal

_LOCK = 0x52454C53  # one maker of drafts and releases at a time, in each schema


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold back everybody else who makes a draft or a release in the active Party, until the transaction ends."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, active_schema()])
        yield


@contextmanager
def held(proposal: Proposal, version: int | None, *states: str) -> Iterator[Proposal]:
    """Yield the proposal as it stands now, and save what was changed under the next version.

    Raises ProposalNotOpen in any other state than ``states``, and ProposalMovedOn when ``version``, which
    the reader saw, is not the present one.
    """
    with one_at_a_time():
        found = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
        if found.state not in states:
            raise ProposalNotOpen(message=_NOT_OPEN[Proposal.State(found.state)])
        if version is not None and version != found.version:
            raise ProposalMovedOn(message=gettext_noop("Somebody changed this draft meanwhile. Look at it again."))
        yield found
        found.version += 1
        found.save()


def tell(verb: str, proposal: Proposal, by: Any, **data: Any) -> None:
    """Write what happened to a proposal into the trail."""
    operator = operator_in(by)
    record(
        f"proposal.{verb}",
        subject=f"proposal:{proposal.pk}",
        actor=person_in(by),
        data=data | ({"by": "operator"} if operator else {}),
        personal={"operator": operator} if operator else None,
    )


_NOT_OPEN = {
    Proposal.State.DRAFT: gettext_noop("This is still being drafted."),
    Proposal.State.SENT_BACK: gettext_noop("This was sent back to be changed."),
    Proposal.State.PROPOSED: gettext_noop("This waits for its decision and cannot be changed meanwhile."),
    Proposal.State.APPROVED: gettext_noop("This is decided: it has become a release."),
    Proposal.State.WITHDRAWN: gettext_noop("This was withdrawn."),
}
