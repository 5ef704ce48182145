"""What officials do with a case by its pages: open the page of a step, fill in its own form, and send it."""

import re
from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from cites.accounts.models import User
from cites.permits.models import Application
from cites.permits.rules.document_types import DOCUMENTS, comes_in
from cites.permits.services.drafts import attach_paper
from tests.factories.every_document import Answers, Wanted
from tests.factories.forms import sent
from tests.factories.journeys import PDF
from tests.factories.permits import an_application, do

_FORM = re.compile(r'(?s)<main.*?<form method="post"[^>]*>(.*?)</form>')
_DAYS = ("acquired_on",)


def presented(trader: User, wanted: Wanted) -> Application:
    """An application for that document, sent with what its pages ask and with nothing else."""
    said = {name: value for answers in wanted.answers.values() for name, value in answers.items()}
    line = {"taxon_code": wanted.taxon, **wanted.line}
    line |= {name: value for answers in wanted.pages.values() for name, value in answers.items()}
    line |= {name: date.fromisoformat(line[name]) for name in _DAYS if name in line}
    asked = dict.fromkeys(_USUAL - said.keys(), "")
    if comes_in(wanted.document):
        asked["consignee_country"] = "BB"
    application = an_application(trader, (line,), wanted.document, **asked, **said)
    if not DOCUMENTS[wanted.document].is_issued:
        attach_paper(application=application, file=ContentFile(PDF, name="paper.pdf"), actor=trader)
    do(application, "submit", trader)
    return Application.objects.get(pk=application.pk)


_USUAL = {
    "exporter_name", "exporter_address", "consignee_name", "consignee_address", "consignee_country", "port_of_exit",
    "transport_mode", "transport_container",
}  # fmt: skip


def take_step(client: Any, reference: str, verb: str, *, status: int = 302, **answers: Any) -> str:
    """Take a step by its page, and nothing that is not on it; return the page that follows."""
    address = f"/cases/{reference}/do/{verb}/"
    page = client.get(address)
    assert page.status_code == 200, f"{verb}: {page.status_code} {_said(page)}"
    return fill(client, address, page, status=status, **answers)


def fill(client: Any, address: str, page: Any, *, status: int = 302, **answers: Any) -> str:
    """Send the form of a page that was opened at that address."""
    found = _FORM.search(page.content.decode())
    assert found, _said(page)
    unasked = [name for name in answers if f'name="{name}"' not in found[1]]
    assert not unasked, f"{address} does not ask {unasked}"
    answer = client.post(address, sent(found[1], **answers))
    assert answer.status_code == status, f"{address}: {answer.status_code} {_said(answer)}"
    shown = client.get(answer["Location"]) if status == 302 else answer
    return str(shown.content.decode())


def asked_on(client: Any, reference: str, verb: str) -> list[str]:
    """The names of what the page of a step asks."""
    page = client.get(f"/cases/{reference}/do/{verb}/").content.decode()
    return sorted(set(re.findall(r'name="(\w+)"', (_FORM.search(page) or [""] * 2)[1])))


def all_found(client: Any, reference: str, verb: str) -> Answers:
    """Each question of a form of findings, answered with what allows the trade."""
    return {name: "positive" for name in asked_on(client, reference, verb) if name.startswith(("found_", "conclusion"))}


def a_day(name: str, day: date) -> Answers:
    """A day as it is typed, in its three boxes."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def _said(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())[:1500]
