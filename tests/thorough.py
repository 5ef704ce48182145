"""How much is tried: each time enough to notice a mistake, and far more of it under ``make everything``."""

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest

THOROUGH = "EVERYTHING" in os.environ
STRIDE = 1 if THOROUGH else 4
"""So many statements further on is the next process killed."""

T = TypeVar("T")
_FEW = 5

only_thoroughly = pytest.mark.skipif(not THOROUGH, reason="takes minutes; make everything runs it")


def often(times: int) -> int:
    """Return ``times`` when everything is tried, otherwise a quarter of it, yet five where it is as many."""
    return times if THOROUGH else max(times // 4, min(times, _FEW))


def some(values: Sequence[T], few: int) -> list[T]:
    """Return all values when everything is tried, otherwise ``few`` of them evenly apart, the first among them."""
    return list(values) if THOROUGH else list(values[:: -(-len(values) // few)])
