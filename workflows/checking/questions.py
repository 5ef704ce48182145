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
Asked = tuple[tuple[Question, bool], ...]
"""Questions, each with the answer that is wanted."""


def questions_of(conditional: Conditional) -> Asked:
    """Return what ``conditional`` asks; what asks the same asks the same question."""
    found = []
    if conditional.when:
        found.append((_some(conditional.when), True))
    if conditional.only:
        found.append(_every(conditional.only))
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


def outcomes(result: Callable[[Ask], Result], answers: Answers) -> Iterator[Result]:
    """Yield what ``result`` returns for every set of answers; at one moment a question has one answer."""
    pending: list[dict[AnyQuestion, bool]] = [{}]
    while pending:
        yield result(_asking(pending.pop(), pending, answers))


def _asking(told: dict[AnyQuestion, bool], pending: list[dict[AnyQuestion, bool]], answers: Answers) -> Ask:
    def ask(question: AnyQuestion) -> bool:
        known = answers.get(question) if isinstance(question, Question) else None
        if known is not None:
            return known
        if question not in told:
            pending.append({**told, question: False})
            told[question] = True
        return told[question]

    return ask


def _some(tests: Mapping[str, tuple[str, ...]]) -> Question:
    return Question(False, _frozen(tests))


def _every(tests: Mapping[str, tuple[str, ...]]) -> tuple[Question, bool]:
    """That every line has one of some values says that none has another, where all values are known."""
    (name, values), *more = tests.items()
    fact = case_facts.get(name) if name in case_facts else None
    if more or fact is None or fact.values is None or not fact.of_line:
        return Question(True, _frozen(tests)), True
    return _some({name: tuple(value for value in fact.values if value not in values)}), False


def _frozen(tests: Mapping[str, tuple[str, ...]]) -> frozenset[tuple[str, frozenset[str]]]:
    return frozenset((name, frozenset(values)) for name, values in tests.items())
