"""Writing the letter that a step calls for, in the applicant's language; its file is made after the commit."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from cites.permits.documents.letters import render_letter
from cites.permits.errors import CannotPrint
from cites.permits.models import Application, Letter
from cites.permits.queries.applications import application_of
from cites.permits.services.issuing import document_language
from cites.permits.signals import letter_written
from localization.formats import format_date
from tenants.releases.queries import release
from workflows.models import Case
from workflows.queries import workflow_of
from workflows.steps import Taken
from workflows.verbs import actions

_LONGEST = 200  # signs of a name


def write_letter(case: Case, taken: Taken) -> None:
    """Fix what the letter about a step says. Raises ActionRefused where it could not be printed."""
    application, profile = application_of(case), release(case.release_number).profile
    language = document_language(profile, application)
    authority = profile.management_authority
    with translation.override(language):
        letter = Letter(
            application=application,
            step=taken.step,
            release_number=case.release_number,
            language=language,
            authority_name=authority.names.in_language(language)[:_LONGEST],
            authority_address=authority.address,
            recipient_name=(application.exporter_name or application.applicant.full_name)[:_LONGEST],
            recipient_address=application.exporter_address,
            subject=_subject(application, language),
            paragraphs=list(_paragraphs(application, taken, language)),
            closing=gettext("Yours faithfully"),
        )
    try:
        render_letter(letter)
    except CannotPrint as error:
        raise error.refusal() from error
    letter.save(force_insert=True)
    transaction.on_commit(partial(letter_written.send, sender=Letter, letter=letter), robust=True)


def _subject(application: Application, language: str) -> str:
    document = workflow_of(application.case).name.in_language(language)
    return gettext("%(document)s: your application %(reference)s") % {
        "document": document,
        "reference": application.reference,
    }


def _paragraphs(application: Application, taken: Taken, language: str) -> Iterator[dict[str, str]]:
    """The deed by its authority's name, what the workflow says of it, and the reasons given."""
    yield _text(gettext("Dear %(name)s,") % {"name": application.applicant.full_name})
    yield _text(_about(application, language))
    yield _text(_deed(application, taken, language))
    if said := _said(application.case, taken, language):
        yield _text(said)
    if taken.step.reason:
        yield {"kind": "heading", "text": gettext("Reasons")}
        yield _text(taken.step.reason)


def _text(text: str) -> dict[str, str]:
    return {"kind": "text", "text": text}


def _about(application: Application, language: str) -> str:
    zone = release(application.case.release_number).profile.zone
    sent = (application.submitted_at or application.created_at).astimezone(zone).date()
    return gettext("This is about your application %(reference)s of %(day)s.") % {
        "reference": application.reference,
        "day": format_date(sent, language),
    }


def _deed(application: Application, taken: Taken, language: str) -> str:
    authority = release(application.case.release_number).profile.management_authority.names.in_language(language)
    sentence = str(actions.get(taken.step.verb).history_of(taken.step.data))
    return sentence % {**taken.step.data, "actor": authority, "reason": taken.step.reason} + "."


def _said(case: Case, taken: Taken, language: str) -> str:
    """What the move says, else what the applicant is told at the stage to which it leads."""
    if text := taken.way.move.text.in_language(language):
        return text
    return " ".join(
        dict.fromkeys(filter(None, (each.station.applicant_text.in_language(language) for each in taken.came_to)))
    )
