"""The case page: every part of a case that its reader's roles open, in a fixed number of queries."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from billing.queries import Account, invoices_for
from cites.accounts.models import User
from cites.casework.errors import NoSuchCase
from cites.casework.queries.clock import ClockShown, clock_shown
from cites.casework.queries.history import Event, office_history
from cites.casework.queries.letters import ShownLetter, shown_letters
from cites.casework.queries.permits import ShownPermit, shown_permits
from cites.casework.queries.place import PlaceDrawn, place_drawn
from cites.casework.queries.stages import DrawnBranch, Workflows, branches_drawn, drawing
from cites.casework.queries.visible import visible_applications
from cites.casework.queries.words import (
    CodeNames,
    Rows,
    consignee_rows,
    country,
    exporter_rows,
    language,
    line_rows,
    purpose_rows,
    shown_quantity,
    source_rows,
)
from cites.casework.rules import Part, parts_open_to
from cites.permits.models import (
    Application,
    ApplicationLine,
    Attachment,
    AuthorityFinding,
    ConsultedAuthority,
    Finding,
)
from tenants.profiles.schema import AuthorityKind
from tenants.releases.queries import release
from workflows.models import CaseMessage
from workflows.offers import Offer, steps_open_to
from workflows.queries import history, messages


@dataclass(frozen=True)
class ShownFinding:
    """A finding, what it is of, and who made it in the reader's language."""

    finding: Finding | AuthorityFinding
    title: str
    authority: str


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
    request_rows: Rows = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    findings: list[ShownFinding] = field(default_factory=list)
    invoices: list[Account] = field(default_factory=list)
    messages: list[CaseMessage] = field(default_factory=list)
    letters: list[ShownLetter] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    permits: list[ShownPermit] = field(default_factory=list)
    timeline: list[Event] = field(default_factory=list)

    @property
    def reference(self) -> str:
        return self.application.case.reference

    @property
    def stage_key(self) -> str:
        return self.application.case.stage


def application_for_official(reference: str, official: User) -> tuple[Application, frozenset[Part]]:
    """The application and the parts of it that the official may read; raises NoSuchCase when none."""
    application = _with_people(visible_applications(official)).filter(case__reference=reference).first()
    if application is None:
        raise NoSuchCase(reference)
    parts = parts_open_to(official.roles, has_permit=bool(application.permits.all()))
    if not parts:
        raise NoSuchCase(reference)
    return application, parts


def _with_people(applications: QuerySet[Application]) -> QuerySet[Application]:
    related = applications.select_related("case", "case__opened_by", "applicant", "organisation")
    return related.prefetch_related("permits__events", "permits__documents")


def case_file(reference: str, official: User) -> CaseFile:
    """Everything that the official may read about the case; raises NoSuchCase."""
    application, parts = application_for_official(reference, official)
    case, workflows = application.case, Workflows()
    now = workflows.now(case)
    steps = list(history(case))
    offers = steps_open_to(case, official)
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
        request_rows=_request_rows(application) if Part.REQUEST in parts else [],
        lines=_lines(application) if Part.LINES in parts else [],
        findings=_findings(application) if Part.FINDINGS in parts else [],
        invoices=invoices_for(reference) if Part.FEES in parts else [],
        messages=list(messages(case)) if Part.MESSAGES in parts else [],
        letters=shown_letters(application, "case-letter") if Part.MESSAGES in parts else [],
        attachments=_attachments(application) if Part.ATTACHMENTS in parts else [],
        permits=shown_permits(application) if Part.PERMIT in parts else [],
        timeline=office_history(steps) if Part.HISTORY in parts else [],
    )


def step_rows(application: Application) -> Rows:
    """What a step is about, in so few rows that nobody signs what they did not read."""
    importer = f"{application.consignee_name}, {country(application.consignee_country)}"
    lines = [(_("Line %(letter)s") % {"letter": line.letter}, _line_words(line)) for line in application.lines.all()]
    return [(_("Applicant"), _applicant(application)), (_("Importer"), importer), *lines]


def _line_words(line: ApplicationLine) -> str:
    return f"{line.scientific_name}, {CodeNames().coded('terms', line.term)}, {shown_quantity(line)}"


def _applicant(application: Application) -> str:
    name = application.applicant.full_name
    return f"{name}, {application.organisation.name}" if application.organisation else name


def _request_rows(application: Application) -> Rows:
    return [
        (_("Applicant"), _applicant(application)),
        *[(f"{_('Exporter')}: {label}", value) for label, value in exporter_rows(application)],
        *[(f"{_('Importer')}: {label}", value) for label, value in consignee_rows(application)],
        *purpose_rows(application, CodeNames()),
    ]


def _lines(application: Application) -> list[dict[str, Any]]:
    names = CodeNames()
    return [_line(line, names) for line in application.lines.all()]


def _line(line: ApplicationLine, names: CodeNames) -> dict[str, Any]:
    return {
        "letter": line.letter,
        "scientific_name": line.scientific_name,
        "common_name": line.common_name,
        "appendix": line.appendix,
        "term": names.coded("terms", line.term),
        "quantity": shown_quantity(line),
        "source": ", ".join(names.coded("sources", code) for code in line.sources),
        "source_rows": source_rows(line),
        "origin": line.country_of_origin,
        "marks": line.marks,
        "description": line.description,
        "rows": line_rows(line, names),
    }


def _findings(application: Application) -> list[ShownFinding]:
    """The Scientific Authority's and the others', in the order in which they were made."""
    profile = release(application.case.release_number).profile
    shown = [
        ShownFinding(
            finding,
            finding.get_kind_display(),
            profile.authority(AuthorityKind(finding.authority)).names.in_language(language()),
        )
        for finding in application.findings.select_related("official")
    ]
    for other in application.authority_findings.select_related("official"):
        name = other.get_authority_display()
        shown.append(ShownFinding(other, _titles()[other.authority], name))
    return sorted(shown, key=lambda each: each.finding.made_at)


def _titles() -> dict[str, str]:
    return {
        ConsultedAuthority.FISHERIES: _("Finding of the fisheries authority"),
        ConsultedAuthority.FORESTRY: _("Finding of the forestry authority"),
        ConsultedAuthority.VETERINARY: _("Finding of the veterinary authority"),
        ConsultedAuthority.COMMITTEE: _("Advice of the committee"),
    }


def _attachments(application: Application) -> list[Attachment]:
    return list(application.attachments.filter(removed_at=None))
