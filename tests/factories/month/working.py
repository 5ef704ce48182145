"""What officials do on the days on which the office is open: each takes from their desk what is theirs, and does it."""

from datetime import timedelta
from functools import partial

from billing.ledger import InvoiceState
from billing.queries import invoices_for
from billing.services import record_counter_payment
from cites.accounts.models import User
from cites.casework.holding import hand_over
from cites.permits.models import PermitLine
from tenants.context import today
from tests.factories.month.applying import react, settle
from tests.factories.month.desks import hold, is_turn, may_act
from tests.factories.month.office import Office
from tests.factories.month.paper import OFFICE, Matter
from workflows.holding import put_back, take_case

GROUNDS = ("detrimental", "not_legal", "quota", "incomplete")
STEPS_A_DAY = {"ma_officer": 15, "scientific_authority": 8, "ma_signatory": 9, "cashier": 4, "customs": 4}


def begin_day(office: Office) -> None:
    """Let everybody who is there work today, by ones and twos until late: midnight of UTC is at eight in the evening."""
    office.at(office.today + timedelta(days=1), 6, partial(begin_day, office))
    if office.today not in office.open_days:
        return
    for official in office.staff.officials.values():
        (role,) = office.log.clerks[official.pk].roles
        for _step in range(round(2 * STEPS_A_DAY[role] * office.pace * office.random.random())):
            hour = office.random.uniform(7.5, 16.5) if office.has(0.9) else office.random.uniform(19.5, 22)
            office.at(office.today, hour, partial(_work, office, official))


def _work(office: Office, official: User) -> None:
    """Do the next thing, unless the office was closed or the official is away by now."""
    if office.today not in office.open_days or office.log.is_away(official.pk, office.today):
        return
    clerk = office.log.clerks[official.pk]
    desks = {None, official.pk} | office.log.stood_in_for(official.pk, office.today)
    theirs = [each for each in office.log.matters.values() if is_turn(each, clerk) and each.holder in desks]
    if not theirs:
        return
    matter = office.random.choice(office.random.choice((theirs[:5], theirs[-5:], theirs)))
    if matter.stage in OFFICE and office.has(0.06):
        _pass_on(office, matter, official)
    else:
        DEEDS[matter.stage](office, matter, official)


def _pass_on(office: Office, matter: Matter, official: User) -> None:
    """Take a case, put it back where it was theirs, or give it to a colleague."""
    others = [each for each in office.log.clerks.values() if each.pk not in (official.pk, matter.holder)]
    others = [each for each in others if may_act(matter, each)]
    if matter.holder == official.pk and office.has(0.5):
        assert put_back(reference=matter.reference, person=official) == 1
        hold(matter, None)
    elif others and office.has(0.5):
        clerk, seen = office.random.choice(others), {matter.holder} if matter.holder else set()
        to = office.staff.of(clerk.pk)
        hand_over(reference=matter.reference, to=to, by=official, note="", seen=seen)
        hold(matter, clerk.pk)
        office.log.news.append((matter.reference, clerk.pk, "case_given", office.today))
    elif matter.holder is None:
        take_case(reference=matter.reference, person=official)
        hold(matter, official.pk)


def _start(office: Office, matter: Matter, official: User) -> None:
    office.act(matter, "start_examination", official)


def _examine(office: Office, matter: Matter, official: User) -> None:
    chance = office.random.random()
    if matter.duties.get(official.pk, "examine") == "examine" and chance > 0.25:
        office.act(matter, "complete_examination", official)
    elif matter.duties.get(official.pk, "examine") == "examine" and chance > 0.13:
        office.act(matter, "return_for_correction", official, {"reason": "The street is missing."})
        react(office, matter, "submit", chance=0.85, within=9)
    else:
        office.act(matter, "ask", official, {"text": "Which vessel?"})
        react(office, matter, "answer", chance=0.85, within=9)


def _find(office: Office, matter: Matter, official: User) -> None:
    conclusion = office.random.choices(("positive", "conditional", "negative"), (15, 3, 2))[0]
    conditions = "Only from open areas." if conclusion == "conditional" else ""
    data = {"conclusion": conclusion, "conditions": conditions, "reason": "Within the quota of this season."}
    office.act(matter, "record_finding", official, data, ground=conclusion)


def _decide(office: Office, matter: Matter, official: User) -> None:
    found = next(deed.ground for deed in reversed(matter.deeds) if deed.verb == "record_finding")
    if found == "negative" or office.has(0.06):
        ground = office.random.choice(GROUNDS)
        office.act(matter, "refuse", official, {"ground": ground, "reason": "As it was found."}, ground)
    else:
        office.act(matter, "approve", official, {"reason": ""})
        react(office, matter, "pay", chance=0.8, within=6)


def _take_money(office: Office, matter: Matter, official: User) -> None:
    account = next(each for each in invoices_for(matter.reference) if each.state is InvoiceState.OWED)
    receipt = matter.reference
    record_counter_payment(invoice=account.invoice, amount=account.due, receipt=receipt, actor=official, key="x")
    settle(office, matter, account.invoice)


def _sign(office: Office, matter: Matter, official: User) -> None:
    office.act(matter, "issue", official)


def _endorse(office: Office, matter: Matter, official: User) -> None:
    lines = PermitLine.objects.filter(permit__application=office.applications[matter.reference])
    left = dict(lines.values_list("position", "quantity"))
    office.act(matter, "endorse", official, {"quantities": left, "exported_on": today(), "port": "BBBGI"})


DEEDS = {
    "submitted": _start, "examining": _examine, "finding": _find, "decision": _decide, "payment": _take_money,
    "signing": _sign, "issued": _endorse,
}  # fmt: skip
