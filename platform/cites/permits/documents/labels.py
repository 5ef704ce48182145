"""The labels of the form: what each is called where a Party gives its words, and in which box it stands.

Their words are the Convention's, in ``words/<language>.toml``. The paragraphs of box 5 are none: they say something of
one document, in its language alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cites.permits.documents.words import words_in
from kernel.text import gettext_noop

_OF_TABLES: Final = {"kind": "kinds", "title": "titles"}
"""Labels of which there is one for each kind and for each document: ``kind_e``, ``title_pre``."""

_BOXES: Final[Mapping[str, str]] = {
    "convention": "",
    "box1": "1",
    "original": "1",
    "copy": "1",
    "replacement": "1",
    "retrospective": "1",
    **{f"kind_{code}": "1" for code in "erio"},
    "box2": "2",
    "box3": "3",
    "box3a": "3a",
    "box4": "4",
    "applicant": "4",
    "completed_by": "4",
    "box5": "5",
    "transport": "5",
    "transport_plants": "5",
    "special_annex": "5",
    "box5a": "5a",
    "box5b": "5b",
    "box6": "6",
    "box7": "7/8",
    "box9": "9",
    "box10": "10",
    "box11": "11",
    "box11a": "11a",
    "box12": "12",
    "box12a": "12a",
    "box12b": "12b",
    "notes": "12",
    "box13": "13",
    "place": "13",
    "date": "13, 14",
    "signature": "13",
    "verify": "13",
    "box14": "14",
    "box14_in": "14",
    "box14_continued": "14",
    "block": "14",
    "actual": "14",
    "port": "14",
    "port_in": "14",
    "officer": "14",
    "signature_stamp": "14",
    "box15": "15",
    "annex": "",
    "continuation": "",
    "crossings": "14",
    "crossing": "14",
    "exit": "14",
    "entry": "14",
    "date_port": "14",
    "quantities": "14",
}

LABELS: Final[Mapping[str, str]] = dict(_BOXES) | {f"title_{code.lower()}": "1" for code in words_in("en")["titles"]}
"""By name, the box in which a label stands; nothing for what stands in none."""

_PLACE: Final = re.compile(r"\{[^{}]*\}")
_MOST_SHOWN: Final = 40


def label_in(language: str, name: str) -> str:
    """Return the words of a label in en, fr or es."""
    table, _, code = name.partition("_")
    words = words_in(language)
    return str(words[_OF_TABLES[table]][code.upper()] if table in _OF_TABLES else words[name])


def labels_in(language: str) -> dict[str, str]:
    """Return the words of every label in en, fr or es."""
    return {name: label_in(language, name) for name in LABELS}


def labels_of_box(box: str) -> Iterator[str]:
    """Yield the labels that stand in a box, which ``box`` names as a refusal to print does: `12a A`, `4`."""
    number = box.partition(" ")[0]
    return (name for name, boxes in LABELS.items() if number and number in boxes.split(", "))


@dataclass(frozen=True, slots=True)
class FaultOfWords:
    """Why words cannot stand with a label; ``message`` is an English message id."""

    message: str
    data: Mapping[str, Any] = field(default_factory=dict)


def fault_of_words(name: str, text: str) -> FaultOfWords | None:
    """Return what is wrong with the words that somebody gave for a label, or None."""
    if name not in LABELS:
        return FaultOfWords(gettext_noop("no label of the form is called “%(name)s”"), {"name": name[:_MOST_SHOWN]})
    asked = places_in(label_in("en", name))
    if places_in(text) == asked:
        return None
    if not asked:
        return FaultOfWords(gettext_noop("leave out what stands in { }: nothing is filled in here"))
    message = gettext_noop("write %(places)s, each once, where that is to be filled in")
    return FaultOfWords(message, {"places": ", ".join(asked)})


def places_in(text: str) -> list[str]:
    """Return what is filled in when a label is printed, such as ``{page}``, in alphabetical order."""
    return sorted(_PLACE.findall(text))


def without_places(text: str) -> str:
    """Return the words of a label as a list of labels has them."""
    return _PLACE.sub("…", text)
