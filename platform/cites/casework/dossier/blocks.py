"""What a dossier is made of, as plain texts: all that the typesetting knows. Nothing in them is ever markup."""

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a text is set; only scientific names stand in italics, and are Latin."""

    PLAIN = "plain"
    ITALIC = "italic"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Words:
    """A text, which may have line breaks."""

    text: str
    style: Style = Style.PLAIN


Cell = tuple[Words, ...]
"""One cell of a table: texts below one another."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Labels with their values; ``english`` are the words of each value that stay English, if any do."""

    rows: tuple[tuple[str, str], ...]
    kind: str = "rows"
    english: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``shares`` are the relative widths of its columns, ``numbers`` those set at the right, from 0."""

    head: tuple[str, ...]
    body: tuple[tuple[Cell, ...], ...]
    shares: tuple[int, ...]
    numbers: tuple[int, ...] = ()
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that somebody said or did: what, who and when, and in what words."""

    title: str
    note: str
    text: str
    kind: str = "entry"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section."""

    words: Words
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of ours."""

    text: str
    kind: str = "note"


Block = Rows | Table | Entry | Heading | Note


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the case under its heading."""

    title: str
    blocks: tuple[Block, ...]


def cell(*texts: str, style: Style = Style.MUTED) -> Cell:
    """The first text plain and the others in ``style``; what is empty is left out."""
    first, *others = texts
    return (Words(first), *(Words(text, style) for text in others if text))


def rows_or_note(rows: tuple[tuple[str, str], ...], note: str) -> tuple[Block, ...]:
    """The rows, or the sentence that says that there are none."""
    return (Rows(rows),) if rows else (Note(note),)
