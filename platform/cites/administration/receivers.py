"""Hears what becomes of proposals and of keys, and asks for the mails that it calls for."""

from functools import partial
from typing import Any

from django.db import transaction

from cites.administration.notices import APPROVED, PROPOSED, SENT_BACK, other_administrators, readers_of
from cites.administration.tasks import send_key_notice, send_notice
from cites.permits.signals import signing_keys_changed
from tenants.releases.models import Proposal
from tenants.releases.signals import proposal_approved, proposal_made, proposal_sent_back


def connect() -> None:
    """Listen from now on."""
    for kind, signal in ((PROPOSED, proposal_made), (SENT_BACK, proposal_sent_back), (APPROVED, proposal_approved)):
        signal.connect(partial(tell, kind), weak=False, dispatch_uid=f"administration.{kind}")
    signing_keys_changed.connect(tell_of_keys, dispatch_uid="administration.keys")


def tell(kind: str, sender: Any, proposal: Proposal, by: Any, **more: Any) -> None:
    """Ask for a mail to each reader, once the proposal stands as it is told."""
    for reader in readers_of(kind, proposal, getattr(by, "pk", None)):
        send = partial(send_notice.delay, kind, proposal.pk, proposal.version, reader.pk)
        transaction.on_commit(send, robust=True)


def tell_of_keys(sender: Any, change: str, kid: str, person: int | None, mark: str, **more: Any) -> None:
    """Ask for a mail to each other administrator: the change is committed already."""
    for reader in other_administrators(person):
        send_key_notice.delay(change, kid, person, mark, reader.pk)
