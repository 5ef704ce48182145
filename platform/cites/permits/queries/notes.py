"""What the note of the governing listing does with specimens: another Appendix, left out, none allowed, or to be asked.

It needs no database: the table of notes comes with the product.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cites.permits.queries.asked import SpecimensAsked
from cites.permits.queries.listed import origin_known
from cites.permits.rules.facts import Coverage, NoteFacts, NoteSays
from cites.species.models import Appendix, Listing
from cites.species.notes import Clause, Says, Specimens, Told, clauses_of


@dataclass(frozen=True, slots=True)
class Noted:
    """The Appendix in which specimens count, what the note says of their kind (None: nothing), and its words."""

    appendix: str = ""
    coverage: Coverage | None = None
    notes: tuple[NoteFacts, ...] = ()


def noted(listing: Listing | None, asked: SpecimensAsked, day: date, *, is_species: bool = True) -> Noted:
    """Return what the note of a listing says of specimens on a day."""
    if listing is None:
        return Noted()
    reads = bool(listing.populations or listing.excepted) and not listing.unread
    clauses = clauses_of(listing.annotation, day, names_populations=reads)
    if not clauses:
        return Noted(listing.appendix)
    notes = tuple(dict.fromkeys(_facts(clauses, asked, is_species=is_species)))
    said = {note.says for note in notes}
    deemed = NoteSays.DEEMED in said
    return Noted(Appendix.I.value if deemed else listing.appendix, _coverage(said), notes)


def _coverage(said: set[NoteSays]) -> Coverage | None:
    if NoteSays.EXEMPT in said:
        return Coverage.EXEMPT
    return Coverage.COVERED if NoteSays.INCLUDED in said else None


def _facts(clauses: Sequence[Clause], asked: SpecimensAsked, *, is_species: bool) -> Iterator[NoteFacts]:
    specimens = _specimens(asked)
    told = [(clause, clause.about(specimens)) for clause in clauses]
    only = [(clause, about) for clause, about in told if clause.says is Says.ONLY]
    if only:
        yield from _only(only)
    for clause, about in told:
        says = _says(clause, about, asked, is_species=is_species)
        if says is not None:
            yield NoteFacts(says, clause.words)


def _specimens(asked: SpecimensAsked) -> Specimens:
    return Specimens(
        origin=origin_known(asked) or "",
        term=asked.term,
        sources=asked.sources,
        purpose=asked.purpose,
    )


def _only(told: Sequence[tuple[Clause, Told]]) -> Iterator[NoteFacts]:
    """Say of a listing that is for some specimens alone whether these are some of them."""
    meant = [clause for clause, about in told if about is Told.YES]
    if not meant:
        yield NoteFacts(NoteSays.DEEMED, told[0][0].words)
    elif all(clause.judged for clause in meant):
        yield NoteFacts(NoteSays.ASK, meant[0].words)


def _says(clause: Clause, about: Told, asked: SpecimensAsked, *, is_species: bool) -> NoteSays | None:
    if about is Told.NO or clause.says in (Says.POPULATIONS, Says.ONLY):
        return _of_unknown_source(clause, asked)
    if clause.says is Says.ELSEWHERE:
        return None if is_species else NoteSays.ELSEWHERE
    if clause.says in (Says.ZERO, Says.REPORTED):
        return _none_allowed(clause, about, asked)
    if clause.says in _IF_SURE:
        return _IF_SURE[clause.says] if about is Told.YES else None
    return NoteSays.OUT if clause.says is Says.OUT else NoteSays.ASK


def _none_allowed(clause: Clause, about: Told, asked: SpecimensAsked) -> NoteSays | None:
    """A quota of none is for exports of what was taken when it was listed; of all else an official is asked."""
    if asked.source == "O":
        return None
    is_re_export = bool(asked.origin) and asked.origin != asked.exporter
    if about is Told.MAYBE or asked.source == "I" or is_re_export:
        return NoteSays.ASK
    return NoteSays(clause.says)


def _of_unknown_source(clause: Clause, asked: SpecimensAsked) -> NoteSays | None:
    """What is of unknown source may be what none is allowed of."""
    unknown = "U" in (asked.source, asked.second_source) and clause.says in (Says.ZERO, Says.REPORTED)
    return NoteSays.ASK if unknown and asked.purpose in ("", *clause.purposes) else None


_IF_SURE: Final = {Says.EXEMPT: NoteSays.EXEMPT, Says.INCLUDED: NoteSays.INCLUDED}
