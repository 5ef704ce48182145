"""The indicators as tables: what each is called, what its columns count, and which of them is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.casework.figures import Figures, share, within
from cites.permits.models import RefusalGround

Text = str | Promise
Value = int | Decimal | None
Measure = Callable[[Figures], Value]

HALF, MOST = 50, 90  # of a hundred cases
HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Column:
    """What is counted under a heading: cases and days are whole numbers, shares are decimals in percent."""

    label: Text
    of: Measure
    only_if_any: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """One table with its chart: ``bar`` is drawn, ``beyond`` behind it, ``most`` is the length of the whole."""

    name: str
    title: Text
    explanation: Text
    columns: tuple[Column, ...]
    bar: Measure
    beyond: Measure | None = None
    most: int | None = None
    legend: Text = ""


def _of_ground(ground: str) -> Measure:
    return lambda figures: figures.refused[ground]


def _refused(figures: Figures) -> int:
    return figures.refused.total()


_LODGED = Column(_("Lodged"), lambda each: each.lodged)
_DECIDED = Column(_("Applications decided"), lambda each: each.decided)

INDICATORS: Final = (
    Indicator(
        "lodged",
        _("Applications lodged"),
        _(
            "By the month in which they were first sent. Those count as applied online that were opened by whoever "
            "applies, and not by somebody else for them."
        ),
        (
            _LODGED,
            Column(_("Applied online"), lambda each: each.online),
            Column(_("Share applied online"), lambda each: share(each.online, each.lodged)),
        ),
        bar=lambda each: each.lodged,
    ),
    Indicator(
        "time",
        _("Time to decision"),
        _(
            "From the day of lodging to the permit or the refusal, by the month of that. Working days are those of "
            "the clock, which stands still while somebody outside the office has to act; days are all that passed."
        ),
        (
            _DECIDED,
            Column(_("Half of them within (working days)"), lambda each: within(each.working_days, HALF)),
            Column(_("Nine in ten within (working days)"), lambda each: within(each.working_days, MOST)),
            Column(_("Half of them within (days)"), lambda each: within(each.days, HALF)),
            Column(_("Nine in ten within (days)"), lambda each: within(each.days, MOST)),
        ),
        bar=lambda each: within(each.working_days, HALF),
        beyond=lambda each: within(each.working_days, MOST),
        legend=_("Working days: the full bar is half of the cases, the thin one nine in ten."),
    ),
    Indicator(
        "standard",
        _("Service standard met"),
        _("Decided within the working days that were promised when the case was opened, by the month of the decision."),
        (
            _DECIDED,
            Column(_("Within the standard"), lambda each: each.met),
            Column(_("Share within the standard"), lambda each: share(each.met, each.decided)),
        ),
        bar=lambda each: share(each.met, each.decided),
        most=HUNDRED,
    ),
    Indicator(
        "returned",
        _("Returned for correction"),
        _("Of those lodged in a month, how many were returned at least once until today, and how many times in all."),
        (
            _LODGED,
            Column(_("Applications returned"), lambda each: each.returned),
            Column(_("Share returned"), lambda each: share(each.returned, each.lodged)),
            Column(_("Times returned"), lambda each: each.returns),
        ),
        bar=lambda each: share(each.returned, each.lodged),
        most=HUNDRED,
    ),
    Indicator(
        "refused",
        _("Refused, by ground"),
        _("By the month of the refusal, on the ground that the officer chose."),
        (
            _DECIDED,
            Column(_("Applications refused"), _refused),
            Column(_("Share refused"), lambda each: share(_refused(each), each.decided)),
            *(Column(ground.label, _of_ground(ground.value), only_if_any=True) for ground in RefusalGround),
            Column(_("No ground given"), _of_ground(""), only_if_any=True),
        ),
        bar=_refused,
    ),
    Indicator(
        "findings",
        _("Findings complete before issue"),
        _(
            "Permits by the month of issue. Complete are those for which each authority whose finding the Articles ask "
            "for had made it after the application was last sent and before the permit was issued."
        ),
        (
            Column(_("Permits issued"), lambda each: each.issued),
            Column(_("Findings complete"), lambda each: each.complete),
            Column(_("Share complete"), lambda each: share(each.complete, each.issued)),
        ),
        bar=lambda each: share(each.complete, each.issued),
        most=HUNDRED,
    ),
)
