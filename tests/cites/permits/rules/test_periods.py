"""A period is a year at most, begins before it ends, and ends after today; what is asked for one trip has none."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.facts import TradeFacts
from cites.permits.rules.periods import is_good_for_several, period_of, reasons_against_period
from cites.permits.rules.validity import add_months

DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
TODAY = date(2026, 3, 9)


def codes(first: date | None, last: date | None, day: date = TODAY) -> list[str]:
    trade = TradeFacts("IFS", "HS", "BB", "T", day, period_from=first, period_until=last)
    return [each.code for each in reasons_against_period(trade)]


@given(DAYS, st.integers(0, 800))
def test_a_period_is_a_year_at_most(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    assert codes(first, last, first) == (["V-TOO-LONG"] if last >= add_months(first, 12) else [])


@given(DAYS, DAYS)
def test_it_ends_after_it_begins_and_not_before_today(first: date, last: date) -> None:
    assert ("V-ENDS-FIRST" in codes(first, last)) is (last < first or last < TODAY)


@given(DAYS)
def test_it_has_two_days_or_none(day: date) -> None:
    assert codes(day, None) == codes(None, day) == ["V-ENDS-FIRST"]
    assert codes(None, None) == []


@given(st.sampled_from(sorted(DOCUMENTS)), DAYS)
def test_only_from_the_sea_a_certificate_is_for_a_period(code: str, day: date) -> None:
    answers = {"period_from": day.isoformat(), "period_until": day.isoformat()}
    assert (period_of(code, answers) is not None) is (code == "IFS")
    assert not is_good_for_several("IFS", {"period_from": day.isoformat()})
    assert period_of(code, {"period_from": "soon", "period_until": "later"}) is None
