"""The conditions of a move or branch as words in the reader's language."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from workflows.definition import Conditional, FactTests
from workflows.facts import case_facts


def words_of_conditions(conditional: Conditional) -> str:
    """Return for which cases it is meant, e.g. "some line: colour is red or blue"; nothing where it is for all."""
    return gettext("; and ").join(_parts(conditional))


def _parts(conditional: Conditional) -> Iterator[str]:
    if conditional.when:
        yield _said(conditional.when, gettext("some line: %(tests)s"), "%(tests)s")
    if conditional.only:
        yield _said(conditional.only, gettext("every line: %(tests)s"), "%(tests)s")
    if conditional.unless:
        yield _said(conditional.unless, gettext("no line: %(tests)s"), gettext("not: %(tests)s"))


def _said(tests: FactTests, of_lines: str, of_the_whole: str) -> str:
    said = gettext(" and ").join(_test(name, values) for name, values in tests.items())
    about_lines = any(name not in case_facts or case_facts.get(name).of_line for name in tests)
    return (of_lines if about_lines else of_the_whole) % {"tests": said}


def _test(name: str, values: Iterable[str]) -> str:
    if name not in case_facts:
        return f"{name}: {_either(values)}"
    fact = case_facts.get(name)
    said = _either(gettext(str(fact.label_of(value))) for value in values)
    return gettext("%(fact)s is %(values)s") % {"fact": gettext(str(fact.label)), "values": said}


def _either(values: Iterable[str]) -> str:
    return gettext(" or ").join(values)
