"""Facts of a case that a workflow file may test (``when``, ``only``, ``unless``); apps above register theirs."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from kernel.registry import Registry
from kernel.text import gettext_noop

if TYPE_CHECKING:
    from workflows.models import Case

YES_OR_NO: Mapping[str, str | Promise] = {"yes": gettext_noop("yes"), "no": gettext_noop("no")}


def _case_itself(case: "Case") -> "Case":
    return case


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One fact: of each line of a case, or of the case as a whole.

    ``matter`` returns what a case is about; facts that share one have it read once. ``read`` returns from that the
    fact's value for each line in order, and for a fact of the case a single one. ``values`` are the values that it can
    have, each with its label; None where they cannot be listed. Yes and no are written "yes" and "no".
    """

    name: str
    label: str | Promise
    read: Callable[[Any], Sequence[str]]
    values: Mapping[str, str | Promise] | None = None
    of_line: bool = True
    matter: "Callable[[Case], Any]" = _case_itself

    def label_of(self, value: str) -> str | Promise:
        """Return what people call that value."""
        return (self.values or {}).get(value, value)


case_facts: Registry[CaseFact] = Registry("fact of a case")


@dataclass(frozen=True, slots=True)
class FactsOfCase:
    """What is known of one case: facts of the whole by name, and facts of each line by name."""

    whole: Mapping[str, str]
    lines: Sequence[Mapping[str, str]]


def facts_of(case: "Case", names: Iterable[str]) -> FactsOfCase:
    """Return these facts of ``case``, each read once; raise UnknownEntry for one that is not registered."""
    wanted = [case_facts.get(name) for name in dict.fromkeys(names)]
    matters = {matter: matter(case) for matter in dict.fromkeys(fact.matter for fact in wanted)}
    whole = {fact.name: fact.read(matters[fact.matter])[0] for fact in wanted if not fact.of_line}
    columns = {fact.name: fact.read(matters[fact.matter]) for fact in wanted if fact.of_line}
    rows = zip(*columns.values(), strict=True)
    return FactsOfCase(whole, [dict(zip(columns, row, strict=True)) for row in rows])


def facts_of_lines() -> Collection[str]:
    """Return the names of the facts that each line has of its own."""
    return frozenset(fact.name for fact in case_facts if fact.of_line)
