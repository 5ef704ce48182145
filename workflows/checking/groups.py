"""Classes of cases that can take the same ways, walked together."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from workflows.checking.exploring import Exploration, Marking, explore
from workflows.checking.questions import answers_of
from workflows.checking.steps import Steps, asked_of, questions_in
from workflows.checking.together import Together
from workflows.conditions import FactsOfClass
from workflows.definition import Move, Workflow
from workflows.safeguards import CaseClass, Goal, Marks, Safeguard, safeguards

ANY = CaseClass(FactsOfClass({}, {}), None)
"""Every case, where no safeguard tells classes apart."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Classes of which one safeguard asks the same."""

    safeguard: Safeguard | None
    asks: Hashable
    goals: tuple[Goal, ...]
    classes: tuple[CaseClass, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Classes that answer the same to all conditions, by kind, with all the states that they can come to."""

    kinds: tuple[Kind, ...]
    found: Exploration

    @property
    def classes(self) -> tuple[CaseClass, ...]:
        """Return all of its classes."""
        return tuple(each for kind in self.kinds for each in kind.classes)


def groups_of(document_type: str, workflow: Workflow) -> list[Group]:
    """Walk the workflow once for each set of answers that some class of cases gives."""
    asked = asked_of(workflow)
    questions = questions_in(asked)
    allowed = Together(questions).allow
    bundles: dict[tuple[bool | None, ...], list[tuple[Safeguard | None, CaseClass]]] = {}
    for safeguard, each in _classes(document_type):
        told = answers_of(each.facts, questions)
        bundles.setdefault(tuple(told[question] for question in questions), []).append((safeguard, each))
    return [
        Group(_kinds(members), explore(Steps(workflow, asked, told, allowed), MARKING))
        for answers, members in bundles.items()
        for told in [dict(zip(questions, answers, strict=True))]
    ]


def marks_after(move: Move, marks: Marks) -> Marks:
    """Return the marks that every safeguard leaves after ``move``, and those of the goals."""
    for safeguard in safeguards:
        marks = safeguard.marks_after(move, marks)
        for goal in safeguard.goals:
            marks = _goal_marks(goal, move, marks)
    return marks


def marks_at(verbs: frozenset[str], marks: Marks) -> Marks:
    """Return the marks that every safeguard leaves to a case that waits where ``verbs`` may be done."""
    for safeguard in safeguards:
        marks = safeguard.marks_at(verbs, marks)
    return marks


MARKING = Marking(marks_after, marks_at)


def reached(goal: Goal) -> str:
    """Return the mark of a case that has come to ``goal``."""
    return f"reached:{goal.name}"


def due(goal: Goal) -> str:
    """Return the mark of a case for which ``goal`` must stay within reach from now on."""
    return f"due:{goal.name}"


def _goal_marks(goal: Goal, move: Move, marks: Marks) -> Marks:
    if move.verb in goal.verbs | goal.until:
        return (marks | {reached(goal)}) - {due(goal)}
    return marks | {due(goal)} if move.verb in goal.since else marks


def _classes(document_type: str) -> list[tuple[Safeguard | None, CaseClass]]:
    found = [(safeguard, each) for safeguard in safeguards for each in safeguard.classes_of(document_type)]
    return list(found) or [(None, ANY)]


def _kinds(members: Sequence[tuple[Safeguard | None, CaseClass]]) -> tuple[Kind, ...]:
    kinds: dict[tuple[str, Hashable, frozenset[str]], list[CaseClass]] = {}
    by_name = {safeguard.name: safeguard for safeguard, _ in members if safeguard}
    for safeguard, each in members:
        kinds.setdefault((safeguard.name if safeguard else "", each.asks, each.goals), []).append(each)
    return tuple(
        Kind(by_name.get(name), asks, _goals(by_name.get(name), goals), tuple(classes))
        for (name, asks, goals), classes in kinds.items()
    )


def _goals(safeguard: Safeguard | None, names: frozenset[str]) -> tuple[Goal, ...]:
    return tuple(goal for goal in safeguard.goals if goal.name in names) if safeguard else ()
