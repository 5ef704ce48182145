"""What is planned for a month or a week: who is away when, and how a cyclone comes and goes."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from cites.accounts.absences import note_absence, withdraw_absence
from cites.accounts.models import Absence
from tests.factories.month.applying import lodge
from tests.factories.month.office import Office
from tests.factories.month.paper import Away, Shut
from tests.factories.month.sweeping import sweep
from tests.factories.month.working import begin_day
from workflows.closures import declare_closure, end_closure, withdraw_closure

YESTERDAY = timedelta(days=1)


@dataclass(frozen=True)
class Leave:
    """An absence: when it is noted, whose it is, its days, who stands in, and when it is withdrawn if it is."""

    noted: tuple[date, float]
    name: str
    first: date
    last: date
    deputy: str = ""
    withdrawn: tuple[date, float] | None = None


@dataclass(frozen=True)
class Closing:
    """A closure: when it is declared, its days, what is said of its end and when, and when it is taken back."""

    declared: tuple[date, float]
    first: date
    last: date | None
    ends: tuple[tuple[date, float, date], ...] = ()
    withdrawn: tuple[date, float] | None = None


@dataclass(frozen=True)
class Plan:
    """All of it; applications are lodged from ``first`` to ``last``, people work from ``opens`` until ``ends``."""

    opens: date
    first: date
    last: date
    ends: date
    applications: int
    traders: int
    leaves: tuple[Leave, ...]
    closings: tuple[Closing, ...]
    pace: float = 1.0  # how much everybody does in a day
    more: tuple[tuple[date, float], ...] = ()  # applications lodged besides, at those moments


def prepare(plan: Plan, seed: int) -> Office:
    """Return an office with everything ahead of it that is planned, and every application at a moment of its own."""
    office = Office(seed, plan.opens, plan.traders, plan.pace)
    office.at(plan.opens, 6, partial(begin_day, office))
    for number in range((plan.ends - plan.opens).days):
        for hour in (0.1, 0.2) if number % 7 == 0 else (0.1,):  # now and then twice: the second finds nothing to do
            office.at(plan.opens + timedelta(days=number), hour, partial(sweep, office))
    days = (plan.last - plan.first).days
    for _each in range(plan.applications):
        day = plan.first + timedelta(days=office.random.randint(0, days))
        office.at(day, office.random.uniform(0.4, 23.97), partial(lodge, office))
    for day, hour in plan.more:
        office.at(day, hour, partial(lodge, office))
    for leave in plan.leaves:
        office.at(*leave.noted, partial(_note, office, leave))
    for closing in plan.closings:
        office.at(*closing.declared, partial(_declare, office, closing))
    return office


def _note(office: Office, leave: Leave) -> None:
    who, deputy = office.staff.officials[leave.name], office.staff.officials.get(leave.deputy)
    days = {"first_day": leave.first, "last_day": leave.last}
    absence = note_absence(person=who, deputy=deputy, actor=office.staff.administrator, **days)
    away = Away(who.pk, leave.first, leave.last, deputy.pk if deputy else None)
    office.log.away.append(away)
    sweep(office)
    if leave.withdrawn:
        office.at(*leave.withdrawn, partial(_come_back, office, absence, away))


def _come_back(office: Office, absence: Absence, away: Away) -> None:
    withdraw_absence(absence=absence, actor=office.staff.administrator)
    if away.first < office.today:
        away.last = office.today - YESTERDAY
    else:
        office.log.away.remove(away)


def _declare(office: Office, closing: Closing) -> None:
    by = office.staff.administrator
    closure = declare_closure(first_day=closing.first, last_day=closing.last, reason="Cyclone", by=by)
    shut = Shut(closing.first, closing.last)
    office.log.shut.append(shut)
    sweep(office)
    for day, hour, last in closing.ends:
        office.at(day, hour, partial(_end, office, closure.pk, shut, last))
    if closing.withdrawn:
        office.at(*closing.withdrawn, partial(_take_back, office, closure.pk, shut))


def _end(office: Office, pk: int, shut: Shut, last: date) -> None:
    end_closure(pk=pk, last_day=last, by=office.staff.administrator)
    shut.last = last
    sweep(office)


def _take_back(office: Office, pk: int, shut: Shut) -> None:
    withdraw_closure(pk=pk, by=office.staff.administrator)
    shut.holds = False
    sweep(office)
