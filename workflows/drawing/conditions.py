"""The conditions of a move or branch in words, in the page's language."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from workflows.definition import Conditional
from workflows.facts import case_facts
from workflows.guards import guards


def conditions_in_words(conditional: Conditional) -> list[str]:
    """Return each condition as a short sentence; none where it holds for every case."""
    return list(_told(conditional))


def _told(conditional: Conditional) -> Iterator[str]:
    if conditional.when:
        yield _("when some line is: %(facts)s") % {"facts": facts_in_words(conditional.when)}
    if conditional.only:
        yield _("only when every line is: %(facts)s") % {"facts": facts_in_words(conditional.only)}
    if conditional.unless:
        yield _("unless some line is: %(facts)s") % {"facts": facts_in_words(conditional.unless)}
    for name in getattr(conditional, "needs", ()):
        yield label_of_guard(name)


def facts_in_words(tests: Mapping[str, tuple[str, ...]]) -> str:
    """Return tests of facts in words: each fact with the values that will do."""
    return "; ".join(f"{label_of_fact(name)}: {_values(name, values)}" for name, values in tests.items())


def label_of_fact(name: str) -> str:
    """Return what a fact is called; its name where there is none such."""
    return _(str(case_facts.get(name).label)) if name in case_facts else name


def label_of_value(name: str, value: str) -> str:
    """Return what a value of a fact is called."""
    return _(str(case_facts.get(name).label_of(value))) if name in case_facts else value


def label_of_guard(name: str) -> str:
    """Return what a condition is called; its name where there is none such."""
    return _(str(guards.get(name).label)) if name in guards else name


def _values(name: str, values: tuple[str, ...]) -> str:
    return _(" or ").join(label_of_value(name, value) for value in values)
