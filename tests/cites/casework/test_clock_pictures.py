"""The clock of a case as its officers and its applicant see it: a strip of days, and the same in words."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.look.charts import LABELS, VALUES, WIDTH, Measured, draw_bars
from cites.look.strips import draw_strip
from kernel import clock
from tests.factories.permits import an_application, cast, do
from workflows.closures import declare_closure
from workflows.diary import DayKind

MONDAY = datetime(2026, 6, 1, 16, tzinfo=UTC)  # noon in Bridgetown


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


@pytest.fixture
def waited(bb: Any) -> Any:
    """Lodged on a Monday, asked on Tuesday, answered on Thursday; on Friday the offices are closed."""
    who = cast()
    with clock.frozen(MONDAY):
        application = an_application(who.trader)
        do(application, "submit", who.trader)
        do(application, "start_examination", who.officer)
    with clock.frozen(MONDAY + timedelta(days=1)):
        do(application, "ask", who.officer, {"text": "Which vessel?"})
    with clock.frozen(MONDAY + timedelta(days=3)):
        do(application, "answer", who.trader, {"text": "The Pelican."})
        declare_closure(first_day=date(2026, 6, 5), last_day=date(2026, 6, 5), reason="Cyclone", by=who.officer)
    return application, who


def seen(place: Any, user: Any, address: str) -> str:
    with clock.frozen(MONDAY + timedelta(days=8)):
        html = str(signed_in(place, user).get(address).content.decode())
    return re.sub(r"[\s\u00a0]+", " ", html)


def test_officer_and_applicant_see_the_same_days_in_a_picture_and_in_words(bb: Any, waited: Any) -> None:
    application, who = waited
    pages = [
        seen(bb, who.officer, f"/cases/{application.reference}/"),
        seen(bb, who.trader, f"/applications/{application.reference}/"),
    ]
    for html in pages:
        drawn = re.search(r'<svg class="a-strip".*?</svg>', html)
        assert drawn is not None
        assert [kind for kind in DayKind if f'class="a-strip__{kind}"' in drawn[0]] == [
            DayKind.USED, DayKind.OFF, DayKind.CLOSED, DayKind.PAUSED, DayKind.AHEAD,
        ]  # fmt: skip
        assert "style=" not in drawn[0]
        assert "3 of 10 working days used" in drawn[0]
        assert "2 June 2026: 1 working day used" in html
        assert "3 June 2026 to 4 June 2026: the clock stood still. Whose turn it was: Trader, Agent" in html
        assert "5 June 2026: the offices were declared closed. Cyclone" in html
        assert "6 June 2026 to 9 June 2026: 2 working days used" in html
        assert "7 working days are left" in html
        assert "Expect an answer by 18 June 2026" in html


def test_on_the_day_of_lodging_all_days_are_left(bb: Any) -> None:
    who = cast()
    with clock.frozen(MONDAY):
        application = an_application(who.trader)
        do(application, "submit", who.trader)
        html = signed_in(bb, who.trader).get(f"/applications/{application.reference}/").content.decode()
    assert "10 working days are left" in html
    assert "a-strip__used" not in html


def test_a_draft_has_no_clock(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    html = signed_in(bb, who.trader).get(f"/applications/{application.reference}/").content.decode()
    assert "a-strip" not in html


@given(st.lists(st.sampled_from([str(kind) for kind in DayKind]), max_size=900), st.data())
def test_a_strip_is_as_long_as_its_days_and_nothing_stands_outside(kinds: list[str], data: st.DataObject) -> None:
    today = data.draw(st.integers(0, len(kinds)))
    strip = draw_strip(kinds, today, len(kinds))
    assert strip.length <= strip.width
    assert sum(piece.width for piece in strip.pieces) == pytest.approx(strip.length, abs=0.1 * (len(kinds) + 1))
    assert [one.kind for one in strip.pieces] == [
        kind for n, kind in enumerate(kinds) if n == 0 or kinds[n - 1] != kind
    ]
    assert 0 <= strip.today.x <= strip.width
    assert 48 <= strip.today.words_x <= strip.width - 48


@given(st.lists(st.tuples(st.none() | st.integers(0, 10**6), st.none() | st.integers(0, 10**6)), max_size=12))
def test_bars_are_as_long_as_what_they_measure_and_leave_room_for_their_words(rows: list[Any]) -> None:
    chart = draw_bars([Measured("", "", value, beyond) for value, beyond in rows])
    longest = WIDTH - LABELS - VALUES
    drawn = [(bar.length, value or 0) for bar, (value, _beyond) in zip(chart.bars, rows, strict=True)]
    assert all(0 <= length <= longest for length, _value in drawn)
    assert all((length == 0) == (value == 0) for length, value in drawn)
    for (one, less), (other, more) in zip(
        sorted(drawn, key=lambda each: each[1]), sorted(drawn, key=lambda each: each[1])[1:], strict=False
    ):
        assert less <= more
        assert one <= other
