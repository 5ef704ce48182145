"""The pages of quotas: all of a year, and one with its months, what is expected of the rest, and every entry."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup

from cites.casework.queries.quota_pages import QuotaOfYear
from cites.permits.services.permits import cancel_permit, endorse_permit
from kernel import clock
from tenants.context import today
from tests.factories.permits import CONCH, alike, an_application, cast, do, issued, to_payment
from tests.factories.quotas import CONCH_MEAT, with_quotas


@pytest.fixture
def who(bb: Any) -> Any:
    """One permit of 1,250 kg stands, another was cancelled, and as much is approved."""
    who = cast()
    with_quotas(conch=CONCH_MEAT, none={**CONCH_MEAT, "terms": ["LIV"], "quantity": "0"})
    first = issued(who)
    cancel_permit(permit=alike(first), reason="Lost.", official=who.signatory)
    to_payment(an_application(who.trader), who)
    return who


def read(place: Any, reader: Any, address: str) -> Any:
    client = place.client()
    client.force_login(reader)
    return client.get(address)


def text_of(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def test_the_list_shows_each_quota_as_a_bar_with_its_numbers(bb: Any, who: Any) -> None:
    answer = read(bb, who.officer, "/quotas/")
    told = text_of(answer)
    assert f"Export quotas of {today().year}" in told
    assert "5,000\u00a0kg 1,250\u00a0kg 1,250\u00a0kg 2,500\u00a0kg" in told
    bar = BeautifulSoup(answer.content, "html.parser").select("tbody svg")[-1]
    assert [(each["class"], each["width"]) for each in bar.select("rect")] == [
        (["track"], "100"), (["fill"], "25"), (["ahead"], "25"),
    ]  # fmt: skip
    assert f"/quotas/conch/{today().year}/" in answer.content.decode()


def test_a_bar_shows_what_lies_beyond_the_quota_and_the_word_stands_beside_it(bb: Any, who: Any) -> None:
    with_quotas(conch={**CONCH_MEAT, "quantity": "2000"})  # of which 1,250 are used and as much is approved
    for address in ("/quotas/", f"/quotas/conch/{today().year}/"):
        page = BeautifulSoup(read(bb, who.officer, address).content, "html.parser")
        over, limit = page.select_one("svg .over"), page.select_one("svg .limit")
        assert over is not None
        assert limit is not None
        assert (over["x"], over["width"], limit["d"]) == ("80", "20", "M80 0V4")
        assert "Overdrawn" in page.get_text()


def test_the_latest_entries_are_shown_and_all_of_them_once_they_are_asked_for(
    bb: Any, who: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("cites.casework.views.quotas.LATEST", 2)
    address = f"/quotas/conch/{today().year}/"
    latest, every = (
        BeautifulSoup(read(bb, who.officer, address + query).content, "html.parser") for query in ("", "?entries=all")
    )
    assert len(latest.select("table.a-cards tbody tr")) == 2
    assert "The latest of 5 entries" in latest.get_text()
    assert latest.select('a[href="?entries=all#entries"]')
    assert len(every.select("table.a-cards tbody tr")) == 5
    assert not every.select('a[href="?entries=all#entries"]')


def test_without_quotas_the_list_says_who_states_them(bb: Any) -> None:
    assert "An administrator states quotas in the settings" in text_of(read(bb, cast().officer, "/quotas/"))


def test_the_page_of_a_quota_lists_its_entries_with_their_cases_and_permits(bb: Any, who: Any) -> None:
    answer = read(bb, who.officer, f"/quotas/conch/{today().year}/")
    page = BeautifulSoup(answer.content, "html.parser")
    movements = [next(row.th.strings) for row in page.select("table")[-1].select("tbody tr")]  # type: ignore[union-attr]
    assert movements == [
        "Reserved by an approval", "Released", "Committed by a permit", "Committed by a permit", "Reserved by an approval",
    ]  # fmt: skip
    told = text_of(answer)
    assert "−1,250\u00a0kg" in told
    assert "4 entries" not in told
    assert "5 entries" in told
    assert page.select('table a[href^="/permits/"]')
    assert page.select('table a[href^="/cases/"]')
    assert page.select(".a-chart__ceiling")
    assert len(page.select("details table tbody tr")) == 12


def test_the_file_has_every_entry_as_it_is_kept(bb: Any, who: Any) -> None:
    answer = read(bb, who.officer, f"/quotas/conch/{today().year}/entries.csv")
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Movement"] for row in rows] == ["reserve", "release", "commit", "commit", "reserve"]
    assert [row["Used by permits"] for row in rows] == ["0", "-1250", "1250", "1250", "0"]
    assert {row["Sources"] for row in rows} == {"W"}
    assert all(row["When (America/Barbados)"].endswith("-04:00") for row in rows)


def test_an_overdrawn_quota_says_by_how_much_and_its_bar_shows_where_it_ends(bb: Any, who: Any) -> None:
    with_quotas(conch={**CONCH_MEAT, "quantity": "2000"})
    answer = read(bb, who.officer, "/quotas/")
    assert "None; 500\u00a0kg more than the quota are booked" in text_of(answer)
    bar = BeautifulSoup(answer.content, "html.parser").select("tbody svg")[-1]
    assert [each["d"] for each in bar.select("path")] == ["M80 0V4"]
    page = read(bb, who.officer, f"/quotas/conch/{today().year}/")
    assert "None; 500\u00a0kg more than the quota are booked" in text_of(page)


def test_the_case_and_the_species_lead_to_the_quotas(bb: Any, who: Any) -> None:
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    for address in (f"/cases/{application.reference}/", "/species/ALI-GIG/"):
        assert 'href="/quotas/"' in read(bb, who.officer, address).content.decode()


def test_a_year_that_is_over_is_read_by_the_quotas_of_its_end(bb: Any) -> None:
    with clock.frozen(datetime(2026, 6, 1, 15, tzinfo=UTC)):
        who = cast()
        with_quotas(conch=CONCH_MEAT)
        permit = issued(who, (CONCH,))
        quantities = {1: Decimal(1000)}
        endorse_permit(
            permit=permit, quantities=quantities, exported_on=today(), port=permit.port_of_exit, official=who.customs
        )
    with clock.frozen(datetime(2027, 3, 10, 15, tzinfo=UTC)):
        with_quotas(conch={**CONCH_MEAT, "quantity": "9"})
        past, now = QuotaOfYear("conch", 2026), QuotaOfYear("conch", 2027)
        assert (past.quota.quantity, now.quota.quantity) == (5000, 9)
        assert past.forecast is None
        assert past.forecast_words == ""
        assert now.forecast is not None
        # Half-way between nothing yet this year, which is no pace, and June of last year: last year alone.
        assert (now.forecast.by_pace, now.forecast.by_last_year) == (False, True)
        assert now.forecast.at_year_end == 1000
        assert now.is_expected_to_run_out
        assert [each.value for each in past.months] == [0] * 5 + [1000] * 7
        told = text_of(read(bb, who.officer, "/quotas/conch/2027/"))
        assert "the quota will not last until the end of the year" in told
        assert "The same quota in other years: 2026" in told
        assert "other years: 2027" in text_of(read(bb, who.officer, "/quotas/conch/2026/"))
