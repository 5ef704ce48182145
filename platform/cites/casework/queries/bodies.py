"""Requests to bodies outside: as the case page shows them, and what of a case each of them shows to its body."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cites.casework.queries.findings import shown_findings
from cites.casework.queries.words import (
    CodeNames,
    Rows,
    country,
    line_rows,
    section_rows,
)
from cites.casework.rules import PART_OF_SHARED, Part, SharedPart
from cites.look.status import appearance
from cites.permits.models import Application, Attachment
from cites.permits.queries.applications import reasons_against
from cites.permits.queries.corrections import section_label
from cites.permits.rules import parts
from cites.permits.rules.questions.of_journeys import DEPARTURE, JOURNEY
from cites.permits.words import sentence_about_line
from workflows.bodies.queries import answer_of, requests_of, state_now
from workflows.bodies.rules import BodyState
from workflows.models import BodyAnswer, BodyMail, BodyRequest, BodySending, Case, CaseAttachment

SHARED_WORDS: Final[dict[SharedPart, str | Promise]] = {
    SharedPart.SPECIMENS: gettext_lazy("The specimens that are asked for"),
    SharedPart.PURPOSE: gettext_lazy("The purpose, the country of import and the port"),
    SharedPart.PEOPLE: gettext_lazy("Names and addresses of the exporter and the importer (personal data)"),
    SharedPart.RULES: gettext_lazy("What the rules say"),
    SharedPart.FINDINGS: gettext_lazy("The findings so far"),
}
STATE_WORDS: Final[dict[BodyState, str | Promise]] = {
    BodyState.OPEN: gettext_lazy("Waiting for the answer"),
    BodyState.LOCKED: gettext_lazy("Locked after five wrong codes"),
    BodyState.ANSWERED: gettext_lazy("Answered"),
    BodyState.WITHDRAWN: gettext_lazy("Withdrawn"),
    BodyState.CASE_CLOSED: gettext_lazy("Not needed, the case is closed"),
    BodyState.EXPIRED: gettext_lazy("The last day is over"),
}
_STATUS: Final = {BodyState.OPEN: "waiting", BodyState.CASE_CLOSED: "closed"}


@dataclass(frozen=True)
class ShownBody:
    """One request on the page of its case."""

    request: BodyRequest
    state: BodyState
    answer: BodyAnswer | None
    attachments: list[CaseAttachment]
    mails: list[BodyMail]

    @property
    def status(self) -> str:
        """The status whose look it has."""
        return _STATUS.get(self.state, str(self.state))

    @property
    def state_words(self) -> str | Promise:
        """What the state is in words."""
        return STATE_WORDS[self.state]

    @property
    def failed_mails(self) -> list[BodyMail]:
        """The mails that did not arrive."""
        return [mail for mail in self.mails if mail.sending == BodySending.FAILED]


@dataclass(frozen=True)
class Shared:
    """One part of a case that a body reads: groups of rows, each with a heading of its own or none."""

    title: str | Promise
    groups: list[tuple[str, Rows]]


def shown_bodies(case: Case) -> list[ShownBody]:
    """Every request about the case, oldest first."""
    return [shown_body(request) for request in requests_of(case)]


def shown_body(request: BodyRequest) -> ShownBody:
    """One request as its office sees it."""
    answer = answer_of(request)
    files = list(answer.attachments.all()) if answer else []
    return ShownBody(request, state_now(request), answer, files, list(request.mails.all()))


def parts_to_share(parts: Collection[Part]) -> list[tuple[str, str | Promise]]:
    """What somebody who reads these parts of a case may show, as choices."""
    return [(str(part), words) for part, words in SHARED_WORDS.items() if PART_OF_SHARED[part] in parts]


def papers_to_share(application: Application, parts: Collection[Part]) -> list[Attachment]:
    """Which papers somebody who reads these parts of a case may show."""
    if Part.ATTACHMENTS not in parts:
        return []
    return [paper for paper in application.attachments.filter(removed_at=None) if paper.is_handed_out]


def papers_shared(application: Application, request: BodyRequest) -> list[Attachment]:
    """The papers that the body may have."""
    papers = application.attachments.filter(removed_at=None, pk__in=request.attachments)
    return [paper for paper in papers if paper.is_handed_out]


def shared_parts(application: Application, names: Collection[str]) -> list[Shared]:
    """The parts of the case with these names, each made anew from the case as it is."""
    return [
        Shared(_TITLES[part], groups)
        for part in SharedPart
        if part in names and (groups := [group for group in _MADE_BY[part](application) if group[1]])
    ]


def _specimens(application: Application) -> list[tuple[str, Rows]]:
    names, document = CodeNames(), application.document_type
    return [(str(line), line_rows(line, names, document)) for line in application.lines.order_by("position")]


def _purpose(application: Application) -> list[tuple[str, Rows]]:
    names = CodeNames()
    rows = [
        (_("Purpose"), names.coded("purposes", application.purpose)),
        (_("Country of import"), country(application.consignee_country)),
        *(row for each in (JOURNEY, DEPARTURE) for row in section_rows(application, each.key, names)),
    ]
    return [("", [row for row in rows if row[1]])]


def _people(application: Application) -> list[tuple[str, Rows]]:
    names = CodeNames()
    return [
        (str(section_label(part, application.document_type)), section_rows(application, part, names))
        for part in (parts.EXPORTER, parts.CONSIGNEE)
    ]


def _rules(application: Application) -> list[tuple[str, Rows]]:
    reasons = reasons_against(application)
    return [("", [(str(appearance(str(each.severity))[1]), sentence_about_line(each)) for each in reasons])]


def _findings(application: Application) -> list[tuple[str, Rows]]:
    return [(shown.title, _finding_rows(shown)) for shown in shown_findings(application)]


def _finding_rows(shown: Any) -> Rows:
    rows = [
        (_("Authority"), shown.authority),
        (_("Finding"), str(shown.finding.get_conclusion_display())),
        (_("Conditions"), shown.finding.conditions),
        (_("Reason"), shown.finding.reason),
    ]
    return [row for row in rows if row[1]]


_MADE_BY: Final[dict[SharedPart, Callable[[Application], list[tuple[str, Rows]]]]] = {
    SharedPart.SPECIMENS: _specimens,
    SharedPart.PURPOSE: _purpose,
    SharedPart.PEOPLE: _people,
    SharedPart.RULES: _rules,
    SharedPart.FINDINGS: _findings,
}
_TITLES: Final[dict[SharedPart, str | Promise]] = {
    SharedPart.SPECIMENS: gettext_lazy("Specimens"),
    SharedPart.PURPOSE: gettext_lazy("Purpose"),
    SharedPart.PEOPLE: gettext_lazy("Exporter and importer"),
    SharedPart.RULES: gettext_lazy("What the rules say"),
    SharedPart.FINDINGS: gettext_lazy("Findings"),
}
