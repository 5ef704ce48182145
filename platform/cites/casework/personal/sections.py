"""Everything that is held about a person, table by table, for the person and for nobody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from billing.models import Invoice
from cites.accounts.blocks import blocks_of
from cites.accounts.browsers import browser_and_system
from cites.accounts.mandates import mandates_about, mandates_given
from cites.accounts.models import Absence, CorrectionRequest, SecondStepReset, User
from cites.accounts.sessions import sessions_of
from cites.casework.queries.applications import applications_of
from cites.casework.queries.notices import notices_of, shown_notice
from cites.casework.queries.stages import Workflows
from tenants.audit.models import AuditEntry
from tenants.audit.subjects import words_of_subject
from tenants.audit.verbs import words_of
from workflows.models import CaseMessage, CaseNote

Value = str | date | datetime | None


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of what is held: its key, its title and columns in the reader's language, and its rows."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]


def tables_about(person: User) -> list[Table]:
    """Return what is held about the person; times are moments with their zone."""
    return [
        _record(person),
        _roles(person),
        _organisations(person),
        _applications(person),
        _messages(person),
        _notes(person),
        _notices(person),
        _invoices(person),
        _mandates(person),
        _blocks(person),
        _absences(person),
        _resets(person),
        _corrections(person),
        _sessions(person),
        _trail(person),
    ]


def _record(person: User) -> Table:
    facts: list[tuple[Value, ...]] = [
        (_("Number"), str(person.pk)),
        (_("Full name"), person.full_name),
        (_("E-mail address"), person.email),
        (_("Telephone"), person.phone),
        (_("Language"), person.language),
        (_("Registered"), person.date_joined),
        (_("Last signed in"), person.last_login),
        (_("Verification"), str(person.get_verification_display())),
        (_("Reason"), person.verification_reason),
        (_("Decided"), person.verified_at),
    ]
    return Table("person", _("Yourself"), (_("What"), _("Value")), facts)


def _roles(person: User) -> Table:
    rows = [(grant.get_role_display(), grant.granted_at, grant.revoked_at) for grant in person.role_grants.all()]
    return Table("roles", _("Roles"), (_("Role"), _("From"), _("Until")), rows)


def _organisations(person: User) -> Table:
    rows: list[tuple[Value, ...]] = []
    for each in person.memberships.select_related("organisation"):
        house = each.organisation
        rows.append((house.name, house.address, house.registration_number, each.since, each.left_at))
    columns = (_("Name"), _("Address"), _("Registration number"), _("From"), _("Until"))
    return Table("organisations", _("Organisations"), columns, rows)


def _applications(person: User) -> Table:
    own = applications_of(person).filter(applicant=person)
    workflows = Workflows()
    rows: list[tuple[Value, ...]] = []
    for each in own:
        case = each.case
        stands = workflows.stage_name(case)
        rows.append((each.reference, workflows.document_name(case), each.created_at, each.submitted_at, stands))
    columns = (_("Application"), _("Document"), _("Begun"), _("Sent"), _("Where it stands"))
    return Table("applications", _("Applications"), columns, rows)


def _messages(person: User) -> Table:
    written = CaseMessage.objects.filter(author=person).select_related("case")
    rows = [(each.case.reference, each.sent_at, each.text) for each in written]
    return Table("messages", _("Messages that you wrote"), (_("Application"), _("Sent"), _("Text")), rows)


def _notes(person: User) -> Table:
    written = CaseNote.objects.filter(author=person).select_related("case")
    rows = [(each.case.reference, each.noted_at, each.text) for each in written]
    return Table("notes", _("Notes that you wrote"), (_("Case"), _("Noted"), _("Text")), rows)


def _notices(person: User) -> Table:
    shown = [(news, shown_notice(news)) for news in notices_of(person)]
    rows = [(news.case.reference, str(notice.subject), news.written_at, news.sent_at) for news, notice in shown]
    columns = (_("Application"), _("What you were told"), _("Written"), _("Mailed"))
    return Table("notices", _("Notices"), columns, rows)


def _invoices(person: User) -> Table:
    rows = [(each.number, each.reference, each.issued_at) for each in Invoice.objects.filter(payer_id=person.pk)]
    return Table("invoices", _("Invoices"), (_("Number"), _("Application"), _("Issued")), rows)


def _mandates(person: User) -> Table:
    there = {each.pk: each for each in (*mandates_given(person), *mandates_about(person))}
    rows = [
        (each.name, each.agent.full_name, each.first_day, each.last_day, each.withdrawn_at) for each in there.values()
    ]
    columns = (_("Applicant"), _("Agent"), _("From"), _("Until"), _("Withdrawn"))
    return Table("mandates", _("Mandates of agents"), columns, rows)


def _blocks(person: User) -> Table:
    rows = [(each.first_day, each.last_day, each.reason, _lifted_at(each)) for each in blocks_of(person)]
    columns = (_("From"), _("Until"), _("Reason"), _("Lifted"))
    return Table("blocks", _("Blocks of new applications"), columns, rows)


def _lifted_at(block: Any) -> Value:
    lift = getattr(block, "lift", None)
    return lift.lifted_at if lift else None


def _absences(person: User) -> Table:
    rows = [
        (each.first_day, each.last_day, each.withdrawn_at)
        for each in Absence.objects.filter(person=person).order_by("first_day")
    ]
    return Table("absences", _("Absences"), (_("From"), _("Until"), _("Withdrawn")), rows)


def _resets(person: User) -> Table:
    there = SecondStepReset.objects.filter(person=person).order_by("pk")
    rows = [(each.proposed_at, each.reason, each.identity_check, each.confirmed_at) for each in there]
    columns = (_("Proposed"), _("What happened"), _("How it was checked who asks"), _("Confirmed"))
    return Table("second_step_resets", _("Lost second steps"), columns, rows)


def _corrections(person: User) -> Table:
    there = CorrectionRequest.objects.filter(person=person).order_by("pk")
    rows = [(each.asked_at, each.wanted, each.decided_at, each.answer) for each in there]
    columns = (_("Asked"), _("What to correct"), _("Decided"), _("Answer"))
    return Table("corrections", _("Corrections that you asked for"), columns, rows)


def _sessions(person: User) -> Table:
    rows = [
        (" ".join(browser_and_system(each.user_agent)), each.ip, each.created_at, each.last_seen_at)
        for each in sessions_of(person)
    ]
    columns = (_("Browser"), _("Network address"), _("Signed in"), _("Last seen"))
    return Table("sessions", _("Where you are signed in"), columns, rows)


def _trail(person: User) -> Table:
    entries = AuditEntry.objects.filter(Q(actor=person) | Q(subject=f"person:{person.pk}")).order_by("pk")
    return Table(
        "trail", _("Audit trail"), (_("When"), _("What"), _("About"), _("By")), list(_entries(entries, person))
    )


def _entries(entries: Any, person: User) -> Iterable[tuple[Value, ...]]:
    for entry in entries.iterator(2000):
        by = _("you") if entry.actor_id == person.pk else _("the office")
        yield (entry.at, words_of(entry.verb), words_of_subject(entry.subject), by)
