"""What people type reads as it is written."""

import pytest
from django import forms

from kernel.text import without_unseen_signs
from localization.forms import TextField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Coral \u202egnp.exe", "Coral gnp.exe"),
        ("\u2066a\u2069\u200eb\ufeff\u00ad", "ab"),
        ("bell\x07 escape\x1b[31m", "bell escape[31m"),
        ("two\r\nlines\tand  blanks", "two lines and blanks"),
        ("क्\u200dष – Hélène 中 🐚", "क्\u200dष – Hélène 中 🐚"),
    ],
)
def test_unseen_signs_are_dropped_from_a_line(typed: str, kept: str) -> None:
    assert TextField().clean(typed) == kept


def test_a_box_of_several_rows_keeps_its_rows() -> None:
    assert TextField(widget=forms.Textarea).clean("Harbour Drive\r\n\u202eMiami") == "Harbour Drive\r\nMiami"


@pytest.mark.parametrize("typed", ["\u200b", "\u202e \u2060", "\x1f"])
def test_what_nobody_sees_is_nothing(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="required"):
        TextField().clean(typed)
    assert TextField(required=False).clean(typed) == ""


def test_a_nul_is_refused() -> None:
    with pytest.raises(forms.ValidationError, match=r"[Nn]ull"):
        TextField().clean("a\x00b")
    assert without_unseen_signs("a\x00b") == "a\x00b"
