"""A mail that has to wait for the mail server, written down so that nobody reads it meanwhile."""

import json
from datetime import datetime

from django.core.mail import EmailMessage

from tenants.context import active_schema
from tenants.sealing import seal, unseal


def seal_mail(message: EmailMessage, *, until: datetime) -> str:
    """Return the mail encrypted, for it may hold a link or a code; only this Party opens it, and sends it ``until``."""
    facts = {
        "to": list(message.to),
        "subject": str(message.subject),
        "body": str(message.body),
        "headers": dict(message.extra_headers),
        "until": until.isoformat(),
    }
    return seal(json.dumps(facts), purpose=_purpose())


def open_mail(sealed: str) -> tuple[EmailMessage, datetime]:
    """Return the mail, and until when it is of use; raises SecretUnreadable where another Party sealed it."""
    facts = json.loads(unseal(sealed, purpose=_purpose()))
    message = EmailMessage(facts["subject"], facts["body"], None, facts["to"], headers=facts["headers"])
    return message, datetime.fromisoformat(facts["until"])


def _purpose() -> str:
    return f"mail:{active_schema()}"
