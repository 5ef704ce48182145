"""Mail in the reader's own language, composed now and sent once the transaction has committed."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from secrets import token_hex
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from cites.accounts.delivery import deliver, numbered
from cites.accounts.later import seal_mail
from cites.accounts.models import User
from cites.accounts.queries import in_practice, party_here
from cites.accounts.tasks import send_mail
from kernel import clock

log = structlog.get_logger("accounts")
A_DAY: Final = timedelta(days=1)


def site_name() -> str:
    """The name under which this site writes, in the active language."""
    party = party_here()
    name = str(settings.SERVICE_NAME)
    return f"{name}, {party.name_in(translation.get_language() or 'en')}" if party else name


def site_address() -> str:
    """The address of this site's home page, for links in mails."""
    party = party_here()
    host = party.host() if party else settings.BASE_HOST
    if settings.DEVELOPMENT:
        return f"http://{host}:{settings.PORT}"
    return f"https://{host}"


def send_to(person: User, template: str, context: Mapping[str, Any] | None = None) -> None:
    """Send ``<template>_subject.txt`` and ``<template>_message.txt`` to a person, in their language.

    The texts see ``person``, ``site_name`` and ``site_address`` besides the context. Nothing is
    sent when the transaction rolls back; a mail server that is down costs no error page, and gets the mail later.
    """
    send_to_address(person.email, person.language, template, {"person": person, **(context or {})})


def send_to_address(email: str, language: str, template: str, context: Mapping[str, Any]) -> None:
    """As send_to, for somebody who is not a person here yet."""
    transaction.on_commit(partial(post, compose(email, language, template, context)), robust=True)


def post(message: EmailMessage, *, good_for: timedelta = A_DAY) -> None:
    """Send a mail or, where the mail server is away, have it sent as long as it is ``good_for`` something.

    Whoever waits for the page neither waits for the server nor sees an error; an address that it refuses is logged.
    """
    numbered(message, token_hex(8))
    try:
        if deliver(message) is not None:
            log.warning("a mail was refused for good")
    except OSError:
        log.warning("a mail is sent later", exc_info=True)
        send_mail.delay(seal_mail(message, until=clock.now() + good_for))


def compose(email: str, language: str, template: str, context: Mapping[str, Any]) -> EmailMessage:
    """Return the mail in ``language`` (a code such as ``fr``)."""
    with translation.override(language):
        values = {"site_name": site_name(), "site_address": site_address(), **context}
        subject = " ".join(render_to_string(f"{template}_subject.txt", values).split())
        body = render_to_string(f"{template}_message.txt", values).strip()
        subject, body = marked(subject, body)
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [email])


def marked(subject: str, body: str) -> tuple[str, str]:
    """Return subject and body of a mail, which in a practice twin say in the active language that it is an exercise."""
    if not in_practice():
        return subject, body
    sentence = gettext("This is an exercise of the practice site. Nothing in it is real.")
    return gettext("[Practice] %(subject)s") % {"subject": subject}, f"{sentence}\n\n{body}"
