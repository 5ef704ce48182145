"""Notes of published quotas: what they say of specimens is read whole, or not at all; and a quota is for its year."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.species import memory, queries
from cites.species.imports.quota_notes import ALL, Scope, scope_of
from cites.species.models import PublishedQuota
from tests.factories.species_data import concept, quota

ZERO = {"quota": 0, "publication_date": "2026-02-03", "is_current": True}


@pytest.mark.parametrize(
    ("note", "scope"),
    [
        ("", ALL),
        ("wild", Scope(sources="W")),
        ("Wild-taken", Scope(sources="W")),
        ("live", Scope(terms="LIV")),
        ("live, wild-caught", Scope("LIV", "W")),
        ("captive-bred", Scope(sources="C D")),
        ("live; ranched and captive-bred", Scope("LIV", "R C D")),
        ("skins from ranched animals", Scope("SKI", "R")),
        ("teeth and tusks", Scope("TEE TUS")),
        ("hunting trophies", Scope(purposes="H")),
        ("hunting trophies and skins", Scope("TRO SKI")),
        ("tusks as hunting trophies", Scope("TUS TRO")),
        ("wild specimens for commercial purposes", Scope("", "W", "T")),
        ("live rock", Scope("COR")),
        ("skins, except of wild animals", ALL),
        ("tusks from 200 animals", ALL),
        ("live (maximum shell length 10 cm)", ALL),
        ("not wild", ALL),
    ],
)
def test_what_a_note_says_of_specimens(note: str, scope: Scope) -> None:
    assert scope_of(note) == scope


@given(
    st.lists(st.sampled_from(["live", "wild", "skins", "ranched", "and", "of", "meat"]), min_size=1),
    st.text("xyz ", min_size=1),
)
def test_one_unknown_word_leaves_a_note_unread(known: list[str], word: str) -> None:
    unknown = word.strip() or "xyz"
    assert scope_of(" ".join([*known, unknown])) == ALL


def told(term: str, source: str) -> list[str]:
    memory.forget()
    found = queries.published_quotas_on("SP-90001", "FJ", date(2026, 6, 10))
    return [each.notes for each in found if each.covers(term=term, sources=frozenset(source), purpose="T")]


@pytest.mark.slow
def test_a_quota_of_none_for_wild_specimens_is_none_for_those_bred(bring: Any) -> None:
    bring(concept(90001, cites_legislation={"cites_quotas": [quota(90001, notes="wild", **ZERO)]}))
    assert told("LIV", "W") == ["wild"]
    assert told("LIV", "C") == []
    row = PublishedQuota.objects.get(taxon__species_plus_id=90001)
    assert (row.sources, row.notes) == ("W", "wild")


@pytest.mark.slow
def test_a_note_that_is_not_read_is_about_all_and_is_told(bring: Any) -> None:
    note = "wild, over 30 cm"
    bring(concept(90001, cites_legislation={"cites_quotas": [quota(90001, notes=note, **ZERO)]}))
    assert told("LIV", "C") == [note]


@pytest.mark.slow
def test_a_quota_is_for_its_own_year_unless_it_is_current_since(bring: Any) -> None:
    old = quota(90002, publication_date="2024-02-03", is_current=None)
    kept = quota(90003, publication_date="2024-02-03", is_current=True)
    own = quota(90004, publication_date="2026-02-03", is_current=None)
    bring(concept(90001, cites_legislation={"cites_quotas": [old, kept, own]}))
    rows = PublishedQuota.objects.filter(taxon__species_plus_id=90001)
    assert {each.their_id: each.valid_to for each in rows} == {
        old["id"]: date(2024, 12, 31), kept["id"]: date(2026, 12, 31), own["id"]: date(2026, 12, 31),
    }  # fmt: skip


@pytest.mark.slow
def test_a_current_quota_of_none_stands_until_another_is_published(bring: Any) -> None:
    standing = quota(90005, quota=0, publication_date="2024-02-03", is_current=True)
    over = quota(90006, quota=0, publication_date="2024-02-03", is_current=None)
    bring(concept(90001, cites_legislation={"cites_quotas": [standing, over]}))
    rows = PublishedQuota.objects.filter(taxon__species_plus_id=90001)
    assert {each.their_id: each.valid_to for each in rows} == {standing["id"]: None, over["id"]: date(2024, 12, 31)}
