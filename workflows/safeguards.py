"""What no workflow may break: apps above say which classes of cases there are and what must hold of each.

The check walks every way that a case can take and knows no licence. A safeguard tells it what a verb leaves behind
(``marks``: an application was sent, a finding was made, a fee was paid) and which marks another verb asks for.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from kernel.reasons import Reason
from kernel.registry import Registry
from workflows.conditions import FactsOfClass
from workflows.definition import Move

Marks = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class CaseClass:
    """Cases of which the same is asked; ``asks`` is whatever its safeguard needs to know to judge them.

    ``goals`` are the names of those goals that each case of the class must be able to reach.
    """

    facts: FactsOfClass
    asks: Hashable
    goals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Goal:
    """What a case must be able to come to, by one of ``verbs``.

    It has to stay within reach from the first stage on; where ``since`` names verbs, also from wherever one of
    them was made until it is reached or the case ends. It is not asked for any more once one of ``until`` was made.
    ``reason`` is what is said where it is out of reach.
    """

    name: str
    verbs: frozenset[str]
    reason: Reason
    since: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()


class Safeguard(Protocol):
    """One body of law; its methods are pure, for what they return is remembered."""

    @property
    def name(self) -> str: ...

    @property
    def goals(self) -> Sequence[Goal]:
        """What cases must be able to come to."""
        ...

    def classes_of(self, document_type: str) -> Sequence[CaseClass]:
        """Return the classes of cases of that document; none where it has nothing to say of it."""
        ...

    def marks_after(self, move: Move, marks: Marks) -> Marks:
        """Return the marks of a case that had ``marks`` once ``move`` is made."""
        ...

    def marks_at(self, verbs: frozenset[str], marks: Marks) -> Marks:
        """Return the marks of a case that had ``marks`` once it waits where ``verbs`` may be done."""
        ...

    def reasons_against(self, move: Move, marks: Marks, asks: Hashable) -> Iterable[Reason]:
        """Return what speaks against making ``move`` on a case of that class with those marks.

        A reason's ``code`` and the data ``about`` name the thing: what is wrong with the same thing in many
        classes is said once. ``source`` is the rule.
        """
        ...


safeguards: Registry[Safeguard] = Registry("safeguard")
