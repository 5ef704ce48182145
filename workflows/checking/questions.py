"""Conditions as questions with a yes or no, and all that may happen at a moment when some answers are not known."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from workflows.conditions import FactsOfClass, every_line_of, some_line_of
from workflows.definition import Conditional, Move
from workflows.facts import case_facts
from workflows.guards import guards

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Question:
    """Whether some line of a case (or every line of it) answers to tests."""

    every: bool
    tests: frozenset[tuple[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class GuardQuestion:
    """Whether a guard about the case holds, which no class tells."""

    name: str


AnyQuestion = Question | GuardQuestion
Ask = Callable[[AnyQuestion], bool]
Answers = Mapping[Question, bool | None]
"""What a class of cases answers; None: some of its cases do, others do not."""
Allowed = Callable[[Mapping[AnyQuestion, bool]], bool]
"""Whether some case gives such answers at one moment."""
Asked = tuple[tuple[Question, bool], ...]
"""Questions, each with the answer that is wanted."""


def questions_of(conditional: Conditional) -> Asked:
    """Return what ``conditional`` asks; what asks the same asks the same question."""
    found = []
    if conditional.when:
        found.append((_some(conditional.when), True))
    if conditional.only:
        found.append((Question(True, _frozen(conditional.only)), True))
    if conditional.unless:
        found.append((_some(conditional.unless), False))
    return tuple(found)


def needs_of(move: Move) -> tuple[tuple[GuardQuestion, bool], ...]:
    """Return what the guards of ``move`` that are about the case ask; the others hold for whoever acts rightly."""
    found = [guards.get(name) for name in move.needs if name in guards]
    return tuple((GuardQuestion(each.unlike or each.name), not each.unlike) for each in found if each.of_case)


def answers_of(facts: FactsOfClass, questions: Iterable[Question]) -> Answers:
    """Return what every case of a class answers, as far as that can be told."""
    of_lines = frozenset(fact.name for fact in case_facts if fact.of_line)
    told = {}
    for question in questions:
        tests = {name: tuple(sorted(values)) for name, values in question.tests}
        told[question] = (every_line_of if question.every else some_line_of)(tests, facts, of_lines)
    return told


def outcomes(result: Callable[[Ask], Result], answers: Answers, allowed: Allowed) -> Iterator[Result]:
    """Yield what ``result`` returns for every set of answers that some case gives at one moment (``allowed``)."""
    known: dict[AnyQuestion, bool] = {each: answer for each, answer in answers.items() if answer is not None}
    pending = [known]
    while pending:
        yield result(_asking(pending.pop(), pending, allowed))


def _asking(told: dict[AnyQuestion, bool], pending: list[dict[AnyQuestion, bool]], allowed: Allowed) -> Ask:
    def ask(question: AnyQuestion) -> bool:
        if question not in told:
            yes, no = {**told, question: True}, {**told, question: False}
            may_be = allowed(yes)
            if may_be and allowed(no):
                pending.append(no)
            told[question] = may_be
        return told[question]

    return ask


def _some(tests: Mapping[str, tuple[str, ...]]) -> Question:
    return Question(False, _frozen(tests))


def _frozen(tests: Mapping[str, tuple[str, ...]]) -> frozenset[tuple[str, frozenset[str]]]:
    return frozenset((name, frozenset(values)) for name, values in tests.items())
