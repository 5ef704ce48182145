"""What an applicant does by the pages: begin, add specimens, answer each section, attach the paper, and send."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cites.permits.models import Application
from cites.permits.queries.corrections import sections_of_application
from cites.permits.rules.document_types import DOCUMENTS
from tests.factories.every_document import Answers, Wanted
from tests.factories.journeys import PDF
from tests.factories.offices import a_day, fill, fill_in, form_on

ABOUT_THE_REST = {"lines", "attachments"}
"""The sections that are no answers to questions."""


def applied(client: Any, wanted: Wanted) -> Application:
    """Apply for that document from its first page to the last, which sends it."""
    application = begun(client, wanted.document)
    base = f"/applications/{application.reference}"
    with_its_line(client, base, wanted)
    for section, answers in wanted.answers.items():
        fill_in(client, f"{base}/{section}/", **typed(answers))
    asked = set(sections_of_application(Application.objects.get(pk=application.pk)))
    assert asked - ABOUT_THE_REST == set(wanted.answers), "the pages that are asked are those answered here"
    if not DOCUMENTS[wanted.document].is_issued:
        assert "Add a copy of the paper." in client.get(f"{base}/check/").content.decode()
        client.post(f"{base}/attachments/", {"file": SimpleUploadedFile("paper.pdf", PDF)})
    page = client.get(f"{base}/check/")
    fill(client, f"{base}/do/submit/", page, declared="on")
    return Application.objects.get(pk=application.pk)


def begun(client: Any, document: str) -> Application:
    """A draft for a document, chosen on the first page."""
    led_to = fill_in(client, "/applications/new/", document_type=document)
    return Application.objects.get(case__reference=led_to.strip("/").rsplit("/", 1)[-1])


def with_its_line(client: Any, base: str, wanted: Wanted) -> None:
    """The line, and the pages that follow it, each of which leads to the next."""
    address = f"{base}/lines/add/?taxon={wanted.taxon}"
    offered = form_on(client.get(address))
    line = {name: value for name, value in wanted.line.items() if f'name="{name}"' in offered}
    assert wanted.line.keys() - line.keys() <= {"country_of_origin"}, "what leaves first is from here"
    at = fill_in(client, address, **line)
    while not at.endswith("/lines/"):
        page = at.strip("/").rsplit("/", 1)[-1]
        at = fill_in(client, at, **typed(wanted.pages.get(page, {})))


def typed(answers: Answers) -> Answers:
    """The answers as they are typed: a day in its three boxes."""
    found: Answers = {}
    for name, value in answers.items():
        found |= _boxes(name, value)
    return found


def _boxes(name: str, value: Any) -> Answers:
    try:
        return a_day(name, date.fromisoformat(value))
    except (TypeError, ValueError):
        return {name: value}
