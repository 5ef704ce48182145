"""A split listing that was imported: the country of origin decides, and what cannot be read is told and never guessed."""

from datetime import date
from typing import Any

import pytest

from cites.permits.queries.asked import SpecimensAsked
from cites.permits.queries.listed import governing_listing
from cites.species import memory, queries
from cites.species.facts import taxon_facts
from cites.species.models import Listing, Taxon
from tests.factories.species_data import concept, listing

pytestmark = pytest.mark.slow
DAY = date(2026, 6, 10)
BUT_TWO = "Except the populations of Fiji and Grenada, which are included in Appendix II"
BUT_A_PART = (
    "Except the populations of Fiji and Grenada (the populations of Saint David), which are included in Appendix II"
)
TWO = "Only the populations of Fiji and Grenada [the populations of the parish of Saint David]"
STRANGE = "Except the population of the District of Mangroves, Department of the North, Tonga"


def split(*listings: tuple[str, str], **told: Any) -> Any:
    found = [
        listing(place, each, "1992-06-11", annotation=note, taxon_concept_id=90001)
        for place, (each, note) in enumerate(listings, 1)
    ]
    return concept(90001, cites_listing="I/II", cites_legislation={"cites_listings": found}, **told)


def appendix(origin: str) -> str:
    memory.forget()
    found = governing_listing(SpecimensAsked("SP-90001", exporter="BB", origin=origin), [], DAY)
    return found.appendix if found else ""


def undecided(origin: str) -> list[str]:
    return [each.annotation for each in queries.undecided_listings("SP-90001", DAY, origin)]


def test_the_country_of_origin_decides(bring: Any) -> None:
    bring(split(("I", BUT_TWO), ("II", "Only the populations of Fiji and Grenada")))
    assert {origin: appendix(origin) for origin in ("FJ", "GD", "TO", "", "XX")} == {
        "FJ": "II", "GD": "II", "TO": "I", "": "I", "XX": "I",
    }  # fmt: skip
    assert undecided("FJ") == []


def test_of_a_country_of_which_only_a_part_is_meant_the_strictest_counts(bring: Any) -> None:
    bring(split(("I", BUT_A_PART), ("II", TWO)))
    row = Listing.objects.get(taxon__species_plus_id=90001, appendix="I")
    assert (row.excepted, row.partly, row.unread) == ("FJ GD", "GD", False)
    assert (appendix("GD"), appendix("FJ"), appendix("TO")) == ("I", "II", "I")
    assert (undecided("GD"), undecided("FJ"), undecided("TO")) == ([BUT_A_PART, TWO], [], [])


def test_of_a_note_that_cannot_be_read_the_strictest_counts_and_the_words_are_told(bring: Any) -> None:
    bring(split(("I", STRANGE), ("II", "Populations of Fiji")))
    assert (appendix("TO"), appendix("GD"), appendix("FJ")) == ("I", "I", "II")
    assert (undecided("GD"), undecided("FJ")) == ([STRANGE], [])


def test_the_page_of_the_species_knows_what_could_not_be_read(bring: Any) -> None:
    bring(split(("I", STRANGE), ("II", TWO)))
    found = taxon_facts(Taxon.objects.get(species_plus_id=90001), "en", DAY)
    assert {each.listing.appendix: (each.listing.unread, each.partly) for each in found.listings} == {
        "I": (True, []), "II": (False, ["Grenada"]),
    }  # fmt: skip


def test_a_second_import_of_the_same_changes_nothing(bring: Any) -> None:
    bring(split(("I", BUT_TWO), ("II", STRANGE)))
    run = bring(split(("I", BUT_TWO), ("II", STRANGE), updated_at="2026-06-01T00:00:00Z"), name="again.ndjson")
    assert (run.added, run.changed, run.removed) == (0, 0, 0)
