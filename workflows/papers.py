"""Papers that a workflow may name on a move (``documents``); apps above register theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from kernel.registry import Registry

if TYPE_CHECKING:
    from workflows.models import Case
    from workflows.steps import Taken


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper. ``verbs`` make it by themselves; where there are none, any move may ask for it.

    ``ask`` writes down, within the transaction of the step, that it is to be made; what is slow follows after
    the commit. An error that it raises undoes the step.
    """

    name: str
    label: str | Promise
    verbs: frozenset[str] = frozenset()
    ask: "Callable[[Case, Taken], None] | None" = None


papers: Registry[Paper] = Registry("paper")


def ask_for_papers(case: "Case", taken: "Taken") -> None:
    """Write down which papers the step calls for, as its workflow says."""
    for name in taken.way.move.documents:
        paper = papers.get(name)
        if paper.ask is not None:
            paper.ask(case, taken)
