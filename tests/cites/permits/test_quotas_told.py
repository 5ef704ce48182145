"""Applicants and the public are told that a quota is none, used up, or too small; and nothing of anybody's permits."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.models import QuotaEntry
from cites.permits.queries.so_far import reasons_to_read, said_of_line, said_so_far
from cites.permits.rules.quotas import Quota
from cites.permits.rules.quotas_told import reason_to_tell
from kernel import clock
from kernel.reasons import Severity
from tenants.context import today
from tests.factories.permits import CONCH, SHELLS, an_application, cast, do, issued, to_decision, to_payment
from tests.factories.quotas import CONCH_MEAT, with_quotas
from workflows.errors import ActionRefused

GAZETTE = {"stated_in": "Official Gazette No. 12"}
ASKED = {"taxon": "ALI-GIG", "from": "BB", "to": "US", "term": "MEA", "purpose": "T"}


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


def with_meat(quantity: Any, **more: Any) -> None:
    with_quotas(conch={**CONCH_MEAT, "quantity": str(quantity), **GAZETTE, **more})


def told(place: Any, **more: Any) -> list[dict[str, Any]]:
    answer = place.client().get("/api/need-a-permit", {**ASKED, **more})
    assert answer.status_code == 200, answer.content
    return [each for each in answer.json()["reasons"] if each["rule"] == "B-QUOTA"]


def said_to_trader(application: Any) -> list[Any]:
    return [each for each in reasons_to_read(application) if each.code == "B-QUOTA"]


def test_the_trader_is_warned_while_answering_and_nothing_is_kept(bb: Any, who: Any) -> None:
    with_meat(2000)
    issued(who)
    application = an_application(who.trader)
    line = application.lines.first()
    assert line is not None
    for said in (said_so_far(application, [line]), said_so_far(application, [line], all_met=True), said_of_line(line)):
        (found,) = [each for each in said if each.code == "B-QUOTA"]
        assert found.severity is Severity.WARNING
        assert found.data["lines"] == [1]
        assert found.source == "Official Gazette No. 12"
    assert [each for each in said_of_line(application.lines.all()[1]) if each.code == "B-QUOTA"] == []
    client = bb.client()
    client.force_login(who.trader)
    words = (
        f"Of our quota for {today().year} of 2,000 kg of such specimens of Aliger gigas, 750 kg are left now, and "
        "1,250 kg are asked. Nothing is set aside before an approval."
    )
    base = f"/applications/{application.reference}/"
    for page in (base, f"{base}check/", f"{base}lines/", f"{base}lines/{line.pk}/"):
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert words in " ".join(answer.content.decode().split()), page
    assert QuotaEntry.objects.exclude(kind=QuotaEntry.Kind.COMMIT).filter(application=application).count() == 0
    do(application, "submit", who.trader)


def test_what_is_enough_is_not_spoken_of(who: Any) -> None:
    with_meat(2500)
    issued(who)
    assert said_to_trader(an_application(who.trader)) == []


def test_all_lines_count_for_each_of_them(who: Any) -> None:
    with_meat(2000)
    application = an_application(who.trader, (CONCH, SHELLS, CONCH))
    (found,) = said_to_trader(application)
    assert (found.data["lines"], found.data["asked"]) == ([1, 3], "2500")
    third = application.lines.all()[2]
    assert [each.data["asked"] for each in said_of_line(third) if each.code == "B-QUOTA"] == ["2500"]


def test_the_purpose_is_awaited(who: Any) -> None:
    with_meat(0)
    application = an_application(who.trader, purpose="")
    assert [each for each in said_so_far(application, list(application.lines.all())) if each.code == "B-QUOTA"] == []


def test_the_official_still_needs_a_reason_and_reads_more(who: Any) -> None:
    with_meat(1000)
    application = to_decision(an_application(who.trader), who)
    with pytest.raises(ActionRefused) as refused:
        do(application, "approve", who.decider, {"reason": ""})
    assert {each.severity for each in refused.value.reasons if each.code == "B-QUOTA"} == {Severity.OVERRIDE}


def test_of_an_overdrawn_quota_it_is_said_that_none_is_left_and_not_by_how_much(bb: Any, who: Any) -> None:
    with_meat(2000)
    issued(who)
    with_meat(1000)
    for said in (str(said_to_trader(an_application(who.trader))[0]), told(bb)[0]["message"]):
        assert "is used up: none is left now." in said
        assert "250" not in said


def test_a_quota_of_none_says_that_no_export_is_permitted_and_where_it_stands(bb: Any) -> None:
    with_meat(0)
    (said,) = told(bb)
    assert said["message"] == (
        f"No export is permitted under our quota for {today().year} of such specimens of Aliger gigas: it is none."
    )
    assert (said["severity"], said["source"]) == ("override", "Official Gazette No. 12")
    page = bb.client().get("/need-a-permit/", {**ASKED, "q": "Aliger gigas"}).content.decode()
    assert "No export is permitted under our quota" in page
    assert "Official Gazette No. 12" in page


@pytest.mark.parametrize(
    "other",
    [
        {"term": "SHE"}, {"term": ""}, {"source": "C"}, {"source": "O", "source2": "W"}, {"purpose": "P"}, {"purpose": ""},
        {"origin": "JM"}, {"from": "JM", "to": "BB"}, {"carried": "true", "term": "SHE", "quantity": "2"},
        {"taxon": "AMA-AMA"},
    ],
)  # fmt: skip
def test_it_is_about_its_own_specimens_from_here_and_nothing_else(bb: Any, other: Any) -> None:
    with_meat(0, purposes=["T"])
    assert len(told(bb)) == 1
    assert told(bb, **other) == []


def test_what_is_left_is_told_only_where_more_is_asked(bb: Any, who: Any) -> None:
    with_meat(2000)
    issued(who)
    to_payment(an_application(who.trader, ({**CONCH, "quantity": Decimal(250)},)), who)
    assert told(bb) == told(bb, quantity="500", unit="KGM") == []
    (said,) = told(bb, quantity="500001", unit="GRM")
    assert "500 kg are left now, and 500.001 kg are asked" in said["message"]
    assert who.trader.full_name not in str(said)


def test_the_day_decides(bb: Any) -> None:
    with clock.frozen(datetime(2026, 3, 9, 15, tzinfo=UTC)):
        with_meat(0, year=2026, first_day=date(2026, 6, 1), last_day=date(2026, 8, 31))
        days = ("2026-05-31", "2026-06-01", "2026-08-31", "2026-09-01", "2027-06-15", "2025-06-15")
        assert [len(told(bb, date=day)) for day in days] == [0, 1, 1, 0, 0, 0]


def test_bred_specimens_are_told_of_a_quota_that_names_them(bb: Any) -> None:
    with_quotas(bred={"taxon": "AMA-AMA", "terms": ["LIV"], "sources": ["C"], "unit": "NAR", "quantity": "0"})
    parrot = {"taxon": "AMA-AMA", "term": "LIV", "purpose": "B"}
    assert len(told(bb, **parrot, source="C")) == 1
    assert told(bb, **parrot, source="W") == []


def test_another_party_tells_nothing_of_it(parties: Any) -> None:
    bb, vu = parties("bb", "vu")
    with bb.active():
        with_meat(0)
    assert len(told(bb)) == 1
    assert told(vu) == []


amounts = st.decimals(0, 200, places=1)


@given(amounts, st.decimals(-50, 200, places=1), st.none() | st.decimals("0.1", 300, places=1))
def test_it_speaks_if_and_only_if_what_is_asked_is_more_than_is_left(
    most: Decimal, left: Decimal, asked: Decimal | None
) -> None:
    left = max(min(left, most), Decimal(0))
    said = reason_to_tell(Quota(taxon="ALI-GIG", unit="KGM", quantity=most), 2026, left, asked, "Aliger gigas")
    assert bool(said) == (left == 0 or (asked is not None and asked > left))
    if said:
        assert str(said)
        assert ("No export" in str(said)) == (most == 0)
