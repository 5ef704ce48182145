"""Do I need a permit? What a cruise passenger reads, without an account and without scripts."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest

from cites.species.models import Suspension
from cites.species.queries import protections
from tests.factories.species import CONCH

CRUISE = {"q": "queen conch", "term": "SHE", "from": "BB", "to": "US", "carried": "on"}


def page(bb: Any, status: int = 200, **asked: str) -> str:
    answer = bb.client().get("/need-a-permit/", asked)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


@pytest.fixture
def suspended() -> Iterator[None]:
    """Exports of everything from Grenada are suspended."""
    row = Suspension(country="GD", begun_by="Notification No. 2006/034", source="Notification")
    with patch.object(protections, "_suspensions", lambda: protections.by_group([row])):
        yield


def test_three_shells_in_the_luggage_need_nothing_and_four_an_export_permit(bb: Any) -> None:
    assert "No permit is needed under the Convention" in page(bb, quantity="3", **CRUISE)
    four = page(bb, quantity="4", **CRUISE)
    assert "Yes: documents are needed" in four
    assert "Export permit" in four
    assert "from the authority of Barbados" in four
    assert "One person may carry 3\N{NO-BREAK SPACE}specimens" in four or "One person may carry 3 specimens" in four


def test_an_origin_that_nobody_knows_is_told_to_need_a_reason_on_the_document(bb: Any) -> None:
    unknown = page(bb, quantity="4", origin="XX", **CRUISE)
    assert "Yes: documents are needed" in unknown
    assert "the reason has to stand on the document" in unknown
    assert "BOX-12" in unknown
    assert "BOX-12" not in page(bb, quantity="4", origin="BB", **CRUISE)
    assert "BOX-12" not in page(bb, quantity="3", origin="XX", **CRUISE), "no document is needed"


def test_the_kinds_begin_with_what_passengers_carry_in_their_words(bb: Any) -> None:
    said = page(bb)
    assert (
        said.index("A shell</option>") < said.index("A living animal or plant</option>") < said.index("Everything else")
    )
    assert said.count('value="SHE"') == 1
    assert "I carry it with me" in said
    assert 'value="SHE" selected' in page(bb, quantity="3", **CRUISE)


def test_the_order_of_documents_begins_abroad(bb: Any) -> None:
    said = page(bb, q="Amazona guildingii", term="LIV", to="US", purpose="Z", **{"from": "BB"})
    assert said.index("Import permit</strong>") < said.index("Export permit</strong>")
    assert "from the authority of United States" in said


def test_what_is_never_allowed_is_said_without_a_list_of_documents(bb: Any) -> None:
    said = page(bb, q="Amazona guildingii", term="LIV", to="US", purpose="T", **{"from": "BB"})
    assert "This is not allowed" in said
    assert "B-A1-T" in said
    assert "The documents, in this order" not in said


def test_a_suspension_is_told_with_its_notification(bb: Any, suspended: None) -> None:
    said = page(bb, q="queen conch", term="MEA", to="US", **{"from": "GD"})
    assert "Notification No. 2006/034" in said
    assert "B-SUSP" in said
    assert "B-SUSP" not in page(bb, q="queen conch", term="MEA", to="US", **{"from": "BB"})


def test_several_species_of_a_name_are_offered_and_the_answers_are_kept(bb: Any) -> None:
    said = page(bb, q="coral", to="US", quantity="2", **{"from": "BB"})
    assert "Which species do you mean?" in said
    assert "quantity=2&amp;" in said
    assert "Yes: documents are needed" not in said


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"q": "no such animal", "from": "BB", "to": "US"}, "Nothing in our list is called that"),
        ({"q": "queen conch", "from": "BB"}, "Choose the country of destination"),
        ({"q": "queen conch", "from": "BB", "to": "US", "quantity": "many"}, "Enter the quantity in figures"),
        ({"q": "queen conch", "from": "BB", "to": "US", "quantity": "0"}, "more than nothing"),
        (
            {"q": "queen conch", "from": "BB", "to": "US", "date_day": "31", "date_month": "2", "date_year": "2026"},
            "date",
        ),
    ],
)
def test_what_cannot_be_understood_is_said_and_nothing_is_lost(bb: Any, asked: dict[str, str], words: str) -> None:
    said = page(bb, 422, **asked)
    assert words in said
    assert f'value="{asked["q"]}"' in said


def test_a_link_with_a_taxon_answers_whatever_the_name_beside_it(bb: Any) -> None:
    assert "Aliger gigas" in page(bb, q="shell", taxon=CONCH, to="US", **{"from": "BB"})


def test_the_page_says_whose_data_it_rests_on(bb: Any) -> None:
    assert "starter list" in page(bb, quantity="3", **CRUISE)


def test_it_leads_to_an_application_only_where_one_can_be_made_here(bb: Any) -> None:
    assert "/applications/new/" in page(bb, q="queen conch", to="US", **{"from": "BB"})
    assert "/applications/new/" not in page(bb, q="queen conch", to="BB", **{"from": "US"})


def test_the_page_of_a_species_leads_here_with_its_name(bb: Any) -> None:
    link = f"/need-a-permit/?q=Aliger%20gigas&amp;taxon={CONCH}"
    assert link in bb.client().get(f"/species/{CONCH}/").content.decode()
    asked = page(bb, q="Aliger gigas", taxon=CONCH)
    assert 'value="Aliger gigas"' in asked
    assert f'value="{CONCH}"' in asked
    assert "There is a problem" not in asked


def test_without_scripts_the_name_that_is_typed_goes_before_the_species_that_was_chosen_before(bb: Any) -> None:
    chosen = page(bb, q="guildingii", taxon="AMA-GUI", term="LIV", to="US", **{"from": "BB"})
    assert "Amazona guildingii" in chosen
    typed = page(bb, q="queen conch", taxon="AMA-GUI", term="MEA", to="US", **{"from": "BB"})
    assert "Aliger gigas" in typed
    assert "Amazona guildingii" not in typed


def test_of_no_kind_of_specimen_nothing_is_said_to_be_unusual(bb: Any) -> None:
    assert "is not usually traded" not in page(bb, q="queen conch", to="US", **{"from": "BB"})


@pytest.mark.parametrize(("source", "names"), [("W", set()), ("O", {"source2", "acquired_on_day"}), ("I", {"source2"}),
                                               ("D", {"operation"}), ("U", {"justification"})])  # fmt: skip
def test_what_only_some_sources_need_is_asked_of_them_alone(bb: Any, source: str, names: set[str]) -> None:
    said = page(bb, q="queen conch", to="US", source=source, **{"from": "BB"})
    asked = {name for name in ("source2", "acquired_on_day", "operation", "justification") if f'name="{name}"' in said}
    assert asked == names


def test_the_answers_to_them_count(bb: Any) -> None:
    said = page(bb, q="queen conch", to="US", source="U", justification="Found in a drawer", **{"from": "BB"})
    assert "(M-U)" not in said
    assert "Found in a drawer" in said
