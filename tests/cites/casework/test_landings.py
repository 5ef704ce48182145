"""An introduction from the sea for a period: everything landed within it, by the pages of the offices."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from cites.permits.errors import FaultyEndorsement, MoreThanPermitted, NotValidNow
from cites.permits.models import CrossingWay
from cites.permits.queries.permits import PermitState, state_of
from cites.permits.services.crossings import record_crossing
from kernel import clock
from tenants.context import today
from tests.factories.applying import applied
from tests.factories.every_document import EVERY
from tests.factories.offices import Offices, take_step
from tests.factories.permits import Cast, cast


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def for_a_period(bb: Any, who: Cast, days: int = 200) -> Offices:
    """An introduction from the sea of 80 kg within a period from today on, issued."""
    wanted = next(each for each in EVERY if each.document == "IFS")
    period = {"period_from": today().isoformat(), "period_until": (today() + timedelta(days=days)).isoformat()}
    trader = bb.client()
    trader.force_login(who.trader)
    wanted = replace(wanted, sections={**wanted.sections, "trip": period})
    office = Offices(bb, who, applied(trader, wanted))
    office.issue()
    return office


def test_from_the_sea_everything_within_a_period_is_landed_under_one_certificate(bb: Any, who: Cast) -> None:
    office = for_a_period(bb, who)
    (permit,) = office.permits
    assert permit.valid_until == today() + timedelta(days=200)
    assert "/do/endorse/" not in office.page("customs")
    customs = office.at("customs")
    page = office.step("customs", "record_crossing", **office.moved("crossed_on", 50))
    assert "Into the country" in page
    more = take_step(customs, office.reference, "record_crossing", status=422, **office.moved("crossed_on", 31))
    assert "Enter at most 30" in more
    shown = office.at("officer").get(f"/permits/{permit.number}/").content.decode()
    assert "Left to be landed" in shown
    assert "30\N{NO-BREAK SPACE}kg" in shown
    office.step("customs", "record_crossing", **office.moved("crossed_on", 30))
    assert "All that the certificate allows has been landed." in office.page("customs")
    office.step("officer", "close_document", handed_back="on")
    assert state_of(office.permits[0]) is PermitState.HANDED_BACK


def test_a_landing_outside_the_period_is_refused(bb: Any, who: Cast) -> None:
    permit = for_a_period(bb, who, days=5).permits[0]
    facts = {"permit": permit, "way": CrossingWay.IN, "port": "BBBGI", "official": who.customs}
    with pytest.raises(MoreThanPermitted):
        record_crossing(**facts, quantities={1: Decimal(81)}, crossed_on=today())
    with pytest.raises(FaultyEndorsement):
        record_crossing(**{**facts, "way": CrossingWay.OUT}, quantities={1: Decimal(1)}, crossed_on=today())
    with clock.frozen(clock.now() + timedelta(days=7)), pytest.raises(NotValidNow):
        record_crossing(**facts, quantities={1: Decimal(1)}, crossed_on=today())
