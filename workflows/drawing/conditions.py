"""The conditions of a move or branch in words, in the page's language."""

from django.utils.translation import gettext

from workflows.condition_words import words_of_conditions
from workflows.definition import Conditional
from workflows.facts import case_facts
from workflows.guards import guards


def conditions_in_words(conditional: Conditional) -> list[str]:
    """Return for which cases it is meant, and what else it needs; none where it holds for every case."""
    needs = (label_of_guard(name) for name in getattr(conditional, "needs", ()))
    return [words for words in (words_of_conditions(conditional), *needs) if words]


def label_of_fact(name: str) -> str:
    """Return what a fact is called; its name where there is none such."""
    return gettext(str(case_facts.get(name).label)) if name in case_facts else name


def label_of_value(name: str, value: str) -> str:
    """Return what a value of a fact is called."""
    return gettext(str(case_facts.get(name).label_of(value))) if name in case_facts else value


def label_of_guard(name: str) -> str:
    """Return what a condition is called; its name where there is none such."""
    return gettext(str(guards.get(name).label)) if name in guards else name
