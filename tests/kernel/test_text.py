"""Texts in several languages."""

import pytest
from pydantic import TypeAdapter, ValidationError

from kernel.text import LocalisedText

PERMIT = LocalisedText({"fr": "Permis", "en": "Permit"})
ADAPTER = TypeAdapter(LocalisedText)


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "Permis"), ("fr-VU", "Permis"), ("en", "Permit"), ("bi", "Permit")]
)
def test_a_reader_gets_the_nearest_language(language: str, text: str) -> None:
    assert PERMIT.in_language(language) == text


def test_without_english_any_language_is_better_than_none() -> None:
    assert LocalisedText({"fr": "Permis"}).in_language("en") == "Permis"
    assert LocalisedText().in_language("en") == ""


def test_a_profile_may_hold_one() -> None:
    read = ADAPTER.validate_python({"en": "Permit"})
    assert isinstance(read, LocalisedText)
    with pytest.raises(ValidationError):
        ADAPTER.validate_python({"en": ""})
