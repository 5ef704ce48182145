"""The classes of cases that a finding concerns, in few words."""

from collections.abc import Iterable, Sequence

from workflows.facts import case_facts
from workflows.safeguards import CaseClass

MOST = 4


def words_of_classes(concerned: Sequence[CaseClass], all_classes: Sequence[CaseClass]) -> str:
    """Return by which facts ``concerned`` differ from all, with their values; blank where they are all."""
    if len(set(concerned)) == len(set(all_classes)):
        return ""
    told = []
    for name in _names(all_classes):
        values, every = _values(name, concerned), _values(name, all_classes)
        if values != every:
            told.append(_said(name, values, every))
    return "; ".join(told)


def _said(name: str, values: list[str], every: list[str]) -> str:
    fact = case_facts.get(name)
    left_out = [value for value in every if value not in values]
    if len(values) > MOST and len(left_out) < len(values):
        return f"{fact.label} ≠ {', '.join(str(fact.label_of(value)) for value in left_out)}"
    return f"{fact.label}: {', '.join(str(fact.label_of(value)) for value in values)}"


def _names(classes: Iterable[CaseClass]) -> list[str]:
    return [
        name
        for name in dict.fromkeys(name for each in classes for name in (*each.facts.line, *each.facts.whole))
        if name in case_facts
    ]


def _values(name: str, classes: Iterable[CaseClass]) -> list[str]:
    found = set[str]().union(*({**each.facts.whole, **each.facts.line}.get(name, frozenset()) for each in classes))
    known = case_facts.get(name).values or {}
    return [*(value for value in known if value in found), *sorted(found - set(known))]
