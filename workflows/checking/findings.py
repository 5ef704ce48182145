"""What the check finds: gathered over all classes of cases, and said once with the shortest path."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from kernel.reasons import Reason
from workflows.checking.steps import Path
from workflows.safeguards import CaseClass
from workflows.verbs import actions


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at a place of the file.

    ``about`` tells findings of one code at one place apart. ``classes`` are the cases concerned; None: it has
    nothing to do with what a case is about.
    """

    code: str
    message: str
    key: str
    path: Path = ()
    about: str = ""
    source: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    classes: tuple[CaseClass, ...] | None = None

    @property
    def thing(self) -> tuple[str, str, str]:
        """Return what it is about, the same for every class of cases."""
        return self.code, self.key, self.about


def gathered(found: Iterable[Finding]) -> list[Finding]:
    """Return each thing once: with the shortest path, every source, and every class of cases concerned."""
    things: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in found:
        things.setdefault(finding.thing, []).append(finding)
    return [_together(same) for same in things.values()]


def reason_of(finding: Finding, case: str) -> Reason:
    """Return a finding as a reason: its data name the place in the file, the path and the cases concerned.

    ``key`` is the place, ``path`` the verbs, ``ways`` move and branch of each for a drawing, ``case`` the
    cases concerned in words, blank where it is every one.
    """
    data = {
        **finding.facts,
        "key": finding.key,
        "path": [taken.way.move.verb for taken in finding.path],
        "ways": [(taken.way.key, taken.way.branch) for taken in finding.path],
        "case": case,
    }
    return Reason(finding.code, finding.message, data=data, source=finding.source)


def in_words(reason: Reason) -> str:
    """Return a reason of the check on one line: what, by which rule, for which cases, and on which path."""
    said = gettext(reason.message) % dict(reason.data)
    source = f" ({reason.source})" if reason.source else ""
    case = f" [{reason.data['case']}]" if reason.data["case"] else ""
    path = " → ".join(verb_in_words(verb) for verb in reason.data["path"])
    return f"{said}{source}{case}{f': {path}' if path else ''}"


def verb_in_words(verb: str) -> str:
    """Return the label of an action, or its name where there is none."""
    return str(actions.get(verb).label) if verb in actions else verb


def _together(same: list[Finding]) -> Finding:
    first = min(same, key=lambda finding: len(finding.path))
    sources = dict.fromkeys(source for finding in same for source in finding.source.split("; ") if source)
    classes = None
    if all(finding.classes is not None for finding in same):
        classes = tuple(dict.fromkeys(each for finding in same for each in finding.classes or ()))
    return Finding(
        first.code, first.message, first.key, first.path, first.about, "; ".join(sources), first.facts, classes
    )
