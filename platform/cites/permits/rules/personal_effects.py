"""Personal and household effects: what may be carried without a document (Article VII.3; Resolution Conf. 13.7)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from cites.permits.rules.facts import UNKNOWN_COUNTRY, LineFacts
from cites.permits.rules.measures import converted


class Exemption(StrEnum):
    """Whether somebody may carry specimens without a document."""

    NONE = "none"
    MAYBE = "maybe"  # it depends on what was not said: where the person lives, or what another State asks
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Allowance:
    """The most of some dead specimens that one person carries without a document; known at second hand."""

    rank: str
    taxon: str
    most: Decimal
    unit: str = ""
    terms: frozenset[str] = frozenset()

    def is_about(self, line: LineFacts) -> bool:
        """Tell whether a line's specimens are meant."""
        return (self.rank, self.taxon) in line.lineage and (not self.terms or line.term in self.terms)

    def holds(self, line: LineFacts) -> bool:
        """Tell whether a line's quantity is within it; an unknown quantity, or one in another measure, is not."""
        measured = None if line.quantity is None else converted(line.quantity, line.unit, self.unit)
        return measured is not None and measured <= self.most


SHELLS: Final = frozenset({"SHE", "CAR", "SPE"})
RAINSTICKS: Final = frozenset({"CAR", "STE", "WPR"})  # they have no term of their own
BEADS: Final = frozenset({"JWL", "CAR"})  # two sets, necklaces or bracelets
ALLOWANCES: Final = (
    Allowance("SPECIES", "Aliger gigas", Decimal(3), terms=SHELLS),
    Allowance("GENUS", "Tridacna", Decimal(3), terms=SHELLS),
    Allowance("GENUS", "Tridacna", Decimal(3), "KGM", SHELLS),
    Allowance("GENUS", "Hippopus", Decimal(3), terms=SHELLS),
    Allowance("GENUS", "Hippopus", Decimal(3), "KGM", SHELLS),
    Allowance("GENUS", "Hippocampus", Decimal(4)),
    Allowance("ORDER", "Crocodylia", Decimal(4)),
    Allowance("ORDER", "Acipenseriformes", Decimal("0.125"), "KGM", frozenset({"CAV"})),
    Allowance("FAMILY", "Cactaceae", Decimal(3), terms=RAINSTICKS),
    Allowance("GENUS", "Aquilaria", Decimal(1), "KGM", frozenset({"CHP"})),
    Allowance("GENUS", "Aquilaria", Decimal(24), "MLT", frozenset({"OIL"})),
    Allowance("GENUS", "Aquilaria", Decimal(2), terms=BEADS),
    Allowance("GENUS", "Aquilaria", Decimal(2), "SET", BEADS),
    Allowance("GENUS", "Gyrinops", Decimal(1), "KGM", frozenset({"CHP"})),
    Allowance("GENUS", "Gyrinops", Decimal(24), "MLT", frozenset({"OIL"})),
    Allowance("GENUS", "Gyrinops", Decimal(2), terms=BEADS),
    Allowance("GENUS", "Gyrinops", Decimal(2), "SET", BEADS),
)


@dataclass(frozen=True, slots=True)
class Journey:
    """From where to where somebody carries a thing, and where they usually live, where that is known."""

    departure: str
    arrival: str
    residence: str = ""


def exemption_of(line: LineFacts, journey: Journey) -> Exemption:
    """Return whether dead specimens that are worn, carried or part of a move need a document.

    Article VII.3 leaves out (a) Appendix I acquired abroad and brought home, (b) Appendix II acquired abroad in the
    State where it was taken from the wild and brought home, if that State asks for export permits.
    """
    if line.living or not line.appendix:
        return Exemption.NONE
    if allowance := allowance_of(line):
        if not allowance.holds(line):
            return Exemption.NONE
        if line.appendix != "I":
            return Exemption.YES
    if line.appendix == "III":
        return Exemption.YES
    return _by_residence(line, journey)


def allowance_of(line: LineFacts) -> Allowance | None:
    """Return how much of such specimens one person may carry in the line's measure where one is in it."""
    found = [each for each in ALLOWANCES if each.is_about(line)]
    alike = [each for each in found if converted(Decimal(1), line.unit, each.unit) is not None]
    return next(iter([*alike, *found]), None)


def _by_residence(line: LineFacts, journey: Journey) -> Exemption:
    if not journey.residence:
        return Exemption.MAYBE
    brought_home = journey.residence == journey.arrival != journey.departure
    if not brought_home:
        return Exemption.YES
    if line.appendix == "I":
        return Exemption.NONE
    return Exemption.MAYBE if _may_be_taken_there(line, journey) else Exemption.YES


def _may_be_taken_there(line: LineFacts, journey: Journey) -> bool:
    """Whether they may have been taken from the wild where they were acquired; what nobody knows may be so."""
    of_the_wild = line.source != "O" and line.main_source in _FROM_THE_WILD_OR_UNKNOWN
    return of_the_wild and line.origin in ("", UNKNOWN_COUNTRY, _SEVERAL_COUNTRIES, journey.departure)


_FROM_THE_WILD_OR_UNKNOWN: Final = frozenset({"W", "R", "U", "I"})  # ranched: taken as eggs or juveniles
_SEVERAL_COUNTRIES: Final = "XV"
