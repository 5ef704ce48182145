"""Applications for any document of the Convention, brought on by the steps that people take."""

from typing import Any

from django.core.files.base import ContentFile

from cites.accounts.models import User
from cites.permits.models import Application, Permit
from cites.permits.queries.permits import permits_of
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.services.drafts import attach_paper
from tests.factories.answers import plausible_answers
from tests.factories.journeys import PDF
from tests.factories.permits import FINDING, SHELLS, Cast, an_application, do, pay, stage_of, unprinted

CORAL_LAMP = {**SHELLS, "quantity": 12}


def a_draft_of(trader: User, document_type: str, lines: Any = (CORAL_LAMP,), **answers: Any) -> Application:
    """A complete draft for a document of that type."""
    given = {**plausible_answers(document_type), "exporter_name": "Sargasso Strings", "purpose": "P", **answers}
    application = an_application(trader, lines, document_type, **given)
    if not DOCUMENTS[document_type].is_issued:
        attach_paper(application=application, file=ContentFile(PDF, name="paper.pdf"), actor=trader)
    return Application.objects.get(pk=application.pk)


def examined(application: Application, who: Cast) -> Application:
    """Sent, and taken by an officer."""
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    return application


def found(application: Application, who: Cast) -> Application:
    """Found complete, and not detrimental where the Scientific Authority is asked."""
    with unprinted():
        do(application, "complete_examination", who.officer)
        if stage_of(application) == "finding":
            do(application, "record_finding", who.science, FINDING)
    return application


def issued_as(document_type: str, who: Cast, lines: Any = (CORAL_LAMP,), **answers: Any) -> Permit:
    """A document of that type, signed but not published."""
    application = found(examined(a_draft_of(who.trader, document_type, lines, **answers), who), who)
    do(application, "approve", who.decider, {"reason": "The rules leave room, and the facts are known."})
    pay(application, who)
    do(application, "issue", who.signatory)
    return permits_of(application.case)[0]
