"""Run by a test in a process of its own: takes a step of a case, or sends its news, and dies where it is told to."""

import os
import signal
import sys
from typing import Any, NoReturn
from unittest.mock import patch

import django

django.setup()

from cites.accounts.models import User  # noqa: E402
from cites.casework import tasks  # noqa: E402
from tenants.context import party_context  # noqa: E402
from tenants.models import Party  # noqa: E402
from workflows import services  # noqa: E402
from workflows.models import Case  # noqa: E402


def die(*what: Any, **more: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def submit(reference: str, actor: str) -> None:
    services.perform(
        case_reference=reference,
        verb="submit",
        actor=User.objects.get(pk=int(actor)),
        data={"declared": True},
        version=Case.objects.get(reference=reference).version,
        key="sent once",
    )


def before_the_commit(reference: str, actor: str) -> None:
    """All is written, the news too, and nothing is committed."""
    written = services.write_news_of_steps

    def write_and_die(*what: Any) -> None:
        written(*what)
        die()

    with patch.object(services, "write_news_of_steps", write_and_die):
        submit(reference, actor)


def after_the_commit(reference: str, actor: str) -> None:
    """All is committed, and no worker was asked to send anything."""
    with patch.object(tasks.send_news, "delay", die):
        submit(reference, actor)


def while_sending(news: str) -> None:
    """A worker has taken the news up, and nothing has left."""
    with patch("django.core.mail.EmailMessage.send", die):
        tasks.send_news(int(news))


if __name__ == "__main__":
    moment, *rest = sys.argv[1:]
    with party_context(Party.objects.get(iso2="BB", practice=False)):
        globals()[moment](*rest)
