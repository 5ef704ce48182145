"""Whether conditions hold: of a case at hand by its facts, and of a whole class of cases as far as it can be told."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflows.definition import Branch, Conditional, Move, Workflow
from workflows.facts import FactsOfCase, facts_of
from workflows.places import Place, Way, ways_from

if TYPE_CHECKING:
    from workflows.models import Case

Tests = Mapping[str, tuple[str, ...]]


def facts_named(workflow: Workflow) -> list[str]:
    """Return the facts that a workflow tests anywhere, each once."""
    return list(dict.fromkeys(name for each in conditionals(workflow) for name in _names(each)))


def conditionals(workflow: Workflow) -> Iterator[Conditional]:
    """Yield every move and branch of a workflow."""
    yield from workflow.moves.values()
    for _place, branch in workflow.branches():
        yield branch
        yield from branch.moves.values()


def facts_for(case: "Case", workflow: Workflow) -> FactsOfCase:
    """Return the facts of ``case`` that its workflow tests."""
    return facts_of(case, facts_named(workflow))


def holds(conditional: Conditional, facts: FactsOfCase) -> bool:
    """Tell whether all that a move or branch asks for is true of a case with these facts."""
    return (
        (not conditional.when or _some_line(conditional.when, facts))
        and (not conditional.only or _every_line(conditional.only, facts))
        and (not conditional.unless or not _some_line(conditional.unless, facts))
    )


def opens_for(facts: FactsOfCase) -> Callable[[Branch], bool]:
    """Return which branches are opened for a case with these facts."""
    return lambda branch: holds(branch, facts)


def chosen(ways: Iterable[Way], verb: str, holds_of: Callable[[Move], bool]) -> Way | None:
    """Return the way that ``verb`` takes: the first whose conditions hold, else the one without any, else None.

    ``ways`` are those from one place; ``holds_of`` tells whether the conditions of a move are true.
    """
    of_verb = [way for way in ways if way.move.verb == verb]
    fitting = (way for way in of_verb if way.move.is_conditional and holds_of(way.move))
    return next(fitting, None) or next((way for way in of_verb if not way.move.is_conditional), None)


def way_by(workflow: Workflow, place: Place, verb: str, facts: FactsOfCase) -> Way | None:
    """Return the way that ``verb`` takes a case with these facts from ``place``; None when it takes it nowhere."""
    return chosen(ways_from(workflow, place), verb, lambda move: holds(move, facts))


def _names(conditional: Conditional) -> Iterator[str]:
    yield from (*conditional.when, *conditional.only, *conditional.unless)


def _some_line(tests: Tests, facts: FactsOfCase) -> bool:
    of_lines, whole = _parted(tests, facts)
    return whole and (not of_lines or any(_answers(line, of_lines) for line in facts.lines))


def _every_line(tests: Tests, facts: FactsOfCase) -> bool:
    of_lines, whole = _parted(tests, facts)
    return whole and all(_answers(line, of_lines) for line in facts.lines)


def _parted(tests: Tests, facts: FactsOfCase) -> tuple[Tests, bool]:
    """The tests of lines, and whether the case as a whole answers to the others."""
    of_whole = {name: values for name, values in tests.items() if name in facts.whole}
    of_lines = {name: values for name, values in tests.items() if name not in facts.whole}
    return of_lines, _answers(facts.whole, of_whole)


def _answers(facts: Mapping[str, str], tests: Tests) -> bool:
    return all(facts.get(name) in values for name, values in tests.items())


@dataclass(frozen=True, slots=True)
class FactsOfClass:
    """What is known of a class of cases: the values that facts of the whole, and of one line, may have by name.

    Other lines may be anything, and so may every fact that is not named.
    """

    whole: Mapping[str, frozenset[str]]
    line: Mapping[str, frozenset[str]]


def some_line_of(tests: Tests, known: FactsOfClass, of_lines: Iterable[str]) -> bool | None:
    """Tell whether some line of every case of a class answers to ``tests``; None where it may or may not."""
    on_lines = {name: values for name, values in tests.items() if name in of_lines}
    whole = _answered(_without(tests, on_lines), known.whole)
    if not on_lines or whole is False:
        return whole
    return True if whole and _answered(on_lines, known.line) else None


def every_line_of(tests: Tests, known: FactsOfClass, of_lines: Iterable[str]) -> bool | None:
    """Tell whether every line of every case of a class answers to ``tests``; None where it may or may not."""
    on_lines = {name: values for name, values in tests.items() if name in of_lines}
    whole = _answered(_without(tests, on_lines), known.whole)
    if not on_lines or whole is False:
        return whole
    return False if _answered(on_lines, known.line) is False else None


def _without(tests: Tests, left_out: Tests) -> Tests:
    return {name: values for name, values in tests.items() if name not in left_out}


def _answered(tests: Tests, known: Mapping[str, frozenset[str]]) -> bool | None:
    found = [_one_answered(values, known.get(name)) for name, values in tests.items()]
    if False in found:
        return False
    return None if None in found else True


def _one_answered(values: tuple[str, ...], possible: frozenset[str] | None) -> bool | None:
    if possible is None:
        return None
    if possible <= set(values):
        return True
    return None if possible & set(values) else False
