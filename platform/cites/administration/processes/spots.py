"""Where a stage, a step or a branch stands in a workflow, told from its dotted key; pure.

``stages.finding`` is a stage of the case, ``stages.finding.branches.science`` a branch of it, and
``stages.finding.branches.science.moves.record_finding`` a step within that branch.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_NAME = r"[a-z][a-z0-9_]{0,39}"
_INSIDE = rf"(?:stages\.{_NAME}\.branches\.{_NAME}\.)?"
_SPOT = re.compile(rf"(?P<process>{_INSIDE})(?P<table>stages|moves)\.(?P<name>{_NAME})")
_BRANCH = re.compile(rf"(?P<process>)(?P<table>stages\.{_NAME}\.branches)\.(?P<name>{_NAME})")
_TABLE = re.compile(rf"(?P<process>{_INSIDE})(?P<table>stages|moves)|stages\.{_NAME}\.branches")


class Kind(StrEnum):
    """What stands at a spot."""

    STAGE = "stage"
    STEP = "step"
    BRANCH = "branch"


_KINDS = {"stages": Kind.STAGE, "moves": Kind.STEP, "branches": Kind.BRANCH}


@dataclass(frozen=True, slots=True)
class Spot:
    """One spot: ``table`` is the key of the table in which it stands, ``name`` its own key there.

    ``process`` is the key of the process of which it is: of a branch, or nothing for the case itself.
    """

    table: str
    name: str
    process: str = ""

    @property
    def kind(self) -> Kind:
        """What stands there."""
        return _KINDS[self.table.rpartition(".")[2]]

    @property
    def key(self) -> str:
        """The whole dotted key."""
        return f"{self.table}.{self.name}"

    @property
    def stages(self) -> str:
        """The key of the table of stages of its process."""
        return f"{self.process}.stages" if self.process else "stages"

    @property
    def moves(self) -> str:
        """The key of the table of steps of its process."""
        return f"{self.process}.moves" if self.process else "moves"


def spot_of(key: str) -> Spot | None:
    """Return the spot of that key; None where the key names none."""
    found = _BRANCH.fullmatch(key) or _SPOT.fullmatch(key)
    return _spot(key) if found else None


def new_spot(table: str, name: str = "") -> Spot | None:
    """Return the spot of something new in the table of that key; None where the key names no such table."""
    return _spot(f"{table}.{name}") if _TABLE.fullmatch(table) else None


def nearest_spot(key: str) -> Spot | None:
    """Return the innermost spot around a key, such as that of the stage whose label is at fault."""
    steps = key.split(".")
    return next(filter(None, (spot_of(".".join(steps[:end])) for end in range(len(steps), 0, -1))), None)


def _spot(key: str) -> Spot:
    table, _dot, name = key.rpartition(".")
    inside = re.fullmatch(rf"(stages\.{_NAME}\.branches\.{_NAME})\.(?:stages|moves)", table)
    return Spot(table, name, inside[1] if inside else "")
