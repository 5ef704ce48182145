"""What countries ask of people who carry specimens: the product's table for others, a Party's own measures for itself."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cites.permits.queries.applications import reasons_against
from cites.permits.queries.movements import Question, answered
from cites.permits.rules.movements import Answer, Outcome
from tenants.errors import ProfileFaulty
from tests.cites.permits.test_national_measures import with_measures
from tests.factories.permits import an_application, cast

DAY = date(2026, 6, 10)
SHELLS: dict[str, Any] = {
    "taxon": "ALI-GIG", "terms": ["SHE"], "directions": ["export"], "effect": "carried", "most": "1",
    "says": {"en": "One shell a person.", "fr": "Un coquillage par personne."}, "stated_in": "Fisheries Act, section 9",
}  # fmt: skip


def carried(**question: Any) -> Answer:
    asked = {
        "taxon": "ALI-GIG", "exporter": "BB", "destination": "US", "term": "SHE", "quantity": Decimal(2), "day": DAY,
        "carried": True, "residence": "US", "purpose": "P", **question,
    }  # fmt: skip
    return answered(Question(**asked)).answer


def told(found: Answer) -> list[str]:
    return [str(each) for each in found.reasons if each.code == "X-PHE-STRICT"]


def test_our_own_measure_takes_the_exemption_away_above_what_it_lets_one_person_carry(bb: Any) -> None:
    assert carried().outcome is Outcome.EXEMPT
    with_measures(shells=SHELLS)
    assert carried().outcome is Outcome.NEEDED
    (said,) = told(carried())
    assert said.endswith("carry 1 NAR of these without a document, and no more: One shell a person.")
    assert carried(quantity=Decimal(1)).outcome is Outcome.EXEMPT
    assert carried(exporter="US", destination="BB", residence="BB").outcome is not Outcome.NEEDED
    assert told(carried(term="MEA")) == []
    assert told(carried(carried=False)) == []


def test_it_speaks_on_an_application_whose_owner_carries_the_specimens(bb: Any) -> None:
    with_measures(shells=SHELLS)
    sent = an_application(cast().trader, purpose="P", effects_how="apart")
    with_owner = an_application(cast().trader, purpose="P", effects_how="worn")
    for application, speaks in ((sent, False), (with_owner, True)):
        application.lines.update(term="SHE")
        assert ("X-PHE-STRICT" in {each.code for each in reasons_against(application, DAY)}) is speaks


def test_of_other_countries_the_product_s_table_makes_it_a_perhaps(bb: Any) -> None:
    clams = {"taxon": "TRI-MAX", "exporter": "CK", "destination": "BB", "residence": "BB"}
    assert carried(**clams).outcome is Outcome.MAYBE
    assert any("banned since May 2020" in each and "Not yet compared" in each for each in told(carried(**clams)))
    assert not any("banned" in each for each in told(carried(**clams, day=date(2020, 4, 30))))
    assert carried(**clams | {"exporter": "FJ"}).outcome is Outcome.EXEMPT


def test_what_a_country_forbids_to_leave_is_told_at_the_other_end(bb: Any) -> None:
    derasa = {"taxon": "TRI-DER", "exporter": "PG", "destination": "BB", "carried": False}
    said = [str(each) for each in carried(**derasa).reasons if each.code == "B-STRICT"]
    assert any("may not leave the country" in each for each in said)
    for other in ({"source": "C"}, {"exporter": "BB", "destination": "PG"}):
        found = carried(**derasa | other)
        assert not any("may not leave" in str(each) for each in found.reasons)


def test_how_much_people_carry_is_said_of_what_they_carry_alone(bb: Any) -> None:
    with pytest.raises(ProfileFaulty) as refusal:
        with_measures(shells=SHELLS | {"effect": "notice"})
    assert [fault["key"] for fault in refusal.value.data["faults"]] == ["measures.shells.most"]
