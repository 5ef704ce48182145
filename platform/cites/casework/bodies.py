"""Mails to bodies outside: in the language that the officer chose, and nothing of the case but the question's link."""

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import override

from cites.accounts.mail import compose, site_address
from cites.casework.queries.history import authority_name
from localization.formats import format_date
from workflows.bodies.secrets import make_code
from workflows.models import BodyMailKind, BodyRequest


def compose_body_mail(request: BodyRequest, kind: BodyMailKind, token: str) -> EmailMessage:
    """Return the mail; one with the code makes it, and has no link. The request is locked by whoever asks."""
    facts = {"body": request.body, "last_day": format_date(request.last_day, request.language)}
    if kind is BodyMailKind.CODE:
        facts["code"] = make_code(request)
    else:
        facts["link"] = f"{site_address()}{reverse('body-answer', args=[token], urlconf='cites.urls')}"
    with override(request.language):
        facts["authority"] = authority_name()
    return compose(request.email, request.language, f"casework/mail/body_{kind}", facts)
