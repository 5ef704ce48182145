"""A quantity is said with its unit, alike on paper and on every page."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.quantities import quantity_words, unit_words
from cites.permits.rules.quantities import counts_specimens
from localization.formats import read_number

TODAY = date(2026, 11, 24)


def said(quantity: str, unit: str, language: str = "en", day: date = TODAY) -> str:
    return quantity_words(Decimal(quantity), unit, day=day, language=language).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("quantity", "unit", "language", "words"),
    [
        ("400", "NAR", "en", "400 specimens"),
        ("1.000000", "NAR", "en", "1 specimen"),
        ("0", "NAR", "en", "0 specimens"),
        ("0", "NAR", "fr", "0 spécimen"),
        ("2", "", "fr", "2 spécimens"),
        ("1000000", "NAR", "fr", "1 000 000 spécimens"),
        ("1", "NAR", "es", "1 espécimen"),
        ("1250", "KGM", "en", "1,250 kg"),
        ("2.5", "MTQ", "fr", "2,5 m³"),
    ],
)
def test_the_unit_follows_the_number_as_people_say_it(
    bb: Any, quantity: str, unit: str, language: str, words: str
) -> None:
    assert said(quantity, unit, language) == words


def test_a_unit_without_a_sign_is_named_as_it_was_in_its_day(bb: Any) -> None:
    assert said("3", "SKI", day=date(2010, 1, 1)) == "3 skins"
    assert said("3", "SKI", "es", day=date(2010, 1, 1)) == "3 pieles"


def test_a_unit_that_nobody_knows_stays_its_code(bb: Any) -> None:
    assert said("3", "ZZZ") == "3 ZZZ"


def test_number_and_unit_are_never_torn_apart(bb: Any) -> None:
    assert " " not in quantity_words(Decimal("1000000"), "KGM", day=TODAY, language="fr")


@given(st.integers(0, 10**9), st.sampled_from(["", "NAR"]), st.sampled_from(["en", "fr", "es"]))
def test_counted_specimens_need_no_table_and_keep_their_number(number: int, unit: str, language: str) -> None:
    assert counts_specimens(unit)
    words = quantity_words(Decimal(number), unit, day=TODAY, language=language)
    amount, _, noun = words.rpartition("\u00a0")
    assert read_number(amount, language) == number
    assert noun == unit_words(unit, Decimal(number), day=TODAY, language=language)
