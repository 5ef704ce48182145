"""The words of the form go to a translator as a sheet, and come back as they were filled in."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.documents.labels import LABELS
from cites.permits.sheets.faults import FaultySheet
from cites.permits.sheets.label_rows import ENGLISH, label_sheet, read_labels

HEADINGS = ("Label", "Box", "Words in English", "Words in Bislama")
SEPARATORS = st.sampled_from([",", ";"])


def filled(*rows: tuple[str, str]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([HEADINGS, *((name, "", "", words) for name, words in rows)])
    return file.getvalue().encode()


def faults(content: bytes) -> list[tuple[int, str]]:
    return [(row, fault.message % fault.data) for row, fault in read_labels(content).faults]


def test_there_is_a_row_for_each_label_with_its_english_words() -> None:
    rows = list(csv.reader(io.StringIO(label_sheet({}, HEADINGS, separator=",").decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == list(LABELS)
    assert next(row for row in rows if row[0] == "box2")[ENGLISH] == "Valid until"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=90)
PLAIN = WORDS.map(lambda text: " ".join(text.replace("{", "(").replace("}", ")").split(" ")).strip()).filter(
    lambda text: bool(text) and not text.startswith("'")
)
WITHOUT_PLACES = [name for name in LABELS if name not in ("annex", "continuation", "box14_continued")]


@given(st.dictionaries(st.sampled_from(WITHOUT_PLACES), PLAIN), SEPARATORS)
def test_whatever_is_filled_in_comes_back(words: dict[str, str], separator: str) -> None:
    read = read_labels(label_sheet(words, HEADINGS, separator=separator))
    assert read.faults == []
    assert read.words == {name: " ".join(filter(None, text.split(" "))) for name, text in words.items()}


@given(st.binary(max_size=400))
def test_whatever_is_uploaded_is_read_or_refused(content: bytes) -> None:
    try:
        read_labels(content)
    except FaultySheet:
        return


def test_what_is_wrong_is_said_with_its_row() -> None:
    content = filled(("box2", "Igud kasem"), ("box2", "Bakegen"), ("box99", "Wanem"), ("annex", "Pej"), ("box3", ""))
    assert faults(content) == [
        (3, "the label “box2” is there twice"),
        (4, "no label of the form is called “box99”"),
        (5, "write {pages}, {page}, each once, where that is to be filled in"),
    ]


def test_a_text_that_is_far_too_long_is_said_with_its_row() -> None:
    assert faults(filled(("box2", "m " * 400))) == [(2, "this text has 799 letters: shorten it to 700")]


@pytest.mark.parametrize("content", [b"a,b\nc,d\n", b'"', b"%PDF-1.7"])
def test_what_is_no_sheet_of_words_is_refused(content: bytes) -> None:
    with pytest.raises(FaultySheet, match="not the sheet of words"):
        read_labels(content)
