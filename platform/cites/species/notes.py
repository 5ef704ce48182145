"""What the notes of listings say of specimens, as a table: ``data/listing_notes.csv``; pure, and never guessed.

A note is looked up by its own words. One that is not in the table, and does no more than name populations, says nothing
beside them; any other is for an official to judge.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent / "data" / "listing_notes.csv"


class Says(StrEnum):
    """What a row of the table does with the specimens that it is about."""

    POPULATIONS = "populations"  # the populations of the listing say it all
    ELSEWHERE = "elsewhere"  # some of a group have a listing of their own, or none
    OUT = "out"  # some are not listed, and codes do not tell which
    EXEMPT = "exempt"  # they are not listed
    INCLUDED = "included"  # they are listed beside what the numbered annotation names
    ONLY = "only"  # the listing is for these; all others count as Appendix I
    ZERO = "zero"  # none of them may be exported
    REPORTED = "reported"  # the same, known from reports of a meeting alone
    ASK = "ask"  # on conditions that an official has to judge


class Told(StrEnum):
    """Whether specimens are those that a row is about; MAYBE where a code that it asks for is not told."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Specimens:
    """Specimens as somebody states them: country of origin or nothing, and codes."""

    origin: str = ""
    term: str = ""
    sources: frozenset[str] = frozenset()
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One row: what it says of which specimens (an empty list means all), with the words of the note."""

    says: Says
    words: str
    valid_from: date = date.min
    valid_to: date | None = None
    countries: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    judged: bool = False

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def about(self, one: Specimens) -> Told:
        """Tell whether it is about these specimens; of two sources either is enough."""
        asked = (
            (self.countries, frozenset({one.origin} - {""})),
            (self.terms, frozenset({one.term} - {""})),
            (self.sources, one.sources),
            (self.purposes, frozenset({one.purpose} - {""})),
        )
        told = [_told(wanted, given) for wanted, given in asked if wanted]
        if Told.NO in told:
            return Told.NO
        return Told.MAYBE if Told.MAYBE in told else Told.YES


def _told(wanted: frozenset[str], given: frozenset[str]) -> Told:
    if not given:
        return Told.MAYBE
    return Told.NO if wanted.isdisjoint(given) else Told.YES


def clauses_of(note: str, day: date, *, names_populations: bool = False) -> tuple[Clause, ...]:
    """Return what a note says on ``day``; what is not in the table is to be asked of an official, in its words.

    ``names_populations``: those that it names were read, so that what only names them says nothing more.
    """
    if not note.strip():
        return ()
    known = _known(note)
    rows = known if known is not None else tuple(_by_parts(note, names_populations=names_populations))
    return tuple(row for row in rows if row.holds_on(day))


def _by_parts(note: str, *, names_populations: bool) -> Iterator[Clause]:
    """Imported listings of one day have their notes joined by semicolons: what of them is known need not be asked."""
    parts = [part.strip() for part in note.split(";") if part.strip()]
    if all(_known(part) is None for part in parts):
        parts = [note.strip()]
    for part in parts:
        known = _known(part)
        if known is not None:
            yield from known
        elif not (names_populations and _only_names_populations(part)):
            yield Clause(Says.ASK, part)


def _only_names_populations(part: str) -> bool:
    return bool(_POPULATIONS.search(part)) and not _CONDITIONS.search(part)


def _known(note: str) -> tuple[Clause, ...] | None:
    return _table().get(_plain(note))


def _plain(note: str) -> str:
    return " ".join(note.casefold().split()).strip(" .[]()")


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[Clause, ...]]:
    found: dict[str, tuple[Clause, ...]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = _plain(row["note"])
            found[key] = (*found.get(key, ()), _clause(row))
    return found


def _clause(row: dict[str, str]) -> Clause:
    return Clause(
        says=Says(row["says"]),
        words=row["note"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        countries=frozenset(row["countries"].split()),
        terms=frozenset(row["terms"].split()),
        sources=frozenset(row["sources"].split()),
        purposes=frozenset(row["purposes"].split()),
        judged=row["judged"] == "yes",
    )


_POPULATIONS: Final = re.compile(r"\bpopulations?\b", re.IGNORECASE)
_CONDITIONS: Final = re.compile(
    r"\b(?:quotas?|zero|purposes?|subject to|conditions?|specimens?|wild|exclusive|trade|products?|only for)\b",
    re.IGNORECASE,
)
