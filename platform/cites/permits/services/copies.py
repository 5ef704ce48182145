"""Having a copy of a permit made (Article VI.4): once for all who may see it."""

from functools import partial

from django.db import transaction

from cites.accounts.models import User
from cites.permits.errors import NoCopy
from cites.permits.models import CopyRequest, Permit
from cites.permits.queries.copies import may_be_copied
from cites.permits.signals import copy_asked
from tenants.audit.services import record


@transaction.atomic
def ask_for_copy(*, permit: Permit, person: User) -> None:
    """Write down who asks; the copy is made by a task. Harmless when it was asked for before. Raises NoCopy."""
    if not may_be_copied(permit):
        raise NoCopy(permit.number)
    _request, is_new = CopyRequest.objects.get_or_create(permit=permit, defaults={"asked_by": person})
    if is_new:
        record("permit.copy_asked", subject=permit.subject, actor=person)
        transaction.on_commit(partial(copy_asked.send, sender=Permit, permit=permit), robust=True)
