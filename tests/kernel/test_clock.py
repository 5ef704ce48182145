"""The clock: aware, in UTC, and stopped where a test says so."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from kernel import clock

NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_it_stands_still_inside_and_goes_on_afterwards() -> None:
    with clock.frozen(NEW_YEAR):
        assert clock.now() == clock.now() == NEW_YEAR
        with clock.frozen(NEW_YEAR + timedelta(days=1)):
            assert clock.now().year == 2027
        assert clock.now() == NEW_YEAR
    assert clock.now() != NEW_YEAR


def test_a_moment_of_another_zone_is_told_in_utc() -> None:
    with clock.frozen(datetime(2026, 6, 1, 10, tzinfo=timezone(timedelta(hours=12)))):
        assert clock.now() == datetime(2026, 5, 31, 22, tzinfo=UTC)
        assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Barbados", date(2026, 12, 31)),
        ("Pacific/Fiji", date(2027, 1, 1)),
        ("UTC", date(2026, 12, 31)),
    ],
)
def test_the_day_is_that_of_the_party(zone: str, day: date) -> None:
    with clock.frozen(NEW_YEAR):
        assert clock.local_date(zone) == day
