"""The link and the code of a body that one Party asks open nothing at another."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from cites.permits.services.drafts import attach_paper
from tenants.context import today
from tests.factories.casework import PDF
from tests.factories.permits import an_application, cast, do
from workflows.bodies.asking import Asked, ask_body
from workflows.bodies.secrets import make_link


def test_a_link_with_its_code_and_a_paper_open_at_the_party_that_made_them_alone(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    link, code, paper = _asked_by(bb)
    own, other = bb.client(), fj.client()
    assert own.post(link, {"code": code}).status_code == 302
    handed_out = own.get(f"{link}papers/{paper}/")
    assert b"".join(handed_out.streaming_content) == PDF
    assert other.post(link, {"code": code}).status_code == 422
    assert other.get(f"{link}papers/{paper}/").status_code == 404


def _asked_by(place: Any) -> tuple[str, str, int]:
    with place.active():
        who = cast()
        application = an_application(who.trader)
        attachment = attach_paper(application=application, file=ContentFile(PDF, name="slip.pdf"), actor=who.trader)
        do(application, "submit", who.trader)
        last_day = today() + timedelta(days=5)
        asked = Asked("Museum", "shells@museum.example", "en", "Which shell?", last_day, attachments=[attachment.pk])
        request, code = ask_body(
            reference=application.reference, asked=asked, by=who.officer, key="k", mails_code=False
        )
        return f"/answer/{make_link(request)}/", code or "", attachment.pk
