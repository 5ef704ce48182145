"""Mails that the mail server did not take when they were written."""

import structlog

from cites.accounts.delivery import deliver
from cites.accounts.later import open_mail
from kernel import clock
from tenants.facts.failures import note_failure
from tenants.tasks import party_task

log = structlog.get_logger("accounts")


@party_task(name="accounts.send_mail", retry_backoff_max=600, max_retries=200)
def send_mail(sealed: str) -> None:
    """Send a mail as soon as the mail server takes it; one that is of no use any more is given up, and counted."""
    message, until = open_mail(sealed)
    if until < clock.now():
        log.error("a mail was given up: the mail server was away too long")
        note_failure()
    elif deliver(message) is not None:
        log.warning("a mail was refused for good")
