"""Hears what becomes of proposals, and asks for the mails that it calls for."""

from functools import partial
from typing import Any

from django.db import transaction

from cites.administration.notices import APPROVED, PROPOSED, SENT_BACK, readers_of
from cites.administration.tasks import send_notice
from tenants.releases.models import Proposal
from tenants.releases.signals import proposal_approved, proposal_made, proposal_sent_back


def connect() -> None:
    """Listen from now on."""
    for kind, signal in ((PROPOSED, proposal_made), (SENT_BACK, proposal_sent_back), (APPROVED, proposal_approved)):
        signal.connect(partial(tell, kind), weak=False, dispatch_uid=f"administration.{kind}")


def tell(kind: str, sender: Any, proposal: Proposal, by: Any, **more: Any) -> None:
    """Ask for a mail to each reader, once the proposal stands as it is told."""
    for reader in readers_of(kind, proposal, getattr(by, "pk", None)):
        send = partial(send_notice.delay, kind, proposal.pk, proposal.version, reader.pk)
        transaction.on_commit(send, robust=True)
