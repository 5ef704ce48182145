"""Reading applications, and asking the rules about them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from billing.fees import Facts, Quote, quote
from billing.fees import LineFacts as FeeLine
from billing.ledger import InvoiceState
from billing.models import Invoice
from billing.queries import invoices_for
from cites.accounts.models import User
from cites.permits.errors import UnknownApplication
from cites.permits.models import Application, ApplicationLine, Finding, FindingKind
from cites.permits.queries.alike import FactsOfLines
from cites.permits.queries.facts import trade_facts
from cites.permits.queries.published_quotas import taken_of_quotas
from cites.permits.queries.refusals import refused_before
from cites.permits.queries.simplified import kind_of_application
from cites.permits.rules.applications import reasons_against_application
from cites.permits.rules.authorities import UNDO_A_DECISION
from cites.permits.rules.facts import LIVING_TERMS, LineFacts, TradeFacts
from cites.permits.rules.findings import Authority, RequiredFinding, required_findings
from kernel.reasons import Reason
from tenants.context import today
from tenants.profiles.schema import AuthorityKind
from tenants.releases.queries import release
from workflows.models import Case, CaseStep, Duty, DutyKind


def application(reference: str) -> Application:
    """Return the application of a case; raise UnknownApplication."""
    found = Application.objects.select_related("case", "applicant").filter(case__reference=reference).first()
    if found is None:
        raise UnknownApplication(reference)
    return found


def application_of(case: Case) -> Application:
    """Return the application of a case at hand; raise UnknownApplication."""
    found = Application.objects.select_related("applicant", "organisation").filter(case=case).first()
    if found is None:
        raise UnknownApplication(case.reference)
    found.case = case
    return found


def reasons_against(of: Application, day: date | None = None) -> list[Reason]:
    """Return all that the rules say against an application on ``day`` (the Party's today)."""
    return reasons_against_application(*facts_of(of, day or today()))


def facts_of(
    of: Application, day: date, lines: Iterable[ApplicationLine] | None = None
) -> tuple[TradeFacts, list[LineFacts]]:
    """Return what the rules ask about an application as a whole and about its lines, all or these, as of ``day``."""
    trade = replace(trade_facts(of, day), refused=refused_before(of))
    facts = FactsOfLines(day)
    found = [facts.of(line) for line in (of.lines.all() if lines is None else lines)]
    return replace(trade, taken=taken_of_quotas(of, trade.exporter, found, day, is_whole=lines is None)), found


def latest_finding(of: Application, kind: str = FindingKind.NON_DETRIMENT) -> Finding | None:
    """Return the finding that counts: the last one of its kind."""
    return of.findings.filter(kind=kind).order_by("made_at", "pk").last()


def finding_that_counts(of: Application) -> Finding | None:
    """Return the Scientific Authority's latest finding on the application as it was last sent, or None.

    An earlier one was of what the application said before; only who did the finding on this case can have made it.
    """
    finding = latest_finding(of)
    if finding is None or finding.authority != AuthorityKind.SCIENTIFIC or of.changed_at is not None:
        return None
    is_outdated = of.submitted_at is not None and finding.made_at < of.submitted_at
    return None if is_outdated or not _has_duty(of, finding.official_id, DutyKind.FIND) else finding


def is_decided(of: Application) -> bool:
    """Whether somebody who decides on this case approved the application as it was last sent, after all findings."""
    steps, approval = CaseStep.objects.filter(case=of.case), latest_approval(of.reference)
    if approval is None or of.changed_at is not None or not _has_duty(of, approval.actor_id, DutyKind.DECIDE):
        return False
    return not steps.filter(verb__in=UNDO_A_DECISION, version__gt=approval.version).exists()


def is_examined(of: Application) -> bool:
    """Whether somebody who examines this case completed the examination of the application as it was last sent."""
    steps = CaseStep.objects.filter(case=of.case)
    examination = steps.filter(verb="complete_examination").order_by("version").last()
    if examination is None or of.changed_at is not None or not _has_duty(of, examination.actor_id, DutyKind.EXAMINE):
        return False
    return not steps.filter(verb="submit", version__gt=examination.version).exists()


def _has_duty(of: Application, person: int | None, duty: str) -> bool:
    return Duty.objects.filter(case=of.case, person_id=person, duty=duty).exists()


def findings_needed(of: Application) -> list[RequiredFinding]:
    """Return what the Articles ask the authorities to find of each line."""
    return [needed for _line, needed in lines_and_needed(of)]


def lines_and_needed(of: Application) -> list[tuple[ApplicationLine, RequiredFinding]]:
    """Return each line with each of the findings that the rules ask of it."""
    instead_of = kind_of_application(of)
    return [
        (line, needed)
        for line in of.lines.all()
        for needed in required_findings(
            of.document_type, line.appendix, line.source, line.term in LIVING_TERMS, stands_for=instead_of
        )
    ]


def needs_non_detriment(of: Application) -> bool:
    """Whether an Article asks the Scientific Authority for a finding on any line."""
    return any(needed.authority is Authority.SCIENTIFIC for needed in findings_needed(of))


def quote_for(of: Application) -> Quote:
    """Return what the application costs under the release that its case is pinned to."""
    pinned = release(of.case.release_number)
    facts = Facts(
        document=of.document_type,
        currency=pinned.profile.currency,
        lines=[FeeLine(line.quantity, line.unit) for line in of.lines.all()],
        purpose=of.purpose,
        on=today(),
    )
    return quote(pinned.part("fees"), facts)


def is_paid(of: Application) -> bool:
    """Whether there is an invoice and nothing is owed on any."""
    states = [account.state for account in invoices_for(of.reference)]
    settled = [state for state in states if state is InvoiceState.SETTLED]
    return bool(settled) and InvoiceState.OWED not in states


def invoice_paid_as_sent(of: Application) -> Invoice | None:
    """Return the settled invoice of the application as it was last sent, if there is one and nothing else is owed."""
    accounts = invoices_for(of.reference)
    if of.submitted_at is None or any(account.state is InvoiceState.OWED for account in accounts):
        return None
    settled = (account.invoice for account in accounts if account.state is InvoiceState.SETTLED)
    return next((invoice for invoice in settled if invoice.issued_at >= of.submitted_at), None)


def latest_approval(reference: str) -> CaseStep | None:
    """Return the step by which a case was last approved, whether it still counts or not; None where it never was."""
    return CaseStep.objects.filter(case__reference=reference, verb="approve").order_by("version").last()


def references_under_way(person: User) -> list[str]:
    """Return the references of what the person sent in and that is neither closed nor led to a permit, oldest first."""
    sent = Application.objects.filter(
        applicant=person, case__lodged_at__isnull=False, case__closed_at=None, permits=None
    )
    return list(sent.order_by("case__lodged_at", "pk").values_list("case__reference", flat=True))
