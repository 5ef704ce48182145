"""The mails to bodies outside: one task for each, tried again when the mail server is away."""

from django.db import transaction

from cites.accounts.delivery import deliver, numbered
from cites.casework.bodies import compose_body_mail
from kernel.clock import now as this_moment
from tenants.tasks import party_task
from workflows.bodies.queries import state_now
from workflows.bodies.secrets import make_link
from workflows.models import BodyMail, BodyMailKind, BodyRequest, BodySending


@party_task(name="casework.send_body_mail")
def send_body_mail(mail_pk: int) -> None:
    """Send one mail to a body outside unless it was sent, or the request is not open any more.

    Its link is kept before it is sent: should a worker be killed in between, the link of each mail that went out leads
    to the request.
    """
    request = BodyRequest.objects.filter(mails=mail_pk, mails__sent_at=None).first()
    if request is None:
        return
    token = make_link(request)
    with transaction.atomic():
        waiting = BodyMail.objects.select_for_update(skip_locked=True, of=("self",)).filter(sent_at=None)
        mail = waiting.filter(pk=mail_pk).first()
        if mail is None:
            return
        held = BodyRequest.objects.select_for_update(of=("self",)).select_related("case").get(pk=request.pk)
        mail.sending, mail.refusal = _sent(mail, held, token)
        mail.sent_at = this_moment()
        mail.save(update_fields=["sent_at", "sending", "refusal"])


def _sent(mail: BodyMail, request: BodyRequest, token: str) -> tuple[BodySending, str]:
    """What became of the mail, and what the mail server said where it refused the address."""
    if not state_now(request).is_waiting:
        return BodySending.NEEDLESS, ""
    refusal = deliver(numbered(compose_body_mail(request, BodyMailKind(mail.kind), token), f"body-{mail.pk}"))
    return (BodySending.MAILED, "") if refusal is None else (BodySending.FAILED, refusal)
