"""Handing a mail to the mail server, and what becomes of it."""

from smtplib import SMTPRecipientsRefused
from typing import Final

from django.core.mail import EmailMessage

from tenants.context import active_schema

PERMANENT: Final = 500  # codes of SMTP from which on a refusal is for good (RFC 5321, 4.2.1)
LONGEST: Final = 300  # characters of a refusal that are kept


def numbered(message: EmailMessage, number: str) -> EmailMessage:
    """Give a mail of this Party a number that stays the same, so that programs show it once should it go out twice."""
    domain = message.from_email.rsplit("@", 1)[-1].rstrip(">")
    message.extra_headers["Message-ID"] = f"<{active_schema()}-{number}@{domain}>"
    return message


def deliver(message: EmailMessage) -> str | None:
    """Send a mail; return what the mail server said where it refused the address for good, else None.

    Raises OSError (smtplib's errors are such) where the server is away or asks to be tried later.
    """
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        if code < PERMANENT:
            raise
        return said.decode(errors="replace")[:LONGEST]
    return None
