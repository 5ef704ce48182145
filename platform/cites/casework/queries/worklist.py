"""The worklist: one of the lists of an official's cases, how many are on each, and a page of rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cites.accounts.models import User
from cites.casework.queries.asked import Asked, narrowed
from cites.casework.queries.counts import Counts, count_cases
from cites.casework.queries.lists import EMPTY, LABELS, OF_OPEN_CASES, CaseList, conditions_of_lists, on_list
from cites.casework.queries.permits import find_paper
from cites.casework.queries.stages import Workflows, in_order, stage_label
from cites.casework.queries.visible import visible_cases
from cites.look.facets import Facet
from cites.permits.models import Application, ApplicationLine, Permit
from cites.permits.words import number_words
from tenants.releases.queries import release_in_force
from workflows.due import is_overdue
from workflows.models import Assignment, Case

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
    page: Page[int] = field(repr=False)


class _Counted(Paginator[int]):
    """Pages of the keys of cases that were counted already."""

    def __init__(self, keys: QuerySet[Case, int], size: int, count: int) -> None:
        super().__init__(keys, size)
        self.__dict__["count"] = count


def worklist(official: User, asked: Asked) -> Worklist:
    """The page of cases that fits what was asked; counts follow the words and filters, not the list chosen."""
    conditions = conditions_of_lists(official)
    found = narrowed(visible_cases(official), asked)
    counts = count_cases(found, conditions, closed=asked.is_narrowed or asked.list not in OF_OPEN_CASES)
    shown = on_list(found, asked.list, conditions)
    if asked.stage:
        shown = shown.filter(stage=asked.stage)
    labels = stage_labels()
    page = _Counted(_in_order(shown, asked.list), PAGE_SIZE, counts.of(asked.list, asked.stage)).get_page(asked.page)
    workflows = Workflows()
    return Worklist(
        asked=asked,
        heading=_heading(asked, labels),
        empty=_empty(asked),
        facets=_facets(counts, asked, labels),
        rows=[_row(application, workflows) for application in _applications(list(page))],
        page=page,
    )


def _in_order(cases: QuerySet[Case], chosen: CaseList) -> QuerySet[Case, int]:
    """The keys of the cases: open ones by what is due first, others by what happened last."""
    if chosen in OF_OPEN_CASES:
        ordered = cases.order_by(F("due_on").asc(nulls_last=True), "stage_since", "pk")
    elif chosen is CaseList.CLOSED:
        ordered = cases.order_by("-closed_at", "-pk")
    else:
        ordered = cases.order_by("-stage_since", "-pk")
    return ordered.values_list("pk", flat=True)


def _applications(keys: list[int]) -> list[Application]:
    """The applications of these cases, in their order, with all that a row shows."""
    lines = ApplicationLine.objects.only("application_id", "scientific_name", "position")
    permits = Permit.objects.only("application_id", "number")
    held = Assignment.objects.filter(ended_at=None).select_related("person")
    found = (
        Application.objects.filter(case__in=keys)
        .defer("words")
        .select_related("case", "applicant", "organisation", "registered_paper")
    )
    found = found.prefetch_related(
        Prefetch("lines", lines), Prefetch("permits", permits), "case__branches",
        Prefetch("case__assignments", held, to_attr="held"),
    )  # fmt: skip
    return sorted(found, key=lambda application: keys.index(application.case_id))


def stage_labels() -> dict[str, str]:
    """The name of every stage in the release in force, in the order in which a case meets them."""
    labels: dict[str, str] = {}
    for workflow in release_in_force().part("workflow").root.values():
        for key in in_order(workflow):
            labels.setdefault(key, stage_label(workflow.stages[key]))
    return labels


def _facets(counts: Counts, asked: Asked, labels: dict[str, str]) -> list[Facet]:
    lists = [each for each in LABELS if each is not CaseList.ALL or asked.list is CaseList.ALL]
    by_stage = counts.by_stage(asked.list)
    keys = [key for key in labels if key in by_stage] + sorted(set(by_stage) - set(labels))
    return [
        *(
            Facet(
                LABELS[each],
                counts.find(each),
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


def _numbers(application: Application) -> Iterator[str]:
    """The numbers of its permits; of a paper of others, its number in the register."""
    yield from (permit.number for permit in application.permits.all())
    if paper := find_paper(application):
        yield paper.number


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
        permit=number_words(_numbers(application)),
        opened_at=application.submitted_at or case.opened_at,
        holders=", ".join(dict.fromkeys(held.person.full_name for held in case.held)),
        due_on=None if case.closed_at else case.due_on,
        is_overdue=is_overdue(case),
    )


def species_words(names: list[str]) -> str:
    """Two names at most, and how many more there are."""
    if len(names) <= 2:
        return ", ".join(names)
    return _("%(names)s and %(more)d more") % {"names": ", ".join(names[:2]), "more": len(names) - 2}
