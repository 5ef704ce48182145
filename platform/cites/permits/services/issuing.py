"""Issuing a permit: its facts are put together, printed on trial, numbered, and fixed."""

from datetime import date

from django.db import transaction

from cites.accounts.models import User
from cites.permits.codes import new_code
from cites.permits.documents.publishing import sheet_for
from cites.permits.documents.render import render_pdf
from cites.permits.errors import NotPaid
from cites.permits.models import Application, ApplicationLine, EventKind, Permit, PermitLine
from cites.permits.models.specimens import Specimens
from cites.permits.queries.applications import is_paid
from cites.permits.queries.authorities import conditions_found
from cites.permits.rules.validity import add_months, most_months
from cites.permits.services.events import write_event
from cites.permits.services.indexing import index_application
from cites.permits.services.numbers import longest_number, take_number
from cites.permits.signals import permit_issued
from kernel import clock
from kernel.text import gettext_noop
from tenants.context import today
from tenants.profiles.schema import Profile
from tenants.releases.queries import release_in_force

_OF_APPLICATION = (
    "document_type", "exporter_name", "exporter_address", "consignee_name", "consignee_address",
    "consignee_country", "purpose", "port_of_exit", "import_permit_number", "import_permit_date",
)  # fmt: skip
_OF_LINE = tuple(field.name for field in Specimens._meta.get_fields())


@transaction.atomic
def issue_permit(*, application: Application, signatory: User) -> Permit:
    """Fix the facts of a permit under a number of its own, from an application that is paid.

    Nothing goes over the network here: the document is made by a task after the commit. It is printed on
    trial before a number is taken, for what cannot be printed must not be issued.
    Raises NotPaid, CannotPrint, FaultyTemplate and SeriesExhausted; a second permit of one application is
    refused by the database.
    """
    if not is_paid(application):
        raise NotPaid(message=gettext_noop("The fee is not paid, so the permit cannot be issued."))
    permit, lines = _prepared(application, signatory)
    _print_on_trial(permit, lines)
    permit.number = take_number(document_type=application.document_type)
    permit.save(force_insert=True)
    for line in lines:
        line.permit = permit
        line.save(force_insert=True)
    index_application(application)
    write_event(permit, EventKind.ISSUED, signatory, permit_issued)
    return permit


def refuse_unprintable(*, application: Application, official: User) -> None:
    """Raise CannotPrint where the permit that the application asks for could not be printed as it stands."""
    _print_on_trial(*_prepared(application, official))


def _print_on_trial(permit: Permit, lines: list[PermitLine]) -> None:
    permit.number = longest_number(document_type=permit.document_type)
    render_pdf(sheet_for(permit, lines))


def _prepared(application: Application, signatory: User) -> tuple[Permit, list[PermitLine]]:
    """The permit and its lines as they would be issued now, not saved and without a number."""
    current = release_in_force()
    profile, issued_on = current.profile, today()
    language = document_language(profile, application)
    authority = profile.management_authority
    permit = Permit(
        code=new_code(),
        application=application,
        release_number=current.number,
        language=language,
        issued_at=clock.now(),
        issued_on=issued_on,
        valid_until=_last_day(profile, application.document_type, issued_on),
        place_of_issue=_place(authority.address),
        authority_name=authority.names.in_language(language),
        authority_address=authority.address,
        signatory=signatory,
        signatory_name=signatory.full_name,
        exporter_country=profile.iso2,
        special_conditions=_conditions(application),
        **{name: getattr(application, name) for name in _OF_APPLICATION},
    )
    return permit, [_prepared_line(line) for line in application.lines.all()]


def _prepared_line(line: ApplicationLine) -> PermitLine:
    return PermitLine(**{name: getattr(line, name) for name in _OF_LINE})


def document_language(profile: Profile, application: Application) -> str:
    """Return the applicant's language where it is one that the Party prints, else the Party's first."""
    wanted = application.applicant.language.split("-")[0]
    return wanted if wanted in profile.document_languages else profile.document_languages[0]


def _last_day(profile: Profile, document_type: str, issued_on: date) -> date:
    """The Party's own validity, never longer than the Convention's."""
    most = most_months(document_type)
    return add_months(issued_on, min(most, profile.validity_months.get(document_type, most)))


def _place(address: str) -> str:
    """The town: the last line of the authority's address but the country."""
    rows = [row.strip() for row in address.splitlines() if row.strip()]
    return rows[-2] if len(rows) > 1 else (rows[-1] if rows else "")


def _conditions(application: Application) -> str:
    return "\n".join(conditions_found(application))
