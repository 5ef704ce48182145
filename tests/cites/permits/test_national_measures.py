"""A Party's own laws, where they are stricter than the Convention: stated in its release, told and binding."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cites.permits.queries.applications import reasons_against
from cites.permits.queries.movements import Question, answered
from cites.permits.rules.movements import Outcome
from cites.permits.rules.national import Measure, Way
from kernel import clock
from tenants.errors import ProfileFaulty
from tenants.releases.models import Release
from tenants.releases.queries import release_in_force
from tenants.releases.services import make_release
from tests.factories.permits import an_application, cast

SEASON: dict[str, Any] = {
    "taxon": "ALI-GIG", "terms": ["MEA"], "directions": ["export"], "effect": "forbidden", "from_day": "05-01",
    "until_day": "08-31", "says": {"en": "No conch meat leaves in the closed season.", "fr": "Pas de lambi."},
    "stated_in": "Fisheries Regulations, section 12",
}  # fmt: skip
CORALS: dict[str, Any] = {
    "appendices": ["II"], "directions": ["import"], "effect": "import_permit", "says": {"en": "Ask us before it is sent."},
}  # fmt: skip
JUNE, OCTOBER = date(2026, 6, 10), date(2026, 10, 10)


def with_measures(**measures: dict[str, Any]) -> Release:
    """Put a release in force that differs from the one in force by these measures alone."""
    return make_release(parts=release_in_force().parts | {"measures": {"measures": measures}}, author="a test")


def outcome(**question: Any) -> Any:
    asked = {"taxon": "ALI-GIG", "exporter": "BB", "destination": "US", "term": "MEA", "day": JUNE, **question}
    return answered(Question(**asked)).answer


def test_a_closed_season_forbids_from_its_first_to_its_last_day(bb: Any) -> None:
    with_measures(season=SEASON)
    for day, forbidden in ((date(2026, 4, 30), False), (date(2026, 5, 1), True), (date(2026, 8, 31), True),
                           (date(2026, 9, 1), False)):  # fmt: skip
        assert (outcome(day=day).outcome is Outcome.FORBIDDEN) is forbidden, day
    assert outcome(term="SHE").outcome is not Outcome.FORBIDDEN
    assert outcome(exporter="JM").outcome is not Outcome.FORBIDDEN


def test_it_stands_in_the_party_s_own_words_with_its_source(bb: Any) -> None:
    with_measures(season=SEASON)
    (said,) = [each for each in outcome().reasons if each.code == "B-DOM"]
    assert str(said) == "No conch meat leaves in the closed season."
    assert said.source == "Fisheries Regulations, section 12"


def test_an_application_in_the_season_is_held_back_and_after_it_is_not(bb: Any) -> None:
    application = an_application(cast().trader)
    with_measures(season=SEASON)
    assert "B-DOM" in {each.code for each in reasons_against(application, JUNE)}
    assert "B-DOM" not in {each.code for each in reasons_against(application, OCTOBER)}


def test_an_import_permit_that_only_our_law_asks_for_comes_first(bb: Any) -> None:
    with_measures(corals=CORALS)
    found = outcome(exporter="US", destination="BB")
    assert [(each.code, each.state) for each in found.documents] == [("IMP", "BB"), ("EXP", "US")]
    assert [each.code for each in outcome(exporter="US", destination="JM").documents] == ["EXP"]


def test_a_measure_on_a_group_holds_for_its_species(bb: Any) -> None:
    with_measures(parrots={"taxon": "ACR-SPP", "effect": "notice", "says": {"en": "Corals are counted."}})
    assert "Corals are counted." not in {str(each) for each in outcome().reasons}
    found = outcome(taxon="ACR-SPP", term="COR")
    assert "Corals are counted." in {str(each) for each in found.reasons}


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"from_day": "02-30"}, "measures.season.from_day"),
        ({"until_day": None}, "measures.season.until_day"),
        ({"taxon": "UNI-COR"}, "measures.season.taxon"),
        ({"effect": "perhaps"}, "measures.season.effect"),
    ],
)
def test_what_a_measure_cannot_be_is_refused_by_its_key(bb: Any, wrong: dict[str, Any], key: str) -> None:
    measure = {name: value for name, value in (SEASON | wrong).items() if value is not None}
    with pytest.raises(ProfileFaulty) as refusal:
        with_measures(season=measure)
    assert [fault["key"] for fault in refusal.value.data["faults"]] == [key]


def test_a_release_of_before_there_were_measures_states_none(bb: Any) -> None:
    with clock.frozen(datetime(2026, 6, 10, 15, tzinfo=UTC)):
        assert outcome().outcome is Outcome.NEEDED


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.dates(date(2024, 1, 1), date(2024, 12, 31)),
       st.dates(date(2024, 1, 1), date(2024, 12, 31)))  # fmt: skip
def test_a_season_and_the_rest_of_the_year_share_every_day(day: date, first: date, last: date) -> None:
    assume(f"{first:%m-%d}" != f"{last:%m-%d}")

    def holds(from_day: date, until_day: date) -> bool:
        measure = Measure(says={"en": "x"}, from_day=f"{from_day:%m-%d}", until_day=f"{until_day:%m-%d}")
        return measure.covers(appendix="II", term="", sources=(), purpose="", way=Way.EXPORT, day=day)

    within = holds(first, last)
    rest = holds(last, first)
    assert within or rest
    if within and rest:
        assert f"{day:%m-%d}" in {f"{first:%m-%d}", f"{last:%m-%d}"}
