"""The pages of a Party tell moments by its own clocks."""

from datetime import UTC, datetime
from typing import Any

from cites.accounts.models import Role
from tests.factories.accounts import person


def test_a_page_of_fiji_shows_the_day_and_hour_of_fiji(parties: Any) -> None:
    (fj,) = parties("fj")
    with fj.active():
        trader, officer = person(role=Role.TRADER), person(role=Role.MA_OFFICER)
        trader.date_joined = datetime(2026, 7, 1, 20, 30, tzinfo=UTC)
        trader.save()
        client = fj.client()
        client.force_login(officer)
        assert "2 July 2026, 08:30" in client.get(f"/traders/{trader.pk}/").content.decode()
