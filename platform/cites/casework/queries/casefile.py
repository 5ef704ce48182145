"""The case page: every part of a case that its reader's roles open, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from billing.queries import Account, invoices_for
from cites.accounts.models import User
from cites.casework.errors import NoSuchCase
from cites.casework.queries.agents import agent_rows
from cites.casework.queries.besides import told_besides
from cites.casework.queries.bodies import ShownBody, shown_bodies
from cites.casework.queries.changed import ChangedPart, changes_at_sendings
from cites.casework.queries.clock import ClockShown, clock_shown
from cites.casework.queries.findings import ShownFinding, shown_findings
from cites.casework.queries.history import Event, office_history
from cites.casework.queries.incoming import (
    PAPERS_OF_OTHERS,
    ShownCheck,
    ShownQuestion,
    checks_of_case,
    questions_of_case,
)
from cites.casework.queries.letters import ShownLetter, shown_letters
from cites.casework.queries.missing import Missing, what_is_missing
from cites.casework.queries.permits import ShownPermit, find_paper, shown_permits
from cites.casework.queries.permitted import Permitted, permitted_this_year
from cites.casework.queries.place import PlaceDrawn, place_drawn
from cites.casework.queries.quotas import ShownQuota, shown_quotas
from cites.casework.queries.recent import RecentPermits, recent_permits
from cites.casework.queries.sought import ShownOffer, ShownSought, shown_offers_of_findings, shown_sought
from cites.casework.queries.stages import DrawnBranch, Workflows, branches_drawn, drawing
from cites.casework.queries.visible import visible_applications
from cites.casework.queries.words import (
    CodeNames,
    Rows,
    line_rows,
    pages_rows,
    section_rows,
    shown_quantity,
)
from cites.casework.rules import Part, parts_open_to
from cites.permits.models import (
    Application,
    ApplicationLine,
    Attachment,
    RegisteredPaper,
    RetrospectiveFinding,
    RuleOverride,
)
from cites.permits.queries.corrections import section_label
from cites.permits.queries.for_officials import reasons_for_officials
from cites.permits.queries.overrides import overrides_of
from cites.permits.queries.retrospective import retrospective_finding
from cites.permits.removed import removed_words
from cites.permits.rules.parts import ANSWERS, CONSIGNEE, EXPORTER
from cites.permits.rules.questions.of_lines import OF_ORIGIN, OF_SPECIMEN
from kernel.reasons import Reason
from workflows.models import CaseMessage, CaseNote
from workflows.notes import notes_of
from workflows.offers import Offer, steps_open_to
from workflows.people import is_applicant
from workflows.queries import history, messages

LINES_A_PAGE = 50


@dataclass(frozen=True)
class CaseFile:
    """What an official reads about one case; parts that are closed to them stay empty."""

    application: Application
    parts: frozenset[Part]
    document: str
    stage: str
    stages: list[tuple[str, str]]
    branches: list[DrawnBranch]
    place: PlaceDrawn | None
    clock: ClockShown | None
    possible: list[Offer]
    impossible: list[Offer]
    missing: list[Missing] = field(default_factory=list)
    request_rows: Rows = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    page: Page[ApplicationLine] | None = None
    changed: list[ChangedPart] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    overrides: list[RuleOverride] = field(default_factory=list)
    agreement: RetrospectiveFinding | None = None
    quotas: list[ShownQuota] = field(default_factory=list)
    permitted: list[Permitted] = field(default_factory=list)
    recent: list[RecentPermits] = field(default_factory=list)
    sought: list[ShownSought] = field(default_factory=list)
    standing: list[ShownOffer] = field(default_factory=list)
    findings: list[ShownFinding] = field(default_factory=list)
    checks: list[ShownCheck] = field(default_factory=list)
    questions: list[ShownQuestion] = field(default_factory=list)
    invoices: list[Account] = field(default_factory=list)
    messages: list[CaseMessage] = field(default_factory=list)
    notes: list[CaseNote] = field(default_factory=list)
    bodies: list[ShownBody] = field(default_factory=list)
    letters: list[ShownLetter] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    permits: list[ShownPermit] = field(default_factory=list)
    paper: RegisteredPaper | None = None
    timeline: list[Event] = field(default_factory=list)

    @property
    def reference(self) -> str:
        return self.application.case.reference

    @property
    def stage_key(self) -> str:
        return self.application.case.stage

    @property
    def removed(self) -> str:
        """When its papers were removed and under which law; nothing where they were not."""
        return removed_words(self.application)

    @property
    def rests_on_paper(self) -> bool:
        """Whether it is an application that rests on a document of another State, or such a document was checked."""
        return self.application.document_type in PAPERS_OF_OTHERS or bool(self.checks or self.questions)

    @property
    def taxa(self) -> list[str]:
        """The codes of the taxa on its lines, each once."""
        return sorted({line["taxon_code"] for line in self.lines})

    @property
    def is_unsent(self) -> bool:
        """Whether the applicant has changed it since it was last sent, and not sent it again."""
        return self.application.case.closed_at is None and self.application.changed_at is not None

    @property
    def is_under_way(self) -> bool:
        """Whether it can still lead to a document, so that it says what is missing."""
        return is_under_way(self.application)


def application_for_official(reference: str, official: User) -> tuple[Application, frozenset[Part]]:
    """The application and the parts of it that the official may read; raises NoSuchCase when none."""
    application = _with_people(visible_applications(official)).filter(case__reference=reference).first()
    if application is None:
        raise NoSuchCase(reference)
    has_permit = bool(application.permits.all()) or find_paper(application) is not None
    parts = parts_open_to(official.roles, has_permit=has_permit)
    if not parts:
        raise NoSuchCase(reference)
    # Officials apply, too: what is noted about such a case is for the others.
    return application, parts - {Part.NOTES} if is_applicant(application.case, official) else parts


def _with_people(applications: QuerySet[Application]) -> QuerySet[Application]:
    related = applications.select_related(
        "case", "case__opened_by", "applicant", "organisation", "registered_paper", "papers_removal"
    )
    return related.prefetch_related("permits__events", "permits__documents")


def is_under_way(application: Application) -> bool:
    """Whether the case is open and has led to no permit so far."""
    return application.case.closed_at is None and not application.permits.all()


def case_file(reference: str, official: User, page: str | None = None) -> CaseFile:
    """Everything that the official may read about the case; raises NoSuchCase.

    With a ``page``, as an address has it, the lines are those of one page, else all.
    """
    application, parts = application_for_official(reference, official)
    case, workflows = application.case, Workflows()
    now = workflows.now(case)
    steps = list(history(case))
    offers = steps_open_to(case, official)
    prefetch_related_objects([application], "lines")
    every = application.lines.all()
    lines = every if page is None else Paginator(list(every), LINES_A_PAGE).get_page(page)
    reasons = reasons_for_officials(application) if Part.RULES in parts else []
    invoices = invoices_for(reference) if Part.FEES in parts else []
    asks_for_more = Part.MISSING in parts and is_under_way(application)
    return CaseFile(
        application=application,
        parts=parts,
        document=workflows.document_name(case),
        stage=workflows.stage_name(case),
        stages=drawing(workflows.of(case), case, steps),
        branches=branches_drawn(now),
        place=place_drawn(now) if Part.HISTORY in parts else None,
        clock=clock_shown(now, steps),
        possible=[offer for offer in offers if offer.is_open],
        impossible=[offer for offer in offers if not offer.is_open],
        missing=what_is_missing(now, offers, reasons, invoices, parts) if asks_for_more else [],
        request_rows=_request_rows(application) if Part.REQUEST in parts else [],
        lines=_lines(lines, application.document_type) if Part.LINES in parts else [],
        page=lines if isinstance(lines, Page) else None,
        changed=_changed_last(application) if Part.CHANGES in parts else [],
        reasons=reasons,
        overrides=overrides_of(application) if Part.RULES in parts else [],
        agreement=retrospective_finding(application) if Part.RULES in parts else None,
        quotas=shown_quotas(application) if Part.PERMITTED in parts else [],
        permitted=permitted_this_year(application) if Part.PERMITTED in parts else [],
        recent=recent_permits(application, official) if Part.RECENT in parts else [],
        sought=shown_sought(application) if Part.FINDINGS in parts else [],
        standing=shown_offers_of_findings(application, official) if asks_for_more else [],
        findings=shown_findings(application) if Part.FINDINGS in parts else [],
        checks=checks_of_case(application) if Part.INCOMING in parts else [],
        questions=questions_of_case(application) if Part.INCOMING in parts else [],
        invoices=invoices,
        messages=list(messages(case)) if Part.MESSAGES in parts else [],
        notes=list(notes_of(case)) if Part.NOTES in parts else [],
        bodies=shown_bodies(case) if Part.BODIES in parts else [],
        letters=shown_letters(application, "case-letter") if Part.MESSAGES in parts else [],
        attachments=_attachments(application) if Part.ATTACHMENTS in parts else [],
        permits=shown_permits(application) if Part.PERMIT in parts else [],
        paper=find_paper(application) if Part.PERMIT in parts else None,
        timeline=office_history(steps, told_besides(application)) if Part.HISTORY in parts else [],
    )


def applicant_words(application: Application) -> str:
    """Who applied, with their organisation."""
    name = application.applicant.full_name
    return f"{name}, {application.organisation.name}" if application.organisation else name


def _request_rows(application: Application) -> Rows:
    names = CodeNames()
    return [
        (_("Applicant"), applicant_words(application)),
        *agent_rows(application),
        *(row for part in ANSWERS for row in _section_rows(application, part, names)),
    ]


def _section_rows(application: Application, part: str, names: CodeNames) -> Rows:
    """A section's answers; those of people are told apart by whose they are."""
    rows = section_rows(application, part, names)
    if part not in (EXPORTER, CONSIGNEE):
        return rows
    whose = section_label(part, application.document_type)
    return [(f"{whose}: {label}", value) for label, value in rows]


def _lines(lines: Iterable[ApplicationLine], document_type: str) -> list[dict[str, Any]]:
    names = CodeNames()
    return [_line(line, names, document_type) for line in lines]


def _line(line: ApplicationLine, names: CodeNames, document_type: str) -> dict[str, Any]:
    return {
        "letter": line.letter,
        "taxon_code": line.taxon_code,
        "scientific_name": line.scientific_name,
        "common_name": line.common_name,
        "appendix": line.appendix,
        "term": names.coded("terms", line.term),
        "quantity": shown_quantity(line),
        "source": ", ".join(names.coded("sources", code) for code in line.sources),
        "history_rows": pages_rows(line, OF_ORIGIN, names, document_type),
        "specimen_rows": pages_rows(line, OF_SPECIMEN, names, document_type),
        "origin": line.country_of_origin,
        "rows": line_rows(line, names, document_type),
    }


def _changed_last(application: Application) -> list[ChangedPart]:
    """What differs from the sending before the last one."""
    at_sendings = changes_at_sendings(application)
    return at_sendings[max(at_sendings)] if at_sendings else []


def _attachments(application: Application) -> list[Attachment]:
    return list(application.attachments.filter(removed_at=None))
