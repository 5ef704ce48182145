"""Where the library's machine stands."""

from collections.abc import Iterable

from workflows.machine import BETWEEN


def innermost(states: Iterable[str]) -> set[str]:
    """Leave out the states that hold others of these."""
    return {state for state in states if not any(other.startswith(f"{state}{BETWEEN}") for other in states)}
