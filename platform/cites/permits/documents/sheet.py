"""What stands on a permit, box by box, as plain texts: all that the typesetting knows."""

from dataclasses import asdict, dataclass
from typing import Any

FIRST_LINES = 4
ANNEX_LINES = 6


@dataclass(frozen=True, slots=True)
class SheetParty:
    """A name, the rows of its address, and its country."""

    name: str
    address: tuple[str, ...]
    country: str


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
    specimen: str = ""
    """Of a practice twin: the word across the form, and above the form what it means."""
    specimen_note: str = ""
    fonts: tuple[str, ...] = ("Libertinus Serif", "Noto Serif", "Noto Sans")

    @property
    def pages(self) -> int:
        """The number of pages: the form, and an annex for every six lines more."""
        return 1 + -(-max(0, len(self.lines) - FIRST_LINES) // ANNEX_LINES)

    def facts(self) -> dict[str, Any]:
        """Return everything as JSON holds it."""
        kinds = [{"code": code, "name": name} for code, name in self.words["kinds"].items()]
        return {
            **asdict(self),
            "words": {**self.words, "kinds": kinds},
            "first_lines": FIRST_LINES,
            "annex_lines": ANNEX_LINES,
            "pages": self.pages,
        }
