"""Notes of listings that have no number: what they forbid, leave out, confine or leave to an official."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from cites.permits.queries.applications import reasons_against
from cites.permits.queries.asked import SpecimensAsked
from cites.permits.queries.movements import Answered, Question, answered, faults_of
from cites.permits.queries.notes import noted
from cites.permits.rules.facts import NoteSays
from cites.species.models import Listing
from kernel.reasons import Severity
from tests.factories.permits import SHELLS, an_application, cast

DAY = date(2026, 11, 28)
ELEPHANT = {"taxon": "LOX-AFR", "exporter": "BW", "destination": "JP", "term": "TUS", "purpose": "T"}
IMPORTED = "Zero quota for wild specimens; only ranched ones"
Row = Mapping[str, str]

with (Path(__file__).parent / "decided_notes.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def answer_to(row: Row) -> Answered:
    question = Question(
        row["taxon"], row["from"], row["to"], DAY, row["term"], row["source"], row["purpose"], origin=row["origin"]
    )
    assert faults_of(question) == {}
    return answered(question)


def codes(found: Answered) -> set[str]:
    return {each.code for each in found.answer.reasons}


@pytest.mark.parametrize("row", CASES, ids=[row["says"] for row in CASES])
def test_the_note_decides_as_the_appendices_do(bb: Any, row: Row) -> None:
    found = answer_to(row)
    assert row["source_text"]
    assert (found.facts.appendix, found.answer.outcome) == (row["appendix"], row["outcome"])
    assert set(row["told"].split()) <= codes(found)
    assert codes(found).isdisjoint(row["untold"].split())


def test_what_a_note_forbids_has_the_note_as_its_source(bb: Any) -> None:
    found = answered(Question("CEN-SUL", "ML", "US", DAY, "LIV", "W", "T"))
    (said,) = [each for each in found.answer.reasons if each.code == "B-NOTE"]
    assert said.severity is Severity.HARD
    assert said.source.startswith("Appendices: “Zero export quota for specimens taken from the wild")
    assert "Zero export quota" in str(said)


def test_what_is_pre_convention_or_confiscated_is_not_forbidden(bb: Any) -> None:
    for source, rules in (("O", set()), ("I", {NoteSays.ASK})):
        asked = SpecimensAsked("CEN-SUL", "ML", "ML", "LIV", source=source, second_source="W", purpose="T")
        assert {each.says for each in noted(a_listing(WILD), asked, DAY).notes} == rules


def test_the_day_decides_of_a_note_as_well(bb: Any) -> None:
    before = answered(Question(**ELEPHANT, day=date(2003, 1, 1)))
    assert (before.facts.appendix, {each.says for each in before.facts.notes}) == ("II", {NoteSays.ASK})
    assert answered(Question(**ELEPHANT, day=DAY)).facts.appendix == "I"


def test_an_application_and_the_api_say_the_same_by_the_same_id(bb: Any) -> None:
    line = {**SHELLS, "taxon_code": "CEN-SUL", "term": "LIV", "unit": "", "quantity": 2, "country_of_origin": "BB"}
    told = [each for each in reasons_against(an_application(cast().trader, (line,)), DAY) if each.code == "B-NOTE"]
    assert [each.data["line"] for each in told] == [1]
    cache.clear()
    asked = {"taxon": "CEN-SUL", "from": "ML", "to": "US", "term": "LIV", "source": "W", "purpose": "T"}
    said = bb.client().get("/api/need-a-permit", asked).json()
    assert said["outcome"] == "forbidden"
    assert "B-NOTE" in {each["rule"] for each in said["reasons"]}


def test_the_page_says_what_to_ask(bb: Any) -> None:
    asked = {"taxon": "CRO-POR", "q": "saltwater crocodile", "from": "MY", "to": "JP", "term": "SKI", "purpose": "T"}
    cache.clear()
    page = bb.client().get("/need-a-permit/", asked).content.decode()
    assert "Wild harvest restricted to the State of Sarawak" in page
    assert "Ask the Management Authority" in page


WILD = "Zero quota for wild specimens traded for commercial purposes"


def a_listing(note: str, **more: Any) -> Listing:
    return Listing(appendix="II", annotation=note, **more)


def said_of(note: str, **more: Any) -> list[tuple[NoteSays, str]]:
    asked = SpecimensAsked("SP-1", "FJ", "FJ", "LIV", source="W", purpose="T")
    return [(each.says, each.words) for each in noted(a_listing(note, **more), asked, DAY).notes]


def test_a_note_that_is_in_no_row_is_to_be_asked_about() -> None:
    assert said_of(IMPORTED) == [(NoteSays.ASK, IMPORTED)]
    assert said_of("") == []


def test_a_known_note_is_known_however_it_is_written_and_beside_others() -> None:
    assert said_of(f"[{WILD.upper()}. ]") == [(NoteSays.ZERO, WILD)]
    assert said_of(f"{WILD}; Included in Lophura") == [(NoteSays.ZERO, WILD), (NoteSays.ASK, "Included in Lophura")]


def test_a_note_that_only_names_populations_which_were_read_says_nothing_more() -> None:
    note = "Only the populations of Fiji and Grenada"
    assert said_of(note, populations="FJ GD") == []
    assert said_of(note, populations="FJ GD", unread=True) == [(NoteSays.ASK, note)]
    conditional = f"{note}, for the exclusive purpose of trade in hides"
    assert said_of(conditional, populations="FJ GD") == [(NoteSays.ASK, conditional)]
