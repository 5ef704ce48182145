"""The worklist: which cases an official may see, how many stand where, and which wait for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cites.accounts.models import Role, User
from cites.casework.queries.stages import Workflows, in_order, stage_label
from cites.casework.rules import sees_issued_only
from cites.look.facets import Facet
from cites.permits.models import Application, ApplicationLine, Permit
from tenants.releases.queries import release_in_force
from workflows.actions import actions
from workflows.definition import Move, StageKind, Station, Workflow
from workflows.models import Case, CaseBranch, Duty
from workflows.queries import pinned_workflow

PAGE_SIZE = 25
ACT_WHILE_WAITING = frozenset({Role.CASHIER, Role.CUSTOMS})


@dataclass(frozen=True)
class Row:
    """One case as a line of the worklist."""

    reference: str
    document: str
    applicant: str
    organisation: str
    species: str
    stage_key: str
    stage: str
    permit: str
    opened_at: Any


@dataclass(frozen=True)
class Asked:
    """What the reader of the worklist asked for."""

    text: str = ""
    stage: str = ""
    mine: bool = False
    page: str = "1"


@dataclass(frozen=True)
class Worklist:
    """Everything that the page shows."""

    text: str
    stage: str
    mine: bool
    heading: str
    empty: str
    facets: list[Facet]
    rows: list[Row]
    page: Page[Application] = field(repr=False)


def visible_cases(official: User) -> QuerySet[Application]:
    """Applications that the official may see: never a draft, and for Customs only those with a permit."""
    submitted = Application.objects.filter(submitted_at__isnull=False)
    if sees_issued_only(official.roles):
        return submitted.filter(Exists(Permit.objects.filter(application=OuterRef("pk"))))
    return submitted


def matching(applications: QuerySet[Application], text: str) -> QuerySet[Application]:
    """Those that a person may mean by ``text``: reference, a name, a species, marks or a permit number."""
    words = text.strip()
    if not words:
        return applications
    lines = ApplicationLine.objects.filter(application=OuterRef("pk")).filter(
        Q(scientific_name__icontains=words) | Q(common_name__icontains=words) | Q(marks__icontains=words)
    )
    permits = Permit.objects.filter(application=OuterRef("pk"), number__icontains=words)
    return applications.filter(
        Q(case__reference__icontains=words)
        | Q(applicant__full_name__icontains=words)
        | Q(organisation__name__icontains=words)
        | Q(exporter_name__icontains=words)
        | Q(consignee_name__icontains=words)
        | Exists(lines)
        | Exists(permits)
    )


def waiting_for(official: User, applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those at a stage whose people the official belongs to, without a duty that shuts them out."""
    theirs = Q(pk__in=[])
    for number, document_type in _workflows_of_open_cases():
        workflow = pinned_workflow(number, document_type)
        pinned = Q(case__release_number=number, case__workflow=document_type)
        for at, station, moves in _stations(workflow):
            if _is_their_turn(official.roles, station):
                theirs |= pinned & at & ~_shut_out(official, moves)
    return applications.filter(theirs, case__closed_at=None)


def _workflows_of_open_cases() -> Iterable[tuple[int, str]]:
    return Case.objects.filter(closed_at=None).order_by().values_list("release_number", "workflow").distinct()


def _stations(workflow: Workflow) -> Iterator[tuple[Q, Station, list[Move]]]:
    """Every stage, those in branches too: which cases stand there, what it is, and what leads out of it."""
    for key, stage in workflow.stages.items():
        yield Q(case__stage=key), stage, workflow.moves_from(key)
        for name, branch in stage.branches.items():
            for inner, station in branch.stages.items():
                inside = CaseBranch.objects.filter(case=OuterRef("case"), branch=name, stage=inner)
                moves = [move for move in branch.moves.values() if inner in move.origins]
                yield Q(Exists(inside), case__stage=key), station, moves


def _is_their_turn(roles: frozenset[Role], stage: Station) -> bool:
    theirs = {role for role in roles if role in stage.people}
    if stage.kind is StageKind.WAITING:
        theirs &= ACT_WHILE_WAITING
    return bool(theirs) and stage.kind is not StageKind.FINAL


def _shut_out(official: User, moves: Iterable[Move]) -> Q:
    """Cases on which the official's earlier duty leaves nothing to do at a stage that these moves leave."""
    duties = {
        actions.get(move.verb).duty
        for move in moves
        if not move.automatic and official.has_role(*(role for role in move.roles if role in Role.values))
    }
    if None in duties or not duties:
        return Q(pk__in=[])
    other = Duty.objects.filter(case=OuterRef("case"), person=official).exclude(duty__in=duties)
    return Q(Exists(other))


def worklist(official: User, asked: Asked) -> Worklist:
    """The page of cases that fits what was asked; counts follow the search, not the facet chosen."""
    found = matching(visible_cases(official), asked.text)
    mine = waiting_for(official, found)
    shown = mine if asked.mine else found
    if asked.stage:
        shown = shown.filter(case__stage=asked.stage)
    labels = stage_labels()
    page = Paginator(_with_rows(shown), PAGE_SIZE).get_page(asked.page)
    workflows = Workflows()
    return Worklist(
        text=asked.text,
        stage=asked.stage,
        mine=asked.mine,
        heading=_heading(asked, labels),
        empty=_empty(asked),
        facets=_facets(found, mine.count(), asked, labels),
        rows=[_row(application, workflows) for application in page],
        page=page,
    )


def _with_rows(applications: QuerySet[Application]) -> QuerySet[Application]:
    lines = ApplicationLine.objects.only("application_id", "scientific_name", "position")
    permits = Permit.objects.only("application_id", "number")
    return (
        applications.select_related("case", "applicant", "organisation")
        .prefetch_related(Prefetch("lines", lines), Prefetch("permits", permits), "case__branches")
        .order_by("-case__stage_since", "-pk")
    )


def stage_labels() -> dict[str, str]:
    """The name of every stage in the release in force, in the order in which a case meets them."""
    labels: dict[str, str] = {}
    for workflow in release_in_force().part("workflow").root.values():
        for key in in_order(workflow):
            labels.setdefault(key, stage_label(workflow.stages[key]))
    return labels


def _facets(found: QuerySet[Application], mine: int, asked: Asked, labels: dict[str, str]) -> list[Facet]:
    counts = dict(found.order_by().values_list("case__stage").annotate(Count("pk")))
    keys = [key for key in labels if key in counts] + sorted(set(counts) - set(labels))
    return [
        Facet(_("Waiting for me"), mine, _address(asked, show="mine"), asked.mine and not asked.stage),
        Facet(_("All cases"), sum(counts.values()), _address(asked), not asked.mine and not asked.stage),
        *(
            Facet(
                labels.get(key) or key,
                counts[key],
                _address(asked, stage=key),
                asked.stage == key,
                gap=key == keys[0],
            )
            for key in keys
        ),
    ]


def _address(asked: Asked, **chosen: str) -> str:
    query = urlencode({**({"q": asked.text} if asked.text else {}), **chosen})
    return reverse("cases") + (f"?{query}" if query else "")


def _heading(asked: Asked, labels: dict[str, str]) -> str:
    if asked.stage:
        return labels.get(asked.stage, asked.stage)
    return _("Waiting for me") if asked.mine else _("All cases")


def _empty(asked: Asked) -> str:
    if asked.text:
        return _("No case fits “%(text)s”. Try part of a name, or the number alone.") % {"text": asked.text}
    if asked.mine:
        return _("Nothing waits for you. Cases that need your next step will be listed here.")
    return _("No applications have been submitted yet. They will be listed here as they come in.")


def _row(application: Application, workflows: Workflows) -> Row:
    species = list(dict.fromkeys(line.scientific_name for line in application.lines.all()))
    return Row(
        reference=application.case.reference,
        document=workflows.document_name(application.case),
        applicant=application.exporter_name or application.applicant.full_name,
        organisation=application.organisation.name if application.organisation else "",
        species=species_words(species),
        stage_key=application.case.stage,
        stage=workflows.stage_name(application.case),
        permit=", ".join(permit.number for permit in application.permits.all()),
        opened_at=application.submitted_at or application.case.opened_at,
    )


def species_words(names: list[str]) -> str:
    """Two names at most, and how many more there are."""
    if len(names) <= 2:
        return ", ".join(names)
    return _("%(names)s and %(more)d more") % {"names": ", ".join(names[:2]), "more": len(names) - 2}
