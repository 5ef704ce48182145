"""What is put into, taken from and made of a plain workflow; pure, and nothing given is touched."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from cites.administration.forms.keys import ABSENT, at, put, table_at
from cites.administration.processes.spots import Kind, Spot

Plain = dict[str, Any]


def key_for(words: str, taken: Mapping[str, Any], fallback: str) -> str:
    """Return a key made of ``words`` that nothing in ``taken`` has."""
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_")[:36].rstrip("_")
    wanted = wanted if wanted[:1].isalpha() else fallback
    numbered = (f"{wanted}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (wanted, *numbered) if key not in taken)


def with_thing(workflow: Plain, spot: Spot, thing: Mapping[str, Any]) -> Plain:
    """Return the workflow with ``thing`` at the spot."""
    return put(workflow, spot.key, dict(thing))


def without_thing(workflow: Plain, spot: Spot, *, with_steps: bool = False) -> Plain:
    """Return the workflow without what stands at the spot; of a stage, on demand, without its steps as well.

    A step that begins elsewhere too keeps those beginnings. What else names the stage goes on naming it.
    """
    left = put(workflow, spot.key, ABSENT)
    if spot.kind is Kind.STAGE and with_steps:
        moves = table_at(left, spot.moves)
        kept = {key: _without_origin(move, spot.name) for key, move in moves.items() if _stays(move, spot.name)}
        left = put(left, spot.moves, kept)
    if spot.kind is Kind.BRANCH and not at(left, spot.table):
        stage = spot.table.removesuffix(".branches")
        left = put(put(left, spot.table, ABSENT), f"{stage}.joined", ABSENT)
    return left


def origins_of(move: Any) -> list[str]:
    """Return the stages from which a plain step is made."""
    stated = move.get("from") if isinstance(move, dict) else None
    return [str(each) for each in (stated if isinstance(stated, list | tuple) else [stated] if stated else [])]


def _stays(move: Any, stage: str) -> bool:
    goes_there = isinstance(move, dict) and move.get("to") == stage
    return not goes_there and origins_of(move) != [stage]


def _without_origin(move: Any, stage: str) -> Any:
    if stage not in origins_of(move):
        return move
    return {**move, "from": [each for each in origins_of(move) if each != stage]}
