"""What is on record for good, as tables: refusals, numbers that are void, and documents granted afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cites.casework.queries.words import country, language
from cites.permits.models import Application, ApplicationLine, PermitEvent, RefusalGround, RetrospectiveFinding
from cites.permits.queries.refusals import AskedRefusals, refusals
from cites.permits.queries.retrospective import left_before, retrospective_permits
from cites.permits.queries.voided import voided_numbers
from cites.permits.rules.retrospective import RETROSPECTIVE_REASON
from localization.formats import format_date
from tenants.context import current_profile

MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell, with the reference of the case or the number of the permit to which it leads.

    ``plain`` is what stands in a file in its place: a day as programs read it.
    """

    text: str
    case: str = ""
    permit: str = ""
    plain: str = ""


Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """The heads of a table and its rows."""

    heads: Sequence[str]
    rows: Sequence[Row]


def table_of_refusals(asked: AskedRefusals, most: int | None = None) -> Table:
    """Return the refusals that were asked for: when, whose, of what, on which ground and why."""
    steps = list(refusals(asked)[:most])
    lines = Prefetch("lines", queryset=ApplicationLine.objects.order_by("position"))
    related = Application.objects.filter(case__in=[each.case_id for each in steps]).select_related("applicant")
    by_case = {each.case_id: each for each in related.prefetch_related(lines)}
    heads = [_("Day"), _("Case"), _("Applicant"), _("Species"), _("Country"), _("Ground"), _("Reasons"), _("Official")]
    rows = [
        [
            _moment(step.at),
            Cell(step.case.reference, case=step.case.reference),
            Cell(by_case[step.case_id].applicant.full_name),
            Cell(_species(by_case[step.case_id])),
            Cell(_country(by_case[step.case_id])),
            Cell(_ground(step.data.get("ground", ""))),
            Cell(step.reason),
            Cell(step.actor.full_name if step.actor else "–"),
        ]
        for step in steps
        if step.case_id in by_case
    ]
    return Table(heads, rows)


def table_of_voided(year: int, most: int | None = None) -> Table:
    """Return the numbers of a year that are void: since when, what became of them, why, and what replaces them."""
    heads = [_("Number"), _("Day"), _("What became of it"), _("Reasons"), _("Replaced by"), _("Official")]
    return Table(heads, [_voided(event) for event in voided_numbers(year)[:most]])


def table_of_retrospective(year: int, most: int | None = None) -> Table:
    """Return the documents of a year that were granted after the specimens had left, as they are told to others."""
    permits = retrospective_permits().filter(issued_on__year=year).select_related("application__case")
    found = list(permits.prefetch_related("lines")[:most])
    agreed = _agreements(each.application_id for each in found)
    heads = [
        _("Number"),
        _("Issued"),
        _("Left on"),
        _("Species"),
        _("Country"),
        _("Authority that agreed"),
        _("Reason"),
    ]
    rows = [
        [
            Cell(each.number, permit=each.number),
            _day(each.issued_on),
            _day(left_before(each)),
            Cell(_names([line.scientific_name for line in each.lines.all()])),
            Cell(country(each.consignee_country) if each.consignee_country else "–"),
            agreed.get(each.application_id, Cell("–")),
            Cell(str(each.answers.get(RETROSPECTIVE_REASON, ""))),
        ]
        for each in found
    ]
    return Table(heads, rows)


def _voided(event: PermitEvent) -> Row:
    replacement = getattr(event.permit, "replacement", None)
    return [
        Cell(event.permit.number, permit=event.permit.number),
        _moment(event.at),
        Cell(str(event.get_kind_display())),
        Cell(event.reason or "–"),
        Cell(replacement.number, permit=replacement.number) if replacement else Cell("–"),
        Cell(event.actor.full_name if event.actor else "–"),
    ]


def _agreements(applications: Iterable[int]) -> dict[int, Cell]:
    found = RetrospectiveFinding.objects.filter(application__in=list(applications))
    return {each.application_id: _agreement(each) for each in found}


def _agreement(found: RetrospectiveFinding) -> Cell:
    day = _day(found.answered_on)
    return Cell(f"{found.authority}, {day.text}", plain=f"{found.authority}, {day.plain}")


def _moment(at: datetime) -> Cell:
    return _day(at.astimezone(current_profile().zone).date())


def _day(day: date | None) -> Cell:
    return Cell(format_date(day, language()), plain=day.isoformat()) if day else Cell("–")


def _species(application: Any) -> str:
    return _names([line.scientific_name for line in application.lines.all()])


def _names(names: Iterable[str]) -> str:
    found = list(dict.fromkeys(names))
    shown = ", ".join(found[:MOST_NAMES]) or "–"
    return f"{shown} (+{len(found) - MOST_NAMES})" if len(found) > MOST_NAMES else shown


def _country(application: Application) -> str:
    iso2 = application.consignee_country
    return country(iso2) if iso2 else "–"


def _ground(code: str) -> str:
    return str(RefusalGround(code).label) if code in RefusalGround.values else "–"
