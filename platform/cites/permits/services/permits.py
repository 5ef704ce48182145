"""Writing permits: issue one, endorse it, cancel it, publish its document."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.dispatch import Signal

from cites.accounts.models import User
from cites.permits.codes import new_code
from cites.permits.errors import FaultyEndorsement, MoreThanPermitted, NotPaid, NotValidNow
from cites.permits.models import (
    Application,
    Endorsement,
    EndorsementLine,
    EventKind,
    Permit,
    PermitEvent,
    PermitLine,
)
from cites.permits.models.specimens import Specimens
from cites.permits.queries.applications import is_paid, latest_finding, today
from cites.permits.queries.permits import PermitState, state_of
from cites.permits.rules.validity import add_months, most_months
from cites.permits.services.numbers import take_number
from cites.permits.signals import permit_cancelled, permit_issued, permit_used
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import current_profile
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

    Nothing goes over the network here: the document is made by a task after the commit.
    Raises NotPaid, FaultyTemplate and SeriesExhausted; a second permit of one application is refused
    by the database.
    """
    if not is_paid(application):
        raise NotPaid(message=gettext_noop("The fee is not paid, so the permit cannot be issued."))
    permit = _write_permit(application, signatory)
    for line in application.lines.all():
        PermitLine.objects.create(permit=permit, **{name: getattr(line, name) for name in _OF_LINE})
    _happen(permit, EventKind.ISSUED, signatory, permit_issued)
    return permit


def _write_permit(application: Application, signatory: User) -> Permit:
    current = release_in_force()
    profile, issued_on = current.profile, today()
    language = _document_language(profile, application)
    authority = profile.management_authority
    return Permit.objects.create(
        number=take_number(document_type=application.document_type),
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


def _document_language(profile: Profile, application: Application) -> str:
    """The applicant's language where it is one that the Party prints, else the Party's first."""
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
    finding = latest_finding(application)
    return finding.conditions if finding else ""


@transaction.atomic
def endorse_permit(
    *,
    permit: Permit,
    quantities: Mapping[int, Decimal],
    exported_on: date,
    port: str,
    official: User,
    transport_document: str = "",
    inspector: str = "",
) -> Endorsement:
    """Record box 14 from the returned copy, which uses the permit up (Article VI.5).

    ``quantities`` gives for every line's position what really left, in the line's own unit; nothing may
    have. Raises NotValidNow, FaultyEndorsement and MoreThanPermitted.
    """
    _refuse_unless_usable(permit, exported_on)
    lines = list(permit.lines.all())
    _refuse_faulty_quantities(lines, quantities)
    if port not in {known.locode for known in current_profile().ports}:
        raise FaultyEndorsement(message=gettext_noop("Choose a port of this country."), data={"field": "port"})
    endorsement = Endorsement.objects.create(
        permit=permit,
        exported_on=exported_on,
        port=port,
        transport_document=transport_document,
        inspector=inspector,
        official=official,
    )
    for line in lines:
        EndorsementLine.objects.create(endorsement=endorsement, permit_line=line, quantity=quantities[line.position])
    _happen(permit, EventKind.USED, official, permit_used, data={"port": port, "on": exported_on.isoformat()})
    return endorsement


def _refuse_unless_usable(permit: Permit, exported_on: date) -> None:
    if state_of(permit, exported_on) is not PermitState.VALID:
        raise NotValidNow(
            message=gettext_noop("Permit %(number)s was not valid on that day."),
            data={"number": permit.number},
        )
    if not permit.issued_on <= exported_on <= today():
        raise FaultyEndorsement(
            message=gettext_noop("The date of export lies between the date of issue and today."),
            data={"field": "exported_on"},
        )


def _refuse_faulty_quantities(lines: list[PermitLine], quantities: Mapping[int, Decimal]) -> None:
    if set(quantities) != {line.position for line in lines}:
        raise FaultyEndorsement(message=gettext_noop("Give the actual quantity of every line; 0 where nothing left."))
    if not all(quantity.is_finite() and quantity >= 0 for quantity in quantities.values()):
        raise FaultyEndorsement(message=gettext_noop("An actual quantity is 0 or more."))
    for line in lines:
        if quantities[line.position] > line.quantity:
            raise MoreThanPermitted(
                message=gettext_noop("Line %(line)s: more left than the permit allows."),
                data={"line": line.letter, "field": f"quantity_{line.position}"},
            )
    if not any(quantities.values()):
        raise FaultyEndorsement(message=gettext_noop("Nothing left: the permit is unused, and is to be cancelled."))


@transaction.atomic
def cancel_permit(*, permit: Permit, reason: str, official: User) -> PermitEvent:
    """Cancel a permit, used or expired ones excepted; raise NotValidNow. It is kept, and says so when verified."""
    if state_of(permit) in (PermitState.CANCELLED, PermitState.USED):
        raise NotValidNow(
            message=gettext_noop("Permit %(number)s cannot be cancelled any more."),
            data={"number": permit.number},
        )
    return _happen(permit, EventKind.CANCELLED, official, permit_cancelled, reason=reason)


def _happen(
    permit: Permit,
    kind: EventKind,
    actor: User | None,
    news: Signal,
    *,
    reason: str = "",
    data: dict[str, str] | None = None,
) -> PermitEvent:
    event = PermitEvent.objects.create(permit=permit, kind=kind, actor=actor, reason=reason)
    facts = {"application": permit.application.reference, **(data or {})}
    record(f"permit.{kind}", subject=permit.subject, actor=actor, data=facts)
    transaction.on_commit(partial(news.send, sender=Permit, permit=permit), robust=True)
    return event
