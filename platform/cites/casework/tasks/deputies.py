"""Telling people that they stand in for a colleague from today."""

import structlog
from django.core.mail import EmailMessage
from django.db import transaction

from cites.accounts.delivery import deliver, numbered
from cites.accounts.mail import compose
from cites.accounts.models import Absence, User
from cites.accounts.standing_in import deputies_to_tell
from cites.casework.queries.notices import NoticeSubject, is_wanted
from kernel.clock import now as this_moment
from tenants.context import today
from tenants.tasks import party_task

log = structlog.get_logger("casework")


@party_task(name="casework.tell_deputies")
def tell_deputies() -> int:
    """Tell whoever stands in for a colleague today, once an absence; return how many were told.

    One whom the mail server keeps waiting holds up none of the others: the next sweep tries again. One whose address it
    refuses for good stands on the page of the mails that did not arrive.
    """
    return sum(_or_later(pk) for pk in deputies_to_tell(today()).values_list("pk", flat=True))


def _or_later(absence_pk: int) -> bool:
    try:
        return _tell_deputy(absence_pk)
    except OSError:
        log.warning("a deputy is told later", absence=absence_pk, exc_info=True)
        return False


@transaction.atomic
def _tell_deputy(absence_pk: int) -> bool:
    waiting = deputies_to_tell(today()).select_for_update(skip_locked=True, of=("self",))
    absence = waiting.select_related("person", "deputy").filter(pk=absence_pk).first()
    if absence is None or absence.deputy is None:
        return False
    if is_wanted(absence.deputy.pk, NoticeSubject.TURN):
        refusal = deliver(_composed(absence, absence.deputy))
        absence.deputy_mail_failed, absence.deputy_refusal = refusal is not None, refusal or ""
    absence.deputy_told_at = this_moment()
    absence.save(update_fields=["deputy_told_at", "deputy_mail_failed", "deputy_refusal"])
    return not absence.deputy_mail_failed


def _composed(absence: Absence, deputy: User) -> EmailMessage:
    context = {"person": deputy, "absence": absence}
    message = compose(deputy.email, deputy.language, "casework/mail/standing_in", context)
    return numbered(message, f"absence-{absence.pk}")
