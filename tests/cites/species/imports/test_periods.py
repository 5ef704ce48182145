"""From changes of the Appendices to dated listings: nothing is dated by guess, and no order of the rows matters."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cites.species.imports.periods import Period, history
from cites.species.imports.records import Event


def event(change: str, appendix: str, year: int, **told: Any) -> Event:
    return Event.model_validate({"change": change, "appendix": appendix, "day": date(year, 7, 1), **told})


def spans(periods: list[Period]) -> list[tuple[str, int, int | None]]:
    return sorted((each.appendix, each.begins.year, each.ends.year if each.ends else None) for each in periods)


def eve(year: int) -> date:
    return date(year, 7, 1) - timedelta(days=1)


def test_a_listing_ends_on_the_eve_of_its_deletion() -> None:
    (found,) = history([event("-", "II", 2000), event("+", "II", 1990)]).listings
    assert (found.begins, found.ends) == (date(1990, 7, 1), eve(2000))


def test_an_amended_listing_goes_on_as_another() -> None:
    told = [event("+", "II", 1990, current=False), event("+", "II", 2000, annotation="Only wild ones")]
    assert spans(history(told).listings) == [("II", 1990, 2000), ("II", 2000, None)]


def test_a_transfer_ends_the_listing_that_is_no_longer_current() -> None:
    told = [event("+", "II", 1977, current=False), event("+", "I", 1990, current=True)]
    assert spans(history(told).listings) == [("I", 1990, None), ("II", 1977, 1990)]


def test_a_split_listing_stands_in_both_appendices() -> None:
    told = [event("+", "I", 1990, current=True), event("+", "II", 1997, current=True)]
    assert spans(history(told).listings) == [("I", 1990, None), ("II", 1997, None)]


def test_appendix_iii_has_a_listing_for_each_party_that_asked() -> None:
    told = [
        event("+", "III", 1980, party="GH"),
        event("+", "III", 1990, party="HN"),
        event("-", "III", 1995, party="GH"),
    ]
    found = history(told).listings
    assert sorted((each.party, each.ends) for each in found if each.ends) == [("GH", eve(1995))]
    assert [each.party for each in found if not each.ends] == ["HN"]


def test_reservations_are_entered_and_withdrawn_party_by_party() -> None:
    told = [
        event("+", "I", 1990),
        event("R+", "I", 1990, party="JP"),
        event("R+", "I", 1990, party="NO"),
        event("R-", "I", 2004, party="NO"),
    ]
    found = history(told)
    assert sorted((each.party, each.ends) for each in found.reservations if each.ends) == [("NO", eve(2004))]
    assert spans(found.listings) == [("I", 1990, None)]


def test_what_has_ended_on_a_day_that_nobody_tells_is_left_out_and_told() -> None:
    over, nobodys = event("+", "II", 1990, current=False), event("R+", "II", 1991)
    found = history([over, nobodys])
    assert (found.listings, found.reservations) == ([], [])
    assert (found.endless, found.nobodys) == ([over], [nobodys])


EVENTS = st.lists(
    st.builds(
        event, st.sampled_from(["+", "-", "R+", "R-"]), st.sampled_from(["I", "II", "III"]), st.integers(1976, 1990),
        party=st.sampled_from(["", "GH", "JP"]), current=st.sampled_from([True, False, None]), their_id=st.none() | st.integers(1, 9),
    ),
    max_size=12,
)  # fmt: skip


@given(EVENTS, st.randoms())
def test_listings_of_one_appendix_never_overlap_and_follow_from_no_order(told: list[Event], random: Any) -> None:
    found = history(told)
    shuffled = told * 2
    random.shuffle(shuffled)
    again = history(shuffled)
    assert (again.listings, again.reservations) == (found.listings, found.reservations)
    for periods in (found.listings, found.reservations):
        groups: dict[tuple[str, str], list[Period]] = {}
        for each in periods:
            assert each.ends is None or each.begins <= each.ends
            groups.setdefault((each.appendix, each.party), []).append(each)
        for same in groups.values():
            assert all(
                one.ends is not None and one.ends < other.begins for one, other in zip(same, same[1:], strict=False)
            )
