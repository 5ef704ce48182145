"""The worklist: one of the lists of an official's cases, how many are on each, and a page of rows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cites.accounts.models import User
from cites.casework.queries.asked import Asked, narrowed
from cites.casework.queries.lists import EMPTY, LABELS, OF_OPEN_CASES, CaseList, conditions_of_lists
from cites.casework.queries.stages import Workflows, in_order, stage_label
from cites.casework.queries.visible import visible_cases
from cites.look.facets import Facet
from cites.permits.models import Application, ApplicationLine, Permit
from tenants.releases.queries import release_in_force
from workflows.due import today
from workflows.models import Assignment

PAGE_SIZE = 25


@dataclass(frozen=True)
class Row:
    """One case as a line of the worklist."""

    reference: str
    version: int
    document: str
    applicant: str
    organisation: str
    species: str
    stage_key: str
    stage: str
    permit: str
    opened_at: datetime
    holders: str
    due_on: date | None
    is_overdue: bool


@dataclass(frozen=True)
class Worklist:
    """Everything that the page shows."""

    asked: Asked
    heading: str | Promise
    empty: str | Promise
    facets: list[Facet]
    rows: list[Row]
    page: Page[Application] = field(repr=False)


class _Counted(Paginator[Application]):
    """Pages of rows that were counted already."""

    def __init__(self, rows: QuerySet[Application], size: int, count: int) -> None:
        super().__init__(rows, size)
        self.__dict__["count"] = count


def worklist(official: User, asked: Asked) -> Worklist:
    """The page of cases that fits what was asked; counts follow the words and filters, not the list chosen."""
    conditions = conditions_of_lists(official)
    found = narrowed(visible_cases(official), asked)
    counts = _Counts(found, conditions, asked)
    shown = found.filter(conditions[asked.list])
    if asked.stage:
        shown = shown.filter(case__stage=asked.stage)
    labels = stage_labels()
    page = _Counted(_with_rows(shown, asked.list), PAGE_SIZE, counts.of(asked.list, asked.stage)).get_page(asked.page)
    workflows = Workflows()
    return Worklist(
        asked=asked,
        heading=_heading(asked, labels),
        empty=_empty(asked),
        facets=_facets(counts, asked, labels),
        rows=[_row(application, workflows) for application in page],
        page=page,
    )


class _Counts:
    """How many cases are on each list, and of the chosen one how many stand at each stage."""

    def __init__(self, found: QuerySet[Application], conditions: dict[CaseList, Q], asked: Asked) -> None:
        counted = {each.name: Count("pk", filter=conditions[each]) for each in OF_OPEN_CASES}
        is_open = found.filter(conditions[CaseList.OPEN]).order_by().values("case__stage")
        self._open = {row.pop("case__stage"): row for row in is_open.annotate(**counted)}
        closed = found.filter(conditions[CaseList.CLOSED]).order_by()
        self._closed = dict(closed.values_list("case__stage").annotate(Count("pk")))

    def of(self, chosen: CaseList, stage: str = "") -> int:
        """How many are on that list, at that stage or at any."""
        by_stage = self.by_stage(chosen)
        return by_stage.get(stage, 0) if stage else sum(by_stage.values())

    def by_stage(self, chosen: CaseList) -> dict[str, int]:
        """How many of that list stand at each stage where any does."""
        found = {} if chosen is CaseList.CLOSED else self._open_ones(chosen)
        if chosen in (CaseList.CLOSED, CaseList.ALL):
            for stage, count in self._closed.items():
                found[stage] = found.get(stage, 0) + count
        return {stage: count for stage, count in found.items() if count}

    def _open_ones(self, chosen: CaseList) -> dict[str, int]:
        name = CaseList.OPEN.name if chosen is CaseList.ALL else chosen.name
        return {stage: row[name] for stage, row in self._open.items()}


def _with_rows(applications: QuerySet[Application], chosen: CaseList) -> QuerySet[Application]:
    lines = ApplicationLine.objects.only("application_id", "scientific_name", "position")
    permits = Permit.objects.only("application_id", "number")
    held = Assignment.objects.filter(ended_at=None).select_related("person")
    related = applications.select_related("case", "applicant", "organisation").prefetch_related(
        Prefetch("lines", lines), Prefetch("permits", permits), "case__branches",
        Prefetch("case__assignments", held, to_attr="held"),
    )  # fmt: skip
    if chosen in OF_OPEN_CASES:
        return related.order_by(F("case__due_on").asc(nulls_last=True), "case__stage_since", "pk")
    return related.order_by("-case__stage_since", "-pk")


def stage_labels() -> dict[str, str]:
    """The name of every stage in the release in force, in the order in which a case meets them."""
    labels: dict[str, str] = {}
    for workflow in release_in_force().part("workflow").root.values():
        for key in in_order(workflow):
            labels.setdefault(key, stage_label(workflow.stages[key]))
    return labels


def _facets(counts: _Counts, asked: Asked, labels: dict[str, str]) -> list[Facet]:
    lists = [each for each in LABELS if each is not CaseList.ALL or asked.list is CaseList.ALL]
    by_stage = counts.by_stage(asked.list)
    keys = [key for key in labels if key in by_stage] + sorted(set(by_stage) - set(labels))
    return [
        *(
            Facet(
                LABELS[each],
                counts.of(each),
                asked.address(show=each, stage=""),
                asked.list is each and not asked.stage,
            )
            for each in lists
        ),
        *(
            Facet(
                labels.get(key) or key,
                by_stage[key],
                asked.address(show=asked.list, stage=key),
                asked.stage == key,
                gap=key == keys[0],
            )
            for key in keys
        ),
    ]


def _heading(asked: Asked, labels: dict[str, str]) -> str | Promise:
    if asked.stage:
        return f"{LABELS[asked.list]}: {labels.get(asked.stage, asked.stage)}"
    return LABELS[asked.list]


def _empty(asked: Asked) -> str | Promise:
    if asked.text:
        return _("No case fits “%(text)s”. Try the beginning of a name, or the number alone.") % {"text": asked.text}
    if asked.is_narrowed:
        return _("No case fits all of this. Take something away and look again.")
    return EMPTY[asked.list]


def _row(application: Application, workflows: Workflows) -> Row:
    case: Any = application.case
    species = list(dict.fromkeys(line.scientific_name for line in application.lines.all()))
    return Row(
        reference=case.reference,
        version=case.version,
        document=workflows.document_name(case),
        applicant=application.exporter_name or application.applicant.full_name,
        organisation=application.organisation.name if application.organisation else "",
        species=species_words(species),
        stage_key=case.stage,
        stage=workflows.stage_name(case),
        permit=", ".join(permit.number for permit in application.permits.all()),
        opened_at=application.submitted_at or case.opened_at,
        holders=", ".join(dict.fromkeys(held.person.full_name for held in case.held)),
        due_on=None if case.closed_at else case.due_on,
        is_overdue=case.closed_at is None and case.due_on is not None and case.due_on < today(),
    )


def species_words(names: list[str]) -> str:
    """Two names at most, and how many more there are."""
    if len(names) <= 2:
        return ", ".join(names)
    return _("%(names)s and %(more)d more") % {"names": ", ".join(names[:2]), "more": len(names) - 2}
