"""Writing an application while its applicant may still change it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from cites.accounts.models import Organisation, User
from cites.permits.errors import NotADraft
from cites.permits.models import Application, ApplicationLine, DocumentType, NumberCounter
from cites.permits.queries.answers import answer, as_text, has_column, write_answer
from cites.permits.queries.facts import line_facts
from cites.permits.rules.document_types import comes_in, is_from_the_sea
from cites.permits.rules.facts import SEA
from cites.permits.rules.parts import ATTACHMENTS, LINES, PART_OF_ANSWER
from cites.permits.services.corrections import keep_sending, refuse_closed
from cites.permits.services.papers import attach, take_out
from cites.species import queries as species
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import current_party, current_profile, today
from workflows.models import Case
from workflows.queries import CaseNow
from workflows.services import open_case

SERIES = "application"
_AT_A_TIME = 1_000


@transaction.atomic
def open_application(
    *,
    applicant: User,
    document_type: str = DocumentType.EXPORT,
    organisation: Organisation | None = None,
    agent: User | None = None,
) -> Application:
    """Open a draft with a case of its own, e.g. ``BB-26-000001``; raises UnknownWorkflow.

    An agent who opens it for the applicant stands in the audit trail as who did.
    """
    actor = agent or applicant
    case = open_case(reference=_next_reference(), workflow=document_type, actor=actor, applicant=applicant)
    application = Application.objects.create(
        case=case, document_type=document_type, applicant=applicant, organisation=organisation, **_ways(document_type)
    )
    record("application.opened", subject=application.subject, actor=actor, data={"document": document_type})
    return application


def _ways(document_type: str) -> dict[str, str]:
    """Where it begins and ends, as far as the document says so itself."""
    from_the_sea = {"exporter_country": SEA} if is_from_the_sea(document_type) else {}
    return from_the_sea | ({"consignee_country": current_profile().iso2} if comes_in(document_type) else {})


def _next_reference() -> str:
    """The next reference of the Party's local year; its row is locked until the commit."""
    year = today().year
    NumberCounter.objects.get_or_create(series=SERIES, year=year)
    counter = NumberCounter.objects.select_for_update().get(series=SERIES, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    mark = "PRACTICE-" if current_party().practice else ""
    return f"{mark}{current_profile().iso2}-{year % 100:02d}-{counter.last:06d}"


@transaction.atomic
def fill_application(
    *,
    applicant: User,
    answers: Mapping[str, Any],
    lines: Sequence[Mapping[str, Any]],
    document_type: str = DocumentType.EXPORT,
) -> Application:
    """Open a draft and fill it in whole, for cases that come from elsewhere than the pages.

    Each line gives ``taxon_code`` and the fields of a line.
    """
    application = open_application(
        applicant=applicant, document_type=document_type, organisation=applicant.organisation
    )
    save_answers(application=application, answers=answers, actor=applicant)
    for line in lines:
        given = dict(line)
        add_line(application=application, taxon_code=given.pop("taxon_code"), answers=given, actor=applicant)
    return application


@transaction.atomic
def save_answers(*, application: Application, answers: Mapping[str, Any], actor: User) -> Application:
    """Write answers into a draft; raises NotADraft once it is sent, PartClosed where none of these was asked for."""
    hold_draft(application)
    known = PART_OF_ANSWER.keys() & answers.keys()
    changed = sorted(name for name in known if _differs(application, name, answers[name]))
    refuse_closed(application, *{PART_OF_ANSWER[name] for name in changed})
    for name in changed:
        write_answer(application, name, answers[name])
    if changed:
        columns = {name if has_column(application, name) else "answers" for name in changed}
        application.save(update_fields=columns)
        record("application.changed", subject=application.subject, actor=actor, data={"answers": changed})
    return application


def _differs(application: Application, name: str, value: Any) -> bool:
    kept = answer(application, name)
    return bool(kept != (value if has_column(application, name) else as_text(value)))


@transaction.atomic
def add_line(*, application: Application, taxon_code: str, answers: Mapping[str, Any], actor: User) -> ApplicationLine:
    """Add a line at the end, with the taxon and its Appendix as they stand today.

    Raises UnknownTaxon, NotADraft once the application is sent, and PartClosed.
    """
    hold_draft(application, LINES)
    line = _line(application, taxon_code, answers, actor.language)
    line.position = last_position(application) + 1
    line.save()
    facts = {"line": line.position, "taxon": line.taxon_code}
    record("application.line_added", subject=application.subject, actor=actor, data=facts)
    return line


@transaction.atomic
def add_lines(*, application: Application, lines: Sequence[tuple[str, Mapping[str, Any]]], actor: User) -> None:
    """Add lines at the end as ``add_line`` does, each a taxon's code and its answers; the caller notes it in the trail.

    Raises UnknownTaxon, NotADraft and PartClosed.
    """
    hold_draft(application, LINES)
    common_names = {
        code: species.common_name(code, actor.language) for code in dict.fromkeys(code for code, _ in lines)
    }
    made = [_line(application, code, answers, "", common_names[code]) for code, answers in lines]
    for position, line in enumerate(made, last_position(application) + 1):
        line.position = position
    ApplicationLine.objects.bulk_create(made, batch_size=_AT_A_TIME)


def origin_of_new_lines(application: Application) -> str:
    """Return where specimens come from, unless a line says otherwise: the sea, or this country."""
    return SEA if is_from_the_sea(application.document_type) else current_profile().iso2


def last_position(application: Application) -> int:
    """Return the position of the last line; 0 where there is none."""
    return int(application.lines.aggregate(last=Max("position"))["last"] or 0)


def _line(
    application: Application, taxon_code: str, answers: Mapping[str, Any], language: str, common_name: str | None = None
) -> ApplicationLine:
    """A line without a position, with the taxon and its Appendix as they stand today."""
    taxon = species.taxon(taxon_code)
    written = {"country_of_origin": origin_of_new_lines(application), **answers}
    line = ApplicationLine(
        application=application,
        taxon_code=taxon.code,
        scientific_name=str(taxon),
        common_name=species.common_name(taxon.code, language) if common_name is None else common_name,
        kingdom=taxon.kingdom,
    )
    for name, value in written.items():
        write_answer(line, name, value)
    line.position = 0
    line.appendix = line_facts(line, today()).appendix
    return line


@transaction.atomic
def attach_paper(*, application: Application, file: Any, actor: User) -> Any:
    """Keep a paper (an uploaded file) with a draft; the same content again returns the first.

    PDF, JPEG or PNG by its content, 10 MB at most, 20 papers at most. Raises FaultyAttachment, NotADraft, PartClosed.
    """
    hold_draft(application, ATTACHMENTS)
    return attach(application, file, actor)


@transaction.atomic
def remove_paper(*, application: Application, attachment: int, actor: User) -> None:
    """Take a paper out of a draft; a second time changes nothing. Raises NotADraft and PartClosed."""
    hold_draft(application, ATTACHMENTS)
    take_out(application, attachment, actor)


def hold_draft(application: Application, *parts: str) -> None:
    """Lock the case until the commit and read it anew; raise NotADraft unless its applicant may still send it.

    Raises PartClosed where one of ``parts`` (see ``rules.parts``) is not among those to be corrected. So nothing
    changes while it is being sent, and two who write at once wait for each other. What was sent before is noted as
    changed, for nobody has found or decided on what it says now.
    """
    application.case = Case.objects.select_for_update().get(pk=application.case_id)
    if "submit" not in CaseNow(application.case).verbs:
        raise NotADraft(
            message=gettext_noop("%(reference)s has been sent and cannot be changed now."),
            data={"reference": application.reference},
        )
    refuse_closed(application, *parts)
    _note_change(application)


def _note_change(application: Application) -> None:
    sent = Application.objects.filter(pk=application.pk, submitted_at__isnull=False, changed_at=None)
    if sent.update(changed_at=clock.now()):
        _keep_what_was_sent(application)


def _keep_what_was_sent(application: Application) -> None:
    """Keep it before its first change where it was sent before sendings were kept."""
    last = application.case.steps.filter(verb="submit").order_by("version").last()
    if last and not application.sendings.filter(version=last.version).exists():
        keep_sending(application=application, version=last.version, at=last.at)
