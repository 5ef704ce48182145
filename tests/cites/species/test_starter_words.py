"""The words of the starter list's own are all known to translators; those of others are marked as English."""

import csv
from pathlib import Path

import pytest
from django.utils import translation

from cites.species import models
from cites.species.starter_words import ANNOTATIONS, NAME, NOTES, SOURCES, WORDS, translated
from cites.species.templatetags.species_data import in_their_words

DATA = Path(models.__file__).parents[1] / "data"


def column(table: str, name: str) -> set[str]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row[name] for row in csv.DictReader(file)} - {""}


def test_translators_have_the_words_of_the_tables_and_no_others() -> None:
    assert set(ANNOTATIONS) == column("annotations", "note")
    assert set(NOTES) == column("listings", "annotation") | column("reservations", "note")
    assert set(SOURCES) == column("taxa", "source")


@pytest.mark.parametrize("words", sorted(WORDS))
def test_they_are_read_in_french_and_not_marked_as_english(words: str) -> None:
    with translation.override("fr"):
        assert in_their_words(words) != words
        assert "lang=" not in in_their_words(words)


def test_the_list_is_called_by_its_name_in_the_language_of_the_page() -> None:
    with translation.override("fr"):
        assert [translated(NAME), translated("Species+")] == ["liste de départ d’Archipelago", "Species+"]
    with translation.override("en"):
        assert translated(NAME) == NAME


def test_what_others_wrote_stays_english_and_says_so() -> None:
    note = "Only <invented> populations"
    with translation.override("fr"):
        assert in_their_words(note) == '<span lang="en">Only &lt;invented&gt; populations</span>'
        assert in_their_words("") == ""
    with translation.override("en"):
        assert in_their_words(note) == "Only &lt;invented&gt; populations"
