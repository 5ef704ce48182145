"""What stands on a permit, box by box, as plain texts: all that the typesetting knows."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from cites.permits.documents.beside import NOTHING, Beside, as_facts, pages_of_words
from cites.permits.documents.labels import labels_of_box

FIRST_LINES = 4
ANNEX_LINES = 6
_MANY_PAGES = 1000  # box 5 has room to say as many, before it is known how many there are


class Endorsed(StrEnum):
    """Where an inspecting official writes down a movement."""

    OUT = "out"  # box 14, as the specimens leave
    IN = "in"  # box 14, as they come in
    CONTINUED = "continued"  # on continuation sheets, for there are several


class Paper(StrEnum):
    """What is printed of the form: all of it, or on paper that bears it already the first page in part."""

    NONE = ""  # all
    DATA = "data"  # what is said of this permit, where it stands in the form
    TEST = "test"  # the frames, to see where they come to lie


@dataclass(frozen=True, slots=True)
class SheetParty:
    """A name, the rows of its address, and its country."""

    name: str
    address: tuple[str, ...]
    country: str


NOBODY = SheetParty("", (), "")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """Boxes 7 to 12b of one line; an empty text is a box to be struck out."""

    scientific: str
    common: str
    description: str
    marks: str
    appendix_source: str
    quantity: str
    quota: str
    origin: str
    reexport: str = ""
    operation: str = ""


@dataclass(frozen=True, slots=True)
class PermitSheet:
    """A whole document; the same sheet always makes the same bytes."""

    language: str
    words: dict[str, Any]
    title: str
    kind: str
    number: str
    colour: str
    crest: str
    valid_until: str
    importer: SheetParty
    exporter: SheetParty
    applied: str
    conditions: str
    purpose: str
    stamp: str
    authority: SheetParty
    lines: tuple[SheetLine, ...]
    letters: tuple[str, ...]
    place: str
    issued: str
    issued_at: int
    signatory: str
    signed: str
    qr: str
    verify_at: str
    code: tuple[str, ...]
    marks: tuple[str, ...] = ()
    """The labels that box 1 bears besides that of an original or a copy: that it replaces another."""
    copy: str = ""
    """Of a copy: the word across the form and in box 1, and above the form what it means."""
    copy_note: str = ""
    document: str = ""
    """The name of the document, where it is none of the three that box 1 names; its label."""
    document_label: str = ""
    transport: tuple[str, ...] = ()
    annexed: tuple[str, ...] = ()
    """What box 5 goes on with, page by page."""
    open_boxes: tuple[str, ...] = ()
    """The boxes that the holder completes: not struck out when they are empty."""
    endorsed: Endorsed = Endorsed.OUT
    continuation: int = 0
    specimen: str = ""
    """Of a practice twin: the word across the form, and above the form what it means."""
    specimen_note: str = ""
    paper: Paper = Paper.NONE
    once: str = ""
    """Among the keywords of the file: what makes it another than every other, and than any that a stranger makes."""
    right: int = 0
    """On paper that bears the form: by how many tenths of a millimetre all is moved to the right, and down."""
    down: int = 0
    xml: str = ""
    """The same for machines, attached to the document."""
    beside: Beside = NOTHING
    """The language whose words stand with the labels."""
    apart: tuple[str, ...] = ()
    """The labels that stand alone in their boxes, for there is no room for both."""
    pages_of_words: tuple[tuple[str, ...], ...] = ()
    """The labels whose words in the language beside stand at the end, page by page."""
    fonts: tuple[str, ...] = ("Libertinus Serif", "Noto Serif", "Noto Sans")

    @property
    def pages(self) -> int:
        """The number of pages: the form, annexes of six lines, those of box 5 and of words, continuation sheets."""
        return self._pages_of_lines + len(self.annexed) + len(self.pages_of_words) + self.continuation

    @property
    def _pages_of_lines(self) -> int:
        return 1 + -(-max(0, len(self.lines) - FIRST_LINES) // ANNEX_LINES)

    def going_on(self, starts: Sequence[tuple[int, int]]) -> "PermitSheet":
        """Return the sheet with box 5 going on to pages of its own, of which box 5 says the numbers.

        ``starts`` tells by paragraph and word where each page begins; what stands before the first stays in box 5.
        """
        paragraphs = [paragraph.split(" ") for paragraph in self.conditions.split("\n")]
        ends = [*starts[1:], (len(paragraphs), 0)]
        annexed = tuple(_between(paragraphs, start, end) for start, end in zip(starts, ends, strict=True))
        face = [_between(paragraphs, (0, 0), starts[0]), self._on_annex(len(annexed))]
        return replace(self, conditions="\n".join(filter(None, face)), annexed=annexed)

    def _on_annex(self, count: int) -> str:
        """What box 5 says when it goes on to so many pages, which follow those of the lines."""
        first = self._pages_of_lines + 1
        said = self.words["on_annex" if count == 1 else "on_annexes"]
        return str(said.format(page=first, last=first + count - 1))

    def with_words_apart(self, names: Iterable[str]) -> "PermitSheet":
        """Return the sheet with these labels alone in their boxes, and both languages of them at the end."""
        apart = [*dict.fromkeys([*self.apart, *names])]
        pages = pages_of_words(list(names), self.language, self.beside.words)
        return replace(self, apart=tuple(apart), pages_of_words=pages)

    def with_box_alone(self, box: str) -> "PermitSheet | None":
        """Return the sheet with one language for the labels of a box; None where it has no other."""
        more = [name for name in labels_of_box(box) if name in self.beside.words and name not in self.apart]
        return replace(self, apart=(*self.apart, *more)) if more else None

    def facts(self) -> dict[str, Any]:
        """Return everything as JSON holds it."""
        kinds = [{"code": code, "name": name} for code, name in self.words["kinds"].items()]
        return {
            **asdict(self),
            "words": {**self.words, "kinds": kinds},
            "beside": as_facts(self.beside, self.language, self.pages_of_words),
            "first_lines": FIRST_LINES,
            "annex_lines": ANNEX_LINES,
            "on_annex": self._on_annex(_MANY_PAGES),
            "pages": self.pages,
        }


def _between(paragraphs: list[list[str]], start: tuple[int, int], end: tuple[int, int]) -> str:
    """The words from one place to before another."""
    rows = paragraphs[start[0] : end[0]] + ([paragraphs[end[0]][: end[1]]] if end[1] else [])
    if not rows:
        return ""
    return "\n".join(" ".join(words) for words in [rows[0][start[1] :], *rows[1:]])
