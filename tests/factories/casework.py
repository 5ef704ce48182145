"""Samples for the access table of casework, and what its tests type."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from cites.accounts.mandates import give_mandate
from cites.accounts.models import Role
from cites.casework.texts import keep_text
from cites.permits.documents.letters import make_letter
from cites.permits.models import Application, Letter
from cites.permits.services.letters import write_letter
from tenants.attachments.content import read_file
from tenants.context import today
from tests.factories.accounts import person
from tests.factories.permits import FINDING, Cast, an_application, cast, do, to_finding
from workflows.bodies.answering import answer_request
from workflows.bodies.asking import Asked, ask_body
from workflows.models import Case, CaseAttachment
from workflows.places import Way
from workflows.queries import workflow_of
from workflows.steps import Taken


def access_samples(party: Any, trader: Any) -> dict[str, str]:
    """A draft of the trader with its first line, and a case of theirs that waits for its finding."""
    who = replace(cast(), trader=trader)
    draft = an_application(trader)
    submitted = to_finding(an_application(trader), who)
    answered = to_finding(an_application(trader), who)
    line = str(draft.lines.order_by("pk")[0].pk)
    letter = a_letter(answered, who)
    lettered = {"lettered": answered.reference, "letter": str(letter.pk)}
    agent, last_day = person(role=Role.AGENT), today() + timedelta(days=9)
    mandate = give_mandate(giver=trader, agent=agent, document_types=[], first_day=today(), last_day=last_day)
    text = keep_text(name="Licence", words={"en": "Please send the licence."}, by=who.officer)
    file = an_answer_from_outside(answered, who)
    bodied = {"body": str(file.answer.request_id) if file.answer else "", "file": str(file.pk)}
    return {
        "draft": draft.reference,
        "line": line,
        "case": submitted.reference,
        "text": str(text.pk),
        "mandate": str(mandate.pk),
        **lettered,
        **bodied,
    }


def an_answer_from_outside(application: Application, who: Cast, content: bytes = b"") -> CaseAttachment:
    """The file of a museum's answer about a case."""
    asked = Asked("Natural History Museum", "shells@museum.example", "en", "Is it a conch?", today())
    request, _code = ask_body(
        reference=application.reference, asked=asked, by=who.officer, key=application.reference, mails_code=False
    )
    sheet = read_file(ContentFile(content or PDF + application.reference.encode(), name="sheet.pdf"))
    answer_request(request=request.pk, text="It is.", files=[sheet], key="a")
    return CaseAttachment.objects.get(answer__request=request)


def a_letter(application: Application, who: Cast) -> Letter:
    """The letter about the finding of a case that waits for it, made though no workflow that ships asks for one."""
    step = do(application, "record_finding", who.science, FINDING)
    case = Case.objects.get(pk=application.case_id)
    move = workflow_of(case).find_move("record_finding", step.from_stage)
    write_letter(case, Taken(step, Way("record_finding", move), ()))
    letter = Letter.objects.get(step=step)
    make_letter(letter_id=letter.pk)
    return letter


LINE = {
    "term": "SHE",
    "quantity": "12",
    "unit": "NAR",
    "source": "W",
    "country_of_origin": "BB",
    "marks": "",
    "description": "polished shells",
}
EXPORTER = {"exporter_name": "Sargasso Seafood Ltd", "exporter_address": "Princess Alice Highway\nBridgetown"}
CONSIGNEE = {
    "consignee_name": "Pelagic Trading Company",
    "consignee_address": "1180 Harbour Drive\nMiami",
    "consignee_country": "US",
}
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"

__all__ = ["CONSIGNEE", "EXPORTER", "LINE", "PDF", "access_samples"]
