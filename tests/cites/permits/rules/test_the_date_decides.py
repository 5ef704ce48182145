"""The listing that is in force on a day decides that day's answer, and no other listing does, whatever there is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

from hypothesis import assume, given
from hypothesis import strategies as st

from cites.permits.rules.facts import LineFacts, TradeFacts
from cites.permits.rules.movements import answer
from cites.species.errors import NotListed
from cites.species.models import Listing, Taxon
from cites.species.queries import listings as reading

BEGUN, UNTIL = date(1975, 7, 1), date(2030, 12, 31)
EVE = timedelta(days=1)
DAYS = st.dates(BEGUN, UNTIL)
STATES = st.sampled_from(["BB", "FJ", "JM"])
MEAT = LineFacts(1, True, "Animalia", "", "MEA", Decimal(2), "KGM", "W", sources={"W": ""})
TRADE = TradeFacts("", exporter="BB", destination="US", purpose="P", day=BEGUN)


@st.composite
def listings(draw: Any) -> Listing:
    """A listing of some populations, or of all, for some days or until further notice."""
    begins, appendix = draw(DAYS), draw(st.sampled_from(["I", "II", "III"]))
    whose = " ".join(sorted(draw(st.sets(STATES, max_size=2))))
    return Listing(
        appendix=appendix, valid_from=begins, valid_to=draw(st.none() | st.dates(begins, UNTIL)), populations=whose,
        listed_by=draw(STATES) if appendix == "III" else "",
    )  # fmt: skip


def governing(known: Sequence[Listing], day: date, origin: str) -> Listing | None:
    """The listing that the product finds where these are all that it knows."""
    with (
        patch.object(reading, "_listings", lambda code: tuple(known)),
        patch.object(reading, "taxon", lambda code: Taxon(code=code)),
    ):
        try:
            return reading.listing_on("ALI-GIG", day, origin)
        except NotListed:
            return None


def answered(known: Sequence[Listing], day: date, origin: str) -> Any:
    """What a movement needs on that day: the outcome, the documents, and the rules that speak."""
    found = governing(known, day, origin)
    listed_by = frozenset(each.listed_by for each in known if found and each.appendix == "III" and each.holds_on(day))
    line = replace(MEAT, appendix=found.appendix if found else "", listed_by=listed_by, origin=origin)
    said = answer(replace(TRADE, exporter=origin, day=day), line)
    return said.outcome, said.documents, [each.code for each in said.reasons]


@given(st.lists(listings(), max_size=6), DAYS, STATES)
def test_only_what_is_in_force_that_day_decides(known: list[Listing], day: date, origin: str) -> None:
    in_force = [each for each in known if each.holds_on(day)]
    assert governing(known, day, origin) == governing(in_force, day, origin)
    assert answered(known, day, origin) == answered(in_force, day, origin)


@given(st.lists(listings(), max_size=4), st.lists(listings(), max_size=4), DAYS, STATES)
def test_what_ended_before_or_begins_later_changes_nothing(
    known: list[Listing], others: list[Listing], day: date, origin: str
) -> None:
    elsewhen = [each for each in others if not each.holds_on(day)]
    assert answered([*elsewhen, *known], day, origin) == answered(known, day, origin)


@given(listings(), listings(), st.dates(BEGUN + EVE, UNTIL - EVE), STATES)
def test_on_the_eve_of_a_change_the_old_listing_decides_and_on_its_day_the_new_one(
    old: Listing, new: Listing, changed: date, origin: str
) -> None:
    old.valid_from, old.valid_to, new.valid_from, new.valid_to = BEGUN, changed - EVE, changed, None
    for day, alone in ((BEGUN, old), (changed - EVE, old), (changed, new), (UNTIL, new)):
        assert answered([new, old], day, origin) == answered([alone], day, origin)


@given(listings(), DAYS, STATES)
def test_a_species_is_listed_from_its_first_day_to_its_last_and_on_no_other(
    only: Listing, day: date, origin: str
) -> None:
    assume(not only.populations or origin in only.populations.split())
    within = only.valid_from <= day <= (only.valid_to or day)
    assert (answered([only], day, origin)[0] == "not_listed") is not within
