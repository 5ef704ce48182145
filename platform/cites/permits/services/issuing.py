"""Issuing permits: their facts are put together, printed on trial, numbered, and fixed."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from typing import Any

from django.db import transaction

from cites.accounts.models import User
from cites.permits.codes import new_code
from cites.permits.documents.face import answers_on_face
from cites.permits.documents.lines import IN_BOX_5, IN_BOX_9
from cites.permits.documents.publishing import sheet_for
from cites.permits.documents.render import render_pdf
from cites.permits.errors import NotPaid
from cites.permits.models import Application, ApplicationLine, EventKind, Permit, PermitLine
from cites.permits.models.specimens import Specimens
from cites.permits.queries.applications import is_paid
from cites.permits.queries.authorities import conditions_found
from cites.permits.queries.facts import exporter_of
from cites.permits.queries.simplified import answers_of_simplified
from cites.permits.rules.batches import documents_asked, names_consignee
from cites.permits.rules.document_types import is_issued
from cites.permits.rules.periods import period_of
from cites.permits.rules.validity import add_months, most_months
from cites.permits.services.events import write_event
from cites.permits.services.indexing import index_application
from cites.permits.services.numbers import longest_number, take_number
from cites.permits.services.quotas import hold_quotas, with_box_11a
from cites.permits.services.retrospective import answers_of_retrospective
from cites.permits.services.stamps import refuse_faulty_stamps, use_stamp
from cites.permits.signals import permit_issued
from kernel import clock
from kernel.text import gettext_noop
from tenants.context import today
from tenants.profiles.schema import Profile
from tenants.releases.models import Release
from tenants.releases.queries import release_in_force

_OF_APPLICATION = (
    "document_type", "exporter_name", "exporter_address", "purpose", "port_of_exit", "import_permit_number",
    "import_permit_date",
)  # fmt: skip
_BOX_3 = ("consignee_name", "consignee_address", "consignee_country")
_OF_LINE = tuple(field.name for field in Specimens._meta.get_fields())


@transaction.atomic
def issue_permits(*, application: Application, signatory: User, stamps: Sequence[str] = ()) -> list[Permit]:
    """Fix the facts of a permit under a number of its own, from an application that is paid; return all of a batch.

    Nothing goes over the network here: the documents are made by tasks after the commit. One is printed on trial
    before a number is taken, for what cannot be printed must not be issued. ``stamps`` are the numbers of the security
    stamps, one for each document, where this Party uses them. Raises NotPaid, FaultyBatch, FaultyStamps, CannotPrint,
    QuotaExceeded, FaultyTemplate, SeriesExhausted and UnknownDocumentType; a second permit of one application is
    refused by the database.
    """
    if not is_paid(application):
        raise NotPaid(message=gettext_noop("The fee is not paid, so the permit cannot be issued."))
    count = documents_asked(application.document_type, application.answers)
    refuse_faulty_stamps(stamps, count)
    prepared, lines = _prepared(application, signatory)
    print_on_trial(prepared, with_box_11a(prepared, lines), max(stamps, key=len, default=""))
    hold_quotas(prepared.document_type, lines)
    stamped = list(stamps) or [""] * count
    permits = [_issue(prepared, lines, place, stamp) for place, stamp in enumerate(stamped, start=1)]
    index_application(application)
    return permits


def _issue(prepared: Permit, lines: list[PermitLine], position: int, stamp: str) -> Permit:
    """One of a batch: what it says of quotas counts those before it."""
    permit = write_permit(prepared, with_box_11a(prepared, lines), position)
    if stamp:
        use_stamp(number=stamp, permit=permit, official=prepared.signatory)
    write_event(permit, EventKind.ISSUED, prepared.signatory, permit_issued)
    return permit


def write_permit(prepared: Permit, lines: list[PermitLine], position: int) -> Permit:
    """Save a prepared permit in its place of a batch, under a number and a code that no other has."""
    permit = copy(prepared)
    permit.batch_position, permit.code = position, new_code()
    permit.number = take_number(document_type=permit.document_type)
    permit.save(force_insert=True)
    for line in map(copy, lines):
        line.permit = permit
        line.save(force_insert=True)
    return permit


def refuse_unprintable(*, application: Application, official: User) -> None:
    """Raise CannotPrint where the permit that the application asks for could not be printed as it stands."""
    if not is_issued(application.document_type):
        return  # others wrote it; here it is registered
    print_on_trial(*_prepared(application, official))


def print_on_trial(permit: Permit, lines: list[PermitLine], stamp: str = "") -> None:
    """Raise CannotPrint where a permit that is not saved yet could not be printed, whatever its number will be."""
    permit.number = longest_number(document_type=permit.document_type)
    render_pdf(sheet_for(permit, lines, stamp=stamp))


def _prepared(application: Application, signatory: User) -> tuple[Permit, list[PermitLine]]:
    """The permit and its lines as they would be issued now, not saved and without a number."""
    current = release_in_force()
    profile = current.profile
    language = document_language(profile, application)
    permit = Permit(
        code=new_code(),
        application=application,
        language=language,
        valid_until=_last_day(profile, application, today()),
        exporter_country=exporter_of(application),
        special_conditions=_conditions(application),
        answers=_kept(application.answers, answers_on_face(application.document_type))
        | answers_of_retrospective(application)
        | answers_of_simplified(application),
        **{name: getattr(application, name) for name in _OF_APPLICATION},
        **_box_3(application),
        **facts_of_issue(current, language, signatory),
    )
    return permit, [_prepared_line(line) for line in application.lines.all()]


def facts_of_issue(current: Release, language: str, signatory: User) -> dict[str, Any]:
    """Return who issues a permit now, where and when, under the release in force."""
    authority = current.profile.management_authority
    return {
        "release_number": current.number,
        "issued_at": clock.now(),
        "issued_on": today(),
        "place_of_issue": _place(authority.address),
        "authority_name": authority.names.in_language(language),
        "authority_address": authority.address,
        "signatory": signatory,
        "signatory_name": signatory.full_name,
    }


def _prepared_line(line: ApplicationLine) -> PermitLine:
    answers = _kept(line.answers, (*IN_BOX_9, *IN_BOX_5))
    return PermitLine(answers=answers, **{name: getattr(line, name) for name in _OF_LINE})


def _kept(answers: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    """What a document prints of the answers; the rest stays with the application."""
    return {name: str(answers[name]) for name in sorted(names) if answers.get(name)}


def _box_3(application: Application) -> dict[str, str]:
    """Who receives them; nobody where the holder travels with the specimens, or completes the box."""
    named = names_consignee(application.document_type, application.answers)
    return {name: getattr(application, name) if named else "" for name in _BOX_3}


def document_language(profile: Profile, application: Application) -> str:
    """Return the applicant's language where it is one that the Party prints, else the Party's first."""
    wanted = application.applicant.language.split("-")[0]
    return wanted if wanted in profile.document_languages else profile.document_languages[0]


def _last_day(profile: Profile, application: Application, issued_on: date) -> date:
    """The Party's own validity, never longer than the Convention's; of a period, its last day if that is earlier."""
    document_type = application.document_type
    most = most_months(document_type)
    last_day = add_months(issued_on, min(most, profile.validity_months.get(document_type, most)))
    period = period_of(document_type, application.answers)
    return min(last_day, period.last) if period else last_day


def _place(address: str) -> str:
    """The town: the last line of the authority's address but the country."""
    rows = [row.strip() for row in address.splitlines() if row.strip()]
    return rows[-2] if len(rows) > 1 else (rows[-1] if rows else "")


def _conditions(application: Application) -> str:
    return "\n".join(conditions_found(application))
