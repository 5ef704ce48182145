"""The next Appendix of specimens is that of the first day on which it differs, whatever listings there are."""

from collections.abc import Sequence
from datetime import date, timedelta
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from cites.permits.queries.asked import SpecimensAsked
from cites.permits.queries.listed import appendix_to_come
from cites.permits.rules.coming import last_day_looked_at
from cites.species.errors import NotListed
from cites.species.models import Listing, Taxon
from cites.species.queries import listings as reading

DAY = date(2026, 11, 28)
SOON = st.dates(DAY - timedelta(days=400), DAY + timedelta(days=500))
ASKED = SpecimensAsked("ALI-GIG", exporter="BB", origin="BB", term="MEA")
LISTINGS = st.builds(
    lambda appendix, begins, days, whose: Listing(
        appendix=appendix, valid_from=begins, valid_to=begins + timedelta(days=days) if days else None, populations=whose
    ),
    st.sampled_from(["I", "II", "III"]), SOON, st.none() | st.integers(1, 300), st.sampled_from(["", "BB", "JM"]),
)  # fmt: skip


def appendix_on(known: Sequence[Listing], day: date) -> str:
    with known_are(known):
        try:
            return reading.listing_on("ALI-GIG", day, "BB").appendix
        except NotListed:
            return ""


def known_are(known: Sequence[Listing]) -> "patch.multiple":  # type: ignore[valid-type]
    return patch.multiple(reading, _listings=lambda code: tuple(known), taxon=lambda code: Taxon(code=code))


@given(st.lists(LISTINGS, max_size=5))
def test_it_is_told_for_the_first_day_on_which_it_is_another_and_for_none_before(known: list[Listing]) -> None:
    with known_are(known):
        found = appendix_to_come(ASKED, DAY)
    now = appendix_on(known, DAY)
    last = found.day - timedelta(days=1) if found else last_day_looked_at(DAY)
    for days in range((last - DAY).days + 1):
        assert appendix_on(known, DAY + timedelta(days=days)) == now
    if found is not None:
        assert found.appendix == appendix_on(known, found.day) != now
        assert DAY < found.day <= last_day_looked_at(DAY)
