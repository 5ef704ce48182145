"""Names that a workflow uses and nobody knows."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kernel.text import gettext_noop
from workflows.checking.findings import Finding
from workflows.definition import Conditional, Move, Workflow

APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What exists: verbs, guards, roles, papers, and facts with the values that they can have (None: any).

    Of roles and papers an empty set means that any name will do. ``makers`` are the verbs that make a paper by
    themselves, of papers that no other move can ask for.
    """

    verbs: Collection[str]
    guards: Collection[str] = ()
    roles: Collection[str] = ()
    documents: Collection[str] = ()
    facts: Mapping[str, Collection[str] | None] = field(default_factory=dict)
    makers: Mapping[str, Collection[str]] = field(default_factory=dict)


def unknown_names(workflow: Workflow, words: Vocabulary) -> Iterator[Finding]:
    """Yield a finding for each name that stands for nothing."""
    for key, move in _moves(workflow):
        yield from _unknown(f"{key}.verb", [move.verb], words.verbs, "unknown_verb", _NO_ACTION)
        yield from _unknown(f"{key}.needs", move.needs, words.guards, "unknown_guard", _NO_CONDITION)
        yield from _unknown_or_any(f"{key}.roles", move.roles, words.roles, "unknown_role", _NO_ROLE)
        told = set(move.tells) - {APPLICANT}
        yield from _unknown_or_any(f"{key}.tells", sorted(told), words.roles, "unknown_role", _NO_ROLE)
        yield from _unknown_or_any(f"{key}.documents", move.documents, words.documents, "unknown_document", _NO_PAPER)
        yield from _made_by_others(f"{key}.documents", move, words)
        yield from _unknown_facts(key, move, words)
    for key, branch in workflow.branches():
        yield from _unknown_facts(key, branch, words)
    for key, people in _people(workflow):
        yield from _unknown_or_any(f"{key}.people", people, words.roles, "unknown_role", _NO_ROLE)


def _moves(workflow: Workflow) -> Iterator[tuple[str, Move]]:
    yield from ((f"moves.{key}", move) for key, move in workflow.moves.items())
    for place, branch in workflow.branches():
        yield from ((f"{place}.moves.{key}", move) for key, move in branch.moves.items())


def _people(workflow: Workflow) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from ((f"stages.{key}", stage.people) for key, stage in workflow.stages.items())
    for place, branch in workflow.branches():
        yield from ((f"{place}.stages.{key}", stage.people) for key, stage in branch.stages.items())


def _unknown(key: str, names: Iterable[str], known: Collection[str], code: str, message: str) -> Iterator[Finding]:
    for name in dict.fromkeys(names):
        if name not in known:
            yield Finding(code, message, key, about=name, facts={"name": name})


def _unknown_or_any(
    key: str, names: Iterable[str], known: Collection[str], code: str, message: str
) -> Iterator[Finding]:
    yield from _unknown(key, names, known, code, message) if known else ()


def _made_by_others(key: str, move: Move, words: Vocabulary) -> Iterator[Finding]:
    for name in dict.fromkeys(move.documents):
        if move.verb not in words.makers.get(name, [move.verb]):
            yield Finding("document_not_made", _NOT_MADE, key, about=name, facts={"name": name, "verb": move.verb})


def _unknown_facts(key: str, conditional: Conditional, words: Vocabulary) -> Iterator[Finding]:
    for kind in ("when", "only", "unless"):
        for name, values in getattr(conditional, kind).items():
            yield from _unknown(f"{key}.{kind}", [name], words.facts, "unknown_fact", _NO_FACT)
            known = words.facts.get(name)
            if known is not None:
                yield from _unknown(f"{key}.{kind}.{name}", values, known, "unknown_value", _NO_VALUE)


_NO_ACTION = gettext_noop("%(key)s: there is no action called “%(name)s”")
_NO_CONDITION = gettext_noop("%(key)s: there is no condition called “%(name)s”")
_NO_ROLE = gettext_noop("%(key)s: there is no role called “%(name)s”")
_NO_PAPER = gettext_noop("%(key)s: there is no paper called “%(name)s”")
_NOT_MADE = gettext_noop("%(key)s: “%(verb)s” does not make the paper “%(name)s”, and cannot ask for it")
_NO_FACT = gettext_noop("%(key)s: nothing is known of a case that is called “%(name)s”")
_NO_VALUE = gettext_noop("%(key)s: it is never “%(name)s”")
