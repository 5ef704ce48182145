"""The words of the form as a sheet for a translator: a row for each label, English beside an empty cell."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from cites.permits.documents.labels import LABELS, fault_of_words, label_in
from cites.permits.sheets.delimited import LONGEST_CELL, SEPARATORS, decoded
from cites.permits.sheets.faults import Fault, FaultySheet
from cites.permits.sheets.safe import safe, without_safeguard
from cites.permits.sheets.writing import BOM
from kernel.text import gettext_noop, without_unseen_signs
from tenants.profiles.kinds import MOST_OF_A_LABEL

NAME, BOX, ENGLISH, WORDS = range(4)
WIDTH: Final = 4
MOST_ROWS: Final = 500
_BLANKS: Final = re.compile(r"[ \t\r\n]+")  # a hard space stays one


@dataclass(frozen=True, slots=True)
class LabelWords:
    """Words by label, and what is wrong in which row."""

    words: dict[str, str] = field(default_factory=dict)
    faults: list[tuple[int, Fault]] = field(default_factory=list)


def label_sheet(words: Mapping[str, str], headings: Sequence[str], *, separator: str) -> bytes:
    """Return a CSV of every label under the four ``headings``, with the words that there are."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerow(headings)
    for name, box in LABELS.items():
        writer.writerow([safe(each) for each in (name, box, label_in("en", name), words.get(name, ""))])
    return (BOM + file.getvalue()).encode()


def read_labels(content: bytes) -> LabelWords:
    """Return the words of a sheet that was filled in; an empty cell gives none. Raises FaultySheet."""
    read = LabelWords()
    for number, cells in _rows(content):
        name, text = cells[NAME], _BLANKS.sub(" ", without_unseen_signs(cells[WORDS])).strip(" ")
        if not text:
            continue
        if fault := _fault(name, text, read.words):
            read.faults.append((number, fault))
        else:
            read.words[name] = text
    return read


def _fault(name: str, text: str, known: Mapping[str, str]) -> Fault | None:
    if name in known:
        return Fault(gettext_noop("the label “%(name)s” is there twice"), data={"name": name})
    if len(text) > MOST_OF_A_LABEL:
        message = gettext_noop("this text has %(length)s letters: shorten it to %(most)s")
        return Fault(message, data={"length": len(text), "most": MOST_OF_A_LABEL})
    found = fault_of_words(name, text)
    return Fault(found.message, data=found.data) if found else None


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows under the headings, with the numbers that a spreadsheet shows."""
    text = decoded(content)
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            if number > MOST_ROWS or any(len(cell) > LONGEST_CELL for cell in row):
                raise _not_ours()
            cells = [without_safeguard(cell.strip()).replace("\0", "") for cell in row]
            if number == 1 and len(cells) < WIDTH:
                raise _not_ours()
            if number > 1 and any(cells):
                yield number, [*cells, *[""] * WIDTH][:WIDTH]
    except csv.Error as error:
        raise _not_ours() from error


def _not_ours() -> FaultySheet:
    message = gettext_noop("This is not the sheet of words: download it, fill in its last column, and keep its others.")
    return FaultySheet(message=message)
