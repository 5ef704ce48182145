"""Keeps every mail in a file under var/, so that /dev/ can show it; in the place of a mail server."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from cites.accounts.demo import refuse_in_production
from kernel import clock
from tenants.context import active_schema


@dataclass(frozen=True)
class KeptMail:
    """One mail as it was sent, and the schema of the site that sent it."""

    schema: str
    sent_at: str
    to: str
    subject: str
    body: str


class EmailBackend(BaseEmailBackend):
    """Writes each mail to ``var/mail/<schema>/<moment>.eml``."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        refuse_in_production()
        folder = mail_folder() / active_schema()
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            moment = clock.now().strftime("%Y%m%dT%H%M%S.%f")
            path = folder / f"{moment}-{secrets.token_hex(3)}.eml"
            path.write_bytes(message.message().as_bytes())
        return len(email_messages)


def mail_folder() -> Path:
    """Where the mails lie."""
    return Path(settings.VAR_DIR) / "mail"


def kept_mails(limit: int = 50) -> list[KeptMail]:
    """The last mails of all sites, the newest first."""
    newest = sorted(mail_folder().glob("*/*.eml"), key=lambda path: path.name, reverse=True)
    return [_read(path) for path in newest[:limit]]


def _read(path: Path) -> KeptMail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain", "html"))
    return KeptMail(
        schema=path.parent.name,
        sent_at=str(message["Date"]),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        body=body.get_content() if body else "",
    )
