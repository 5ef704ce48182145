"""Mails to bodies: written in the transaction of what they tell of, sent by an app above after the commit."""

from functools import partial

from django.db import transaction

from kernel.clock import now as this_moment
from workflows.models import BodyMail, BodyMailKind, BodyRequest
from workflows.signals import body_mail_written


def write_mail(request: BodyRequest, kind: BodyMailKind, once: str) -> bool:
    """Write a mail down, once for what ``once`` names; tell whether it is new."""
    mail, made = BodyMail.objects.get_or_create(
        request=request, once=once, defaults={"kind": kind, "written_at": this_moment()}
    )
    if made:
        transaction.on_commit(partial(body_mail_written.send, sender=BodyMail, mail=mail), robust=True)
    return made
