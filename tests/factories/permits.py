"""Applications and permits for tests, brought to a stage by the same actions that people use."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from unittest.mock import patch

from billing.ledger import InvoiceState
from billing.queries import invoices_for
from billing.services import record_counter_payment
from cites.accounts.models import Role, User
from cites.permits.documents.publishing import publish_permit
from cites.permits.models import (
    Application,
    AuthorityConclusion,
    Conclusion,
    DocumentType,
    Finding,
    Permit,
    SigningAuthority,
)
from cites.permits.services.case_findings import all_found
from cites.permits.services.copies import ask_for_copy
from cites.permits.services.drafts import fill_application
from cites.permits.services.quotas import commit_permit
from cites.permits.services.settling import send_on_paid_case
from tenants.context import current_profile
from tenants.profiles.schema import AuthorityKind
from tests.factories.accounts import person
from tests.factories.releases import now_in_force
from workflows.models import Case, Duty
from workflows.services import perform

CONCH = {"taxon_code": "ALI-GIG", "term": "MEA", "quantity": Decimal("1250"), "unit": "KGM", "source": "W"}
SHELLS = {"taxon_code": "ALI-GIG", "term": "SHE", "quantity": Decimal("400"), "unit": "NAR", "source": "W"}


@dataclass
class Cast:
    """The people of one Party who carry a case."""

    trader: User
    officer: User
    science: User
    decider: User
    cashier: User
    signatory: User
    customs: User


def cast() -> Cast:
    """One person for each duty."""
    return Cast(
        trader=person(role=Role.TRADER, name="Rosalind Gittens"),
        officer=person(role=Role.MA_OFFICER, name="Marva Brathwaite"),
        science=person(role=Role.SCIENTIFIC_AUTHORITY, name="Ianthe Weekes"),
        decider=person(role=Role.MA_OFFICER, name="Everton Clarke"),
        cashier=person(role=Role.CASHIER, name="Kemar Alleyne"),
        signatory=person(role=Role.MA_SIGNATORY, name="Sandra Holder"),
        customs=person(role=Role.CUSTOMS, name="Shelly-Ann Greenidge"),
    )


def an_application(
    trader: User, lines: Any = (CONCH, SHELLS), document_type: str = DocumentType.EXPORT, **answers: Any
) -> Application:
    """A complete draft."""
    given = {
        "exporter_name": "Sargasso Seafood Ltd",
        "exporter_address": "Princess Alice Highway\nBridgetown",
        "consignee_name": "Pelagic Trading Company",
        "consignee_address": "1180 Harbour Drive\nMiami",
        "consignee_country": "US",
        "purpose": "T",
        "port_of_exit": current_profile().ports[0].locode,
        "transport_mode": "air",
        "transport_container": "Foam boxes with bags of water and oxygen",
        **answers,
    }
    return fill_application(applicant=trader, answers=given, lines=lines, document_type=document_type)


def do(application: Application, verb: str, actor: User, data: Any = None, key: str | None = None) -> Any:
    """Take a step, as somebody who has just looked at the case."""
    version = Case.objects.get(pk=application.case_id).version
    return perform(
        case_reference=application.reference,
        verb=verb,
        actor=actor,
        data={**usual(application, verb), **(data or {})},
        version=version,
        key=key or f"{verb}:{version}",
    )


def usual(application: Application, verb: str) -> dict[str, Any]:
    """What is said with a step unless a test says otherwise: that it is declared, and all is found."""
    match verb:
        case "submit":
            return {"declared": True}
        case "complete_examination":
            return all_found(application, AuthorityKind.MANAGEMENT)
        case "record_finding":
            return all_found(application, AuthorityKind.SCIENTIFIC)
    return {}


def stage_of(application: Application) -> str:
    """Where its case stands in the database."""
    return Case.objects.get(pk=application.case_id).stage


FAVOURABLE = {"conclusion": AuthorityConclusion.FAVOURABLE, "conditions": "", "reason": "The licence is valid."}
FINDING = {"conclusion": Conclusion.POSITIVE, "conditions": "", "reason": "Within the quota."}


@contextmanager
def unprinted() -> Iterator[None]:
    """Examining and finding print nothing on trial: what a sheet looks like is other tests' matter."""
    with ExitStack() as stack:
        for action in ("complete_examination", "finding"):
            stack.enter_context(patch(f"cites.permits.actions.{action}.refuse_unprintable"))
        yield


def to_finding(application: Application, who: Cast) -> Application:
    """Submitted and examined."""
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    with unprinted():
        do(application, "complete_examination", who.officer)
    return application


def to_decision(application: Application, who: Cast) -> Application:
    """Found not detrimental."""
    to_finding(application, who)
    with unprinted():
        do(application, "record_finding", who.science, FINDING)
    return application


def to_payment(application: Application, who: Cast) -> Application:
    """Found not detrimental and approved."""
    to_decision(application, who)
    do(application, "approve", who.decider)
    return application


def pay(application: Application, who: Cast) -> None:
    """Pay at the counter; the news of it is given by hand, as nothing is committed in a test."""
    for account in invoices_for(application.reference):
        if account.state is InvoiceState.OWED:
            record_counter_payment(
                invoice=account.invoice, amount=account.due, receipt=application.reference, actor=who.cashier, key="x"
            )
        assert send_on_paid_case(invoice=account.invoice)


def issued(who: Cast, lines: Any = (CONCH, SHELLS), **answers: Any) -> Permit:
    """A permit, signed off but not yet published."""
    application = to_payment(an_application(who.trader, lines, **answers), who)
    pay(application, who)
    do(application, "issue", who.signatory)
    return Permit.objects.get(application=application)


def alike(permit: Permit, *, on: date | None = None, **changes: Any) -> Permit:
    """Another permit with the same lines, of a case of its own; ``on`` is its day, ``changes`` are its application's."""
    lines, application = list(permit.lines.all()), Application.objects.get(pk=permit.application_id)
    case = application.case
    number = Permit.objects.count() + 1
    case.reference = f"{case.reference}-{number}"
    _insert_copy(case)
    for name, value in changes.items():
        setattr(application, name, value)
    application.case = case
    _insert_copy(application)
    other = Permit.objects.get(pk=permit.pk)
    other.application, other.number, other.code = (
        application,
        f"{permit.number}-{number}",
        f"{permit.code[:20]}{number}",
    )
    other.issued_on = on or permit.issued_on
    other.valid_until = other.issued_on + (permit.valid_until - permit.issued_on)
    _insert_copy(other)
    for line in lines:
        line.permit = other
        _insert_copy(line)
    commit_permit(other)
    return other


def copies_of(application: Application, how_many: int) -> list[Application]:
    """So many more applications that stand where this one does, each of a case of its own."""
    return [_copy_of(application.pk, number) for number in range(1, how_many + 1)]


def _copy_of(pk: int, number: int) -> Application:
    application = Application.objects.get(pk=pk)
    case = application.case
    of_case = [*case.steps.order_by("version"), *Duty.objects.filter(case=case)]
    of_application = [*application.lines.all(), *Finding.objects.filter(application=application)]
    case.reference = f"{case.reference}-{number}"
    _insert_copy(case)
    application.case = case
    _insert_copy(application)
    for row in of_case:
        row.case = case
        _insert_copy(row)
    for each in of_application:
        each.application = application
        _insert_copy(each)
    return application


def _insert_copy(row: Any) -> None:
    row.pk, row._state.adding = None, True
    row.save(force_insert=True)


def access_samples(party: Any, trader: User) -> dict[str, str]:
    """A published permit of the trader of which a copy is asked, in an office with security stamps and paper.

    And the authority that certifies the key by which it is signed.
    """
    permit = issued(replace(cast(), trader=trader))
    publish_permit(permit_id=permit.pk)
    ask_for_copy(permit=permit, person=trader)
    now_in_force(printing={"security_stamps": True, "security_paper": True})
    authority = SigningAuthority.objects.latest("pk").name
    return {"permit": permit.number, "code": permit.code, "authority": authority}
