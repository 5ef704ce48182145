"""Which answers some case can give at one moment: no case has a living line only and a dead one among its lines."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from workflows.checking.questions import AnyQuestion, Question
from workflows.facts import case_facts, facts_of_lines

_ANOTHER = ""
"""Stands for the values of a fact that no test names, where they cannot be listed."""


class Together:
    """What cases of one line or more may answer to ``questions`` together.

    A line is held as the set of questions whose tests it passes, in the bits of a number, so that lines that pass
    the same are looked at once, however many facts and values are asked for.
    """

    def __init__(self, questions: Sequence[Question]) -> None:
        self._questions = questions
        self._bits = {question: 1 << number for number, question in enumerate(questions)}
        self._remembered: dict[tuple[int, int], bool] = {}

    def allow(self, told: Mapping[AnyQuestion, bool]) -> bool:
        """Tell whether some case gives all these answers; those that are not about facts are left out."""
        yes = self._set_of(question for question, answer in told.items() if answer)
        no = self._set_of(question for question, answer in told.items() if not answer)
        if (yes, no) not in self._remembered:
            self._remembered[yes, no] = any(self._answered(lines, yes, no) for lines in self._cases)
        return self._remembered[yes, no]

    def _set_of(self, questions: Iterable[AnyQuestion]) -> int:
        return sum(self._bits.get(question, 0) for question in questions if isinstance(question, Question))

    @cached_property
    def _every(self) -> int:
        return self._set_of(question for question in self._questions if question.every)

    @cached_property
    def _cases(self) -> set[frozenset[int]]:
        """The lines that a case may have, for every set of facts of the whole."""
        of_lines = facts_of_lines()
        named = list(dict.fromkeys(name for question in self._questions for name, _values in question.tests))
        lines = self._passed([name for name in named if name in of_lines])
        wholes = self._passed([name for name in named if name not in of_lines])
        return {frozenset(whole & line for line in lines) for whole in wholes}

    def _passed(self, names: Iterable[str]) -> set[int]:
        """The sets of questions that the values of these facts let pass, in every combination."""
        found = {(1 << len(self._questions)) - 1}
        for name in names:
            found = {passed & more for passed in found for more in self._passed_by_values(name)}
        return found

    def _passed_by_values(self, name: str) -> set[int]:
        tests = {question: dict(question.tests).get(name) for question in self._questions}
        known = case_facts.get(name).values if name in case_facts else None
        mentioned = (value for values in tests.values() for value in values or ())
        values = set(known) if known is not None else {*mentioned, _ANOTHER}
        return {
            self._set_of(question for question, wanted in tests.items() if wanted is None or value in wanted)
            for value in values
        }

    def _answered(self, lines: frozenset[int], yes: int, no: int) -> bool:
        """Tell whether some of these lines make a case that answers so.

        Each must pass what every line is to pass and fail what none may; among them something must pass each of
        what some line is to pass, and fail each of what not every line may.
        """
        required, forbidden = yes & self._every, no & ~self._every
        left = [line for line in lines if line & required == required and not line & forbidden]
        passed, failed = 0, 0
        for line in left:
            passed, failed = passed | line, failed | ~line
        wanted, unwanted = yes & ~self._every, no & self._every
        return bool(left) and passed & wanted == wanted and failed & unwanted == unwanted
