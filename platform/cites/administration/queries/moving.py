"""Open cases that follow an older release: how many stand where, and what would happen to each that is shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Case as Choice
from django.db.models import Count, IntegerField, Max, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from cites.look.facets import Facet
from cites.permits.models import Application
from kernel.reasons import Reason
from localization.languages import page_language
from localization.sentences import sentence_of
from tenants.releases.queries import release_in_force
from workflows.definition import Workflow
from workflows.drawing.order import rows_of
from workflows.drawing.words import called_in
from workflows.fitting import Fit, fit_of
from workflows.models import Case
from workflows.moving import cases_behind
from workflows.queries import pinned_workflow

PAGE_SIZE = 25  # each case is walked through the newer process to its end


@dataclass(frozen=True, slots=True)
class Group:
    """Cases for one document at one stage, named as the newest release names them that any of them follows."""

    document_type: str
    stage: str
    count: int
    document: str
    stage_label: str

    @property
    def title(self) -> str:
        """What is asked for, and where it stands."""
        return f"{self.document} – {self.stage_label}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked for: one document at one stage, or all, and which page of them."""

    document_type: str = ""
    stage: str = ""
    page: str = "1"


@dataclass(frozen=True, slots=True)
class CaseShown:
    """One case: ``value`` says which, and in which version it was looked at; ``is_sent`` whether officials read it."""

    reference: str
    value: str
    fit: Fit
    is_sent: bool

    @property
    def outcome(self) -> str:
        """What would happen to a case that fits, in words."""
        if not self.fit.changes:
            return _("It keeps its stage.")
        return " ".join(f"{sentence_of(change)}." for change in self.fit.changes)

    @property
    def obstacles(self) -> list[tuple[str, str]]:
        """What stands in its way, in words, each with the rule that says so."""
        return [(sentence_of(each), each.source) for each in self.fit.obstacles]


@dataclass(frozen=True, slots=True)
class Behind:
    """All that the page shows of the cases."""

    number: int
    total: int
    facets: list[Facet]
    page: Page[Case]
    shown: list[tuple[Group, list[CaseShown]]]

    @property
    def values(self) -> list[str]:
        """The values of the cases on the page that fit."""
        return [each.value for _group, cases in self.shown for each in cases if each.fit.fits]


def count_behind() -> int:
    """Return how many open cases follow an older release than the one in force."""
    return cases_behind(release_in_force().number).count()


def behind(asked: Asked) -> Behind:
    """Return the page of cases that was asked for, each with what would happen to it."""
    number = release_in_force().number
    found = cases_behind(number)
    groups = _groups(found)
    page = Paginator(_in_order(_narrowed(found, asked), groups), PAGE_SIZE).get_page(asked.page)
    total = sum(group.count for group in groups)
    return Behind(number, total, _facets(groups, total, asked), page, list(_shown(page, groups, number)))


def words_against(reference: str, reasons: Iterable[Reason]) -> str:
    """Return that a case stays as it is, and why."""
    why = ". ".join(sentence_of(reason) for reason in reasons)
    return _("%(reference)s stays as it is: %(reasons)s.") % {"reference": reference, "reasons": why}


def _narrowed(cases: QuerySet[Case], asked: Asked) -> QuerySet[Case]:
    if asked.document_type:
        cases = cases.filter(workflow=asked.document_type)
    return cases.filter(stage=asked.stage) if asked.stage else cases


def _groups(cases: QuerySet[Case]) -> list[Group]:
    """Every document and stage of these cases, in the order in which a case meets the stages."""
    counted = cases.order_by().values_list("workflow", "stage").annotate(Count("pk"), Max("release_number"))
    rows = sorted(counted)
    return [
        group
        for code, of_code in groupby(rows, key=lambda row: row[0])
        for group in _groups_of(code, {stage: (count, newest) for _code, stage, count, newest in of_code})
    ]


def _groups_of(code: str, stages: dict[str, tuple[int, int]]) -> Iterator[Group]:
    read = {newest: pinned_workflow(newest, code) for _count, newest in stages.values()}
    latest = [row.stage for row in rows_of(read[max(read)])]
    place = {stage: latest.index(stage) if stage in latest else len(latest) for stage in stages}
    for stage in sorted(stages, key=lambda each: (place[each], each)):
        count, newest = stages[stage]
        yield Group(code, stage, count, _name(read[newest], code), called_in(read[newest], stage))


def _name(workflow: Workflow, code: str) -> str:
    return workflow.name.in_language(page_language()) or code


def _in_order(cases: QuerySet[Case], groups: list[Group]) -> QuerySet[Case]:
    """The cases of one group after those of another, in each the oldest first."""
    places = [
        When(workflow=group.document_type, stage=group.stage, then=Value(place)) for place, group in enumerate(groups)
    ]
    if not places:
        return cases.none()
    return cases.annotate(place=Choice(*places, output_field=IntegerField())).order_by("place", "opened_at", "pk")


def _facets(groups: list[Group], total: int, asked: Asked) -> list[Facet]:
    here = (asked.document_type, asked.stage)
    return [
        Facet(_("All of them"), total, _address(), here == ("", "")),
        *(
            Facet(each.title, each.count, _address(each), here == (each.document_type, each.stage), each is groups[0])
            for each in groups
        ),
    ]


def _address(group: Group | None = None) -> str:
    query = urlencode({"type": group.document_type, "stage": group.stage}) if group else ""
    return reverse("move-cases") + (f"?{query}" if query else "")


def _shown(page: Page[Case], groups: list[Group], number: int) -> Iterator[tuple[Group, list[CaseShown]]]:
    cases = list(page)
    sent = set(_sent(cases))
    by_key = {(group.document_type, group.stage): group for group in groups}
    for key, of_group in groupby(cases, key=lambda case: (case.workflow, case.stage)):
        yield (
            by_key[key],
            [CaseShown(case.reference, value_of(case), fit_of(case, number), case.pk in sent) for case in of_group],
        )


def value_of(case: Case) -> str:
    """Return what is sent to say that this case is meant as it is now."""
    return f"{case.reference} {case.version}"


def _sent(cases: list[Case]) -> Iterable[int]:
    """Those that the applicant has sent: nobody else opens the page of one that is still being written."""
    sent = Application.objects.filter(case__in=cases, submitted_at__isnull=False)
    return sent.values_list("case_id", flat=True)
